import type { JsonObject } from '../../lib/values/json';
import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const at = (name: string, more: JsonObject = {}): JsonObject => ({ name, namespace: 'shop', ...more });
const container = { name: 'c', image: 'x', ports: [{ name: 'http', containerPort: 8080 }] };
const client: JsonObject = { apiVersion: 'v1', kind: 'Pod', metadata: at('client'), spec: { containers: [container] } };

/** Only this port of what a selector selects is open. */
const allow = (matchLabels: Readonly<Record<string, string>>, port: number | string, protocol = 'TCP'): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: at(`allow-${Object.values(matchLabels).join('-').replace(/_/g, '-')}`),
  spec: { podSelector: { matchLabels }, ingress: [{ ports: [{ port, protocol }] }] },
});

interface Answer {
  readonly lines: readonly string[];
  readonly warnings: ReadonlyArray<{ readonly kind: string; readonly object: string; readonly message: string }>;
}

/** What the client reaches. */
async function ask(...objects: readonly JsonObject[]): Promise<Answer> {
  const file = folder.write('in.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [client, ...objects] }));
  const { out, err } = await cli(['connectivity', file, '--from', 'shop/client', '--output', 'json']);
  if (out === '') throw new Error(err);
  const { connections, warnings } = JSON.parse(out);
  const lines = connections
    .filter(({ to }: { to: string }) => to.startsWith('shop/'))
    .map(({ to, allowed }: { to: string; allowed: Array<{ protocol: string; ports: string }> }) =>
      [to, ...allowed.map(({ protocol, ports }) => `${protocol} ${ports}`)].join(' '),
    );
  return { lines, warnings };
}

const prometheus = (spec: JsonObject): JsonObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'Prometheus',
  metadata: at('k8s'),
  spec,
});

test('the pods of a Prometheus have the labels that its operator gives them, and its name of the port', async () => {
  const policy = allow({ 'app.kubernetes.io/name': 'prometheus', prometheus: 'k8s' }, 'web');
  expect((await ask(prometheus({}), policy)).lines).toEqual(['shop/prometheus-k8s[StatefulSet] TCP 9090']);
  expect((await ask(prometheus({ portName: 'http' }), policy)).lines).toEqual([]);
  const custom = prometheus({ podMetadata: { labels: { team: 'a', prometheus: 'never' } } });
  expect((await ask(custom, allow({ team: 'a', prometheus: 'k8s' }, 1))).lines).toEqual([
    'shop/prometheus-k8s[StatefulSet] TCP 1',
  ]);
});

test('shards of a Prometheus are workloads', async () => {
  const policies = [0, 1].map((shard) => allow({ 'operator.prometheus.io/shard': `${shard}` }, 100 + shard));
  expect((await ask(prometheus({ shards: 2 }), ...policies)).lines).toEqual([
    'shop/prometheus-k8s-shard-1[StatefulSet] TCP 101',
    'shop/prometheus-k8s[StatefulSet] TCP 100',
  ]);
});

test('an Alertmanager has its pods', async () => {
  const object = { apiVersion: 'monitoring.coreos.com/v1', kind: 'Alertmanager', metadata: at('main'), spec: {} };
  expect((await ask(object, allow({ alertmanager: 'main' }, 'mesh-udp', 'UDP'))).lines).toEqual([
    'shop/alertmanager-main[StatefulSet] UDP 9094',
  ]);
});

test('an InnoDBCluster has servers and routers', async () => {
  const cluster = (spec: JsonObject): JsonObject => ({
    apiVersion: 'mysql.oracle.com/v2',
    kind: 'InnoDBCluster',
    metadata: at('db'),
    spec,
  });
  const policies = [
    allow({ component: 'mysqld', 'mysql.oracle.com/cluster': 'db', tier: 'mysql' }, 'mysql'),
    allow({ component: 'mysqlrouter', 'mysql.oracle.com/cluster': 'db' }, 'mysqlrw'),
  ];
  const server = 'shop/db[StatefulSet] TCP 3306';
  expect((await ask(cluster({}), ...policies)).lines).toEqual(['shop/db-router[Deployment] TCP 6446', server]);
  expect((await ask(cluster({ router: { instances: 0 } }), ...policies)).lines).toEqual([server]);
});

test('an OpenSearchCluster has a workload for each pool of nodes, and dashboards', async () => {
  const cluster = {
    apiVersion: 'opensearch.opster.io/v1',
    kind: 'OpenSearchCluster',
    metadata: at('logs'),
    spec: {
      dashboards: { enable: true },
      nodePools: [
        { component: 'masters', roles: ['cluster_manager'] },
        { component: 'data', roles: ['data'], labels: { disk: 'ssd' } },
      ],
    },
  };
  const answer = await ask(
    cluster,
    allow({ 'opster.io/opensearch-cluster': 'logs', 'opensearch.role': 'cluster_manager' }, 'transport'),
    allow({ disk: 'ssd' }, 'http'),
    allow({ 'opensearch.cluster.dashboards': 'logs' }, 'http'),
  );
  expect(answer.lines).toEqual([
    'shop/logs-dashboards[Deployment] TCP 5601',
    'shop/logs-data[StatefulSet] TCP 9200',
    'shop/logs-masters[StatefulSet] TCP 9300',
  ]);
  expect(answer.warnings).toEqual([]);
});

