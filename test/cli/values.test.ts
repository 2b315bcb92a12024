import { parse, parseAllDocuments } from 'yaml';
import { cli, Folder, verrazzano } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const SERVICE = `apiVersion: v1
kind: Service
metadata: { namespace: verrazzano-ingress-nginx, name: ingress-controller-ingress-nginx-controller }
spec: { type: LoadBalancer }
status: { loadBalancer: { ingress: [{ ip: 10.0.0.1 }] } }
`;
const cluster = folder.write('cluster.yaml', SERVICE);
const prod = folder.write('prod.yaml', verrazzano('{}'));

describe('values', () => {
  test('prints one document for each enabled component', async () => {
    const { code, out } = await cli(['values', prod, '--cluster', cluster]);
    expect(code).toBe(0);
    const releases = parseAllDocuments(out).map((document) => document.toJS() as Record<string, unknown>);
    expect(releases.find(({ component }) => component === 'verrazzano-console')).toMatchObject({
      release: 'verrazzano-console',
      namespace: 'verrazzano-system',
      chart: 'platform-operator/helm_config/charts/verrazzano-console',
      valuesFile: null,
      values: { config: { dnsSuffix: '10.0.0.1.nip.io', envName: 'default' } },
    });
    expect(releases.map(({ component }) => component)).not.toContain('grafana');
  });

  test('says which values are made up', async () => {
    const { out, err } = await cli(['values', prod, '--cluster', cluster, '--component', 'kiali-server', '-o', 'json']);
    expect(JSON.parse(out)).toMatchObject([{ component: 'kiali-server', random: ['login_token.signing_key'] }]);
    expect(err).toContain('kiali-server: made up by the platform operator, and <random> here: login_token.signing_key');
  });

  test('prints the values of one component alone', async () => {
    const { out } = await cli(['values', prod, '--cluster', cluster, '--component', 'coherence-operator']);
    expect(parse(out)).toEqual({ image: 'ghcr.io/oracle/coherence-operator:3.3.2' });
  });

  test.each([
    [['--registry', 'registry.example.com', '--repository', 'mirror']],
    [['--env', 'REGISTRY=registry.example.com', 'IMAGE_REPO=mirror']],
  ])('takes the registry from the command line: %j', async (options) => {
    const { out } = await cli(['values', prod, '--component', 'coherence-operator', ...options]);
    expect(parse(out)).toEqual({ image: 'registry.example.com/mirror/oracle/coherence-operator:3.3.2' });
  });

  test.each([
    ['1.24', undefined],
    ['v1.25.0', { cattle: { psp: { enabled: false } } }],
  ])('asks for the version of Kubernetes: %s', async (version, global) => {
    const argv = ['values', prod, '--cluster', cluster, '--component', 'rancher', '--kubernetes', version];
    expect((parse((await cli(argv)).out) as { global?: unknown }).global).toEqual(global);
  });

  test('reads overrides from ConfigMaps of the cluster', async () => {
    const overrides = '[{ configMapRef: { name: mine, key: values } }, { values: { replicas: 1, x: 1 } }]';
    const file = folder.write('refs.yaml', verrazzano(`{ components: { console: { overrides: ${overrides} } } }`));
    const map = `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: mine }\ndata: { values: 'replicas: 7' }\n`;
    const objects = folder.write('map.yaml', `${SERVICE}${map}`);
    const { out } = await cli(['values', file, '--cluster', objects, '--component', 'verrazzano-console']);
    expect(parse(out)).toMatchObject({ replicas: 7, x: 1 });
    const { code, err } = await cli(['values', file, '--cluster', cluster, '--component', 'verrazzano-console']);
    expect(code).toBe(1);
    expect(err).toContain('[verrazzano-console] overrides need ConfigMap default/mine, which does not exist');
  });

  test('an empty list is an empty cluster, in which no host has a name', async () => {
    const empty = folder.write('empty.json', '{"apiVersion":"v1","kind":"List","items":[]}');
    const { code, out, err } = await cli(['values', prod, '--cluster', empty, '--output', 'json']);
    expect(code).toBe(1);
    expect(err).toContain('host names need the address of Service verrazzano-ingress-nginx/');
    expect(JSON.parse(out)).toContainEqual({
      component: 'rancher',
      error: expect.stringContaining('which does not exist') as string,
    });
  });

  test.each([
    [['--component', 'nope'], 'there is no such component'],
    [['--component', 'argocd'], 'the resource does not enable the component'],
    [['--component', 'grafana'], 'the component has no chart'],
    [['--env', 'nope'], 'is not a variable'],
    [['--kubernetes', 'two'], 'is not a version of Kubernetes'],
    [['--cluster', '/nowhere'], '/nowhere'],
  ])('refuses %j', async (options, message) => {
    const { code, out, err } = await cli(['values', prod, ...options]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(message);
  });
});
