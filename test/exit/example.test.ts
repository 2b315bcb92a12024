import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { exampleDump } from '../../scripts/exit/example-dump';
import { cli } from '../cli/cli';

const folder = join(__dirname, '..', '..', 'examples', 'exit');
const FIX = 'run: node --conditions=source -r ts-node/register scripts/exit-example.ts';

test('the dump of the example is what is made of facts, and adopted/ what adopt writes', async () => {
  const dump = join(folder, 'dump.json');
  expect({ FIX, dump: readFileSync(dump, 'utf8') }).toEqual({ FIX, dump: exampleDump() });
  const scratch = mkdtempSync(join(tmpdir(), 'exit-'));
  try {
    const argv = [
      'adopt',
      dump,
      '--output',
      join(scratch, 'adopted'),
      '--repository',
      'https://git.example.com/platform.git',
    ];
    const { code, out } = await cli(argv);
    expect(code).toBe(0);
    expect(out).toContain('\ndrift: none in what the dump holds\n');
    const names = readdirSync(join(folder, 'adopted')).sort();
    expect(readdirSync(join(scratch, 'adopted')).sort()).toEqual(names);
    for (const name of names) {
      const [written, committed] = [join(scratch, 'adopted', name), join(folder, 'adopted', name)];
      expect({ FIX, name, text: readFileSync(written, 'utf8') }).toEqual({
        FIX,
        name,
        text: readFileSync(committed, 'utf8'),
      });
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}, 30_000);
