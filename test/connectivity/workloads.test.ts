import { Connectivity } from '../../lib/connectivity';
import type { JsonObject } from '../../lib/values/json';
import { deployment, namespace, pod, policy, ports, warningsOf } from './manifests';

function ids(objects: readonly JsonObject[]): string[] {
  return Connectivity.of(objects).workloads.map(({ id }) => id);
}

function owner(kind: string, name: string, controller = true): JsonObject {
  return { ownerReferences: [{ apiVersion: 'apps/v1', kind, name, controller, uid: 'x' }] };
}

test('every kind with pods is a workload', () => {
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [] } };
  const of = (apiVersion: string, kind: string, spec: JsonObject = { template }): JsonObject => {
    return { apiVersion, kind, metadata: { name: 'a', namespace: 'x' }, spec };
  };
  const objects = [
    of('apps/v1', 'Deployment'),
    of('apps/v1', 'StatefulSet'),
    of('apps/v1', 'DaemonSet'),
    of('apps/v1', 'ReplicaSet'),
    of('batch/v1', 'Job'),
    of('batch/v1', 'CronJob', { jobTemplate: { spec: { template } } }),
    of('v1', 'ReplicationController'),
    of('v1', 'Pod', {}),
    of('v1', 'ConfigMap'),
    of('example.com/v1', 'Deployment'),
  ];
  const connectivity = Connectivity.of(objects);
  expect(connectivity.workloads.map(({ id }) => id)).toEqual([
    'x/a[CronJob]',
    'x/a[DaemonSet]',
    'x/a[Deployment]',
    'x/a[Job]',
    'x/a[Pod]',
    'x/a[ReplicaSet]',
    'x/a[ReplicationController]',
    'x/a[StatefulSet]',
  ]);
  const labelled = connectivity.workloads.filter(({ labels }) => labels.app === 'a');
  expect(labelled).toHaveLength(7);
});

test('items of a list of one kind inherit what the list says, also in a List', () => {
  const list = (apiVersion: string, kind: string, ...items: JsonObject[]): JsonObject => ({ apiVersion, kind, items });
  const bare = (name: string): JsonObject => ({ metadata: { name, namespace: 'x' }, spec: { podSelector: {} } });
  const pods = list('v1', 'PodList', bare('a'), { ...bare('b'), kind: 'Pod', apiVersion: 'v1' });
  const policies = list('networking.k8s.io/v1', 'NetworkPolicyList', bare('closed'));
  const connectivity = Connectivity.of([list('v1', 'List', pods, policies)]);
  expect(connectivity.workloads.map(({ id }) => id)).toEqual(['x/a[Pod]', 'x/b[Pod]']);
  expect(connectivity.policies).toEqual(['x/closed']);
});

test('items of a List of any kinds inherit nothing', () => {
  const item = { metadata: { name: 'a' } };
  expect(ids([{ apiVersion: 'v1', kind: 'List', items: [item] }])).toEqual([]);
  expect(ids([{ kind: 'PodList', items: [item] }])).toEqual([]);
});

test('the pods of a Job have the labels that an API server adds, unless its selector is its own', () => {
  const job = (spec: JsonObject): JsonObject => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'a', namespace: 'x' },
    spec: { template: { metadata: { labels: { app: 'a' } } }, ...spec },
  });
  const labels = (spec: JsonObject): unknown => Connectivity.of([job(spec)]).workloads[0]?.labels;
  expect(labels({})).toEqual({ app: 'a', 'job-name': 'a', 'batch.kubernetes.io/job-name': 'a' });
  expect(labels({ manualSelector: true })).toEqual({ app: 'a' });
});

test('a workload without namespace is in default, one without replicas counts', () => {
  const object = deployment('x/a');
  const none = { ...object, metadata: { name: 'a' }, spec: { ...(object.spec as JsonObject), replicas: 0 } };
  expect(ids([none])).toEqual(['default/a[Deployment]']);
});

test('Lists are flattened', () => {
  expect(
    ids([{ apiVersion: 'v1', kind: 'List', items: [deployment('x/a'), { kind: 'PodList', items: [pod('x/b')] }] }]),
  ).toEqual(['x/a[Deployment]', 'x/b[Pod]']);
});

