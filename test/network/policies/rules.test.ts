import { Cni } from '../../../lib/values/cni';
import type { KubernetesFacts } from '../../../lib/values/kubernetes-facts';
import type { Workload } from '../../../lib/definition/workload';
import type { Flow, FlowEnd, FlowPort } from '../../../lib/network/flows';
import type { NetworkPolicyManifest, PolicyRule } from '../../../lib/network/policies';
import { policiesOf, PolicyStyle } from '../../../lib/network/policies';

const tcp = (...ports: number[]): readonly FlowPort[] =>
  ports.map((port) => ({ port, protocol: 'TCP', name: undefined }));

const workload = (name: string, some: Partial<Workload> = {}): Workload => ({
  name,
  kind: 'Deployment',
  namespace: 'keycloak',
  replicas: 1,
  labels: { app: name },
  selector: { app: name },
  selectorKeys: [],
  annotations: {},
  serviceAccount: undefined,
  ports: [],
  hostNetwork: false,
  createdBy: 'chart',
  atRunTime: false,
  onlyOn: undefined,
  calls: [],
  external: [],
  gateway: false,
  apiServer: undefined,
  dns: false,
  serves: [],
  peerPorts: [],
  scrapedWhen: {},
  egress: 'proven',
  ...some,
});

const end = (one: Workload): FlowEnd => ({ kind: 'workload', component: one.name, workload: one });

const flow = (from: FlowEnd, to: FlowEnd, ports: Flow['ports'], some: Partial<Flow> = {}): Flow => ({
  id: 'a flow',
  kind: 'call',
  from,
  to,
  ports,
  reason: 'a reason',
  source: 'a test',
  when: undefined,
  service: undefined,
  refusedUpstream: undefined,
  ...some,
});

const A = workload('a');
const B = workload('b');
const C = workload('c', { namespace: 'argocd' });
const NODE = workload('node', { hostNetwork: true });
const all = [A, B, C, NODE];

const base: KubernetesFacts = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };
const known: KubernetesFacts = { ...base, apiServerCidrs: ['10.0.0.0/28'] };

function policies(
  flows: readonly Flow[],
  kubernetes?: KubernetesFacts,
  workloads = all,
): readonly NetworkPolicyManifest[] {
  return policiesOf({ workloads, flows, kubernetes, isRestricted: () => true }, PolicyStyle.EXACT);
}

/** Rules of one policy. */
function rules(
  name: string,
  flows: readonly Flow[],
  kubernetes?: KubernetesFacts,
  workloads = all,
): readonly PolicyRule[] {
  const found = policies(flows, kubernetes, workloads).find(({ metadata }) => metadata.name === name);
  return found?.spec.ingress ?? found?.spec.egress ?? [];
}

const inNamespace = (namespace: string, app: string): object => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  podSelector: { matchLabels: { app } },
});
const ports = (...numbers: number[]): object[] => numbers.map((port) => ({ port, protocol: 'TCP' }));

describe('a policy', () => {
  test('is one for each workload and direction, in the namespace of the pods', () => {
    expect(policies([]).map(({ metadata: { namespace, name } }) => `${namespace}/${name}`)).toEqual([
      'argocd/c-egress',
      'argocd/c-ingress',
      'keycloak/a-egress',
      'keycloak/a-ingress',
      'keycloak/b-egress',
      'keycloak/b-ingress',
    ]);
  });

  test('without flows refuses everything in its direction and says nothing of the other', () => {
    const [egress] = policies([]);
    expect(egress?.spec).toEqual({ podSelector: { matchLabels: { app: 'c' } }, policyTypes: ['Egress'] });
    expect(egress?.metadata.annotations).toEqual({ 'cdk8s-verrazzano/reasons': 'no flow' });
  });

  test('says what each port is for', () => {
    const flows = [
      flow(end(A), end(B), tcp(9000), { reason: 'second' }),
      flow(end(C), end(B), tcp(80, 443), { reason: 'first' }),
      flow(end(A), { kind: 'dns' }, [...tcp(53), { port: 53, protocol: 'UDP', name: undefined }], { reason: 'names' }),
    ];
    const reasons = (name: string): string | undefined =>
      policies(flows).find(({ metadata }) => metadata.name === name)?.metadata.annotations?.[
        'cdk8s-verrazzano/reasons'
      ];
    expect(reasons('b-ingress')).toBe('TCP 80,443: first\nTCP 9000: second');
    expect(reasons('a-egress')).toBe('TCP 53, UDP 53: names\nTCP 9000: second');
  });

  test('does not depend on the order of flows and workloads', () => {
    const flows = [flow(end(A), end(B), tcp(1, 2)), flow(end(C), end(B), tcp(2)), flow(end(C), end(A), tcp(3))];
    expect(policies([...flows].reverse(), known, [...all].reverse())).toEqual(policies(flows, known));
  });
});

