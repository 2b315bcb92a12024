import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { ApiObject } from 'cdk8s';
import {
  AdminCluster,
  Cni,
  Dns,
  EgressRoute,
  EgressTls,
  GitOpsApp,
  GitOpsCluster,
  Installer,
  KubeadmConfig,
  MeshDestinationRule,
  MeshVirtualService,
  ProdProfile,
  VirtualCluster,
} from '../../lib';
import { valueAtPath } from '../../lib/values/path';
import { runs } from '../support/fc-runs';
import { cli, Folder } from './cli';
import { inCi } from '../support/sample';

const folder = new Folder();
afterAll(() => folder.remove());
const dist = join(folder.path, 'dist');
const plain = join(folder.path, 'plain');

/** What the command says of a line, as far as it is looked at. */
interface Answer {
  readonly field: string;
  readonly isExact: boolean;
  readonly causes: ReadonlyArray<Record<'kind' | 'text' | 'source', string> & { readonly program: readonly string[] }>;
  readonly constructs: ReadonlyArray<{ readonly creator?: string; readonly program: readonly string[] }>;
}

/** Number of the line of this file on which its caller is. */
function here(): number {
  return Number(/why\.test\.ts:(\d+)/.exec(new Error().stack?.split('\n')[2] ?? '')?.[1]);
}

const lines: Record<string, number> = {};

function synth(outdir: string, provenance?: boolean): void {
  const app = new GitOpsApp({
    repository: { url: 'https://git.example.com/platform.git' },
    outdir,
    rollout: { rings: [{ name: 'canary', revision: 'ring-canary' }] },
    ...(provenance !== undefined && { provenance }),
  });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
  const prod = new AdminCluster(app, 'prod', { kubernetes });
  lines.profile = here() + 1;
  const vz = new ProdProfile(prod, 'verrazzano', {
    environmentName: 'prod',
    dns: Dns.external('example.com'),
    components: { grafana: { replicas: 2 } },
    installer: Installer.platformOperator({ resource: 'everything' }),
  });
  lines.allow = here() + 1;
  vz.allow(vz.grafana, vz.mysql.port('mysql/mysql'), 'reports');
  const charts = new AdminCluster(app, 'charts', { kubernetes, ring: 'canary' });
  new ProdProfile(charts, 'verrazzano', {
    environmentName: 'charts',
    dns: Dns.external('example.com'),
    installer: Installer.charts(),
    components: { keycloak: { values: { replicas: 3 } } },
  });
  lines.object = here() + 1;
  new ApiObject(prod.unit('apps/shop', { wave: 50, namespace: 'shop' }), 'config', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'config', namespace: 'shop' },
    data: { colour: 'red' },
  });
  new EgressRoute(prod.unit('apps/shop'), 'rates', { host: 'rates.example.com', tls: EgressTls.originate() });
  new MeshDestinationRule(prod.unit('apps/shop'), 'carts', {
    host: 'carts',
    outlierDetection: { baseEjectionTime: '1m' },
  });
  new MeshVirtualService(prod.unit('apps/shop'), 'route', { hosts: ['carts'] }).addRoute({ to: { host: 'carts' } });
  new VirtualCluster(prod, 'team', { namespace: 'team', sync: { ingresses: true } });
  new KubeadmConfig(prod, 'kubeadm', {
    version: '1.27.16',
    networking: { podSubnet: '192.168.0.0/16' },
    nodes: [{ name: 'one', role: 'control-plane', address: '10.0.0.2' }],
  });
  app.synth();
}

beforeAll(() => {
  synth(dist, true);
  synth(plain);
});

/** All files below a folder. */
function filesOf(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();
}

