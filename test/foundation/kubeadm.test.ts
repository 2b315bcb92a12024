import { readFileSync } from 'fs';
import { GitOpsApp, GitOpsCluster } from '../../lib/gitops';
import type { Destination } from '../../lib/gitops/gitops-cluster';
import type { TextMatch } from '../../lib/mesh/routing/mesh-route';
import { KubeadmConfig } from '../../lib/foundation/kubeadm/kubeadm-config';
import type { Etcd, KubeadmConfigProps, KubeadmNode } from '../../lib/foundation/kubeadm/kubeadm-props';
import type { JsonObject } from '../../lib/values/json';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';
import { describeShared, sharedPath } from '../support/shared';

const FIRST: KubeadmNode = { name: 'node-1', role: 'control-plane', address: '10.128.0.2' };
const WORKER: KubeadmNode = { name: 'node-2', role: 'worker', address: '10.128.0.3' };

function cluster(): { app: GitOpsApp; cluster: GitOpsCluster } {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  return { app, cluster: new GitOpsCluster(app, 'bare') };
}

function kubeadm(props: Partial<KubeadmConfigProps> = {}): KubeadmConfig {
  return new KubeadmConfig(cluster().cluster, 'kubeadm', { version: '1.28.15', nodes: [FIRST, WORKER], ...props });
}

test('the files are for hosts, and hold neither token nor key', () => {
  const { app, cluster: bare } = cluster();
  bare.unit('apps', { wave: 0, namespace: 'default' });
  const nodes = [FIRST, WORKER, { ...FIRST, name: 'node-3', address: '10.128.0.4' }];
  new KubeadmConfig(bare, 'kubeadm', { version: '1.28.15', nodes, controlPlaneEndpoint: 'api.example.com:6443' });
  const files = app.render();
  const paths = [...files.keys()].filter((path) => path.startsWith('_host/bare/'));
  expect(paths).toEqual([
    '_host/bare/all/etc/containerd/config.toml',
    '_host/bare/all/etc/kubernetes/discovery.conf',
    '_host/bare/all/etc/modules-load.d/kubernetes.conf',
    '_host/bare/all/etc/sysctl.d/99-kubernetes.conf',
    '_host/bare/all/etc/systemd/system/kubelet.service.d/10-kubeadm.conf',
    '_host/bare/node-1/kubeadm.yaml',
    '_host/bare/node-2/kubeadm.yaml',
    '_host/bare/node-3/kubeadm.yaml',
  ]);
  for (const path of paths) expect(files.get(path)).not.toMatch(/token: [a-z0-9]{6}\.|certificateKey/i);
  expect(bare.remainingSteps.map(({ title }) => title)).toEqual([
    'Hosts 1: make the cluster on node-1',
    'Hosts 2: copy the keys of the cluster to node-3',
    'Hosts 3: let node-2, node-3 join the cluster',
  ]);
  expect(parseYaml('f', files.get('_host/bare/node-3/kubeadm.yaml') ?? '')).toEqual([
    {
      apiVersion: 'kubeadm.k8s.io/v1beta3',
      kind: 'JoinConfiguration',
      controlPlane: { localAPIEndpoint: { advertiseAddress: '10.128.0.4' } },
      discovery: { file: { kubeConfigPath: '/dev/stdin' } },
      nodeRegistration: {
        name: 'node-3',
        criSocket: 'unix:///run/containerd/containerd.sock',
        kubeletExtraArgs: { 'node-ip': '10.128.0.4' },
      },
    },
  ]);
});

test('arguments are a list from v1beta4', () => {
  const node = { ...FIRST, labels: { pool: 'primary', a: 'b' }, taints: [] };
  const props = { nodes: [node], apiServer: { serviceNodePortRange: '80-60000' } };
  const [, old] = kubeadm({ ...props, version: 'v1.30.1' }).documents('node-1');
  expect(old).toMatchObject({
    apiVersion: 'kubeadm.k8s.io/v1beta3',
    apiServer: { extraArgs: { 'service-node-port-range': '80-60000' } },
  });
  const [init, now] = kubeadm({ ...props, version: '1.31.0' }).documents('node-1');
  expect(now).toMatchObject({
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    apiServer: { extraArgs: [{ name: 'service-node-port-range', value: '80-60000' }] },
  });
  expect(init).toMatchObject({
    nodeRegistration: {
      taints: [],
      kubeletExtraArgs: [
        { name: 'node-ip', value: '10.128.0.2' },
        { name: 'node-labels', value: 'a=b,pool=primary' },
      ],
    },
  });
});

