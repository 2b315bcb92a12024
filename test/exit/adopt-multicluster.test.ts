import { adoptedProgram } from '../../lib/cli/adopt/adopted-program';
import { adopt } from '../../lib/exit/adopt/adopt';
import type { JsonObject } from '../../lib/values/json';
import { listOf } from '../../scripts/exit/model-dump';
import { inCi } from '../support/sample';

const CLUSTERS = 'clusters.verrazzano.io/v1alpha1';
const OAM = 'core.oam.dev/v1alpha2';
const placement = { clusters: [{ name: 'eu-1' }] };

const placed = (kind: string, name: string, spec: JsonObject, namespace = 'shop'): JsonObject => ({
  apiVersion: CLUSTERS,
  kind,
  metadata: { name, namespace },
  spec: { placement, ...spec },
});
const workload = (name: string): JsonObject => ({
  workload: { apiVersion: OAM, kind: 'ContainerizedWorkload', metadata: { name }, spec: {} },
});

const gone = { spec: { components: [{ componentName: 'gone' }] } };

const OBJECTS: readonly JsonObject[] = [
  {
    apiVersion: 'install.verrazzano.io/v1beta1',
    kind: 'Verrazzano',
    metadata: { name: 'verrazzano', namespace: 'default' },
    spec: { profile: 'prod', version: '1.7.2' },
    status: { version: '1.7.2' },
  },
  { apiVersion: CLUSTERS, kind: 'VerrazzanoManagedCluster', metadata: { name: 'eu-1', namespace: 'verrazzano-mc' } },
  {
    apiVersion: CLUSTERS,
    kind: 'VerrazzanoProject',
    metadata: { name: 'shop', namespace: 'verrazzano-mc' },
    spec: {
      placement: { clusters: [{ name: 'eu-1' }, { name: 'local' }] },
      template: { namespaces: [{ metadata: { name: 'shop' } }, { metadata: { name: 'pay' } }] },
    },
  },
  { apiVersion: OAM, kind: 'Component', metadata: { name: 'front', namespace: 'shop' }, spec: workload('front') },
  placed('MultiClusterComponent', 'back', { template: { spec: workload('back') } }),
  placed('MultiClusterComponent', 'idle', { template: { spec: workload('idle') } }),
  placed('MultiClusterApplicationConfiguration', 'orders', {
    template: { spec: { components: ['front', 'back', 'gone'].map((componentName) => ({ componentName })) } },
    secrets: ['db'],
  }),
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'db', namespace: 'shop' },
    data: { user: 'x', password: 'aHVudGVyMg==' },
  },
  placed('MultiClusterConfigMap', 'orders', { template: { data: { mode: 'fast' } } }),
  placed('MultiClusterConfigMap', 'unsafe', { template: { data: { DB_PASSWORD: 'hunter2' } } }),
  placed('MultiClusterConfigMap', 'lost', { template: {} }, 'elsewhere'),
  placed('MultiClusterSecret', 'token', { template: { data: { key: 'aHVudGVyMg==' } } }),
  placed('MultiClusterConfigMap', 'afar', { placement: { clusters: [{ name: 'eu-1' }, { name: 'us-1' }] } }),
  placed('MultiClusterApplicationConfiguration', 'lost', { template: gone }, 'elsewhere'),
  placed('MultiClusterSecret', 'lost', { template: {} }, 'elsewhere'),
];

const adopted = (objects: readonly JsonObject[]) => adopt([{ file: 'dump.json', documents: [listOf(objects)] }]);
const filesOf = (objects: readonly JsonObject[]): ReadonlyMap<string, string> =>
  adoptedProgram(adopted(objects), 'https://git.example.com/p.git').files;

test('what an admin cluster places on others is part of its program, Secrets by reference', () => {
  const estate = filesOf(OBJECTS).get('estate.ts') ?? '';
  const lines = estate.split('\n').map((line) => line.trim());
  const statements = lines.filter((line) => /projectShop|addRequiredSecret/.test(line));
  expect(statements.map((line) => line.slice(0, 80))).toEqual([
    'const projectShop = new VerrazzanoProject(admin, "shop", {clusters: ["eu-1", "lo',
    'new MultiClusterApplication(projectShop, "orders", {namespace: "shop", clusters:',
    'new MultiClusterConfigMap(projectShop, "afar", {namespace: "shop", clusters: ["e',
    'new MultiClusterConfigMap(projectShop, "orders-2", {name: "orders", namespace: "',
    'admin.addRequiredSecret({namespace: "shop", name: "token", keys: ["key"], usedBy',
  ]);
  expect(estate).toContain('secrets: [{name: "db", keys: ["password", "user"]');
  expect(estate).toContain('kind: "Component", metadata: {name: "back"}');
  expect(estate).not.toMatch(/hunter2|aHVudGVyMg/);
});

test('what the program lacks of it is named', () => {
  const found = adopted(OBJECTS).findings.filter(({ at }) => at?.startsWith('MultiCluster'));
  expect(found.map(({ severity, at, what }) => `${severity}: ${at} ${what}`)).toEqual([
    'error: MultiClusterApplicationConfiguration elsewhere/lost is in a namespace of no project; the program lacks it',
    'error: MultiClusterConfigMap elsewhere/lost is in a namespace of no project; the program lacks it',
    'error: MultiClusterSecret elsewhere/lost is in a namespace of no project; the program lacks it',
    'error: MultiClusterComponent shop/idle is named by no MultiClusterApplicationConfiguration; the program lacks it',
    'error: MultiClusterConfigMap shop/unsafe holds a credential, and is not written',
    'warning: MultiClusterConfigMap shop/afar is placed on clusters that the dump lacks',
    'error: MultiClusterApplicationConfiguration shop/orders names Components that the dump lacks',
    'warning: MultiClusterSecret shop/token stays in the cluster; the program requires the Secret on each cluster that it is placed on, by name and keys',
  ]);
});

inCi('a managed cluster is known by what its agent remembers, and has the name of its registration', () => {
  const state = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'mc-agent-state', namespace: 'verrazzano-mc' },
    data: { 'managed-cluster-name': 'eu-1' },
  };
  const [resource] = OBJECTS as [JsonObject];
  expect(filesOf([resource, state]).get('main.ts')).toContain('new ManagedCluster(app, "eu-1", {kubernetes})');
  const { estate } = adopted([...OBJECTS.slice(2), resource, state]);
  expect([estate.role, estate.projects, estate.multicluster.placed]).toEqual(['managed', [], []]);
});
