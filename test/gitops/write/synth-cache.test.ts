import fs, {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import fc from 'fast-check';
import { ApiObject } from 'cdk8s';
import type { DeliveryUnitProps } from '../../../lib/gitops';
import { GitOpsCluster } from '../../../lib/gitops';
import { cacheFileOf, readCache, writeCache } from '../../../lib/gitops/write/cache-file';
import { codeDigest } from '../../../lib/gitops/write/code-digest';
import { runs } from '../../support/fc-runs';
import { failure, newApp } from '../helpers';

const folder = mkdtempSync(join(tmpdir(), 'synth-cache-'));
const outdir = join(folder, 'dist');
const caches = join(folder, 'node_modules', '.cache', 'cdk8s-verrazzano');
mkdirSync(join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Enough objects for a cache to be used. */
const COUNT = 100;

type Data = Readonly<Record<string, unknown>>;
interface Program {
  /** Spec of some objects, by their numbers. */
  readonly specs?: Readonly<Record<number, Data>>;
  readonly unit?: Partial<DeliveryUnitProps>;
  readonly count?: number;
}

/** An app with widgets; they may have any spec. */
function appOf({ specs = {}, unit = {}, count = COUNT }: Program, cache: boolean) {
  const app = newApp({ outdir, cache, kinds: [{ group: 'example.com', kind: 'Widget', namespaced: true }] });
  const scope = new GitOpsCluster(app, 'prod').unit('platform', { wave: 0, namespace: 'shop', ...unit });
  for (let index = 0; index < count; index++) {
    const metadata = { name: `w-${index}` };
    new ApiObject(scope, `w-${index}`, {
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata,
      spec: specs[index] ?? { index },
    });
  }
  return app;
}

/** What a synthesis does with the cache: the files of the output, or the message of its error. */
function outcome(program: Program): unknown {
  try {
    appOf(program, true).synth();
  } catch (error) {
    return (error as Error).message;
  }
  return Object.fromEntries(
    [...appOf(program, false).render().keys()].map((path) => [path, readFileSync(join(outdir, path), 'utf8')]),
  );
}

interface Edit {
  readonly file: number;
  readonly how: string;
  readonly hasOldTime: boolean;
}

/** Changes a file of the output to a string of the same length. */
function makeEdit({ file, how, hasOldTime }: Edit): void {
  const path = join(outdir, `prod/platform/shop/Widget.example.com.w-${file}.yaml`);
  if (!existsSync(path)) return;
  const [text, { atime, mtime }] = [readFileSync(path, 'utf8'), statSync(path)];
  if (how !== 'in place') rmSync(path);
  if (how === 'removed') return;
  writeFileSync(path, text.replace('kind', 'dnik'));
  if (hasOldTime) utimesSync(path, atime, mtime);
}

function expected(program: Program): unknown {
  try {
    return Object.fromEntries(appOf(program, false).render());
  } catch (error) {
    return (error as Error).message;
  }
}

test('a second synthesis changes nothing, and puts right what was edited', () => {
  appOf({}, true).synth();
  expect(readdirSync(caches)).toHaveLength(1);
  const again = appOf({}, true).synth();
  expect([again.written, again.changed, again.removed]).toEqual([[], [], []]);
  const file = join(outdir, 'prod/platform/shop/Widget.example.com.w-7.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('index: 7', 'index: 8'));
  utimesSync(file, 0, 0);
  expect(appOf({}, true).synth().changed).toEqual(['prod/platform/shop/Widget.example.com.w-7.yaml']);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('files that have not changed since are not read again', () => {
  appOf({}, true).synth();
  // Longer than a step of the clock of the file system.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  appOf({}, true).synth();
  expect(readCache(cacheFileOf(outdir) ?? '', codeDigest()).files.size).toBe(COUNT);
  const opened = jest.spyOn(fs, 'openSync');
  appOf({}, true).synth();
  const paths = opened.mock.calls.map(([path]) => String(path));
  opened.mockRestore();
  expect(paths.filter((path) => path.includes('/shop/'))).toEqual([]);
  expect(paths.filter((path) => path.endsWith('SHA256SUMS'))).not.toEqual([]);
});

test('what is refused is refused though the same object was written before', () => {
  const secret = { token: 'c2VjcmV0LXRva2VuLXZhbHVl', none: null, zero: 0 };
  const allowSecrets = [{ kind: 'Widget', name: 'w-3', reason: 'generated' }];
  appOf({ specs: { 3: secret }, unit: { allowSecrets } }, true).synth();
  const refused = failure(() => appOf({ specs: { 3: secret } }, true).synth());
  expect(refused).toBe(failure(() => appOf({ specs: { 3: secret } }, false).synth()));
  expect(refused).toContain('spec.token');
  // JSON has the same form for these.
  for (const value of [NaN, -0, -Infinity]) {
    appOf({ specs: { 3: { value: Number.isFinite(value) ? 0 : null } } }, true).synth();
    expect(outcome({ specs: { 3: { value } } })).toEqual(expected({ specs: { 3: { value } } }));
  }
});

describe('whatever the cache holds', () => {
  const leaf = fc.oneof(
    fc.constantFrom(0, -0, NaN, null, true, 'yes', '0x1', '', undefined, 1e21),
    fc.string({ maxLength: 6 }),
    fc.bigInt({ min: 0n, max: 9n }),
  );
  const spec = fc.dictionary(fc.constantFrom('a', 'password', 'hostAliases', 'd'), fc.oneof(leaf, fc.array(leaf)), {
    maxKeys: 3,
  });
  const program = fc.record({
    specs: fc.dictionary(fc.constantFrom('1', '2', '3', '4'), spec, { maxKeys: 3 }),
    unit: fc.record({ namespace: fc.constantFrom('shop', 'other') }),
    count: fc.constantFrom(COUNT, COUNT + 3),
  });
  const edit = fc.record({
    file: fc.nat(COUNT - 1),
    how: fc.constantFrom('in place', 'replaced', 'removed'),
    hasOldTime: fc.boolean(),
  });
  const damage = fc.oneof(
    fc.constant((bytes: Buffer) => bytes),
    fc.nat().map((at) => (bytes: Buffer) => bytes.subarray(0, at % (bytes.length + 1))),
    fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map(([at, by]) => (bytes: Buffer) => {
      const changed = Buffer.from(bytes);
      if (changed.length > 0) changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ by;
      return changed;
    }),
  );

  test('the output is the same as without it', () => {
    fc.assert(
      fc.property(program, program, damage, fc.array(edit, { maxLength: 3 }), (before, after, damaged, edits) => {
        // A file that was edited is kept where the next program has none, and is not written over later.
        rmSync(outdir, { recursive: true, force: true });
        outcome(before);
        for (const each of edits) makeEdit(each);
        const file = cacheFileOf(outdir) ?? '';
        if (existsSync(file)) writeFileSync(file, damaged(readFileSync(file)));
        expect(outcome(after)).toEqual(expected(after));
      }),
      { numRuns: runs(2, 200) },
    );
  });
});

test('a cache of other code is not read, and few caches are kept', () => {
  const digest = (text: string): string => text.repeat(64);
  const renderings = [
    { hash: digest('1'), isCut: true },
    { hash: digest('2'), isCut: false },
  ];
  const groups = new Map([
    [digest('a'), renderings],
    [digest('b'), [{ hash: digest('3'), isCut: true }]],
  ]);
  const files = new Map([['prod/a.yaml', { hash: digest('4'), size: 5, ino: 7, mtimeMs: 1.25, ctimeMs: 2.5 }]]);
  const cached = { groups, files };
  const file = cacheFileOf(join(folder, 'elsewhere')) ?? '';
  writeCache(file, codeDigest(), cached);
  expect(readCache(file, codeDigest())).toEqual(cached);
  expect(readCache(file, 'other')).toEqual({ groups: new Map(), files: new Map() });
  for (let index = 0; index < 20; index++) writeCache(cacheFileOf(join(folder, `out-${index}`)) ?? '', 'code', cached);
  expect(readdirSync(caches)).toHaveLength(16);
});

test('a cache that cannot be written is no error', () => {
  for (const each of [caches, outdir]) rmSync(each, { recursive: true, force: true });
  writeFileSync(caches, '');
  expect(() => appOf({ count: COUNT + 1 }, true).synth()).not.toThrow();
  rmSync(caches);
});
