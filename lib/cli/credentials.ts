import { secretsInObject } from '../gitops/secrets';
import { oneLine } from '../values/escape/visible';
import { describeProblem } from '../values/problem';
import { tinted } from './io';
import type { Session } from './session';

/**
 * Warns of credentials in the result of a command. The result has them, since what it is used for needs the values; a message has none.
 * @param at - where the result comes from, such as the file that was read; empty where the objects in it are named
 * @param result - the result
 * @param session - the run
 */
export function warnOfCredentials(at: string, result: unknown, { io }: Session): void {
  for (const finding of secretsInObject(result, { kind: '', name: '' })) {
    const place = [finding.kind, finding.name, finding.at].filter((part) => part !== '').join(' ');
    const where = at === '' ? place : `${at}: ${place}`;
    const fix = 'keep the output out of Git, and refer to a Secret instead';
    const problem = describeProblem({ at: where, what: `${finding.what}; it is in the output`, fix });
    io.err(`${tinted(io, 'doubtful', oneLine(`warning: ${problem}`))}\n`);
  }
}
