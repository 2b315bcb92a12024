import { NAMESPACES } from '../../definition/namespaces';
import { compare } from '../../values/compare';

/** Namespaces in which the platform operator installs objects, by name. */
export const PLATFORM_NAMESPACES: readonly string[] = Object.keys(NAMESPACES).sort(compare);
