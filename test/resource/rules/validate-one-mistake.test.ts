import fc from 'fast-check';
import { validateVerrazzano, type Finding, type VerrazzanoResource } from '../../../lib/resource/rules';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../lib/values/json';
import { runs } from '../../support/fc-runs';

type Path = readonly (string | number)[];

const NODES = [
  { name: 'es-master', replicas: 3, roles: ['master'], storage: { size: '50Gi' } },
  { name: 'es-data', replicas: 2, roles: ['data', 'ingest'], resources: { requests: { memory: '4Gi' } } },
];

/** A valid resource with something of every kind: text, flags, numbers, quantities, lists, maps. */
const VALID: JsonObject = {
  profile: 'prod',
  version: '1.7.2',
  environmentName: 'prod',
  defaultVolumeSource: { persistentVolumeClaim: { claimName: 'data' } },
  volumeClaimSpecTemplates: [
    { metadata: { name: 'data' }, spec: { resources: { requests: { storage: '100Gi' } } } },
    { metadata: { name: 'mysql' }, spec: { resources: { requests: { storage: '10Gi' } } } },
  ],
  security: { adminSubjects: [{ kind: 'Group', name: 'admins' }] },
  components: {
    dns: { external: { suffix: 'example.com' } },
    clusterIssuer: { letsEncrypt: { emailAddress: 'me@example.com', environment: 'staging' } },
    certManager: { enabled: true, overrides: [{ values: { replicaCount: 2 } }] },
    fluentd: { extraVolumeMounts: [{ source: '/data', destination: '/mnt', readOnly: true }] },
    grafana: { replicas: 2, database: { host: 'db.example.com', name: 'grafana' } },
    ingressNGINX: { type: 'LoadBalancer', ports: [{ name: 'https', port: 443, nodePort: 31443, protocol: 'TCP' }] },
    istio: { injectionEnabled: true },
    keycloak: { mysql: { volumeSource: { persistentVolumeClaim: { claimName: 'mysql' } } } },
    kiali: { enabled: true, monitorChanges: false },
    opensearch: { nodes: NODES, policies: [{ policyName: 'system', indexPattern: 'vz-*', minIndexAge: '7d' }] },
    opensearchDashboards: { replicas: 1 },
    velero: { enabled: true },
  },
};

const vz = (spec: JsonObject): VerrazzanoResource => ({
  apiVersion: 'install.verrazzano.io/v1beta1',
  kind: 'Verrazzano',
  metadata: { name: 'vz', namespace: 'default' },
  spec,
});

const errors = (spec: JsonObject): readonly Finding[] =>
  validateVerrazzano({ resource: vz(spec), cluster: {} }).filter(({ severity }) => severity === 'error');

const isContainer = (value: JsonValue | undefined): value is JsonObject | JsonValue[] =>
  typeof value === 'object' && value !== null;

