import {
  Connectivity,
  describeExplanation,
  describeWarning,
  PortSet,
  type ConnectivityLayer,
} from '../../lib/connectivity';
import type { JsonObject } from '../../lib/values/json';
import { allowed, app, deployment, lines, peer, pod, policy, ports, warningsOf } from './manifests';

const OBJECTS = [
  deployment('x/a'),
  deployment('x/b', { app: 'b' }, ports('http:8080')),
  deployment('y/c'),
  policy('x/b', { podSelector: app('b'), ingress: [{ from: [{ podSelector: app('a') }], ports: [{ port: 'http' }] }] }),
  policy('x/out', {
    podSelector: app('a'),
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: {} }] }, { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 443 }] }],
  }),
];

describe('connections', () => {
  test('all pairs that may talk, in order: addresses split per direction, no address to address, replicas of a workload', () => {
    expect(lines([...OBJECTS].reverse())).toEqual([
      '0.0.0.0-255.255.255.255 => x/a[Deployment] : all',
      '0.0.0.0-255.255.255.255 => y/c[Deployment] : all',
      'x/a[Deployment] => 10.0.0.0-10.255.255.255 : TCP 443',
      'x/a[Deployment] => x/a[Deployment] : all',
      'x/a[Deployment] => x/b[Deployment] : TCP 8080',
      'x/b[Deployment] => 0.0.0.0-255.255.255.255 : all',
      'x/b[Deployment] => x/a[Deployment] : all',
      'x/b[Deployment] => y/c[Deployment] : all',
      'y/c[Deployment] => 0.0.0.0-255.255.255.255 : all',
      'y/c[Deployment] => x/a[Deployment] : all',
      'y/c[Deployment] => y/c[Deployment] : all',
    ]);
  });

  test('ranges of addresses', () => {
    const connectivity = Connectivity.of(OBJECTS);
    expect(connectivity.outsideSources.map(({ id }) => id)).toEqual(['0.0.0.0-255.255.255.255']);
    expect(connectivity.ipRanges.map(({ id }) => id)).toEqual([
      '0.0.0.0-9.255.255.255',
      '10.0.0.0-10.255.255.255',
      '11.0.0.0-255.255.255.255',
    ]);
  });

  test('IPv6 is listed when a policy mentions it', () => {
    const v6 = policy('x/six', { podSelector: app('a'), ingress: [{ from: [{ ipBlock: { cidr: '8000::/1' } }] }] });
    const connectivity = Connectivity.of([deployment('x/a'), v6]);
    expect(connectivity.outsideSources.map(({ id }) => id)).toEqual([
      '0.0.0.0-255.255.255.255',
      '::-7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      '8000::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    ]);
    expect(lines([deployment('x/a'), v6]).filter((line) => line.includes('=> x/a'))).toEqual([
      '8000::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff => x/a[Deployment] : all',
    ]);
  });

  test('narrowed to peers and ports', () => {
    const connectivity = Connectivity.of(OBJECTS);
    const of = (filter: { from?: string; to?: string; ports?: PortSet }): string[] => {
      const from = filter.from === undefined ? undefined : peer(connectivity, filter.from);
      const to = filter.to === undefined ? undefined : peer(connectivity, filter.to);
      return [...connectivity.connections({ from, to, ports: filter.ports })].map(
        (each) => `${each.from.id} => ${each.to.id}`,
      );
    };
    expect(of({ from: 'x/a' })).toEqual([
      'x/a[Deployment] => 10.0.0.0-10.255.255.255',
      'x/a[Deployment] => x/a[Deployment]',
      'x/a[Deployment] => x/b[Deployment]',
    ]);
    expect(of({ to: 'x/b' })).toEqual(['x/a[Deployment] => x/b[Deployment]']);
    expect(of({ from: 'x/a', ports: PortSet.of('TCP', 443) })).toEqual([
      'x/a[Deployment] => 10.0.0.0-10.255.255.255',
      'x/a[Deployment] => x/a[Deployment]',
    ]);
    expect(of({ from: '10.1.0.0/16', to: 'y/c' })).toEqual(['10.1.0.0-10.1.255.255 => y/c[Deployment]']);
    expect(of({ from: 'x/a', to: 'y/c' })).toEqual([]);
  });

  test('without manifests there is nothing', () => {
    expect(lines([])).toEqual([]);
    expect(Connectivity.of([]).warnings).toEqual([]);
  });
});

