import { ALWAYS_OPEN, ASSUMPTIONS } from '../../lib/connectivity';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { allowed, app, deployment, lines, namespace, pod, policy, ports, warningsOf } from './manifests';

const CLUSTER = [
  namespace('one', { team: 'red' }),
  namespace('two', { team: 'blue', stage: 'test' }),
  deployment('one/a'),
  deployment('one/b'),
  deployment('two/a'),
  deployment('two/c', { app: 'c', tier: 'front' }, ports('http:8080', 'dns:53/UDP', 'dns-tcp:53')),
];
const TCP80 = [{ port: 80 }];

/** What an ingress policy on one/a with these rules allows from each other workload. */
function ingressOfA(ingress: JsonValue, sources = ['one/b', 'two/a', 'two/c', '1.2.3.4']): Record<string, string> {
  const objects = [...CLUSTER, policy('one/p', { podSelector: app('a'), policyTypes: ['Ingress'], ingress })];
  return Object.fromEntries(sources.map((from) => [from, allowed(objects, from, 'one/a')]));
}

const from = (...peers: JsonValue[]): JsonObject => ({ from: peers, ports: TCP80 });
const NOBODY = { 'one/b': 'none', 'two/a': 'none', 'two/c': 'none', '1.2.3.4': 'none' };
const open = (...names: string[]): Record<string, string> => ({
  ...NOBODY,
  ...Object.fromEntries(names.map((name) => [name, 'TCP 80'])),
});

describe('isolation', () => {
  test('without a policy everything is allowed', () => {
    expect(allowed(CLUSTER, 'one/a', 'two/a')).toBe('all');
    expect(allowed(CLUSTER, '1.2.3.4', 'one/a')).toBe('all');
    expect(allowed(CLUSTER, 'one/a', '1.2.3.4')).toBe('all');
  });

  test('a policy isolates only the pods of its namespace that it selects', () => {
    const objects = [...CLUSTER, policy('one/p', { podSelector: app('a'), policyTypes: ['Ingress'] })];
    expect(allowed(objects, 'one/b', 'one/a')).toBe('none');
    expect(allowed(objects, 'one/a', 'one/b')).toBe('all');
    expect(allowed(objects, 'one/b', 'two/a')).toBe('all');
  });

  test.each([
    ['an empty podSelector', {}],
    ['a missing podSelector', undefined],
  ])('%s selects every pod of the namespace', (_, podSelector) => {
    const objects = [...CLUSTER, policy('two/p', { podSelector, policyTypes: ['Ingress'] })];
    expect(allowed(objects, 'one/a', 'two/a')).toBe('none');
    expect(allowed(objects, 'one/a', 'two/c')).toBe('none');
    expect(allowed(objects, 'two/a', 'one/b')).toBe('all');
  });

  test('several policies allow what any of them allows', () => {
    const allow = (name: string, port: number, peer: string): JsonObject =>
      policy(name, { podSelector: app('a'), ingress: [{ from: [{ podSelector: app(peer) }], ports: [{ port }] }] });
    const objects = [...CLUSTER, allow('one/p', 80, 'b'), allow('one/q', 81, 'b'), allow('one/r', 82, 'x')];
    expect(allowed(objects, 'one/b', 'one/a')).toBe('TCP 80-81');
  });

  test('several rules allow what any of them allows', () => {
    expect(ingressOfA([from({ podSelector: app('b') }), { ports: [{ port: 90 }] }])).toEqual({
      'one/b': 'TCP 80,90',
      'two/a': 'TCP 90',
      'two/c': 'TCP 90',
      '1.2.3.4': 'TCP 90',
    });
  });

  test('both directions must allow', () => {
    const objects = [
      ...CLUSTER,
      policy('one/in', { podSelector: app('a'), ingress: [{ ports: [{ port: 80, endPort: 90 }] }] }),
      policy('one/out', {
        podSelector: app('b'),
        policyTypes: ['Egress'],
        egress: [{ ports: [{ port: 85, endPort: 99 }] }],
      }),
    ];
    expect(allowed(objects, 'one/b', 'one/a')).toBe('TCP 85-90');
    expect(allowed(objects, 'two/a', 'one/a')).toBe('TCP 80-90');
    expect(allowed(objects, 'one/b', 'two/a')).toBe('TCP 85-99');
    expect(allowed(objects, 'one/a', 'one/b')).toBe('all');
  });
});