test('the inventory follows the configuration', () => {
  const ports = (props: Partial<KubeadmConfigProps>): string[] =>
    kubeadm(props).inventory.map(({ component, form, ports: all }) =>
      [component, form, all.map(({ port, protocol }) => `${port}/${protocol}`).join(' ')].join(', '),
    );
  expect(ports({})).toEqual([
    'kubelet, systemd unit, 10250/TCP 10248/TCP',
    'kube-apiserver, static pod, 6443/TCP',
    'kube-controller-manager, static pod, 10257/TCP',
    'kube-scheduler, static pod, 10259/TCP',
    'etcd, static pod, 2379/TCP 2380/TCP 2381/TCP',
    'kube-proxy, DaemonSet, 10256/TCP 10249/TCP',
    'coredns, Deployment, 53/UDP 53/TCP 9153/TCP',
  ]);
  const etcd = { endpoints: ['https://10.0.0.1:2379'], caFile: '/ca', certFile: '/cert', keyFile: '/key' };
  const kubeProxy = { metricsBindAddress: '0.0.0.0:9000' };
  const other = ports({ etcd, kubeProxy });
  expect(other.some((line) => line.startsWith('etcd'))).toBe(false);
  expect(other).toContain('kube-proxy, DaemonSet, 10256/TCP 9000/TCP');
});

test.each<[string, Partial<KubeadmConfigProps>, string]>([
  ['version', { version: '1.28' }, 'version is not usable; got "1.28"; allowed 1.22.0 and newer, with patch'],
  ['old version', { version: '1.21.3' }, 'version is not usable'],
  ['no control plane', { nodes: [WORKER] }, 'nodes have no control plane node'],
  ['two names', { nodes: [FIRST, { ...WORKER, name: 'node-1' }] }, 'two nodes have one name; got "node-1"'],
  ['two addresses', { nodes: [FIRST, { ...WORKER, address: FIRST.address }] }, 'two nodes have one address'],
  ['name', { nodes: [{ ...FIRST, name: 'Node' }] }, 'the name of a node is not valid'],
  ['address', { nodes: [{ ...FIRST, address: 'x' }] }, 'the address of node node-1 is not an address'],
  ['label', { nodes: [{ ...FIRST, labels: { 'node-role.kubernetes.io/x': '' } }] }, 'a kubelet may not set a label'],
  ['taint', { nodes: [{ ...FIRST, taints: [{ key: 'a b', effect: 'NoSchedule' }] }] }, 'a key of a taint of node'],
  [
    'endpoint needed',
    { nodes: [FIRST, { ...FIRST, name: 'b', address: '10.0.0.9' }] },
    'several control plane nodes need controlPlaneEndpoint; got 2',
  ],
  ['endpoint', { controlPlaneEndpoint: 'api' }, 'controlPlaneEndpoint is not valid'],
  ['subnet', { networking: { serviceSubnet: '10.96.0.0' } }, 'serviceSubnet is not a CIDR'],
  ['small subnet', { networking: { serviceSubnet: '10.96.0.0/30' } }, 'serviceSubnet is too small'],
  ['domain', { networking: { dnsDomain: 'A' } }, 'dnsDomain is not valid'],
  ['SAN', { apiServer: { certSANs: ['a_b'] } }, 'a name of certSANs is not valid'],
  ['range', { apiServer: { serviceNodePortRange: '80-70000' } }, 'serviceNodePortRange is not valid'],
  ['socket', { criSocket: '/run/containerd.sock' }, 'criSocket is not valid'],
  ['path', { etcd: { dataDir: 'data' } }, 'etcd.dataDir is not an absolute path; got "data"'],
  ['kind', { kubelet: { kind: 'X' } }, "kubelet.kind is set by kubeadm's version"],
])('bad %s', (_, props, message) => {
  expect(() => kubeadm(props)).toThrow(`[bare/kubeadm] ${message}`);
});