describe('a rule', () => {
  test('names pods by the labels of their definition and the name of their namespace, both in one item', () => {
    expect(rules('b-ingress', [flow(end(C), end(B), tcp(8080))])).toEqual([
      { from: [inNamespace('argocd', 'c')], ports: ports(8080) },
    ]);
    expect(rules('c-egress', [flow(end(C), end(B), tcp(8080))])).toEqual([
      { to: [inNamespace('keycloak', 'b')], ports: ports(8080) },
    ]);
  });

  test('for every port has no ports', () => {
    expect(rules('b-ingress', [flow(end(C), end(B), 'all')])).toEqual([{ from: [inNamespace('argocd', 'c')] }]);
  });

  test('holds all peers with the same ports, and each peer once', () => {
    const flows = [
      flow(end(A), end(B), tcp(80)),
      flow(end(A), end(B), tcp(443), { kind: 'scrape' }),
      flow(end(C), end(B), tcp(443, 80)),
    ];
    expect(rules('b-ingress', flows)).toEqual([
      { from: [inNamespace('argocd', 'c'), inNamespace('keycloak', 'a')], ports: ports(80, 443) },
    ]);
  });

  test('lists the values where pods of a namespace differ in one label', () => {
    const D = workload('d');
    expect(
      rules(
        'c-ingress',
        [A, D, B].map((from) => flow(end(from), end(C), tcp(80))),
        base,
        [...all, D],
      ),
    ).toEqual([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'keycloak' } },
            podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b', 'd'] }] },
          },
        ],
        ports: ports(80),
      },
    ]);
  });

  test('leaves out what a wider one has', () => {
    const flows = [
      flow({ kind: 'outside' }, end(B), tcp(443)),
      flow({ kind: 'cluster' }, end(B), tcp(443, 80)),
      flow(end(A), end(B), tcp(443, 80, 8080)),
    ];
    expect(rules('b-ingress', flows)).toEqual([
      { from: [{ namespaceSelector: {} }], ports: ports(80) },
      { ports: ports(443) },
      { from: [inNamespace('keycloak', 'a')], ports: ports(8080) },
    ]);
  });

  test('for OAM applications selects the namespaces that the platform manages', () => {
    expect(rules('b-egress', [flow(end(B), { kind: 'applications' }, 'all')])).toEqual([
      { to: [{ namespaceSelector: { matchLabels: { 'verrazzano-managed': 'true' } } }] },
    ]);
  });

  test('for pods of a user has both selectors in one item', () => {
    const pods: FlowEnd = { kind: 'pods', namespaceLabels: { team: 'x' }, labels: { app: 'y' } };
    expect(rules('b-ingress', [flow(pods, end(B), tcp(80))])).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { team: 'x' } }, podSelector: { matchLabels: { app: 'y' } } }],
        ports: ports(80),
      },
    ]);
  });
});

describe('the API server', () => {
  const calls = [flow(end(A), { kind: 'api-server' }, tcp(443, 6443), { kind: 'api-server' })];
  const asks = [flow({ kind: 'api-server' }, end(A), tcp(9443), { kind: 'webhook' })];
  const block = (cidr: string): object => ({ ipBlock: { cidr } });

  test.each([Cni.calico(), Cni.weave(), Cni.antrea(), Cni.kubeRouter(), Cni.flannel({ calico: true })])(
    '%# is named by its addresses where an ipBlock matches nodes',
    (cni) => {
      const facts = { ...known, cni };
      expect(rules('a-egress', calls, facts)).toEqual([{ to: [block('10.0.0.0/28')], ports: ports(443, 6443) }]);
      expect(rules('a-ingress', asks, facts)).toEqual([{ from: [block('10.0.0.0/28')], ports: ports(9443) }]);
    },
  );

  test.each([
    ['Cilium', { ...known, cni: Cni.cilium() }],
    ['an unknown plugin', { ...known, cni: Cni.of({ name: 'mine', enforcesNetworkPolicies: true }) }],
    ['unknown addresses', base],
    ['an unknown cluster', undefined],
  ])('is named by its ports alone with %s', (_, facts) => {
    expect(rules('a-egress', calls, facts)).toEqual([{ ports: ports(443, 6443) }]);
    expect(rules('a-ingress', asks, facts)).toEqual([{ ports: ports(9443) }]);
  });

  test('is named by its addresses with Cilium in nodes mode', () => {
    const facts = { ...known, cni: Cni.cilium({ cidrsMatchNodes: true }) };
    expect(rules('a-egress', calls, facts)).toEqual([{ to: [block('10.0.0.0/28')], ports: ports(443, 6443) }]);
  });

  test('is called by the address of its Service too, at its port', () => {
    expect(rules('a-egress', calls, { ...known, kubernetesServiceIp: '10.96.0.1' })).toEqual([
      { to: [block('10.0.0.0/28')], ports: ports(443, 6443) },
      { to: [block('10.96.0.1/32')], ports: ports(443) },
    ]);
    expect(rules('a-egress', calls, { ...base, kubernetesServiceIp: '10.96.0.1' })).toEqual([
      { ports: ports(443, 6443) },
    ]);
  });

  test('calls from other addresses where these are stated', () => {
    const facts = { ...known, apiServerSourceCidrs: ['10.244.0.0/32', '10.0.0.0/28'] };
    expect(rules('a-ingress', asks, facts)).toEqual([
      { from: [block('10.0.0.0/28'), block('10.244.0.0/32')], ports: ports(9443) },
    ]);
  });
});