describe('explain', () => {
  const connectivity = Connectivity.of(OBJECTS);
  const of = (from: string, to: string, port?: number): string[] =>
    describeExplanation(connectivity.explain(peer(connectivity, from), peer(connectivity, to), port));

  test('open: the rules that allow', () => {
    expect(of('x/a', 'x/b', 8080)).toEqual([
      'open: x/a[Deployment] => x/b[Deployment] : TCP 8080',
      '  egress of x/a[Deployment]: isolated by x/out',
      '    x/out egress[0] allows TCP 8080',
      '  ingress of x/b[Deployment]: isolated by x/b',
      '    x/b ingress[0] allows TCP 8080',
    ]);
  });

  test('closed: what isolates, and what would have had to allow', () => {
    expect(of('x/a', 'y/c', 80)).toEqual([
      'closed: x/a[Deployment] => y/c[Deployment] : TCP 80',
      '  egress of x/a[Deployment]: isolated by x/out',
      '    no rule allows TCP 80',
      '    x/out egress[0] allows these ports, and does not name y/c[Deployment]',
      '    x/out egress[1] does not name y/c[Deployment], and allows only TCP 443',
      '  ingress of y/c[Deployment]: open, no policy selects its pods for ingress',
    ]);
    expect(of('x/a', 'x/b', 80)).toContain('    x/b ingress[0] names x/a[Deployment], and allows only TCP 8080');
  });

  test('every port at once: open in part', () => {
    expect(of('x/a', 'x/b')).toEqual([
      'open in part: x/a[Deployment] => x/b[Deployment] : all',
      '  open: TCP 8080',
      '  egress of x/a[Deployment]: isolated by x/out',
      '    x/out egress[0] allows all',
      '  ingress of x/b[Deployment]: isolated by x/b',
      '    x/b ingress[0] allows TCP 8080',
      '    no rule allows TCP 1-8079,8081-65535; UDP 1-65535; SCTP 1-65535',
      '    x/b ingress[0] names x/a[Deployment], and allows only TCP 8080',
    ]);
  });

  test('addresses, of which a rule names some', () => {
    expect(of('x/a', '10.0.0.0-11.0.0.0', 443)).toEqual([
      'closed: x/a[Deployment] => 10.0.0.0-11.0.0.0 : TCP 443',
      '  egress of x/a[Deployment]: isolated by x/out',
      '    no rule allows TCP 443',
      '    x/out egress[0] allows these ports, and does not name 10.0.0.0-11.0.0.0',
      '    x/out egress[1] allows these ports, and names only some addresses of 10.0.0.0-11.0.0.0',
      '  ingress of 10.0.0.0-11.0.0.0: open, it is outside of the cluster',
    ]);
  });

  test('a policy without rules, a name that the destination does not have, a node, a replica', () => {
    const objects = [
      deployment('x/a'),
      deployment('x/node', {}, { hostNetwork: true }),
      policy('x/deny', { podSelector: app('a'), policyTypes: ['Ingress', 'Egress'] }),
      policy('x/named', { podSelector: app('a'), ingress: [{ ports: [{ port: 'web' }] }] }),
    ];
    const other = Connectivity.of(objects);
    const text = describeExplanation(other.explain(peer(other, 'x/node'), peer(other, 'x/a'), 80, 'TCP'));
    expect(text).toEqual([
      'closed: x/node[Deployment] => x/a[Deployment] : TCP 80',
      '  egress of x/node[Deployment]: open, its pods use the network of their node, where policies do not apply',
      '  ingress of x/a[Deployment]: isolated by x/deny, x/named',
      '    no rule allows TCP 80',
      '    x/deny has no ingress rules, so it allows nothing',
      '    x/named ingress[0] names x/node[Deployment], and allows no port of the destination (ingress[0] has the names TCP web)',
    ]);
    const self = other.explain(peer(other, 'x/a'), peer(other, 'x/a'));
    expect(self.notes).toEqual(['this is from one replica to another; each pod always reaches itself']);
    expect(self.allowed.toString()).toBe('none');
  });

  test('a pod to itself is open whatever the policies say', () => {
    const alone = Connectivity.of([pod('x/a'), policy('x/p', {})]);
    const self = alone.explain(peer(alone, 'x/a'), peer(alone, 'x/a'), 80);
    expect(self.allowed.toString()).toBe('TCP 80');
    expect(self.notes).toEqual(['a pod always reaches itself']);
  });

  test('every port of a protocol', () => {
    const { asked } = connectivity.explain(peer(connectivity, 'x/a'), peer(connectivity, 'x/b'), undefined, 'UDP');
    expect(asked.toString()).toBe('UDP 1-65535');
  });
});