describeShared('the configuration of a cluster of today', () => {
  test('equals that of kURL, but for its token', () => {
    const file = sharedPath('upstream', 'foundation', 'cases', 'kubeadm-v1beta3-single-node.yaml');
    const [cluster2, init, kubelet, proxy] = parseYaml(file, readFileSync(file, 'utf8')) as Record<string, never>[];
    const ciphers = 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384';
    const config = kubeadm({
      nodes: [
        {
          ...FIRST,
          taints: [],
          labels: { 'kurl.sh/cluster': 'true', pool: 'primary' },
          kubeletExtraArgs: { 'container-runtime-endpoint': 'unix:///run/containerd/containerd.sock' },
        },
      ],
      networking: { serviceSubnet: '10.96.0.0/22' },
      apiServer: {
        serviceNodePortRange: '80-60000',
        extraArgs: {
          'audit-log-maxage': '30',
          'audit-log-maxbackup': '10',
          'audit-log-maxsize': '100',
          'audit-log-path': '/auditlog/k8s-audit.log',
          'audit-policy-file': '/etc/kubernetes/audit.yaml',
          profiling: 'false',
          'tls-cipher-suites': ciphers,
        },
        extraVolumes: [
          {
            hostPath: '/etc/kubernetes/audit.yaml',
            mountPath: '/etc/kubernetes/audit.yaml',
            name: 'audit',
            pathType: 'File',
            readOnly: true,
          },
          { hostPath: '/var/log/apiserver', mountPath: '/auditlog', name: 'auditlog', pathType: 'Directory' },
        ],
      },
      controllerManager: { extraArgs: { profiling: 'false' } },
      scheduler: { extraArgs: { profiling: 'false' } },
      etcd: { extraArgs: { 'cipher-suites': ciphers } },
      kubelet: {
        nodeStatusMaxImages: -1,
        shutdownGracePeriod: '30s',
        shutdownGracePeriodCriticalPods: '10s',
        tlsCipherSuites: ciphers.split(','),
      },
      kubeProxy: { mode: 'ipvs' },
    });
    const { bootstrapTokens: _, ...withoutToken } = (init ?? {}) as JsonObject;
    const [ours, ourCluster, ourKubelet, ourProxy] = config.documents('node-1');
    // Stated, where kURL leaves the default: the name of the node, and the driver of control groups.
    expect(ours).toEqual({
      ...withoutToken,
      nodeRegistration: { ...(withoutToken.nodeRegistration as object), name: 'node-1' },
    });
    // Stated, where kURL leaves the default: the endpoint and the domain. Left to the default: the folder of certificates.
    const { certificatesDir: __, ...cluster3 } = (cluster2 ?? {}) as JsonObject;
    expect(ourCluster).toEqual({
      ...cluster3,
      controlPlaneEndpoint: '10.128.0.2:6443',
      networking: { serviceSubnet: '10.96.0.0/22', dnsDomain: 'cluster.local' },
    });
    expect(ourKubelet).toEqual({ ...kubelet, cgroupDriver: 'systemd' });
    expect(ourProxy).toEqual(proxy);
  });
});

const CONTROL_PLANES = [FIRST, { ...FIRST, name: 'node-3', address: '10.128.0.4' }];
const REFUSED = /is too (?:small|large)|not a CIDR|several ranges|not valid|empty|unknown field|not a number|loopback/;

