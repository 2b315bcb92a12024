import { component, flows, lines } from './made-up';

const server = component('server', {
  workloads: {
    web: { ports: { http: 8080, admin: { port: 9000, protocol: 'UDP' } } },
    worker: { ports: { http: 8081 } },
    setup: { kind: 'Job', ports: { http: 8082 } },
  },
});
const calling = (call: object) =>
  component('client', {
    workloads: { app: { calls: [{ reason: 'asks', ports: ['http'], to: 'server/web', ...call }] } },
  });

describe('calls', () => {
  test('lead to one workload of a component', () => {
    expect(lines([server, calling({})])).toEqual(['call: client/app -> server/web 8080/TCP']);
    expect(lines([server, calling({ ports: ['admin', 'http'] })])).toEqual([
      'call: client/app -> server/web 8080/TCP 9000/UDP',
    ]);
  });

  test('to a whole component lead to every workload that has the port, apart from Jobs', () => {
    expect(lines([server, calling({ to: 'server' })])).toEqual([
      'call: client/app -> server/web 8080/TCP',
      'call: client/app -> server/worker 8081/TCP',
    ]);
    expect(lines([server, calling({ to: 'server', ports: ['admin'] })])).toEqual([
      'call: client/app -> server/web 9000/UDP',
    ]);
  });

  test('need both ends and what they name besides', () => {
    expect(lines([calling({})])).toEqual([]);
    expect(lines([server, calling({ with: ['third'] })])).toEqual([]);
    expect(lines([server, component('third'), calling({ with: ['third'] })])).toHaveLength(1);
  });

  test('without ports are open for all of them', () => {
    expect(lines([server, calling({ ports: [] })])).toEqual(['call: client/app -> server/web all']);
  });

  test('may lead to what is no workload', () => {
    expect(lines([calling({ to: { elsewhere: 'applications' }, ports: [7001] })])).toEqual([
      'call: client/app -> applications 7001/TCP',
    ]);
  });

  test('of a workload to itself are traffic of its own', () => {
    const self = component('db', {
      workloads: { db: { ports: { sql: 1 }, calls: [{ to: 'db', ports: ['sql'], reason: 'r' }] } },
    });
    expect(lines([self])).toEqual(['own: db/db -> db/db 1/TCP']);
  });

  test('keep what is stated about them', () => {
    const stated = { service: 'web', when: 'at night', refusedUpstream: 'no rule' };
    expect(flows([server, calling(stated)]).find(({ kind }) => kind === 'call')).toMatchObject({
      ...stated,
      reason: 'asks',
      source: 'client: app calls server/web',
      ports: [{ port: 8080, protocol: 'TCP', name: 'http' }],
    });
  });

  test.each([
    [{ to: 'server/nothing' }, 'got no workload; allowed web, worker, setup'],
    [{ ports: ['https'] }, 'got port https; allowed http, admin'],
    [{ to: { elsewhere: 'applications' } }, 'got port http, which no definition declares; allowed numbers'],
  ])('that lead nowhere are refused: %j', (call, message) => {
    expect(() => flows([server, calling(call)])).toThrow(message);
  });
});

describe('traffic among own pods', () => {
  const peers = (peerPorts: 'all' | readonly (string | number)[]) =>
    component('ring', { workloads: { node: { ports: { gossip: 7946 }, peerPorts } } });

  test('is at the ports that the workload names', () => {
    expect(lines([peers(['gossip', 9999])])).toEqual(['own: ring/node -> ring/node 7946/TCP 9999/TCP']);
    expect(lines([peers('all')])).toEqual(['own: ring/node -> ring/node all']);
    expect(() => lines([peers(['gosip'])])).toThrow('got port gosip; allowed gossip');
  });
});

describe('what a workload serves', () => {
  test.each([
    ['outside', 'ingress'],
    ['api-server', 'webhook'],
    ['applications', 'call'],
    ['nodes', 'call'],
  ] as const)('to %s is of kind %s', (from, kind) => {
    const served = component('door', {
      workloads: { door: { ports: { https: 443 }, serves: [{ from, ports: ['https'], reason: 'r' }] } },
    });
    expect(lines([served])).toEqual([`${kind}: ${from} -> door/door 443/TCP`]);
  });

  test('has a port', () => {
    const served = component('door', {
      workloads: { door: { serves: [{ from: 'outside', ports: ['https'], reason: 'r' }] } },
    });
    expect(() => flows([served])).toThrow('got https; allowed none');
  });
});

describe('what every workload needs', () => {
  const one = (facts: object) => component('one', { workloads: { one: facts } });

  test('name lookups, unless it makes none', () => {
    expect(flows([one({})]).map(({ id, ports }) => [id, ports])).toEqual([
      [
        'dns: one/one -> dns',
        [
          { port: 53, protocol: 'TCP', name: undefined },
          { port: 53, protocol: 'UDP', name: undefined },
        ],
      ],
    ]);
    expect(flows([one({ dns: false })])).toEqual([]);
  });

  test.each(['direct', 'sidecar'] as const)('the API server, %s', (apiServer) => {
    expect(lines([one({ apiServer })])).toEqual(['api-server: one/one -> api-server 443/TCP 6443/TCP']);
  });

  test('only on the kind of cluster that it runs on', () => {
    expect(flows([one({ onlyOn: 'managed' })])).toEqual([]);
    expect(flows([one({ onlyOn: 'managed' })], { role: 'managed' })).toHaveLength(1);
  });
});