describe('owners', () => {
  test('pods of one owner are one workload', () => {
    const objects = ['1', '2'].map((name) => pod(`x/a-${name}`, { app: 'a' }, {}, owner('ReplicaSet', 'a')));
    expect(ids(objects)).toEqual(['x/a[ReplicaSet]']);
    expect(warningsOf(objects, 'labels-differ')).toEqual([]);
  });

  test('the manifest of the owner counts, up to the top', () => {
    const set: JsonObject = { ...deployment('x/a-1'), kind: 'ReplicaSet' };
    const owned = { ...set, metadata: { ...(set.metadata as JsonObject), ...owner('Deployment', 'a') } };
    const objects = [pod('x/a-1-1', {}, {}, owner('ReplicaSet', 'a-1')), owned, deployment('x/a')];
    expect(ids(objects)).toEqual(['x/a[Deployment]']);
    expect(ids(objects.slice(0, 2))).toEqual(['x/a[Deployment]']);
  });

  test('a ReplicaSet without replicas has no pods that could stand for the owner of several', () => {
    const of = (name: string, replicas: number): JsonObject => {
      const { metadata, spec, ...set } = deployment(`x/${name}`, { version: name });
      const owned = { ...(metadata as JsonObject), ...owner('Deployment', 'a') };
      return { ...set, kind: 'ReplicaSet', metadata: owned, spec: { ...(spec as JsonObject), replicas } };
    };
    const objects = [of('one', 0), of('two', 3), of('three', 0)];
    expect(Connectivity.of(objects).workloads.map(({ id, labels }) => [id, labels.version])).toEqual([
      ['x/a[Deployment]', 'two'],
    ]);
    expect(warningsOf(objects, 'labels-differ')).toEqual([]);
    expect(ids([of('one', 0)])).toEqual(['x/a[Deployment]']);
  });

  test('a static pod and a pod whose owner does not control it stand for themselves', () => {
    expect(ids([pod('x/a', {}, {}, owner('Node', 'n')), pod('x/b', {}, {}, owner('Thing', 't', false))])).toEqual([
      'x/a[Pod]',
      'x/b[Pod]',
    ]);
  });

  test('pods of one owner that differ only in labels that no selector uses are one peer, whatever their order', () => {
    const of = (name: string, version: string): JsonObject =>
      pod(`x/${name}`, { version, 'pod-template-hash': name }, {}, owner('ReplicaSet', 'a'));
    const objects = [of('one', '1'), of('two', '2')];
    const [first, second] = [objects, [...objects].reverse()].map((list) => Connectivity.of(list).workloads);
    expect(first).toEqual(second);
    expect(first?.map(({ id, labels, pods }) => ({ id, labels, pods }))).toEqual([
      { id: 'x/a[ReplicaSet]', labels: {}, pods: ['one', 'two'] },
    ]);
  });
});

describe('finding peers', () => {
  const connectivity = Connectivity.of([
    deployment('x/a'),
    deployment('x/b'),
    { ...deployment('x/b'), kind: 'StatefulSet' },
  ]);

  test.each([
    ['x/a', 'x/a[Deployment]'],
    ['x/a[Deployment]', 'x/a[Deployment]'],
    ['x/b[StatefulSet]', 'x/b[StatefulSet]'],
    ['10.0.0.1', '10.0.0.1'],
    ['10.0.0.0/8', '10.0.0.0-10.255.255.255'],
    ['0.0.0.0-255.255.255.255', '0.0.0.0-255.255.255.255'],
    ['{ingress-controller}', '{ingress-controller}'],
    ['x/b', undefined],
    ['x/a[StatefulSet]', undefined],
    ['a', undefined],
    ['10.0.0.0/99', undefined],
  ])('%s', (text, id) => {
    expect(connectivity.peer(text)?.id).toBe(id);
  });

  test('a name of several kinds', () => {
    expect(connectivity.peersNamed('x/b').map(({ kind }) => kind)).toEqual(['Deployment', 'StatefulSet']);
  });

  test('a workload of other manifests is refused', () => {
    const [unknown] = Connectivity.of([deployment('y/z')]).workloads;
    const [own] = connectivity.workloads;
    if (unknown === undefined || own === undefined) throw new Error('no workload');
    expect(() => connectivity.allowed(unknown, own)).toThrow('a peer is not part of the input; got "y/z[Deployment]"');
  });
});

