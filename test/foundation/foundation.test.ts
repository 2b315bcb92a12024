import { readFileSync } from 'fs';
import { ApiObject } from 'cdk8s';
import { GitOpsApp, GitOpsCluster } from '../../lib/gitops';
import { ClusterFoundation } from '../../lib/foundation/cluster-foundation';
import { ClusterNetwork } from '../../lib/foundation/cluster-network';
import { ClusterStorage } from '../../lib/foundation/cluster-storage';
import { KubeadmConfig } from '../../lib/foundation/kubeadm/kubeadm-config';
import { NodeIngress } from '../../lib/foundation/node-ingress';
import { Cni } from '../../lib/values/cni';
import { isJsonObject, type JsonObject, type JsonValue } from '../../lib/values/json';
import { Registry } from '../../lib/values/registry';
import { SecretReference } from '../../lib/values/secret-reference';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';
import { describeShared, sharedPath } from '../support/shared';

function cluster(): { app: GitOpsApp; cluster: GitOpsCluster } {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  return { app, cluster: new GitOpsCluster(app, 'bare') };
}

const all = { network: ClusterNetwork.weave(), storage: ClusterStorage.rookCeph(), ingress: NodeIngress.contour() };

test('units before the platform, Secrets, and what a reviewer should know', () => {
  const { app, cluster: bare } = cluster();
  const foundation = new ClusterFoundation(bare, 'foundation', all);
  const files = app.render();
  const names = [...files.keys()].filter((path) => path.startsWith('bare/foundation/'));
  expect(names).toEqual([
    'bare/foundation/ingress/kustomization.yaml',
    'bare/foundation/network/_cluster/ClusterRole.rbac.authorization.k8s.io.weave-net.yaml',
    'bare/foundation/network/_cluster/ClusterRoleBinding.rbac.authorization.k8s.io.weave-net.yaml',
    'bare/foundation/network/kube-system/DaemonSet.apps.weave-net.yaml',
    'bare/foundation/network/kube-system/Role.rbac.authorization.k8s.io.weave-net.yaml',
    'bare/foundation/network/kube-system/RoleBinding.rbac.authorization.k8s.io.weave-net.yaml',
    'bare/foundation/network/kube-system/ServiceAccount.weave-net.yaml',
    'bare/foundation/storage-operator/kustomization.yaml',
    'bare/foundation/storage/_cluster/StorageClass.storage.k8s.io.rook-ceph-block.yaml',
    'bare/foundation/storage/rook-ceph/CephBlockPool.ceph.rook.io.replicapool.yaml',
    'bare/foundation/storage/rook-ceph/CephCluster.ceph.rook.io.rook-ceph.yaml',
  ]);
  expect(bare.requiredSecrets).toEqual([
    expect.objectContaining({ namespace: 'kube-system', name: 'weave-passwd', keys: ['weave-passwd'] }),
  ]);
  expect(foundation.warnings).toEqual([
    expect.stringContaining('Weave Net 2.8.1 is of January 2021'),
    expect.stringContaining('one copy of each block'),
  ]);
  expect(foundation.inventory).toEqual([]);
});

test('an external network brings nothing', () => {
  const { app, cluster: bare } = cluster();
  new ClusterFoundation(bare, 'foundation', { network: ClusterNetwork.external(Cni.calico()) });
  bare.unit('apps', { wave: 0, namespace: 'default' });
  expect([...app.render().keys()].filter((path) => path.startsWith('bare/foundation'))).toEqual([]);
});

test.each([
  ['flannel', ClusterNetwork.external(Cni.flannel()), 'Flannel does not enforce NetworkPolicies'],
  [
    'Weave',
    ClusterNetwork.weave({ networkPolicyController: false }),
    'Weave Net without its policy controller does not',
  ],
])('NetworkPolicies on %s', (_, network, message) => {
  const { app, cluster: bare } = cluster();
  new ClusterFoundation(bare, 'foundation', { network });
  const unit = bare.unit('policies', { wave: 1, namespace: 'default' });
  new ApiObject(unit, 'policy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    spec: { podSelector: {} },
  });
  expect(() => app.render()).toThrow(message);
});

