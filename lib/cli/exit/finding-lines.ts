import type { HopFinding } from '../../definition/hop/hop-finding';
import { tinted, type Io, type Tone } from '../io';

const TONES: Readonly<Record<HopFinding['level'], Tone>> = { error: 'bad', warning: 'doubtful', note: 'quiet' };

/**
 * Two lines for each finding: what it is, and what to do.
 * @param io - where they go
 * @param findings - the findings
 * @param indent - spaces in front
 */
export function findingLines(io: Io, findings: readonly HopFinding[], indent = ''): string[] {
  return findings.flatMap(({ level, kind, since, what, fix }) => {
    const where = since === undefined ? '' : ` (${since})`;
    return [`${indent}${tinted(io, TONES[level], level)} ${kind}${where}: ${what}`, `${indent}  do: ${fix}`];
  });
}
