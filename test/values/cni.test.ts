import { readFileSync } from 'node:fs';
import { Cni } from '../../lib/values/cni';
import { Egress } from '../../lib/values/egress';
import { External } from '../../lib/values/external';
import { Pods } from '../../lib/values/pods';
import { kubernetesFactsProblems } from '../../lib/values/kubernetes-facts';
import { describeShared, sharedPath } from '../support/shared';

describe('Cni', () => {
  test.each([
    [Cni.calico(), true, 'address'],
    [Cni.cilium(), false, 'port-only'],
    [Cni.cilium({ cidrsMatchNodes: true }), true, 'address'],
    [Cni.weave(), true, 'address'],
    [Cni.okeVcnNative({ calico: true }), true, 'address'],
    [Cni.flannel(), false, 'port-only'],
    [Cni.of({ name: 'mine', enforcesNetworkPolicies: true }), false, 'port-only'],
    [Cni.of({ name: 'mine', enforcesNetworkPolicies: true, ipBlockMatchesNodes: true }), true, 'address'],
  ])('%# says what an ipBlock matches', (cni, nodes, apiServer) => {
    expect([cni.ipBlockMatchesNodes, cni.apiServer]).toEqual([nodes, apiServer]);
  });

  test('enforces egress only when it enforces anything', () => {
    expect(Cni.of({ name: 'mine', enforcesNetworkPolicies: false, egress: true })).toMatchObject({
      ingress: false,
      egress: false,
    });
    expect(Cni.of({ name: 'mine', enforcesNetworkPolicies: true, egress: false })).toMatchObject({
      ingress: true,
      egress: false,
    });
  });

  test('has an address of the cache of name lookups', () => {
    expect(Cni.antrea().dnsCacheAddress).toBe('169.254.20.10');
    expect(Cni.weave({ dnsCacheAddress: '10.0.0.9' }).dnsCacheAddress).toBe('10.0.0.9');
    expect(() => Cni.calico({ dnsCacheAddress: 'cache' })).toThrow(
      '[Cni] dnsCacheAddress is not an address; got "cache"',
    );
  });
});

describeShared('capabilities of the facts about plugins', () => {
  const { matrix } = JSON.parse(readFileSync(sharedPath('upstream', 'network', 'cni.json'), 'utf8')) as {
    readonly matrix: Readonly<
      Record<string, Readonly<Record<'enforces' | 'egress' | 'namedPorts' | 'endPort', unknown>>>
    >;
  };

  test.each([Cni.calico(), Cni.cilium(), Cni.weave(), Cni.flannel(), Cni.antrea(), Cni.kubeRouter()])(
    '%# are the same',
    (cni) => {
      const facts = matrix[cni.name];
      // What is partly true or unknown there counts as missing here.
      const isTrue = (value: unknown): boolean => String(value).startsWith('true');
      expect({
        enforces: cni.enforcesNetworkPolicies,
        egress: cni.egress,
        namedPorts: cni.namedPorts,
        endPort: cni.endPort,
      }).toEqual({
        enforces: isTrue(facts?.enforces),
        egress: isTrue(facts?.egress),
        namedPorts: isTrue(facts?.namedPorts),
        endPort: isTrue(facts?.endPort),
      });
    },
  );
});

describe('External', () => {
  test('is a host or a range of addresses, with ports', () => {
    expect(External.host('*.example.com', 443, 80)).toMatchObject({
      name: '*.example.com',
      cidrs: [],
      ports: [443, 80],
    });
    expect(External.cidr('192.0.2.0/24', 22)).toMatchObject({ hosts: [], cidrs: ['192.0.2.0/24'], ports: [22] });
  });

  test('refuses every bad field at once', () => {
    expect(() => External.host('not a host', 0)).toThrow(
      /\[External\.host\] name is not a host name; got "not a host"[^]*a port is not valid; got 0; allowed 1 to 65535/,
    );
    expect(() => External.cidr('192.0.2.1')).toThrow(
      /\[External\.cidr\] the addresses are not a CIDR; got "192\.0\.2\.1"[^]*no port is given/,
    );
  });
});

describe('Pods', () => {
  test('are selected by the name of their namespace, its labels, and their own', () => {
    expect(Pods.of({ namespace: 'shop', namespaceLabels: { team: 'x' }, labels: { app: 'y' } })).toMatchObject({
      namespaceLabels: { 'kubernetes.io/metadata.name': 'shop', team: 'x' },
      labels: { app: 'y' },
      ports: [],
    });
  });

  test('of every namespace are refused', () => {
    expect(() => Pods.of({ labels: { app: 'y' }, ports: [70000] })).toThrow(
      /\[Pods\.of\] the pods are those of every namespace; allowed namespace[^]*a port is not valid; got 70000/,
    );
  });
});

describe('Egress', () => {
  test('is open, denied in namespaces, or denied wherever it is proven', () => {
    expect(Egress.open().scope).toBe('open');
    expect(Egress.denyIn('a', 'b', 'a')).toMatchObject({ scope: 'namespaces', namespaces: ['a', 'b'] });
    expect(Egress.denyEverywhereProven().scope).toBe('proven');
    expect(() => Egress.denyIn()).toThrow('[Egress.denyIn] no namespace is given');
  });

  test('does not change when destinations are added', () => {
    const before = Egress.denyIn('a');
    const after = before.withDestinations('x', [External.host('a.example.com', 443)]);
    expect(before.listed).toEqual([]);
    expect(after).toMatchObject({
      namespaces: ['a'],
      listed: [{ workload: 'x', destinations: [{ name: 'a.example.com' }] }],
    });
  });
});

describe('addresses of a cluster', () => {
  const facts = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };

  test('are accepted', () => {
    const some = { kubernetesServiceIp: '10.96.0.1', dnsServiceIp: '10.96.0.10', nodeCidrs: ['10.0.0.0/16'] };
    expect(kubernetesFactsProblems({ ...facts, ...some, apiServerSourceCidrs: ['10.0.0.1/32'] })).toEqual([]);
  });

  test('are refused one by one', () => {
    const bad = {
      kubernetesServiceIp: 'x',
      dnsServiceIp: '10.96.0.256',
      nodeCidrs: ['y'],
      apiServerSourceCidrs: ['z/8'],
    };
    expect(kubernetesFactsProblems({ ...facts, ...bad }).map(({ got }) => got)).toEqual([
      'z/8',
      'y',
      'x',
      '10.96.0.256',
    ]);
  });
});