test.each<[string, Partial<KubeadmConfigProps>]>([
  ...[
    '10.0.0.0/8',
    '10.96.0.0/11',
    '10.96.0.0/29',
    'fd00::/107',
    'fd00::/125',
    '10.0.0.0/16,10.1.0.0/16',
    '10.0.0.0/16, fd00::/112',
  ].map((serviceSubnet): [string, Partial<KubeadmConfigProps>] => [
    `serviceSubnet ${serviceSubnet}`,
    { networking: { serviceSubnet } },
  ]),
  ...['10.244.0.0/25', '10.0.0.0/7', 'fd00::/65', 'fd00::/47', '10.0.0.0/16,fd00::/48,fd01::/48'].map(
    (podSubnet): [string, Partial<KubeadmConfigProps>] => [`podSubnet ${podSubnet}`, { networking: { podSubnet } }],
  ),
  ...['http://10.0.0.1:2379', '10.0.0.1:2379', 'https://a b', 'https://a:x'].map(
    (endpoint): [string, Partial<KubeadmConfigProps>] => [
      `etcd ${endpoint}`,
      { etcd: { endpoints: [endpoint], caFile: '/a', certFile: '/b', keyFile: '/c' } },
    ],
  ),
  ['etcd without endpoints', { etcd: { endpoints: [], caFile: '/a', certFile: '/b', keyFile: '/c' } }],
  ...['a b', 'a/', 'https://a', 'a:tag', 'a@sha256:x', 'a/B', 'a/b___c', '/a', 'a//b'].map(
    (imageRepository): [string, Partial<KubeadmConfigProps>] => [
      `imageRepository ${imageRepository}`,
      { imageRepository },
    ],
  ),
  ['a misspelt field of the kubelet', { kubelet: { maxpods: 5 } }],
  ['a misspelt field of kube-proxy', { kubeProxy: { ipvs: {}, Mode: 'ipvs' } }],
  [
    'a prefix of nodes that is no number',
    { networking: { podSubnet: '10.0.0.0/16' }, controllerManager: { extraArgs: { 'node-cidr-mask-size-ipv4': 'x' } } },
  ],
  ['a loopback address', { nodes: [{ ...FIRST, address: '127.0.0.1' }] }],
])('kubeadm refuses it, and so does this package: %s', (_, props) => {
  expect(() => kubeadm(props)).toThrow(REFUSED);
});

test.each<[string, Partial<KubeadmConfigProps>]>([
  ['both families', { networking: { serviceSubnet: 'fd00::/112,10.96.0.0/16', podSubnet: '10.244.0.0/16,fd01::/48' } }],
  [
    'the largest and the smallest ranges',
    { networking: { serviceSubnet: '10.96.0.0/12', podSubnet: '10.244.0.0/24' } },
  ],
  [
    'another prefix of nodes',
    {
      networking: { podSubnet: '10.244.0.0/26' },
      controllerManager: { extraArgs: { 'node-cidr-mask-size-ipv4': '28' } },
    },
  ],
  [
    'no ranges for nodes',
    {
      networking: { podSubnet: '10.244.0.0/26' },
      controllerManager: { extraArgs: { 'allocate-node-cidrs': 'false' } },
    },
  ],
  ['a registry with port and path', { imageRepository: 'registry.example.com:5000/k8s/a--b_c' }],
  ['fields of both components', { kubelet: { maxPods: 200, evictionHard: {} }, kubeProxy: { mode: 'ipvs' } }],
  [
    'an external etcd',
    {
      nodes: CONTROL_PLANES,
      controlPlaneEndpoint: 'a:6443',
      etcd: { endpoints: ['https://[fd00::1]:2379'], caFile: '/a', certFile: '/b', keyFile: '/c' },
    },
  ],
])('kubeadm takes it, and so does this package: %s', (_, props) => {
  expect(() => kubeadm(props)).not.toThrow();
});

test('options that exclude each other do not compile together', () => {
  // @ts-expect-error an etcd elsewhere has its own folder
  const etcd: Etcd = { dataDir: '/a', endpoints: ['https://a:2379'], caFile: '/a', certFile: '/b', keyFile: '/c' };
  // @ts-expect-error a cluster is found by its address or by its name
  const destination: Destination = { server: 'https://a:6443', name: 'a' };
  // @ts-expect-error a string is compared in one way
  const match: TextMatch = { exact: '/a', prefix: '/a' };
  expect([etcd, destination, match]).toHaveLength(3);
});
