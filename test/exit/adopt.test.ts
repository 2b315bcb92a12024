import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'fs';
import { adopt } from '../../lib/exit/adopt/adopt';
import { adoptedPlatform } from '../../lib/exit/adopt/adopt-platform';
import { planOf } from '../../lib/exit/plan/plan';
import type { Profile } from '../../lib/profile/profile';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { renderedFiles, renderedObjects } from '../support/rendered';
import { runs } from '../support/fc-runs';
import { describeShared, sharedPath } from '../support/shared';
import { listOf, modelObjects } from '../../scripts/exit/model-dump';
import { inCi, sample } from '../support/sample';

const ANSWERS = { kubernetesVersion: '1.27', cni: 'calico', storageClass: 'standard' } as const;

function resource(spec: JsonObject, version = '1.7.2'): JsonObject {
  return {
    apiVersion: 'install.verrazzano.io/v1beta1',
    kind: 'Verrazzano',
    metadata: { name: 'verrazzano', namespace: 'default', uid: 'u', finalizers: ['install.verrazzano.io'] },
    spec,
    status: { state: 'Ready', version },
  };
}

function platformOf(spec: JsonObject): Profile {
  const result = adoptedPlatform(resource(spec) as never, ANSWERS);
  if (!('platform' in result)) throw new Error(JSON.stringify(result.findings));
  return result.platform;
}

function adopted(...documents: readonly JsonValue[]) {
  return adopt([{ file: 'dump.json', documents }]);
}

const SWITCHES = ['argoCD', 'velero', 'thanos', 'jaegerOperator', 'rancherBackup', 'fluentOperator'];

const specs = fc.record({
  profile: fc.constantFrom('dev', 'prod', 'managed-cluster'),
  on: fc.subarray(SWITCHES),
});

function specOf({ profile, on }: { readonly profile: string; readonly on: readonly string[] }): JsonObject {
  return { profile, version: '1.7.2', components: Object.fromEntries(on.map((key) => [key, { enabled: true }])) };
}

describe('what a program makes is adopted without drift', () => {
  test('with its resource, whatever is enabled', () => {
    fc.assert(
      fc.property(specs, (chosen) => {
        const spec = specOf(chosen);
        const platform = platformOf(spec);
        const { drift, release, resource: found } = adopted(listOf([resource(spec), ...modelObjects(platform)]));
        expect(drift.filter(({ kind }) => kind !== 'unknown')).toEqual([]);
        expect(release.version).toBe('1.7.2');
        expect(platformOf(found.spec ?? {}).effective).toEqual(platform.effective);
      }),
      { numRuns: runs(1, 30) },
    );
  });

  test('without its resource: the same components are inferred', () => {
    fc.assert(
      fc.property(specs, (chosen) => {
        const platform = platformOf(specOf(chosen));
        const { platform: inferred, findings } = adopted(listOf(modelObjects(platform)));
        const seen = ({ enabledComponents }: Profile): string[] =>
          enabledComponents.filter(({ workloads }) => Object.keys(workloads ?? {}).length > 0).map(({ name }) => name);
        expect(inferred === undefined ? [] : seen(inferred)).toEqual(seen(platform));
        expect(findings[0]?.what).toMatch(/^holds no Verrazzano resource/);
      }),
      { numRuns: runs(1, 20) },
    );
  });

  test('every change of a fact is drift, and names the field', () => {
    const spec = { profile: 'prod' };
    const objects = modelObjects(platformOf(spec));
    const changed = objects.map((object): JsonObject => {
      const { kind, metadata } = object as { kind: string; metadata: { name: string } };
      if (kind !== 'StatefulSet' || metadata.name !== 'keycloak') return object;
      return JSON.parse(
        JSON.stringify(object).replace('"serviceAccountName":"keycloak"', '"serviceAccountName":"other"'),
      ) as JsonObject;
    });
    const { drift } = adopted(listOf([resource({ ...spec, version: '1.7.2' }), ...changed]));
    expect(drift.filter(({ kind }) => kind !== 'unknown')).toEqual([
      {
        kind: 'changed',
        object: 'StatefulSet keycloak/keycloak',
        component: 'keycloak',
        fields: [{ path: 'spec.template.spec.serviceAccountName', runs: 'other', wanted: 'keycloak' }],
      },
    ]);
  });
});

