import type { Expansion } from '../../../connectivity';
import { OAM_KINDS } from './oam-kinds';
import { OPERATOR_KINDS } from './operator-kinds';
import { PROJECT } from './project';

/** Custom kinds of which this library knows what their controllers make. */
export const VERRAZZANO_KINDS: readonly Expansion[] = [PROJECT, ...OAM_KINDS, ...OPERATOR_KINDS];
