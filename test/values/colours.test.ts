import { spawnSync } from 'child_process';
import { join } from 'path';
import { hasColours } from '../../lib/values/colours';
import { inCi } from '../support/sample';

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: 'false' }, true, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  [{ TERM: 'dumb' }, true, false],
])('%j on a terminal (%j): %j', (env, isTerminal, expected) => {
  expect(hasColours({ env, isTerminal })).toBe(expected);
});

inCi(
  'the real program honours FORCE_COLOR in a pipe, and has no colours there otherwise',
  () => {
    const root = join(__dirname, '..', '..');
    const args = ['--conditions=source', '-r', 'ts-node/register', 'lib/cli/bin.ts', 'validate', 'nowhere.yaml'];
    const errors = (more: Record<string, string>): string => {
      const { FORCE_COLOR: _force, NO_COLOR: _no, ...env } = process.env;
      return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...env, ...more } }).stderr;
    };
    expect(errors({})).not.toContain('\u001b[');
    expect(errors({ FORCE_COLOR: '1' })).toContain('\u001b[');
  },
  60_000,
);
