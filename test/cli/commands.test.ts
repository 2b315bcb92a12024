import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { App, Chart } from 'cdk8s';
import { Cni, ProdProfile, Registry } from '../../lib';
import { COMPONENTS } from '../../lib/components';
import { describeShared, sharedPath } from '../support/shared';
import { cli, Folder, verrazzano } from './cli';
import { sample } from '../support/sample';

const folder = new Folder();
afterAll(() => folder.remove());

describe('effective', () => {
  test('--diff shows what the file changes', async () => {
    const spec =
      '{profile: dev, components: {grafana: {enabled: false}, velero: {enabled: true}, opensearch: {nodes: [{name: es-master, replicas: 3}]}}}';
    const { code, out } = await cli(['effective', '--diff', folder.write('a.yaml', verrazzano(spec))]);
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "# default/verrazzano, profile dev
      spec.components.grafana.enabled: true -> false
      spec.components.opensearch.nodes[name=es-master].replicas: 1 -> 3
      spec.components.velero.enabled: false -> true
      "
    `);
  });

  test('--diff of a plain profile', async () => {
    const { out } = await cli(['effective', '--diff', folder.write('b.yaml', verrazzano('{profile: dev}'))]);
    expect(out).toBe('# default/verrazzano, profile dev\n# no change\n');
  });

  test('colours only on a terminal', async () => {
    const file = folder.write('c.yaml', verrazzano('{components: {grafana: {enabled: false}}}'));
    expect((await cli(['effective', '--diff', file], true)).out).toContain('\u001b[');
    expect((await cli(['effective', '--diff', file], false)).out).not.toContain('\u001b[');
  });

  test('what the merge refuses is one line per problem', async () => {
    const file = folder.write('d.yaml', verrazzano('{profile: nope}'));
    const { code, out, err } = await cli(['effective', file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`[${file}: spec.profile] there is no profile "nope"; got "nope"; allowed dev,`);
  });
});

describeShared('effective gives every merge case with shipped profiles', () => {
  const cases = sharedPath('upstream', 'platform', 'merge-cases');
  const usable = readdirSync(cases).filter((name) => {
    if (name === 'index.json') return false;
    const files = readdirSync(join(cases, name));
    if (!files.includes('expected.yaml') || !files.includes('input.yaml')) return false;
    return !/^(file|step) /m.test(readFileSync(join(cases, name, 'profile.txt'), 'utf8'));
  });

  test('there are such cases', () => expect(usable.length).toBeGreaterThan(5));

  test.each(sample(usable, 10))('%s', async (name) => {
    const { code, out } = await cli(['effective', join(cases, name, 'input.yaml')]);
    expect(code).toBe(0);
    expect(parse(out).spec).toEqual(parse(readFileSync(join(cases, name, 'expected.yaml'), 'utf8')).spec);
  });
});

describe('components', () => {
  test('lists all', async () => {
    const { code, out } = await cli(['components']);
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(COMPONENTS.length + 1);
    expect(lines[0]).toMatch(
      /^COMPONENT +DEV +PROD +MANAGED-CLUSTER +NONE +NAMESPACE +VERSION +CHART +END OF LIFE +MAINTAINED CHART +AFTER$/,
    );
    expect(lines.find((line) => line.startsWith('grafana '))).toMatch(/^grafana +on +on +off +off +verrazzano-system/);
  });

  test('lists all as JSON', async () => {
    const list = JSON.parse((await cli(['components', '--output', 'json'])).out);
    expect(list).toHaveLength(COMPONENTS.length);
    expect(Object.keys(list[0])).toEqual([
      'name',
      'key',
      'category',
      'profiles',
      'namespace',
      'version',
      'chartVersion',
      'dependencies',
      'endOfLife',
      'maintenance',
    ]);
  });

  test('one, by name or by key, with all its facts', async () => {
    const { code, out } = await cli(['components', 'keycloak', '-o', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      name: 'keycloak',
      awaitedBy: expect.any(Array),
      images: expect.arrayContaining([expect.stringMatching(/^ghcr\.io\/verrazzano\/keycloak:v20/)]),
      workloads: [expect.objectContaining({ name: 'keycloak' })],
    });
    expect((await cli(['components', 'argoCD'])).out).toContain('name: argocd\n');
  });
});

describe('images', () => {
  test('one per line, sorted', async () => {
    const { code, out, err } = await cli(['images']);
    const lines = out.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(lines).toEqual([...new Set(lines)].sort());
    expect(lines.every((line) => /^ghcr\.io\/(verrazzano|oracle)\/[a-z0-9-]+:[\w.-]+$/.test(line))).toBe(true);
    expect(lines).toContain('ghcr.io/verrazzano/verrazzano-authproxy:VERRAZZANO_AUTHPROXY_TAG');
    expect(err).toContain('set by the release build');
  });

  test('rewritten for a private registry, as a profile does', async () => {
    const registry = { registry: 'registry.example.com:5000', repository: 'mirror/vz' };
    const args = ['images', '--registry', registry.registry, '--repository', registry.repository];
    const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };
    const profile = new ProdProfile(new Chart(new App(), 'chart'), 'prod', {
      kubernetes,
      registry: Registry.private(registry),
    });
    expect((await cli(args)).out).toBe(`${profile.images.join('\n')}\n`);
    expect(profile.images).toContain('registry.example.com:5000/mirror/vz/oracle/oraclelinux:8-slim');
  });

  test('as JSON, with the components that pull them', async () => {
    const { profile, images } = JSON.parse((await cli(['images', '--profile', 'dev', '--output', 'json'])).out);
    expect(profile).toBe('dev');
    expect(images.find(({ reference }: { reference: string }) => /\/verrazzano-authproxy:/.test(reference))).toEqual({
      reference: 'ghcr.io/verrazzano/verrazzano-authproxy:VERRAZZANO_AUTHPROXY_TAG',
      upstream: 'ghcr.io/verrazzano/verrazzano-authproxy:VERRAZZANO_AUTHPROXY_TAG',
      tag: null,
      components: ['verrazzano-authproxy'],
      maintenance: [expect.objectContaining({ component: 'verrazzano-authproxy', status: 'none' })],
    });
  });
});