/** The answer about the line of a file that has a string. */
async function why(file: string, text: string, offset = 0): Promise<Answer> {
  const path = join(dist, file);
  const line = readFileSync(path, 'utf8')
    .split('\n')
    .findIndex((each) => each.includes(text));
  if (line < 0) throw new Error(`${file} has no ${text}`);
  const { code, out, err } = await cli(['why', `${path}:${line + 1 + offset}`, '--output', 'json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out)[0];
}

const texts = (answer: Answer): string[] => answer.causes.map((cause) => `${cause.kind} ${cause.text}`);

test('the nearest cause is named: an option below another name, a call, the ring, the chart of a component', async () => {
  const shop = 'prod/apps/shop/shop';
  expect(texts(await why(`${shop}/DestinationRule.networking.istio.io.carts.yaml`, 'baseEjectionTime'))).toEqual([
    'option outlierDetection',
  ]);
  expect(texts(await why(`${shop}/VirtualService.networking.istio.io.route.yaml`, 'host: carts'))).toEqual([
    'default routes is not given: calls of addRoute()',
  ]);
  const root = await why('argocd/Application.argoproj.io.charts.yaml', 'targetRevision');
  expect(texts(root)).toEqual(['option rollout.rings']);
  const chart = await why('charts/argocd/Application.argoproj.io.charts-charts-keycloak.yaml', 'targetRevision');
  expect(texts(chart).slice(0, 2)).toEqual([
    'definition keycloak: chart platform-operator/thirdparty/charts/keycloak of the release',
    'option installer',
  ]);
  expect(chart.causes[0]?.source).toContain('/thirdparty/charts/keycloak');
});

test('the output is the same with and without provenance, which stays out of Git', () => {
  expect(filesOf(dist)).toEqual(filesOf(plain));
  for (const file of filesOf(dist)) {
    expect(readFileSync(join(dist, file), 'utf8')).toBe(readFileSync(join(plain, file), 'utf8'));
  }
  expect(existsSync(join(folder.path, '.provenance', 'plain.json'))).toBe(false);
  expect(readFileSync(join(folder.path, '.provenance', '.gitignore'), 'utf8')).toBe('*\n');
});

const VERRAZZANO = 'prod/platform/default/Verrazzano.install.verrazzano.io.verrazzano.yaml';

describe('a field of', () => {
  test('the resource comes from an option, with the line of the profile', async () => {
    const answer = await why(VERRAZZANO, 'environmentName');
    expect(answer).toMatchObject({ field: 'spec.environmentName', value: 'prod', isExact: true });
    expect(texts(answer)).toEqual(['option environmentName']);
    // The line of the option itself, and then that of the construct.
    expect(answer.causes[0]?.program).toEqual([
      expect.stringMatching(new RegExp(`test/cli/why\\.test\\.ts:${(lines.profile ?? 0) + 1}:5$`)),
      expect.stringMatching(new RegExp(`test/cli/why\\.test\\.ts:${lines.profile}:\\d+$`)),
      expect.any(String),
    ]);
    expect(answer.constructs[0]?.creator).toBe('ProdProfile prod/verrazzano');
  });

  test('the resource comes from an option of a component, and from an option of another name', async () => {
    expect(texts(await why(VERRAZZANO, 'replicas: 2'))).toEqual(['option components.grafana.replicas']);
    expect(texts(await why(VERRAZZANO, 'suffix: example.com'))).toEqual(['option dns.external.suffix']);
  });

  test('the resource comes from the file of a profile', async () => {
    const text = readFileSync(join(dist, VERRAZZANO), 'utf8').split('\n');
    const index = text.findIndex((line) => line.trim() === 'fluentd:');
    const { out } = await cli(['why', `${join(dist, VERRAZZANO)}:${index + 2}`, '--output', 'json']);
    const [answer] = JSON.parse(out);
    expect(answer.field).toBe('spec.components.fluentd.enabled');
    expect(texts(answer)).toEqual(['default profile base']);
    expect(answer.causes[0]?.source).toMatch(
      /\/v1\.7\.2\/platform-operator\/manifests\/profiles\/v1beta1\/base\.yaml$/,
    );
  });

  test('a NetworkPolicy comes from flows and ports of definitions', async () => {
    const answer = await why(
      'charts/policies/keycloak/NetworkPolicy.networking.k8s.io.keycloak-ingress.yaml',
      'port: 8080',
    );
    expect(answer.causes).toContainEqual(
      expect.objectContaining({ flow: expect.stringMatching(/^ingress: .* -> keycloak\/keycloak$/) }),
    );
    expect(answer.causes).toContainEqual(
      expect.objectContaining({
        text: 'keycloak: workloads.keycloak.ports.http',
        page: 'docs/components/keycloak.md',
        source: expect.stringMatching(/\/v1\.7\.2\/platform-operator\/thirdparty\/charts\/keycloak$/),
      }),
    );
    expect(answer.causes[0]?.source).toContain('/platform-operator/controllers/verrazzano/component/');
  });

  test('a NetworkPolicy comes from allow() of the program', async () => {
    const files = filesOf(dist).filter((file) =>
      /prod\/policies\/keycloak\/NetworkPolicy.*mysql-ingress\.yaml$/.test(file),
    );
    expect(files).toHaveLength(1);
    const all = await why(files[0] ?? '', 'ports:');
    const allowed = all.causes.find(({ text }) => text === 'allow() (reports)');
    expect(allowed).toMatchObject({ kind: 'option', flow: expect.stringMatching(/^user: .*grafana/) });
    expect(allowed?.program[0]).toMatch(new RegExp(`why\\.test\\.ts:${lines.allow}:\\d+$`));
  });

  test('an AuthorizationPolicy comes from the service account of a caller', async () => {
    const file = 'charts/mesh/keycloak/AuthorizationPolicy.security.istio.io.keycloak-ingress.yaml';
    const answer = await why(file, 'sa/verrazzano-authproxy');
    expect(texts(answer)).toContain('definition verrazzano-authproxy: workloads.verrazzano-authproxy.serviceAccount');
  });

  test('a Certificate, a Namespace and an Ingress come from definitions and options', async () => {
    const certificate = filesOf(dist).find((file) => /objects\/.*\/Certificate\./.test(file)) ?? '';
    expect(texts(await why(certificate, 'secretName:'))[0]).toMatch(/^definition [\w-]+: certificates\./);
    const namespace = await why('charts/namespaces/_cluster/Namespace.keycloak.yaml', 'istio-injection');
    expect(texts(namespace)[0]).toContain('injectionEnabled');
    const ingress = filesOf(dist).find((file) => /Ingress\.networking.*vmi-system-prometheus/.test(file)) ?? '';
    expect(texts(await why(ingress, '- host:'))).toEqual([
      'definition prometheus: ingresses.vmi-system-prometheus.host',
      'option environmentName',
      'option dns',
    ]);
    expect(texts(await why(ingress, 'cert-manager.io/cluster-issuer'))).toEqual([
      'default certificates is not given: the certificate authority that the platform creates',
    ]);
  });

  test('an Application comes from its chart, its values and the app', async () => {
    const file = 'charts/argocd/Application.argoproj.io.charts-charts-keycloak.yaml';
    expect(texts(await why(file, ' replicas: 3'))).toEqual(['option components.keycloak.values.replicas']);
    expect(texts(await why(file, 'hostname: mysql'))).toEqual([
      'definition keycloak: values that the platform operator computes',
    ]);
    expect(texts(await why(file, 'tag: v'))[0]).toContain('bill of materials');
    expect(texts(await why(file, 'sync-wave'))[0]).toMatch(/^rule order of delivery/);
    expect(texts(await why('prod/argocd/Application.argoproj.io.prod-policies.yaml', 'repoURL'))).toEqual([
      'option repository.url',
    ]);
    const chart = (await why(file, 'repoURL')).causes.map(({ text }) => text);
    expect(chart.filter((text) => text.startsWith('repository'))).toEqual([]);
  });

  test('an Application comes from options only where the program states them, and from none that it does not have', async () => {
    const policies = 'prod/argocd/Application.argoproj.io.prod-policies.yaml';
    expect(texts(await why(policies, 'namespace: argocd'))).toEqual(['default argoCd.namespace is not given: argocd']);
    expect(texts(await why(policies, 'destination:'))).toEqual([
      'default destination is not given: the name of the cluster',
    ]);
    expect(texts(await why(policies, 'prune'))).toEqual(['default argoCd.automated is not given: prune and selfHeal']);
    expect(texts(await why(policies, 'spec:')).join()).not.toMatch(/helm|ignoreDifferences|serverSideApply/);
    const shop = 'prod/argocd/Application.argoproj.io.prod-apps-shop.yaml';
    expect(texts(await why(shop, 'sync-wave'))).toEqual(['option wave']);
    expect(texts(await why(shop, 'retry:'))).toEqual(['default retry is not given: 10 times, 30s to 10m apart']);
    const root = 'argocd/Application.argoproj.io.prod.yaml';
    expect(texts(await why(root, 'server:'))).toEqual(['rule the namespace and the cluster in which Argo CD runs']);
    expect(texts(await why(root, 'metadata:')).join()).not.toContain('wave');
  });

  test('the rules of an egress route come from its options, and from its way through the gateway', async () => {
    const rule = 'prod/apps/shop/shop/DestinationRule.networking.istio.io.rates';
    expect(texts(await why(`${rule}.yaml`, 'exportTo'))).toEqual([
      'rule for the egress gateway alone: sidecars do not encrypt on the way to it',
    ]);
    expect(texts(await why(`${rule}.yaml`, 'portLevelSettings'))).toEqual(['option tls']);
    expect(texts(await why(`${rule}-egress.yaml`, 'exportTo'))).toEqual([
      'default exportTo is not given: its own namespace',
    ]);
  });

  test('an object of a virtual cluster and a file of a host come from options and defaults', async () => {
    const secret = filesOf(dist).find((file) => /Secret\.vc-config-team/.test(file)) ?? '';
    expect(texts(await why(secret, 'name: '))).toEqual(['default name is not given: the id of the construct']);
    const namespace = await why(secret, 'namespace: ');
    expect(texts(namespace)[0]).toBe('option namespace');
    expect(namespace.causes[0]).toMatchObject({ stated: 'namespace' });
    expect(texts(await why(secret, 'config.yaml'))[0]).toContain('sync.toHost.ingresses.enabled');
    const answer = await why('_host/prod/one/kubeadm.yaml', 'podSubnet');
    expect(answer).toMatchObject({ object: 'ClusterConfiguration', value: '192.168.0.0/16' });
    expect(texts(answer)).toEqual(['option networking.podSubnet']);
    expect(texts(await why('_host/prod/one/kubeadm.yaml', 'clusterName'))).toEqual([
      'default clusterName is not given: kubernetes',
    ]);
  });

  test('an object of the program is stated there', async () => {
    const answer = await why('prod/apps/shop/shop/ConfigMap.config.yaml', 'colour');
    expect(answer).toMatchObject({ field: 'data.colour', value: 'red', isDirect: true, causes: [] });
    expect(answer.constructs[0]?.program[0]).toMatch(new RegExp(`why\\.test\\.ts:${lines.object}:\\d+$`));
  });
});

inCi(
  'every line of every document has a field whose value is that of the document, and causes that are around it',
  async () => {
    const files = filesOf(dist).filter((file) => file.endsWith('.yaml'));
    const some = files.filter((_, index) => index % runs(48, 4) === 0);
    for (const file of some) {
      const text = readFileSync(join(dist, file), 'utf8');
      const documents = parseAllDocuments(text).map((document) => document.toJS());
      const count = text.trimEnd().split('\n').length;
      const places = Array.from({ length: count }, (_, index) => `${join(dist, file)}:${index + 1}`);
      const { code, out } = await cli(['why', ...places, '--output', 'json']);
      expect(code).toBe(0);
      for (const answer of JSON.parse(out)) {
        const path = [...answer.field.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([\w$-]+)/g)].map(
          ([, quoted, index, key]) => (index === undefined ? (key ?? quoted) : Number(index)),
        );
        const values = documents.map((document) => valueAtPath(document, path));
        expect(values).toContainEqual(answer.value);
        expect(answer.constructs.at(-1)).toMatchObject({ path: '', type: 'GitOpsApp' });
      }
    }
  },
);

test('text for people has the field, its causes with their sources, and the program', async () => {
  const file = join(dist, 'prod/argocd/Application.argoproj.io.prod-policies.yaml');
  const line =
    readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((each) => each.includes('repoURL')) + 1;
  const { out } = await cli(['why', `${file}:${line}`]);
  expect(out.replaceAll(folder.path, '').replace(/(why\.test\.ts):\d+:\d+/g, '$1')).toMatchInlineSnapshot(`
    "/dist/prod/argocd/Application.argoproj.io.prod-policies.yaml:18  Application argocd/prod-policies
      spec.source.repoURL: "https://git.example.com/platform.git"
      because of
        option repository.url of the app
          test/cli/why.test.ts
      program
        ProdProfile prod/verrazzano
          makes DeliveryUnit prod/policies
          test/cli/why.test.ts
          test/cli/why.test.ts
        AdminCluster prod
          test/cli/why.test.ts
          test/cli/why.test.ts
        GitOpsApp (the app)
          test/cli/why.test.ts
          test/cli/why.test.ts
    "
  `);
});

describe('it is refused', () => {
  test.each([
    ['a file that has changed', 'prod/README.md', 1, 'has changed since the map was written'],
    ['a line that is not there', VERRAZZANO, 9999, 'has no such line; got 9999; allowed 1 to '],
  ])('to explain %s', async (_, file, line, message) => {
    const path = join(dist, file);
    const before = readFileSync(path, 'utf8');
    if (message.includes('changed')) writeFileSync(path, `${before}\n`);
    const { code, out, err } = await cli(['why', `${path}:${line}`]);
    writeFileSync(path, before);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
  });

  test('without a map, and with one that does not know the file', async () => {
    const file = join(plain, VERRAZZANO);
    expect((await cli(['why', `${file}:1`])).err).toContain('no folder around it has a map of its provenance');
    writeFileSync(join(dist, 'notes.yaml'), 'a: b\n');
    expect((await cli(['why', `${join(dist, 'notes.yaml')}:1`])).err).toContain('the map does not know the file');
    const broken = folder.write('broken.json', '[]');
    const given = await cli(['why', `${file}:1`, '--map', broken, '--outdir', plain]);
    expect(given.err).toContain('is not a provenance map');
  });

  test.each([[['why', 'a.yaml']], [['why', 'a.yaml:0']], [['why', 'a.yaml:1', '--map', 'x']]])(
    '%j is wrong usage',
    async (argv) => {
      expect((await cli(argv)).code).toBe(2);
    },
  );
});

test('a map elsewhere is named, and the environment variable asks for one', async () => {
  const outdir = join(folder.path, 'other');
  const map = join(folder.path, 'maps', 'other.json');
  process.env.CDK8S_VERRAZZANO_PROVENANCE = map;
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' }, outdir });
  delete process.env.CDK8S_VERRAZZANO_PROVENANCE;
  new GitOpsCluster(app, 'prod');
  app.synth();
  const { code, out } = await cli(['why', `${join(outdir, 'prod', 'README.md')}:1`, '--map', map, '--outdir', outdir]);
  expect(code).toBe(0);
  expect(out).toContain('of this file only the construct is known');
});