describe('policyTypes', () => {
  const egress = [{ ports: TCP80 }];
  test.each<[string, JsonObject, [ingress: string, egress: string]]>([
    ['missing, without egress rules', {}, ['none', 'all']],
    ['missing, with an empty list of egress rules', { egress: [] }, ['none', 'all']],
    ['missing, with egress rules', { egress }, ['none', 'TCP 80']],
    ['empty', { policyTypes: [], egress }, ['none', 'TCP 80']],
    ['Ingress only, egress rules have no effect', { policyTypes: ['Ingress'], egress }, ['none', 'all']],
    ['Egress only', { policyTypes: ['Egress'] }, ['all', 'none']],
    ['both', { policyTypes: ['Ingress', 'Egress'] }, ['none', 'none']],
  ])('%s', (_, spec, expected) => {
    const objects = [...CLUSTER, policy('one/p', { podSelector: app('a'), ...spec })];
    expect([allowed(objects, 'two/a', 'one/a'), allowed(objects, 'one/a', 'two/a')]).toEqual(expected);
  });
});

describe('empty against missing', () => {
  test.each([
    ['no rules', undefined],
    ['null', null],
    ['an empty list of rules', []],
  ])('%s allow nothing', (_, rules) => {
    expect(ingressOfA(rules as JsonValue)).toEqual(NOBODY);
  });

  test.each<[string, JsonObject]>([
    ['a rule without peers', { ports: TCP80 }],
    ['an empty list of peers', { from: [], ports: TCP80 }],
    ['null as peers', { from: null, ports: TCP80 }],
  ])('%s allows everyone', (_, rule) => {
    expect(ingressOfA([rule])).toEqual(open('one/b', 'two/a', 'two/c', '1.2.3.4'));
  });

  test.each<[string, JsonValue]>([
    ['an empty rule', {}],
    ['a null rule', null],
    ['an empty list of ports', { ports: [] }],
  ])('%s allows all ports', (_, rule) => {
    expect(ingressOfA([rule], ['two/a', '1.2.3.4'])).toEqual({ 'two/a': 'all', '1.2.3.4': 'all' });
  });
});

describe('peers', () => {
  test('podSelector alone: pods of the own namespace', () => {
    expect(ingressOfA([from({ podSelector: app('b') })])).toEqual(open('one/b'));
    expect(ingressOfA([from({ podSelector: app('c') })])).toEqual(NOBODY);
    expect(ingressOfA([from({ podSelector: {} })])).toEqual(open('one/b'));
  });

  test('namespaceSelector alone: all pods of these namespaces, and no address', () => {
    expect(ingressOfA([from({ namespaceSelector: { matchLabels: { team: 'blue' } } })])).toEqual(
      open('two/a', 'two/c'),
    );
    expect(ingressOfA([from({ namespaceSelector: {} })])).toEqual(open('one/b', 'two/a', 'two/c'));
  });

  test('both in one peer: both must match', () => {
    const peer = { namespaceSelector: { matchLabels: { team: 'blue' } }, podSelector: app('c') };
    expect(ingressOfA([from(peer)])).toEqual(open('two/c'));
    expect(ingressOfA([from({ namespaceSelector: {}, podSelector: app('b') })])).toEqual(open('one/b'));
  });

  test('two peers: one must match', () => {
    const peers = [{ namespaceSelector: { matchLabels: { team: 'blue' } } }, { podSelector: app('b') }];
    expect(ingressOfA([from(...peers)])).toEqual(open('one/b', 'two/a', 'two/c'));
  });

  test('egress: the same, for destinations', () => {
    const to = [{ namespaceSelector: { matchLabels: { team: 'blue' } }, podSelector: app('a') }];
    const objects = [...CLUSTER, policy('one/p', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to }] })];
    expect(lines(objects).filter((line) => line.startsWith('one/'))).toEqual([
      'one/a[Deployment] => two/a[Deployment] : all',
      'one/b[Deployment] => two/a[Deployment] : all',
    ]);
  });
});

