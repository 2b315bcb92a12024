export { translateOam, type OamInput, type OamTranslation } from './oam/convert';
export type { FindingSeverity, OamFinding } from './oam/finding';
