/** @batch compiler */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importedMetadata } from '../../lib/cli/import/metadata';
import { readResource, readResources } from '../../lib/cli/input/read-resources';
import { cli } from '../cli/cli';
import { runProgram, statedBy } from '../cli/import-programs';
import { compilerMessages } from '../support/programs';
import { effectiveSpec, lostFrom, tryEffectiveSpec, wantedResource } from '../cli/import-compare';
import { specField } from '../../lib/definition/enablement';
import type { VerrazzanoResource } from '../../lib/resource/merge';
import { isJsonObject } from '../../lib/values/json';
import { describeShared, sharedPath } from '../support/shared';
import { sample } from '../support/sample';

interface Case {
  readonly file: string;
  readonly verdict: 'valid' | 'invalid';
  readonly api: string;
}

const cases = sharedPath('upstream', 'platform', 'cases');

/** Install arguments that upstream cannot convert to v1beta1: there is nothing to write. */
const UNCONVERTED = ['invalid/installargs-not-yaml-v1alpha1.yaml', 'invalid/schema-installarg-no-name-v1alpha1.yaml'];

/** Groups of one name become one in the program: the text of the list differs, and the effective resource does not. */
function joinedIn({ spec }: VerrazzanoResource): string[] {
  const nodes = specField(spec ?? {}, 'opensearch', 'nodes');
  const names = Array.isArray(nodes) ? nodes.map((node) => (isJsonObject(node) ? node.name : undefined)) : [];
  return new Set(names).size < names.length ? ['spec.components.opensearch.nodes'] : [];
}

describeShared('every valid case goes round', () => {
  const all = sample(JSON.parse(readFileSync(join(cases, 'index.json'), 'utf8')) as Case[], 8);
  const valid = all.filter(({ verdict }) => verdict === 'valid');
  const sources = new Map<string, string>();
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'import-'));
    for (const { file } of all) sources.set(file, (await cli(['import', join(cases, file)])).out);
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('all programs compile under strict TypeScript, those for invalid cases too', () => {
    const programs = new Map([...sources].map(([file, source]) => [`${file.replace(/\W/g, '-')}.ts`, source]));
    expect(compilerMessages(programs)).toEqual([]);
    expect([...sources].filter(([, source]) => source === '').map(([file]) => file)).toEqual(
      UNCONVERTED.filter((file) => sources.has(file)),
    );
    const api = (version: string): number => valid.filter((one) => one.api === version).length;
    console.info(`import: ${valid.length} cases, ${api('v1beta1')} v1beta1, ${api('v1alpha1')} v1alpha1`);
  }, 60_000);

  test.each(sample(valid, 3).map(({ file }) => file))('%s', (file) => {
    const { resource } = readResource(join(cases, file));
    const wanted = wantedResource(resource);
    const [made, ...more] = runProgram(sources.get(file) ?? '', folder);
    expect(more).toEqual([]);
    expect(effectiveSpec(made?.stated)).toEqual(effectiveSpec(wanted));
    expect(effectiveSpec(made?.written)).toEqual(effectiveSpec(wanted));
    expect(lostFrom(wanted.spec, made?.stated.spec, 'spec')).toEqual(joinedIn(wanted));
    const { name, namespace } = importedMetadata(resource, []);
    expect(made?.written?.metadata).toMatchObject({ name, namespace });
  });
});

describeShared('every other resource of the facts goes round', () => {
  const upstream = sharedPath('upstream');
  const files = ['multicluster', 'platform/merge-cases', 'virtual-clusters', 'applications'].flatMap((folder) =>
    existsSync(join(upstream, folder))
      ? readdirSync(join(upstream, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file))
      : [],
  );
  const resources = files
    .filter((file) => /\.ya?ml$/.test(file))
    .filter((file) => /^kind: Verrazzano$/m.test(readFileSync(join(upstream, file), 'utf8')));

  test('there are some', () => expect(resources.length).toBeGreaterThan(10));

  test.each(sample(resources, 2))('%s', async (file) => {
    const wanted = readResources(join(upstream, file)).map(({ resource }) => wantedResource(resource));
    const { code, out } = await cli(['import', join(upstream, file)]);
    expect(code).toBe(0);
    const stated = statedBy(out);
    expect(stated.map(tryEffectiveSpec)).toEqual(wanted.map(tryEffectiveSpec));
    expect(wanted.map(({ spec }, index) => lostFrom(spec, stated[index]?.spec, 'spec'))).toEqual(wanted.map(joinedIn));
  });
});