describe('selectors', () => {
  const expressions = (...matchExpressions: JsonValue[]): JsonObject =>
    from({ namespaceSelector: {}, podSelector: { matchExpressions } });
  test.each<[string, JsonObject[], string[]]>([
    ['In', [{ key: 'app', operator: 'In', values: ['b', 'c'] }], ['one/b', 'two/c']],
    ['NotIn', [{ key: 'app', operator: 'NotIn', values: ['b', 'c'] }], ['two/a']],
    ['NotIn holds without the key', [{ key: 'tier', operator: 'NotIn', values: ['front'] }], ['one/b', 'two/a']],
    ['Exists', [{ key: 'tier', operator: 'Exists' }], ['two/c']],
    ['DoesNotExist', [{ key: 'tier', operator: 'DoesNotExist' }], ['one/b', 'two/a']],
    [
      'several must all hold',
      [
        { key: 'app', operator: 'In', values: ['a', 'c'] },
        { key: 'tier', operator: 'Exists' },
      ],
      ['two/c'],
    ],
  ])('%s', (_, list, expected) => {
    expect(ingressOfA([expressions(...list)])).toEqual(open(...expected));
  });

  test('matchLabels and matchExpressions must both hold', () => {
    const podSelector = { matchLabels: { app: 'a' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] };
    expect(ingressOfA([from({ namespaceSelector: {}, podSelector })])).toEqual(NOBODY);
  });

  test('every namespace has a label with its name, also one without a manifest', () => {
    const byName = (name: string): JsonObject => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
    });
    expect(ingressOfA([from(byName('two'))])).toEqual(open('two/a', 'two/c'));
    const objects = [
      deployment('x/a'),
      deployment('y/b'),
      policy('x/p', { podSelector: {}, ingress: [{ from: [byName('y')] }] }),
    ];
    expect(allowed(objects, 'y/b', 'x/a')).toBe('all');
  });

  test('a namespace without a manifest has no other label', () => {
    const objects = [
      deployment('x/a'),
      deployment('y/b'),
      policy('x/p', { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { name: 'y' } } }] }] }),
    ];
    expect(allowed(objects, 'y/b', 'x/a')).toBe('none');
    expect(warningsOf(objects, 'namespace-assumed')).toHaveLength(2);
  });

  test('a label named like a property of every object is a label', () => {
    const objects = [
      deployment('x/a', {}),
      policy('x/p', { podSelector: { matchExpressions: [{ key: 'constructor', operator: 'Exists' }] } }),
    ];
    expect(allowed(objects, '1.1.1.1', 'x/a')).toBe('all');
  });
});