describe('OAM', () => {
  const component = (workload: JsonObject): JsonObject => ({
    apiVersion: 'core.oam.dev/v1alpha2',
    kind: 'Component',
    metadata: at('hello'),
    spec: { workload },
  });
  const application = (entry: JsonObject): JsonObject => ({
    apiVersion: 'core.oam.dev/v1alpha2',
    kind: 'ApplicationConfiguration',
    metadata: at('app'),
    spec: { components: [entry] },
  });
  const helidon = {
    apiVersion: 'oam.verrazzano.io/v1alpha1',
    kind: 'VerrazzanoHelidonWorkload',
    spec: {
      deploymentTemplate: {
        metadata: { name: 'hello-deployment', labels: { never: 'a' } },
        selector: { matchLabels: { app: 'hello' } },
        podSpec: { containers: [container] },
      },
    },
  };
  const policies = [
    allow({ 'app.oam.dev/name': 'app', 'app.oam.dev/component': 'hello' }, 'http'),
    allow({ never: 'a' }, 1),
  ];

  test('a Component whose workload is left out, or has no kind, makes nothing', async () => {
    for (const workload of [undefined, null, {}, { apiVersion: 'v1' }]) {
      const made = await ask(application({ componentName: 'hello' }), component(workload as unknown as JsonObject));
      expect(made.lines).toEqual([]);
    }
  });

  test.each(['componentName', 'revisionName'])(
    'an application with its Components has workloads, by %s',
    async (key) => {
      const entry = { [key]: key === 'componentName' ? 'hello' : 'hello-v2' };
      const { lines, warnings } = await ask(application(entry), component(helidon), ...policies);
      expect(lines).toEqual(['shop/hello-deployment[Deployment] TCP 8080']);
      expect(warnings.filter(({ kind }) => kind === 'pods-unknown')).toEqual([]);
    },
  );

  test('a ContainerizedWorkload and a plain Deployment in a Component', async () => {
    const contained = {
      apiVersion: 'core.oam.dev/v1alpha2',
      kind: 'ContainerizedWorkload',
      spec: { containers: [container] },
    };
    const app = application({ componentName: 'hello' });
    expect((await ask(app, component(contained), ...policies)).lines).toEqual(['shop/hello[Deployment] TCP 8080']);
    const template = { metadata: { labels: { app: 'plain' } }, spec: { containers: [container] } };
    const plain = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'plain' }, spec: { template } };
    const answer = await ask(app, component(plain), allow({ app: 'plain' }, 7), ...policies);
    expect(answer.lines).toEqual(['shop/plain[Deployment] TCP 7']);
  });

  test.each<[what: string, objects: readonly JsonObject[], unknown: readonly string[]]>([
    ['without application', [component(helidon)], ['Component shop/hello']],
    [
      'with values for parameters',
      [application({ componentName: 'hello', parameterValues: [{ name: 'a', value: 1 }] }), component(helidon)],
      ['ApplicationConfiguration shop/app', 'Component shop/hello'],
    ],
    [
      'an application without its Component',
      [application({ componentName: 'x' })],
      ['ApplicationConfiguration shop/app'],
    ],
    [
      'a workload of WebLogic',
      [
        application({ componentName: 'hello' }),
        component({ apiVersion: 'oam.verrazzano.io/v1alpha1', kind: 'VerrazzanoWebLogicWorkload', spec: {} }),
      ],
      ['VerrazzanoWebLogicWorkload shop/hello'],
    ],
  ])('%s is a warning', async (_, objects, unknown) => {
    const { lines, warnings } = await ask(...objects);
    expect(lines).toEqual([]);
    expect(warnings.filter(({ kind }) => kind === 'pods-unknown').map(({ object }) => object)).toEqual(unknown);
  });

  test('what the input holds itself is not made again', async () => {
    const live = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: at('hello-deployment'),
      spec: { template: { metadata: { labels: { live: 'yes' } }, spec: { containers: [container] } } },
    };
    const objects = [application({ componentName: 'hello' }), component(helidon), live, ...policies];
    expect((await ask(...objects, allow({ live: 'yes' }, 5))).lines).toEqual([
      'shop/hello-deployment[Deployment] TCP 5',
    ]);
  });
});

test('a Knative Service is a warning, as its operator is not known', async () => {
  const service = {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: at('fn'),
    spec: { template: { spec: { containers: [container] } } },
  };
  expect((await ask(service)).warnings).toContainEqual(
    expect.objectContaining({ kind: 'pods-unknown', object: 'Service shop/fn' }),
  );
});

test('an IstioOperator needs no name, as istioctl reads it, and other objects do', async () => {
  const file = { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator', spec: { profile: 'default' } };
  for (const object of [file, { ...file, metadata: { namespace: 'istio-system' } }]) {
    expect((await ask(object)).warnings).toContainEqual(
      expect.objectContaining({ kind: 'pods-unknown', object: 'IstioOperator (no name)' }),
    );
  }
  await expect(ask({ ...file, kind: 'Kafka', apiVersion: 'kafka.strimzi.io/v1beta2' })).rejects.toThrow('has no name');
});