describe('layers', () => {
  const only = (name: string, open: PortSet): ConnectivityLayer => ({
    name,
    allows: (from, to, asked) => ({
      allowed: open,
      reasons: [`${from.id} to ${to.id}: asked for ${asked.toString()}`],
    }),
  });
  const layers = [only('mesh', PortSet.of('TCP', 8000, 9000)), only('other', PortSet.of('TCP'))];

  test('are intersected with the policies', () => {
    expect(allowed(OBJECTS, 'x/b', 'y/c', { layers })).toBe('TCP 8000-9000');
    expect(allowed(OBJECTS, 'x/a', 'x/b', { layers })).toBe('TCP 8080');
    expect(lines(OBJECTS, { layers })).toContain('y/c[Deployment] => x/a[Deployment] : TCP 8000-9000');
  });

  test('are shown under their names, each asked for what is left', () => {
    const connectivity = Connectivity.of(OBJECTS, { layers });
    const text = describeExplanation(connectivity.explain(peer(connectivity, 'x/b'), peer(connectivity, 'y/c')));
    expect(text.slice(4)).toEqual([
      '  mesh: allows TCP 8000-9000',
      '    x/b[Deployment] to y/c[Deployment]: asked for all',
      '  other: allows TCP 1-65535',
      '    x/b[Deployment] to y/c[Deployment]: asked for TCP 8000-9000',
    ]);
  });
});

