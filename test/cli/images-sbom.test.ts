import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { PackageURL } from 'packageurl-js';
import { App, Chart } from 'cdk8s';
import { Cni, DevProfile, ManagedClusterProfile, NoneProfile, ProdProfile } from '../../lib';
import { inCi, sample } from '../support/sample';
import { cli } from './cli';

interface Part {
  readonly type: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly 'bom-ref': string;
  readonly properties: ReadonlyArray<{ readonly name: string; readonly value: string }>;
}

interface Bom {
  readonly metadata: { readonly component: Part };
  readonly components: readonly Part[];
  readonly dependencies: ReadonlyArray<{ readonly ref: string; readonly dependsOn?: readonly string[] }>;
}

const root = join(__dirname, '../..');

async function text(...args: readonly string[]): Promise<string> {
  const { code, out } = await cli(['images', '--output', 'cyclonedx', ...args]);
  expect(code).toBe(0);
  return out;
}

const read = async (...args: readonly string[]): Promise<Bom> => JSON.parse(await text(...args));

const containers = ({ components }: Bom): Part[] => components.filter(({ type }) => type === 'container');
const values = ({ properties }: Part, name: string): string[] =>
  properties.filter((property) => property.name === `verrazzano:${name}`).map(({ value }) => value);
const dependsOn = ({ dependencies }: Bom, ref: string): readonly string[] =>
  dependencies.find((one) => one.ref === ref)?.dependsOn ?? [];
const part = (bom: Bom, ref: string): Part => {
  const found = bom.components.find((one) => one['bom-ref'] === ref);
  if (found === undefined) throw new Error(`no ${ref}`);
  return found;
};

/** The schema of CycloneDX, as its library ships it. Formats are left aside: the library for them is no dependency. */
function validator(): (bom: Bom) => unknown {
  const folder = join(root, 'node_modules/@cyclonedx/cyclonedx-library/res/schema');
  const file = (name: string): string => `${name}.SNAPSHOT.schema.json`;
  const schema = (name: string): object => JSON.parse(readFileSync(join(folder, file(name)), 'utf8'));
  const others = ['spdx', 'jsf-0.82'].map((name) => [`http://cyclonedx.org/schema/${file(name)}`, schema(name)]);
  const ajv = new Ajv({ strict: false, validateFormats: false, schemas: Object.fromEntries(others) });
  const check = ajv.compile(schema('bom-1.6'));
  return (bom) => (check(bom) ? [] : check.errors);
}

const PROFILES = {
  dev: DevProfile,
  prod: ProdProfile,
  'managed-cluster': ManagedClusterProfile,
  none: NoneProfile,
} as const;