describe('warnings', () => {
  const objects = [namespace('x'), namespace('y', { team: 'red' }), deployment('x/a', { app: 'a' }, ports('http:80'))];

  test.each<[kind: string, spec: JsonObject, messages: string[]]>([
    [
      'policy-selects-nothing',
      { podSelector: { matchLabels: { app: 'b' } } },
      ['NetworkPolicy x/p: podSelector {"matchLabels":{"app":"b"}} selects no pod in namespace x'],
    ],
    [
      'peer-matches-nothing',
      { ingress: [{}, { from: [{ podSelector: {} }, { podSelector: { matchLabels: { app: 'b' } } }] }] },
      ['NetworkPolicy x/p: ingress[1]: podSelector {"matchLabels":{"app":"b"}} in namespace x matches no pod'],
    ],
    [
      'peer-matches-nothing',
      { egress: [{ to: [{ namespaceSelector: { matchLabels: { team: 'red' } } }] }] },
      ['NetworkPolicy x/p: egress[0]: podSelector {} in namespaces {"matchLabels":{"team":"red"}} matches no pod'],
    ],
    [
      'named-port-matches-nothing',
      { ingress: [{ ports: [{ port: 'http' }, { port: 'http', protocol: 'UDP' }] }] },
      ['NetworkPolicy x/p: ingress[0]: no pod that it could lead to has a UDP port named http'],
    ],
    [
      'named-port-matches-nothing',
      { egress: [{ to: [{ podSelector: {} }], ports: [{ port: 'admin' }] }] },
      ['NetworkPolicy x/p: egress[0]: no pod that it could lead to has a TCP port named admin'],
    ],
    [
      'rules-without-effect',
      { policyTypes: ['Ingress'], egress: [{}] },
      ['NetworkPolicy x/p: egress rules have no effect, because policyTypes does not name egress'],
    ],
    ['namespace-assumed', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'red' } } }] }] }, []],
  ])('%s %#', (kind, spec, messages) => {
    expect(warningsOf([...objects, policy('x/p', spec)], kind)).toEqual(messages);
  });

  test('a namespace without manifest matters only where labels other than its name are asked for', () => {
    const byLabel = (label: string): JsonObject =>
      policy('x/p', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { [label]: 'z' } } }] }] });
    const message = 'Namespace x: is missing; assumed with the label kubernetes.io/metadata.name only';
    expect(warningsOf([deployment('x/a'), byLabel('team')], 'namespace-assumed')).toEqual([message]);
    expect(warningsOf([deployment('x/a'), byLabel('kubernetes.io/metadata.name')], 'namespace-assumed')).toEqual([]);
  });

  test('objects twice: the last one counts, and only different ones are worth a word', () => {
    const twice = [policy('x/p', { policyTypes: ['Ingress'] }), policy('x/p', { policyTypes: ['Egress'] })];
    expect(warningsOf([...objects, ...twice], 'duplicate')).toEqual([
      'NetworkPolicy x/p: is there more than once; the last one counts',
    ]);
    expect(warningsOf([...objects, ...objects], 'duplicate')).toEqual([]);
    const dumped = objects.map((object) => ({
      ...object,
      metadata: { ...(object.metadata as JsonObject), resourceVersion: '1', uid: 'u' },
      status: { replicas: 1 },
    }));
    expect(warningsOf([...objects, ...dumped], 'duplicate')).toEqual([]);
  });

  test('policies of other kinds are not evaluated', () => {
    const other = (apiVersion: string, kind: string): JsonObject => ({
      apiVersion,
      kind,
      metadata: { name: 'p', namespace: 'x' },
      spec: {},
    });
    const list = [other('crd.projectcalico.org/v1', 'NetworkPolicy'), other('cilium.io/v2', 'CiliumNetworkPolicy')];
    expect(warningsOf([...objects, ...list], 'not-evaluated')).toHaveLength(2);
    expect(Connectivity.of([...objects, ...list]).policies).toEqual([]);
  });

  test('what is right gives none', () => {
    const spec = { podSelector: {}, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 'http' }] }] };
    expect(Connectivity.of([...objects, policy('x/p', spec)]).warnings).toEqual([]);
  });
});