function pathsIn(value: JsonValue, path: Path = []): Path[] {
  if (!isContainer(value)) return [path];
  const inside = Object.entries(value).flatMap(([key, member]) =>
    pathsIn(member as JsonValue, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? inside : [path, ...inside];
}

/** The value with another one at a path; undefined takes it away. */
function changed(value: JsonValue, [key, ...rest]: Path, change: (old: JsonValue) => JsonValue | undefined): JsonValue {
  const old = (value as Readonly<Record<string | number, JsonValue>>)[key as string] as JsonValue;
  const next = rest.length === 0 ? change(old) : changed(old, rest, change);
  if (Array.isArray(value)) return value.map((item, i) => (i === key ? (next ?? null) : (item as JsonValue)));
  const { [key as string]: _, ...others } = value as JsonObject;
  return next === undefined ? others : { ...others, [key as string]: next };
}

const textOf = (path: Path): string =>
  path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${key}`), 'spec');

/** Whether the user wrote what a path names, or the object or list around it. */
function isWritten(spec: JsonObject, path: string): boolean {
  const steps = [...path.matchAll(/[^.[\]]+/g)].map(([step]) => step);
  const at = steps
    .slice(0, -1)
    .reduce<JsonValue | undefined>((value, step) => (isContainer(value) ? (value as JsonObject)[step] : undefined), {
      spec,
    });
  return isContainer(at);
}

/** Chart values and the metadata of a claim template are free. */
const isTyped = (path: Path): boolean => !path.includes('values') && !path.includes('metadata');
const PATHS = pathsIn(VALID).filter(isTyped);

/** A value of another type than the one that is there, where every type is refused. */
function ofAnotherType(old: JsonValue): JsonValue {
  if (typeof old === 'string') return { wrong: true };
  if (typeof old === 'object') return 'wrong';
  return typeof old === 'number' ? 'wrong' : 'yes';
}

function expectOne(spec: JsonObject): void {
  const found = errors(spec);
  expect(found).toHaveLength(1);
  expect(found.filter(({ path }) => !isWritten(spec, path))).toEqual([]);
}

test('the resource is valid', () => {
  expect(errors(VALID)).toEqual([]);
  expect(PATHS.length).toBeGreaterThan(60);
});

describe('one mistake is one finding, where the user wrote it', () => {
  const at = fc.constantFrom(...PATHS);

  test('a value of another type', () => {
    fc.assert(
      fc.property(at, (path) => {
        const spec = changed(VALID, path, ofAnotherType) as JsonObject;
        expectOne(spec);
        expect(errors(spec)[0]?.path).toBe(textOf(path));
      }),
      { numRuns: runs(8, 400) },
    );
  });

  test('a name of a field that is misspelled', () => {
    const named = PATHS.filter((path) => typeof path.at(-1) === 'string' && !path.includes('requests'));
    fc.assert(
      fc.property(fc.constantFrom(...named), (path) => {
        const key = path.at(-1) as string;
        const parent = path.slice(0, -1);
        const rename = (value: JsonValue): JsonValue => {
          const { [key]: old, ...others } = value as JsonObject;
          return { ...others, [`${key}X`]: old as JsonValue };
        };
        const spec = (parent.length === 0 ? rename(VALID) : changed(VALID, parent, rename)) as JsonObject;
        expectOne(spec);
      }),
      { numRuns: runs(8, 400) },
    );
  });

  const MISTAKES: readonly (readonly [Path, JsonValue])[] = [
    [['profile'], 'nope'],
    [['version'], '1.6.0'],
    [['version'], 'latest'],
    [['components', 'clusterIssuer', 'letsEncrypt', 'emailAddress'], 'x'],
    [['components', 'clusterIssuer', 'letsEncrypt', 'environment'], 'test'],
    [['components', 'clusterIssuer', 'ca'], { secretName: 'ca' }],
    [['components', 'opensearch', 'nodes', 0, 'storage', 'size'], {}],
    [['components', 'opensearch', 'nodes', 1, 'resources', 'requests', 'memory'], '4 GB'],
    [['components', 'opensearch', 'policies', 0, 'minIndexAge'], 'a week'],
    [['components', 'certManager', 'overrides', 0, 'configMapRef'], { name: 'a', key: 'b' }],
    [['components', 'certManager', 'overrides', 0], {}],
    [['components', 'certManager', 'enabled'], false],
    [['components', 'ingressNGINX', 'ports', 0, 'port'], 3_000_000_000],
    [['components', 'opensearchDashboards', 'replicas'], 1.5],
    [['environmentName'], '${ENV}'],
    [['environmentName'], 'a-name-that-is-much-too-long-for-the-host-names-of-verrazzano-to-hold'],
  ];
  test.each(MISTAKES)('%j: %j', (path, value) => {
    expectOne(changed(VALID, path, () => value) as JsonObject);
  });
});

test('a path that is not written is told apart', () => {
  expect(isWritten({ a: { b: [{ c: 1 }] } }, 'spec.a.b[0].d')).toBe(true);
  expect(isWritten({ a: { b: [{ c: 1 }] } }, 'spec.a.b[1].d')).toBe(false);
  expect(isJsonObject(VALID.components)).toBe(true);
});