inCi('an object that is gone is missing where lists cover it, and unknown elsewhere', () => {
  const spec = { profile: 'prod', version: '1.7.2' };
  const objects = modelObjects(platformOf(spec));
  const without = objects.filter(
    (object) => !(object.kind === 'DaemonSet' && JSON.stringify(object).includes('"name":"fluentd"')),
  );
  const entries = (documents: readonly JsonValue[]) =>
    adopt([{ file: 'a.yaml', documents }]).drift.filter(
      ({ object }) => object === 'DaemonSet verrazzano-system/fluentd',
    );
  expect(entries([listOf([resource(spec), ...without])]).map(({ kind }) => kind)).toEqual(['unknown']);
  const other = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'x', namespace: 'verrazzano-system' },
    spec: {},
  };
  expect(entries([listOf([resource(spec), ...without, other])]).map(({ kind }) => kind)).toEqual(['missing']);
  expect(entries([resource(spec), ...without, other]).map(({ kind }) => kind)).toEqual(['unknown']);
});

test('an older release is named, and the plan begins with what leads to 1.7', () => {
  const node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n' },
    status: { nodeInfo: { kubeletVersion: 'v1.22.5' } },
  };
  const adoption = adopted(resource({ profile: 'prod' }, '1.4.2'), listOf([node]));
  expect(adoption.release).toEqual({
    version: '1.4.2',
    source: 'status.version of the Verrazzano resource',
    age: 'older',
  });
  expect(adoption.cluster.found.version).toBe('1.22.5');
  const upgrades = planOf(adoption).filter(({ id }) => id.startsWith('upgrade-'));
  expect(upgrades.map(({ id }) => id)).toEqual([
    'upgrade-kubernetes-1-23',
    'upgrade-kubernetes-1-24',
    'upgrade-verrazzano-1-7',
  ]);
});

test('cluster facts come from DaemonSets, StorageClasses and nodes', () => {
  const objects = [
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'kube-flannel-ds', namespace: 'kube-system' },
      spec: {},
    },
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'csi-oci-node', namespace: 'kube-system' },
      spec: {},
    },
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'oci-bv', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    },
  ];
  const { cluster } = adopt([
    { file: 'a.json', documents: [listOf(objects)] },
    { file: 'kubectl-version.json', documents: [{ serverVersion: { gitVersion: 'v1.26.7' } }] },
  ]);
  expect(cluster.found).toEqual({ version: '1.26.7', cni: 'oke-flannel', storageClass: 'oci-bv' });
  expect(cluster.answers).toEqual({ kubernetesVersion: '1.26', cni: 'oke-flannel', storageClass: 'oci-bv' });
  expect(cluster.findings).toEqual([]);
});

test('Verrazzano resources of two clusters are refused', () => {
  const other = { ...resource({}), metadata: { name: 'other', namespace: 'default' } };
  expect(() => adopted(listOf([resource({}), other]))).toThrow(
    '[dump] holds several Verrazzano resources, and a cluster has one; got ["default/other","default/verrazzano"]; pass the dump of one cluster, and adopt each cluster on its own',
  );
});

test('so are two of the same name, with different uids', () => {
  const other = { ...resource({}), metadata: { name: 'verrazzano', namespace: 'default', uid: 'other' } };
  expect(() => adopted(resource({}), other)).toThrow(/holds several Verrazzano resources/);
  expect(() => adopted(resource({}), resource({ profile: 'dev' }))).not.toThrow();
});