describe.each(sample(Object.entries(PROFILES), 2))('of profile %s', (name, Profile) => {
  let bom: Bom;
  beforeAll(async () => (bom = await read('--profile', name)));

  inCi('is valid CycloneDX 1.6', () => {
    const validate = validator();
    expect(validate(bom)).toEqual([]);
    expect(validate({ ...bom, components: [{ type: 'nothing' } as unknown as Part] })).not.toEqual([]);
  });

  test('is about the platform', () => {
    expect(bom.metadata.component).toMatchObject({ type: 'platform', name: 'verrazzano', version: '1.7.2' });
    expect(values(bom.metadata.component, 'profile')).toEqual([name]);
  });

  test('has the images of the profile', () => {
    const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };
    const { images } = new Profile(new Chart(new App(), 'chart'), 'vz', { kubernetes });
    const known = images.filter((image) => !image.endsWith('_TAG'));
    const found = containers(bom).flatMap((one) => (one.version === undefined ? [] : [`${one.name}:${one.version}`]));
    expect(found.sort()).toEqual(known);
    expect(containers(bom)).toHaveLength(images.length);
  });

  test('the platform depends on its components, and these on the images that name them', async () => {
    const components = JSON.parse((await cli(['components', '-o', 'json'])).out);
    const enabled = components.filter(({ profiles }: { profiles: Record<string, boolean> }) => profiles[name]);
    const refs = enabled.map((one: { name: string }) => `component/${one.name}`);
    expect(dependsOn(bom, 'platform/verrazzano')).toEqual(refs.sort());
    for (const ref of refs) {
      const component = part(bom, ref);
      const label = component.version === undefined ? component.name : `${component.name} ${component.version}`;
      const pulled = containers(bom).filter((one) => values(one, 'component').includes(label));
      expect([...dependsOn(bom, ref)].sort()).toEqual(pulled.map((one) => one['bom-ref']).sort());
    }
  });

  test('every reference leads somewhere', () => {
    const refs = [bom.metadata.component, ...bom.components].map((one) => one['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    expect(bom.dependencies.map(({ ref }) => ref).sort()).toEqual(refs.sort());
    for (const { dependsOn: to = [] } of bom.dependencies) expect(refs).toEqual(expect.arrayContaining([...to]));
  });
});

test('the same bytes every time, without time, serial number or chance', async () => {
  const [first, second] = [await text(), await text()];
  expect(first).toBe(second);
  expect(first).not.toMatch(/serialNumber|timestamp|urn:uuid/);
  expect(first.endsWith('}\n')).toBe(true);
});

test('the locale decides on no order', async () => {
  const order = jest.spyOn(String.prototype, 'localeCompare');
  const { components, dependencies } = await read();
  expect(order).not.toHaveBeenCalled();
  order.mockRestore();
  for (const kind of ['application', 'container']) {
    const refs = components.filter(({ type }) => type === kind).map((one) => one['bom-ref']);
    expect(refs).toEqual([...refs].sort());
  }
  for (const { dependsOn: to = [] } of dependencies) expect(to).toEqual([...to].sort());
});

test('package URLs of type oci: last segment in lower case, repository and tag as qualifiers, no version', async () => {
  const images = containers(await read());
  expect(images.length).toBeGreaterThan(50);
  for (const { name, version, purl = '' } of images) {
    const { type, namespace, name: last, version: digest, qualifiers } = PackageURL.fromString(purl);
    expect({ type, namespace, last, digest }).toEqual({
      type: 'oci',
      namespace: undefined,
      last: name.slice(name.lastIndexOf('/') + 1),
      digest: undefined,
    });
    expect({ ...qualifiers }).toEqual({ repository_url: name, ...(version !== undefined && { tag: version }) });
  }
});

test('a tag that only the release build knows is not invented', async () => {
  const bom = await read();
  const image = part(bom, 'image/verrazzano-authproxy');
  expect(image.version).toBeUndefined();
  expect(image.purl).toBe('pkg:oci/verrazzano-authproxy?repository_url=ghcr.io%2Fverrazzano%2Fverrazzano-authproxy');
  expect(values(image, 'tag')).toEqual(['set by the release build']);
  expect(JSON.stringify(bom)).not.toContain('_TAG');
});

test('says which components use an image, its part of the bill of materials and its end of life', async () => {
  const bom = await read();
  expect(values(part(bom, 'image/grafana'), 'component')).toEqual([
    'grafana 7.5.17',
    'verrazzano-monitoring-operator 1.7.2',
  ]);
  expect(values(part(bom, 'image/keycloak'), 'part')).toEqual(['keycloak 20.0.1-3']);
  expect(values(part(bom, 'image/keycloak'), 'end-of-life')).toEqual([
    'Keycloak 20.0: 2023-02-23 (https://endoflife.date/keycloak)',
  ]);
  expect(part(bom, 'component/keycloak')).toMatchObject({ type: 'application', version: '20.0.1' });
});

test('of a private registry, as Verrazzano rewrites it; references stay', async () => {
  const registry = ['--registry', 'registry.example.com:5000', '--repository', 'mirror'];
  const [here, upstream] = [await read(...registry), await read()];
  const image = part(here, 'image/oraclelinux');
  expect(image).toMatchObject({ name: 'registry.example.com:5000/mirror/oracle/oraclelinux', version: '8' });
  expect(PackageURL.fromString(image.purl ?? '').qualifiers?.repository_url).toBe(image.name);
  expect(values(image, 'upstream')).toEqual(['ghcr.io/oracle/oraclelinux']);
  expect(here.dependencies).toEqual(upstream.dependencies);
});

inCi('of a private registry is valid CycloneDX 1.6', async () => {
  const validate = validator();
  expect(validate(await read('--registry', 'registry.example.com:5000', '--repository', 'mirror'))).toEqual([]);
});

test('notes go to standard error, and what is wrong usage stays so', async () => {
  expect((await cli(['images', '-o', 'cyclonedx'])).err).toContain('image of the platform operator');
  expect(await cli(['images', '-o', 'cyclonedx', '--repository', 'mirror'])).toMatchObject({ code: 2, out: '' });
  expect(await cli(['components', '-o', 'cyclonedx'])).toMatchObject({ code: 2, out: '' });
});