test('images from a private registry', () => {
  const { app, cluster: bare } = cluster();
  const registry = Registry.private({ registry: 'r.io', repository: 'm' });
  const foundation = new ClusterFoundation(bare, 'foundation', { ...all, registry });
  const text = [...app.render()].filter(([path]) => path.startsWith('bare/foundation/')).map(([, content]) => content);
  const images = [...text.join('').matchAll(/(?:image|newName): (\S+)/g)].map(([, image]) => image);
  expect([...new Set(images)].sort()).toEqual([
    'r.io/m/ceph/ceph:v19.2.3',
    'r.io/m/envoyproxy/envoy',
    'r.io/m/projectcontour/contour',
    'r.io/m/rook/ceph',
    'r.io/m/weaveworks/weave-kube:2.8.1',
    'r.io/m/weaveworks/weave-npc:2.8.1',
  ]);
  expect(foundation.warnings).toContainEqual(expect.stringContaining('CSI driver'));
});

test('a release that does not support the version of the cluster', () => {
  const warnings = (version: string): readonly string[] => {
    const { cluster: bare } = cluster();
    const nodes = [{ name: 'a', role: 'control-plane', address: '10.0.0.1' } as const];
    const kubeadm = new KubeadmConfig(bare, 'kubeadm', { version, nodes });
    const network = ClusterNetwork.external(Cni.calico());
    return new ClusterFoundation(bare, 'foundation', {
      network,
      kubeadm,
      storage: ClusterStorage.rookCeph({ replicas: 3 }),
    }).warnings;
  };
  expect(warnings('1.28.15')).toEqual([]);
  expect(warnings('1.27.16')).toEqual(['Rook v1.17.7 supports Kubernetes 1.28 to 1.33; the cluster has 1.27.16.']);
});

test('addresses of pods that differ', () => {
  const { app, cluster: bare } = cluster();
  const networking = { podSubnet: '10.244.0.0/16' };
  const nodes = [{ name: 'a', role: 'control-plane', address: '10.0.0.1' } as const];
  const kubeadm = new KubeadmConfig(bare, 'kubeadm', { version: '1.28.15', nodes, networking });
  const foundation = new ClusterFoundation(bare, 'foundation', { network: ClusterNetwork.weave(), kubeadm });
  expect(foundation.inventory.map(({ component }) => component)).toContain('coredns');
  expect(() => app.render()).toThrow(
    'kubeadm and the network have different addresses of pods; got "10.244.0.0/16"; allowed 10.32.0.0/12',
  );
});

test.each([
  [() => ClusterNetwork.weave({ ipAllocRange: '10.0.0.0' }), 'ipAllocRange is not a CIDR'],
  [() => ClusterNetwork.weave({ mtu: 10 }), 'mtu is not valid; got 10'],
  [() => ClusterStorage.rookCeph({ monitors: 2 }), 'monitors is not valid; got 2'],
  [() => ClusterStorage.rookCeph({ storageClass: 'A' }), 'storageClass is not valid; got "A"'],
  [() => ClusterStorage.rookCeph({ replicas: 3, nodes: [{ name: 'a' }] }), 'fewer nodes than copies; got 1'],
  [() => ClusterStorage.rookCeph({ deviceFilter: '[' }), 'deviceFilter is not a regular expression'],
  [() => ClusterStorage.rookCeph({ dataDirHostPath: 'x' }), 'dataDirHostPath is not an absolute path'],
  [() => NodeIngress.contour({ httpPort: 0 }), 'httpPort is not a port; got 0'],
  [() => NodeIngress.contour({ httpPort: 443 }), 'httpPort and httpsPort are the same'],
])('bad option %#', (make, message) => {
  expect(make).toThrow(message);
});

test('ports and Service of Contour', () => {
  const [unit] = NodeIngress.contour({ httpPort: 8080, serviceType: 'LoadBalancer' }).content.units;
  const patches = unit?.props.kustomization?.patches ?? [];
  expect(patches).toHaveLength(1);
  expect(patches[0]?.patch).toContain('hostPort: 8080');
  const [plain] = NodeIngress.contour().content.units;
  expect(plain?.props.kustomization?.patches).toEqual([
    {
      target: { version: 'v1', kind: 'Service', name: 'envoy' },
      patch:
        '- op: replace\n  path: /spec/type\n  value: ClusterIP\n- op: remove\n  path: /spec/externalTrafficPolicy\n',
    },
  ]);
});

