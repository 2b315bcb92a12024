export { translateOam, type OamTranslation } from './oam/convert';
export type { OamSeverity, OamFinding } from './oam/finding';