test('identities of DNS records are found', () => {
  const pod = {
    containers: [{ name: 'external-dns', args: ['--txt-owner-id=v8o-1a2b', '--txt-prefix=_v8o-1a2b-', '--x=$(rm)'] }],
  };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'external-dns', namespace: 'verrazzano-system' },
    spec: { template: { spec: pod } },
  };
  const dns = { oci: { dnsZoneCompartmentOCID: 'a', dnsZoneOCID: 'b', dnsZoneName: 'c.com', ociConfigSecret: 'oci' } };
  const plan = planOf(adopted(resource({ components: { dns } }), listOf([deployment])));
  expect(plan.find(({ id }) => id === 'pin-dns-owner')?.commands[2]).toBe(
    `#   dns: { oci: ${JSON.stringify(dns.oci)}, overrides: [Override.values({ txtOwnerId: 'v8o-1a2b', txtPrefix: '_v8o-1a2b-' })] },`,
  );
});

/** The platform operator adds these annotations to the Ingress of a chart after its installation. */
function isAddedLater(path: string): boolean {
  return /^metadata\.annotations\[cert-manager\.io\/(?:cluster-issuer|common-name)\]$/.test(path);
}

/** Objects that the platform operator applies over those of a chart are one object. */
function merged(objects: readonly JsonObject[]): JsonObject[] {
  const found = new Map<string, JsonObject>();
  for (const object of objects) {
    const { namespace = '', name = '' } = (object.metadata ?? {}) as { namespace?: string; name?: string };
    const key = `${JSON.stringify(object.kind)} ${namespace}/${name}`;
    found.set(key, deepMerged(found.get(key), object) as JsonObject);
  }
  return [...found.values()];
}

function deepMerged(below: JsonValue | undefined, above: JsonValue): JsonValue {
  const isMap = (value: JsonValue | undefined): value is JsonObject =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(below) || !isMap(above)) return above;
  const entries = Object.entries(above).map(([key, value]) => [key, deepMerged(below[key], value ?? null)] as const);
  return { ...below, ...Object.fromEntries(entries) };
}

describeShared('rendered objects of release 1.7.2', () => {
  test('have no field that the program would change', () => {
    const files = renderedFiles();
    const isApplied = (name: string): boolean => name.endsWith('.operator-applied.yaml');
    const ordered = [...files.filter((name) => !isApplied(name)), ...files.filter(isApplied)];
    const items = merged(ordered.flatMap((name) => renderedObjects<JsonObject>(name)));
    const keys = ['argoCD', 'dex', 'velero', 'thanos', 'jaegerOperator', 'rancherBackup', 'prometheusPushgateway'];
    const all = Object.fromEntries(keys.map((key) => [key, { enabled: true }]));
    const changed = (components: JsonObject): string[] => {
      const spec = { profile: 'prod', version: '1.7.2', components };
      const { drift } = adopted(listOf([resource(spec), ...items]));
      return drift
        .filter(({ kind }) => kind === 'changed')
        .filter(({ fields }) => fields.some(({ path, runs: found }) => found !== undefined || !isAddedLater(path)))
        .map(({ object }) => object);
    };
    expect(changed({})).toEqual([]);
    // The policies were rendered with these components off.
    expect(changed(all).filter((object) => !/^(?:Network|Authorization)Policy/.test(object))).toEqual([]);
  }, 20_000);
});

describeShared('parts of real clusters', () => {
  const folder = sharedPath('upstream', 'exit', 'snapshots');

  test.each(
    sample(
      [
        ['components-not-ready', '1.2.2', ['ingress-controller', 'mysql']],
        [
          'external-dns-issue',
          '1.4.2',
          ['oam-kubernetes-runtime', 'cert-manager', 'external-dns', 'coherence-operator'],
        ],
      ],
      1,
    ),
  )('%s', (name, version, seen) => {
    const files = readdirSync(`${folder}/${name}`, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.json'),
    );
    const adoption = adopt(
      files.map((file) => ({
        file,
        documents: [JSON.parse(readFileSync(`${folder}/${name}/${file}`, 'utf8')) as JsonValue],
      })),
    );
    expect(adoption.release.version).toBe(version);
    const found = adoption.components.filter(({ presence }) => presence !== 'unknown' && presence !== 'absent');
    expect(found.map((one) => one.name)).toEqual(seen);
    expect(adoption.lacks.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['Node', 'StatefulSet', 'NetworkPolicy']),
    );
    expect(planOf(adoption)[0]?.id).toBe('complete-dump');
  });
});