describe('name servers', () => {
  const names = [flow(end(A), { kind: 'dns' }, tcp(53), { kind: 'dns' })];
  const servers = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  };

  test('are pods of kube-system and the cache of the node', () => {
    expect(rules('a-egress', names, base)).toEqual([
      { to: [servers, { ipBlock: { cidr: '169.254.20.10/32' } }], ports: ports(53) },
    ]);
  });

  test('have the addresses that are stated', () => {
    const facts = { ...base, cni: Cni.calico({ dnsCacheAddress: '169.254.25.10' }), dnsServiceIp: '10.96.0.10' };
    expect(rules('a-egress', names, facts)).toEqual([
      {
        to: [servers, { ipBlock: { cidr: '10.96.0.10/32' } }, { ipBlock: { cidr: '169.254.25.10/32' } }],
        ports: ports(53),
      },
    ]);
  });

  test('are scraped at their pods alone', () => {
    const scrape = [flow(end(A), { kind: 'dns' }, tcp(9153), { kind: 'scrape' })];
    expect(rules('a-egress', scrape, base)).toEqual([{ to: [servers], ports: ports(9153) }]);
  });
});

describe('nodes and pods on their network', () => {
  const flows = [flow(end(A), { kind: 'nodes' }, tcp(10250)), flow(end(A), end(NODE), tcp(9100))];

  test('are named by their addresses where these are known', () => {
    const facts = { ...base, nodeCidrs: ['10.0.0.0/16'] };
    expect(rules('a-egress', flows, facts)).toEqual([
      { to: [{ ipBlock: { cidr: '10.0.0.0/16' } }], ports: ports(9100, 10250) },
    ]);
  });

  test.each([base, { ...base, cni: Cni.cilium(), nodeCidrs: ['10.0.0.0/16'] }])(
    '%# are named by ports otherwise',
    (facts) => {
      expect(rules('a-egress', flows, facts)).toEqual([{ ports: ports(9100, 10250) }]);
    },
  );
});

describe('hosts beyond the cluster', () => {
  const external = (cidrs: readonly string[]): FlowEnd => ({
    kind: 'external',
    name: 'somewhere',
    hosts: ['example.com'],
    cidrs,
    hairpin: false,
    cluster: undefined,
  });

  test('are named by their addresses where these are known, else by ports', () => {
    expect(rules('a-egress', [flow(end(A), external(['192.0.2.0/24']), tcp(443))])).toEqual([
      { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: ports(443) },
    ]);
    expect(rules('a-egress', [flow(end(A), external([]), tcp(443))])).toEqual([{ ports: ports(443) }]);
  });
});

describe('pods that labels tell apart badly', () => {
  const wide = workload('wide', { labels: { tier: 'x' }, selector: { tier: 'x' } });
  const narrow = workload('narrow', { labels: { tier: 'x', app: 'narrow' }, selector: { tier: 'x', app: 'narrow' } });
  const keyed = workload('keyed', { labels: {}, selector: {}, selectorKeys: ['job-name'] });
  const job = workload('job', { labels: { 'job-name': 'job' }, selector: { 'job-name': 'job' } });
  const selectorOf = (name: string, workloads: readonly Workload[]): unknown =>
    policies([], base, [...workloads]).find(({ metadata }) => metadata.name === `${name}-ingress`)?.spec.podSelector;

  test('a wide selector leaves out the pods of others', () => {
    expect(selectorOf('wide', [wide, narrow])).toEqual({
      matchLabels: { tier: 'x' },
      matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['narrow'] }],
    });
    expect(selectorOf('narrow', [wide, narrow])).toEqual({ matchLabels: { tier: 'x', app: 'narrow' } });
  });

  test('a label without a known value must be there', () => {
    expect(selectorOf('keyed', [keyed])).toEqual({ matchExpressions: [{ key: 'job-name', operator: 'Exists' }] });
    expect(selectorOf('keyed', [keyed, job])).toEqual({
      matchExpressions: [
        { key: 'job-name', operator: 'Exists' },
        { key: 'job-name', operator: 'NotIn', values: ['job'] },
      ],
    });
  });

  test('a workload without labels is an error', () => {
    expect(() => policies([], base, [workload('bare', { labels: {}, selector: {} })])).toThrow(
      '[keycloak/bare] has no labels to select its pods by',
    );
  });
});
