import { readdirSync } from 'fs';
import { gzipSync } from 'zlib';
import fc from 'fast-check';
import { CONTROLS } from '../support/controls';
import { runs } from '../support/fc-runs';
import { tar, type TarEntry } from '../support/tar';
import { InputError } from '../../lib/cli/input/input-error';
import { readArchive } from '../../lib/cli/input/read-archive';
import { TOTALS } from '../../lib/cli/input/totals';
import { cli, Folder, verrazzano } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

/** Commands that are given archives: in CI, since they load most of the package. */
const CALLS = [['adopt'], ['adopt', '--json'], ['plan'], ['check'], ['report', '--json']].slice(0, runs(0, 5));

/** How an answer must not look: a stack trace, or what the program says of its own bugs. */
const BUG = /\n\s+at |bug in the program/;

/** How many bytes an archive may hold; the commands have no other limit than their own. */
const LIMIT = CALLS.length > 0 ? TOTALS.bytes : 2 ** 20;

/** CPU seconds that an answer may take. */
const MAX_SECONDS = 5;

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\n';
const RESOURCE = verrazzano('{profile: dev}');
const file = (name: string, content = RESOURCE): TarEntry => ({ name, content });

/** What a program must not do with an archive, each once. */
const CORPUS: Readonly<Record<string, () => Buffer>> = {
  'good.tar.gz': () => gzipSync(tar([file('a/cm.yaml', CONFIG_MAP), file('a/vz.yaml')])),
  'traversal.tgz': () => gzipSync(tar([file('../../../../tmp/evil.yaml', CONFIG_MAP), file('/etc/evil.yaml')])),
  'symlink.tar': () => tar([{ name: 'l.yaml', type: '2', target: '/etc/passwd' }, file('vz.yaml')]),
  'hardlink.tar': () => tar([{ name: 'l.yaml', type: '1', target: '/etc/passwd' }, file('vz.yaml')]),
  'huge-size.tar': () => tar([{ ...file('vz.yaml'), size: 0o77777777777 }]),
  'nested.tar.gz': () => gzipSync(gzipSync(tar([file('vz.yaml')]))),
  'zero.tar.gz': () => Buffer.alloc(0),
  'text.tgz': () => Buffer.from('hello'),
  'control.tar': () => tar([file('\u001b[2Jvz.yaml', 'a: [')]),
  'binary.tar': () => tar([{ name: 'vz.yaml', content: Buffer.from([0, 255, 1, 2]) }]),
  'long-name.tar': () => tar([{ name: '././@LongLink', type: 'L', content: `${'x'.repeat(1e5)}.yaml` }, file('vz')]),
  'pax.tar': () => tar([{ name: 'p', type: 'x', content: `30 path=${'/'.repeat(1e6)}a.yaml\n` }, file('vz')]),
  'many.tar': () => tar(Array.from({ length: 5000 }, (_, index) => file(`e${index}.yaml`, ''))),
  'bomb.gz': () => bomb('a'),
  'bomb.tar.gz': () => bomb('\0'),
};

/** Far more than a program may expand; members of a gzip file follow each other. */
function bomb(fill: string): Buffer {
  const member = gzipSync(Buffer.alloc(2 ** 24, fill), { level: 1 });
  return Buffer.concat(Array.from({ length: LIMIT / 2 ** 24 + 2 }, () => member));
}

/** Fails where the reader of archives says something else than what is wrong with the input, or takes long. */
function expectRead(name: string, bytes: Buffer): void {
  const path = folder.write(name, bytes);
  const start = process.cpuUsage();
  try {
    const texts = readArchive(path, LIMIT, (entry) => /\.ya?ml$/.test(entry));
    expect(texts.every(({ name: own, text }) => typeof own === 'string' && typeof text === 'string')).toBe(true);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  expect(secondsSince(start)).toBeLessThan(MAX_SECONDS);
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** Fails on a stack trace, a long wait, or anything that is written. */
async function expectAnswer(name: string, bytes: Buffer, call: readonly string[]): Promise<void> {
  const [command = '', ...options] = call;
  const path = folder.write(name, bytes);
  const before = [readdirSync(folder.path), readdirSync('.')];
  const start = process.cpuUsage();
  const { code, out, err } = await cli([command, path, ...options]);
  expect(secondsSince(start)).toBeLessThan(MAX_SECONDS);
  expect(`${out}${err}`).not.toMatch(BUG);
  expect(`${out}${err}`).not.toMatch(CONTROLS);
  expect([0, 1, 2]).toContain(code);
  expect([readdirSync(folder.path), readdirSync('.')]).toEqual(before);
}

beforeAll(async () => {
  // Loads the modules of the commands, which counts for no archive.
  const path = folder.write('first.tar', tar([file('vz.yaml')]));
  for (const [command = '', ...options] of CALLS) await cli([command, path, ...options]);
});

test.each(Object.keys(CORPUS))('%s', async (name) => {
  const bytes = CORPUS[name]?.() ?? Buffer.alloc(0);
  expectRead(name, bytes);
  for (const call of CALLS) await expectAnswer(name, bytes, call);
});

test('archives that are damaged anywhere', async () => {
  const whole = tar([file('a/cm.yaml', CONFIG_MAP), file('b/vz.yaml')]);
  const damage = fc.tuple(fc.nat(), fc.nat({ max: 255 }), fc.constantFrom('byte', 'cut', 'twice'));
  const damaged = (bytes: Buffer, [place, value, how]: readonly [number, number, string]): Buffer => {
    const at = place % bytes.length;
    if (how === 'cut') return bytes.subarray(0, at);
    if (how === 'twice') return Buffer.concat([bytes.subarray(0, at), bytes]);
    const changed = Buffer.from(bytes);
    changed[at] = value;
    return changed;
  };
  await fc.assert(
    fc.asyncProperty(damage, fc.boolean(), fc.boolean(), fc.nat(), async (where, inner, outer, number) => {
      const content = inner ? damaged(whole, where) : whole;
      const packed = gzipSync(content);
      const bytes = outer ? damaged(packed, where) : packed;
      expectRead('damaged.tar.gz', bytes);
      const call = CALLS[number % Math.max(1, CALLS.length)];
      if (call !== undefined) await expectAnswer('damaged.tar.gz', bytes, call);
    }),
    { numRuns: runs(30, 300) },
  );
});