describe('ipBlock', () => {
  const block = { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.1.2.0/24'] } };

  test('allows its addresses without the exceptions, and no pod', () => {
    const sources = ['10.0.0.1', '10.1.2.3', '10.2.0.0/16', '11.0.0.1', 'one/b'];
    expect(ingressOfA([from(block)], sources)).toEqual({
      '10.0.0.1': 'TCP 80',
      '10.1.2.3': 'none',
      '10.2.0.0/16': 'TCP 80',
      '11.0.0.1': 'none',
      'one/b': 'none',
    });
  });

  test('a range has what all of its addresses have', () => {
    const rules = [from(block), { from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] }];
    expect(ingressOfA(rules, ['10.0.0.0/8', '10.0.0.0/16', '0.0.0.0/0'])).toEqual({
      '10.0.0.0/8': 'TCP 443',
      '10.0.0.0/16': 'TCP 80,443',
      '0.0.0.0/0': 'TCP 443',
    });
  });

  test('exceptions of one block do not bind another', () => {
    expect(ingressOfA([from(block, { ipBlock: { cidr: '10.1.0.0/16' } })], ['10.1.2.3'])).toEqual({
      '10.1.2.3': 'TCP 80',
    });
  });

  test('IPv6', () => {
    const rules = [from({ ipBlock: { cidr: 'fd00::/8', except: ['fd01::/16'] } })];
    expect(ingressOfA(rules, ['fd00::1', 'fd01::1', '::1', '10.0.0.1'])).toEqual({
      'fd00::1': 'TCP 80',
      'fd01::1': 'none',
      '::1': 'none',
      '10.0.0.1': 'none',
    });
  });
});

describe('ports', () => {
  /** What an ingress policy on two/c with these ports allows from one/a. */
  function toC(...list: JsonValue[]): string {
    return allowed(
      [...CLUSTER, policy('two/p', { podSelector: app('c'), ingress: [{ ports: list }] })],
      'one/a',
      'two/c',
    );
  }

  test.each<[string, JsonObject, string]>([
    ['the protocol is TCP unless written', { port: 80 }, 'TCP 80'],
    ['UDP', { port: 53, protocol: 'UDP' }, 'UDP 53'],
    ['SCTP', { port: 7, protocol: 'SCTP' }, 'SCTP 7'],
    ['without a number: all of the protocol', { protocol: 'UDP' }, 'UDP 1-65535'],
    ['neither: all of TCP', {}, 'TCP 1-65535'],
    ['endPort is included', { port: 80, endPort: 90 }, 'TCP 80-90'],
    ['endPort may equal port', { port: 80, endPort: 80 }, 'TCP 80'],
    ['a name means what the destination calls so', { port: 'http' }, 'TCP 8080'],
    ['a name counts for its protocol only', { port: 'dns' }, 'none'],
    ['a name of UDP', { port: 'dns', protocol: 'UDP' }, 'UDP 53'],
    ['an unknown name', { port: 'nothing' }, 'none'],
  ])('%s', (_, port, expected) => {
    expect(toC(port)).toBe(expected);
  });

  test('several ports', () => {
    expect(toC({ port: 'http' }, { port: 80, endPort: 81 }, { protocol: 'UDP', port: 53 })).toBe(
      'TCP 80-81,8080; UDP 53',
    );
  });

  test('a name in an egress rule is resolved for each destination, and for no address', () => {
    const objects = [
      deployment('x/client'),
      deployment('x/one', { app: 'one' }, ports('web:8001')),
      deployment('x/two', { app: 'two' }, ports('web:8002')),
      policy('x/p', { podSelector: app('client'), policyTypes: ['Egress'], egress: [{ ports: [{ port: 'web' }] }] }),
    ];
    expect(allowed(objects, 'x/client', 'x/one')).toBe('TCP 8001');
    expect(allowed(objects, 'x/client', 'x/two')).toBe('TCP 8002');
    expect(allowed(objects, 'x/client', '1.2.3.4')).toBe('none');
  });

  test('names of sidecars count, those of init containers that end before the others start do not', () => {
    const spec = {
      containers: [{ name: 'main' }, { name: 'sidecar', ports: [{ name: 'metrics', containerPort: 9000 }] }],
      initContainers: [
        { name: 'init', ports: [{ name: 'metrics', containerPort: 9003 }] },
        { name: 'restarted', restartPolicy: 'Always', ports: [{ name: 'metrics', containerPort: 9001 }] },
      ],
    };
    const objects = [deployment('x/a', {}, spec), policy('x/p', { ingress: [{ ports: [{ port: 'metrics' }] }] })];
    expect(allowed(objects, '1.1.1.1', 'x/a')).toBe('TCP 9000-9001');
  });
});