test('nodes and devices of Ceph', () => {
  const spec = (options: Parameters<typeof ClusterStorage.rookCeph>[0]): unknown =>
    ClusterStorage.rookCeph(options).content.units[1]?.objects.find(({ kind }) => kind === 'CephCluster')?.spec;
  const nodes = [{ name: 'a', devices: ['sdb'] }, { name: 'b', deviceFilter: '^sd' }, { name: 'c' }];
  expect(spec({ nodes })).toMatchObject({
    storage: {
      useAllNodes: false,
      useAllDevices: false,
      nodes: [{ name: 'a', devices: [{ name: 'sdb' }] }, { name: 'b', deviceFilter: '^sd' }, { name: 'c' }],
    },
  });
  expect(spec({ deviceFilter: 'sd[b-z]', encryption: true })).toMatchObject({
    mon: { count: 1 },
    network: { connections: { encryption: { enabled: true }, requireMsgr2: true } },
    storage: { useAllNodes: true, useAllDevices: false, deviceFilter: 'sd[b-z]' },
  });
});

/** Without fields that are null, which say nothing. */
function present(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(present);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null || item === undefined ? [] : [[key, present(item)]])),
  );
}

function byName(objects: readonly JsonObject[]): Map<string, unknown> {
  const name = ({ kind, metadata }: JsonObject): string =>
    [kind, isJsonObject(metadata) && metadata.name].filter((text) => typeof text === 'string').join(' ');
  const order = (value: unknown): unknown => {
    if (!Array.isArray(value)) {
      return isJsonObject(value as JsonValue)
        ? Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, order(item)]))
        : value;
    }
    return [...(value as unknown[])].map(order).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  };
  return new Map(objects.map((object) => [name(object), order(present(object))]));
}

describeShared('objects of today', () => {
  const read = (name: string): JsonObject[] => {
    const values = parseYaml(name, readFileSync(sharedPath('upstream', 'foundation', 'cases', name), 'utf8'));
    return values.flatMap((value) =>
      isJsonObject(value) && value.kind === 'List' ? (value.items as JsonObject[]) : [value as JsonObject],
    );
  };
  const objectsOf = ({ content }: { readonly content: (typeof all.network)['content'] }): Map<string, unknown> =>
    byName(content.units.flatMap(({ objects }) => objects));

  test('Weave Net without encryption equals upstream', () => {
    expect(objectsOf(ClusterNetwork.weave({ encryption: false }))).toEqual(byName(read('weave-v2.8.1-upstream.yaml')));
  });

  test('Weave Net is encrypted unless that is refused', () => {
    const reference = { name: 'weave-passwd', key: 'weave-passwd' };
    const text = JSON.stringify([...objectsOf(ClusterNetwork.weave())]);
    const expected = JSON.stringify(read('kurl-weave-2.8.1-20230417-encrypted.yaml'));
    for (const part of [text, expected]) expect(part).toContain('"name":"WEAVE_PASSWORD"');
    expect(JSON.stringify(ClusterNetwork.weave().content)).toContain(
      JSON.stringify({ name: 'WEAVE_PASSWORD', valueFrom: { secretKeyRef: reference } }),
    );
    const other = ClusterNetwork.weave({ encryption: SecretReference.of('a', 'b') });
    expect(JSON.stringify(other.content)).toContain('"secretKeyRef":{"name":"a","key":"b"}');
  });

  test.each([
    ['rook-v1.17.7-cluster.yaml', 'CephCluster rook-ceph'],
    ['rook-v1.17.7-storageclass-rbd.yaml', 'StorageClass rook-ceph-block'],
    ['rook-v1.17.7-storageclass-rbd.yaml', 'CephBlockPool replicapool'],
  ])('storage with three copies equals %s: %s', (file, name) => {
    const ours = objectsOf(ClusterStorage.rookCeph({ replicas: 3, isDefaultClass: false })).get(name);
    expect(ours).toBeDefined();
    expect(ours).toEqual(byName(read(file)).get(name));
  });

  test.each(['CephBlockPool replicapool', 'StorageClass default'])('storage with one copy equals kURL: %s', (name) => {
    const ours = objectsOf(ClusterStorage.rookCeph({ storageClass: 'default' })).get(name);
    expect(ours).toEqual(byName(read('kurl-rook-1.17.7-cluster-pool-storageclass.yaml')).get(name));
  });
});
