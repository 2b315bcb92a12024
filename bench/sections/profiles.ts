import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { compare, PROGRAM, ownReport, type Cost, type Row } from '../measure';

const APP = join(__dirname, '..', 'apps', 'profile.ts');

/** Each profile on one cluster: the first synth of a process, and one more that changes nothing. */
export function profiles(): Row[] {
  return ['dev', 'prod', 'managed-cluster'].flatMap((profile) => {
    const again: Cost[] = [];
    const first = (): Cost => {
      const folder = mkdtempSync(join(tmpdir(), 'bench-profile-'));
      try {
        const [cold, warm] = ownReport([...PROGRAM, APP, profile, folder]);
        if (cold === undefined || warm === undefined) throw new Error('the program printed no costs');
        again.push(warm);
        return cold;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    };
    return compare(
      `profile ${profile}`,
      [
        { name: 'first synth', run: first },
        { name: 'second synth, nothing changed', run: () => again.pop() ?? first() },
      ],
      5,
    );
  });
}
