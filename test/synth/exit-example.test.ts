import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { exampleDump } from '../../scripts/exit/example-dump';
import { cli } from '../cli/cli';
import { inCi } from '../support/sample';

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

inCi(
  'what the guide shows is what the commands print',
  async () => {
    const guide = readFileSync(join(__dirname, '..', '..', 'docs', 'leaving-verrazzano.md'), 'utf8');
    const blocks = [...guide.matchAll(/^```text\n(?<text>[^]*?)^```/gm)].map(({ groups }) => groups?.text ?? '');
    // Proofs take long, and have a test of their own.
    const shown = blocks.filter((text) => !text.startsWith('   proof: '));
    const dump = readFileSync(join(folder, 'dump.json'), 'utf8');
    const scratch = mkdtempSync(join(tmpdir(), 'exit-'));
    try {
      const changed = join(scratch, 'changed.json');
      const whitelist = '"nginx.ingress.kubernetes.io/whitelist-source-range":"10.0.0.0/8",';
      const items = dump
        .split('\n')
        .map((line) =>
          line.includes('"kind":"Ingress","metadata":{"name":"keycloak"')
            ? line.replace('"annotations":{', `"annotations":{${whitelist}`)
            : line,
        );
      writeFileSync(changed, items.join('\n'));
      const printed = [
        (await cli(['adopt', changed])).out,
        readFileSync(join(folder, 'adopted', 'main.ts'), 'utf8'),
        (await cli(['plan', join(folder, 'dump.json')])).out,
      ];
      expect(shown.length).toBe(printed.length);
      shown.forEach((text, index) => expect(printed[index]).toContain(text));
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  },
  30_000,
);