describe('pods on the network of their node', () => {
  const objects = (...ingress: JsonValue[]): JsonObject[] => [
    deployment('x/node', { app: 'node' }, { hostNetwork: true }),
    deployment('x/a'),
    policy('x/p', {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress,
      egress: ingress.length > 0 ? [{}] : [],
    }),
  ];

  test('are not isolated', () => {
    expect(allowed(objects(), '1.2.3.4', 'x/node')).toBe('all');
    expect(allowed(objects(), 'x/a', 'x/node')).toBe('none');
    expect(allowed(objects({ ports: TCP80 }), 'x/a', 'x/node')).toBe('all');
    expect(warningsOf(objects(), 'host-network')).toEqual([
      'NetworkPolicy x/p: has no effect on x/node[Deployment], which uses the network of its node',
    ]);
  });

  test('as peers they are addresses of nodes', () => {
    expect(allowed(objects({ from: [{ podSelector: {} }] }), 'x/node', 'x/a')).toBe('none');
    expect(allowed(objects({}), 'x/node', 'x/a')).toBe('all');
    expect(allowed(objects({ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }), 'x/node', 'x/a')).toBe('all');
    const block = objects({ from: [{ ipBlock: { cidr: '10.0.0.0/16' } }] });
    expect(allowed(block, 'x/node', 'x/a')).toBe('none');
    expect(allowed(block, 'x/node', 'x/a', { nodeCidrs: ['10.0.1.0/24'] })).toBe('all');
    expect(allowed(block, 'x/node', 'x/a', { nodeCidrs: ['10.0.1.0/24', '10.1.0.0/24'] })).toBe('none');
  });

  test('a plugin that tells them apart treats them as pods', () => {
    const options = { hostNetworkAsPods: true };
    expect(allowed(objects({ from: [{ podSelector: {} }] }), 'x/node', 'x/a', options)).toBe('all');
    expect(allowed(objects(), '1.2.3.4', 'x/node', options)).toBe('none');
  });

  test('nodeCidrs that are none are refused', () => {
    expect(() => allowed(CLUSTER, 'one/a', 'one/b', { nodeCidrs: ['10.0.0'] })).toThrow(
      '[Connectivity.of] an address of the nodes is not a CIDR; got "10.0.0"',
    );
  });
});

describe('a workload and itself', () => {
  const deny = policy('x/p', { podSelector: {}, policyTypes: ['Ingress'] });

  test('a pod always reaches itself; replicas are subject to policies', () => {
    expect(allowed([pod('x/alone'), deny], 'x/alone', 'x/alone')).toBe('all');
    expect(allowed([deployment('x/many'), deny], 'x/many', 'x/many')).toBe('none');
  });

  test('traffic among replicas is listed; that of a pod with itself is not', () => {
    expect(lines([deployment('x/a')])).toEqual([
      '0.0.0.0-255.255.255.255 => x/a[Deployment] : all',
      'x/a[Deployment] => 0.0.0.0-255.255.255.255 : all',
      'x/a[Deployment] => x/a[Deployment] : all',
    ]);
    expect(lines([pod('x/a')])).toEqual([
      '0.0.0.0-255.255.255.255 => x/a[Pod] : all',
      'x/a[Pod] => 0.0.0.0-255.255.255.255 : all',
    ]);
  });
});

test('what no policy can close, and what is assumed, is data', () => {
  expect(ALWAYS_OPEN.map(({ from: source, to }) => `${source} => ${to}`)).toContain('a pod => itself');
  expect(Object.keys(ASSUMPTIONS)).toEqual(expect.arrayContaining(['ipBlocks', 'hostNetwork', 'replicas']));
});