describe('ingress controller', () => {
  const service = (spec: JsonObject): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's', namespace: 'x' },
    spec,
  });
  const ingress = (port: JsonObject, name = 's'): JsonObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'i', namespace: 'x' },
    spec: { rules: [{ http: { paths: [{ path: '/', backend: { service: { name, port } } }] } }] },
  });
  const web = deployment('x/web', { app: 'web' }, ports('http:8080', 'admin:9090'));
  const both = [
    { name: 'http', port: 80, targetPort: 'http' },
    { name: 'admin', port: 81, targetPort: 9090 },
  ];
  const routes = [web, service({ selector: { app: 'web' }, ports: both })];
  const controller = (objects: readonly JsonObject[]): string[] =>
    lines(objects).filter((line) => line.startsWith('{'));

  test('reaches the pods behind the backends of Ingresses, on their own ports', () => {
    expect(controller([...routes, ingress({ number: 80 })])).toEqual([
      '{ingress-controller} => x/web[Deployment] : TCP 8080',
    ]);
    expect(controller([...routes, ingress({ name: 'admin' })])).toEqual([
      '{ingress-controller} => x/web[Deployment] : TCP 9090',
    ]);
    expect(controller(routes)).toEqual([]);
  });

  test('a backend may name the port of the pods where no port of the Service has that name or number', () => {
    const to = (...list: JsonObject[]): string[] =>
      controller([web, service({ selector: { app: 'web' }, ports: list }), ingress({ number: 8080 })]);
    expect(to({ port: 5000, targetPort: 8080 })).toEqual(['{ingress-controller} => x/web[Deployment] : TCP 8080']);
    expect(to({ name: 'a', port: 5000, targetPort: 8080 }, { name: 'b', port: 8080, targetPort: 9090 })).toEqual([
      '{ingress-controller} => x/web[Deployment] : TCP 9090',
    ]);
  });

  test('the default backend, and Ingresses of old', () => {
    const old = {
      apiVersion: 'extensions/v1beta1',
      kind: 'Ingress',
      metadata: { name: 'o', namespace: 'x' },
      spec: { backend: { serviceName: 's', servicePort: 80 } },
    };
    const now = {
      ...ingress({ number: 81 }),
      spec: { defaultBackend: { service: { name: 's', port: { number: 81 } } } },
    };
    expect(controller([...routes, old, now])).toEqual(['{ingress-controller} => x/web[Deployment] : TCP 8080,9090']);
  });

  test('a policy that names other pods blocks it', () => {
    const closed = policy('x/p', {
      podSelector: {},
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { a: 'b' } } }] }],
    });
    const objects = [...routes, ingress({ number: 80 }), closed];
    expect(controller(objects)).toEqual([]);
    expect(warningsOf(objects, 'ingress-blocked')).toEqual([
      'Ingress x/i: policies block {ingress-controller} to x/web[Deployment] on TCP 8080',
    ]);
    const open = policy('x/p', { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] });
    expect(warningsOf([...routes, ingress({ number: 80 }), open], 'ingress-blocked')).toEqual([]);
  });

  test('one that is known is asked instead', () => {
    const nginx = deployment('nginx/nginx', { app: 'nginx' });
    const name = { 'kubernetes.io/metadata.name': 'nginx' };
    const closed = policy('x/p', {
      podSelector: {},
      ingress: [{ from: [{ namespaceSelector: { matchLabels: name } }] }],
    });
    const objects = [...routes, ingress({ number: 80 }), closed, nginx];
    const connectivity = Connectivity.of(objects, { ingressController: 'nginx/nginx' });
    expect(connectivity.warnings.map(describeWarning)).toEqual([]);
    expect([...connectivity.connections()].filter(({ from }) => from.type === 'ingress-controller')).toEqual([]);
    expect(connectivity.exposure().find(({ workload }) => workload.name === 'web')?.through).toMatchObject([
      { kind: 'Ingress', object: 'Ingress x/i' },
    ]);
    expect(() => Connectivity.of(objects, { ingressController: 'nginx/other' })).toThrow(
      'ingressController is unknown',
    );
  });

  test('a backend that leads nowhere', () => {
    expect(warningsOf([...routes, ingress({ number: 80 }, 'missing')], 'backend-missing')).toEqual([
      'Ingress x/i: backend x/missing port 80 leads to no port of a pod',
    ]);
    expect(warningsOf([...routes, ingress({ number: 82 })], 'backend-missing')).toHaveLength(1);
  });

  test('exposure: addresses, load balancers, node ports, Ingresses', () => {
    const balancer = service({
      type: 'LoadBalancer',
      selector: { app: 'web' },
      ports: both,
      loadBalancerSourceRanges: ['10.0.0.0/8'],
    });
    const closed = policy('x/p', {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 'http' }] },
        { from: [{ ipBlock: { cidr: '11.0.0.0/8' } }], ports: [{ port: 'admin' }] },
      ],
    });
    const nodePort = {
      ...service({ type: 'NodePort', selector: { app: 'web' }, ports: both }),
      metadata: { name: 'n', namespace: 'x' },
    };
    const [web1, ...others] = Connectivity.of([web, balancer, nodePort, closed, ingress({ number: 80 })]).exposure();
    expect(others).toEqual([]);
    expect(web1?.from.map(({ addresses, allowed: open }) => `${addresses.id} ${open.toString()}`)).toEqual([
      '10.0.0.0-10.255.255.255 TCP 8080',
      '11.0.0.0-11.255.255.255 TCP 9090',
    ]);
    expect(web1?.to).toEqual([]);
    expect(
      web1?.through.map(({ object, targets, open }) => `${object}: ${targets.toString()}: ${open.toString()}`),
    ).toEqual([
      'Service x/n: TCP 8080,9090: TCP 8080,9090',
      'Service x/s: TCP 8080,9090: TCP 8080',
      'Ingress x/i: TCP 8080: none',
    ]);
  });
});
