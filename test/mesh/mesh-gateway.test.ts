import { App, ApiObject, Chart } from 'cdk8s';
import type { MeshGatewayServer } from '../../lib/mesh/routing/gateway-server';
import { MeshGateway } from '../../lib/mesh/mesh-gateway';
import { GatewayTls } from '../../lib/values/gateway-tls';
import { problems, rendered, shop } from './traffic';

const tls = GatewayTls.simple('shop-tls');

test('a host with TLS gets port 443 of the ingress gateway, and port 80 that redirects', () => {
  const gateway = new MeshGateway(shop().unit, 'shop', {
    servers: [{ hosts: ['shop.example.com'], tls, httpsRedirect: true }],
  });
  expect(rendered(gateway)).toMatchObject({
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'Gateway',
    metadata: { name: 'shop' },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [
        {
          port: { number: 443, name: 'https-shop-example-com', protocol: 'HTTPS' },
          hosts: ['shop.example.com'],
          tls: { mode: 'SIMPLE', credentialName: 'shop-tls' },
        },
        {
          port: { number: 80, name: 'http-shop-example-com', protocol: 'HTTP' },
          hosts: ['shop.example.com'],
          tls: { httpsRedirect: true },
        },
      ],
    },
  });
});

test.each([
  ['plain', {}, 80, 'HTTP', undefined],
  ['simple', { tls }, 443, 'HTTPS', 'SIMPLE'],
  ['mutual', { tls: GatewayTls.mutual('shop-tls') }, 443, 'HTTPS', 'MUTUAL'],
  ['passthrough', { tls: GatewayTls.passthrough() }, 443, 'TLS', 'PASSTHROUGH'],
  ['mesh', { tls: GatewayTls.mesh() }, 443, 'HTTPS', 'ISTIO_MUTUAL'],
  ['stated', { port: 15443, protocol: 'TLS', tls: GatewayTls.passthrough() }, 15443, 'TLS', 'PASSTHROUGH'],
] as const)('defaults of port and protocol: %s', (_, server, port, protocol, mode) => {
  const gateway = new MeshGateway(shop().unit, 'shop', { servers: [{ hosts: ['a.example.com'], ...server }] });
  const [first] = rendered(gateway).spec.servers;
  expect(first.port).toEqual({ number: port, name: `${protocol.toLowerCase()}-a-example-com`, protocol });
  expect(first.tls?.mode).toBe(mode);
});

test.each([
  [{ hosts: [] }, 'hosts is empty'],
  [{ hosts: ['Shop'] }, 'a host is not a host name; got "Shop"'],
  [{ hosts: ['shop'] }, 'a host of a gateway has no dot; got "shop"; allowed "*" alone, or a host with a dot'],
  [{ hosts: ['./shop'] }, 'a host of a gateway has no dot'],
  [{ hosts: ['a_b/shop.example.com'] }, 'a host has a namespace that is not valid'],
  [{ hosts: ['a.b'], port: 0 }, 'port is not a port; got 0'],
  [{ hosts: ['a.b'], protocol: 'HTTPS' }, 'the protocol does not fit the TLS settings; got "HTTPS"; give tls'],
  [{ hosts: ['a.b'], protocol: 'HTTP', tls }, 'the protocol does not fit the TLS settings; got "HTTP"'],
  [{ hosts: ['a.b'], httpsRedirect: true }, 'httpsRedirect needs a server with TLS'],
  [{ hosts: ['a.b'], name: 'A' }, 'the name of the port is not valid; got "A"'],
] as const)('a bad server is refused at once: %j', (server, message) => {
  const { unit } = shop();
  expect(() => new MeshGateway(unit, 'shop', { servers: [server] })).toThrow(message);
});

test('hosts may be kept to a namespace, and any host may be meant', () => {
  const gateway = new MeshGateway(shop().unit, 'shop', {
    servers: [{ hosts: ['./a.example.com', 'shop/*.example.com', '*'], tls }],
  });
  expect(gateway.hosts).toEqual(['a.example.com', '*.example.com', '*']);
});

test('two ports of one name are refused, and so is a bad Secret', () => {
  const gateway = new MeshGateway(shop().unit, 'shop', { servers: [{ hosts: ['a.b'], tls }] });
  expect(() => gateway.addServer({ hosts: ['a.b'], port: 8443, tls })).toThrow(
    '[test/apps--shop/shop] two ports of the gateway have the same name; got "https-a-b"',
  );
  expect(() => GatewayTls.simple('No')).toThrow('[GatewayTls.simple] the name of the Secret is not valid; got "No"');
});

test('a gateway without ports is a problem at synthesis', () => {
  expect(problems(new MeshGateway(shop().unit, 'shop'))).toEqual([
    'the gateway has no port; give servers, or call addServer()',
  ]);
});

test('two gateways of the same pods must not have the same host and port', () => {
  const { unit } = shop();
  const first = new MeshGateway(unit, 'a', { servers: [{ hosts: ['a.b', 'c.d'], tls }] });
  const second = new MeshGateway(unit, 'b', { servers: [{ hosts: ['./a.b'], tls }] });
  const elsewhere = new MeshGateway(unit, 'c', { selector: { istio: 'other' }, servers: [{ hosts: ['a.b'], tls }] });
  expect(problems(first)).toEqual([expect.stringMatching(/shop\/b has the same host and port; got "a.b:443"/)]);
  expect(problems(second)).toHaveLength(1);
  expect(problems(elsewhere)).toEqual([]);
});

test('the certificate is a required Secret of the cluster, unless cert-manager makes it', () => {
  const { prod, unit } = shop();
  new MeshGateway(unit, 'a', { servers: [{ hosts: ['a.b'], tls: GatewayTls.mutual('ours') }] });
  new MeshGateway(unit, 'b', { servers: [{ hosts: ['c.d'], tls: GatewayTls.simple('issued') }] });
  const selector = { istio: 'other' };
  new MeshGateway(unit, 'c', { selector, servers: [{ hosts: ['e.f'], tls: GatewayTls.simple('elsewhere') }] });
  new ApiObject(unit, 'certificate', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'c', namespace: 'istio-system' },
    spec: { secretName: 'issued' },
  });
  unit.node.findAll().forEach(({ node }) => node.validate());
  expect(prod.requiredSecrets).toEqual([
    {
      namespace: 'istio-system',
      name: 'ours',
      keys: ['tls.crt', 'tls.key', 'ca.crt'],
      usedBy: 'Gateway shop/a',
      description: 'Certificate of the hosts and its key, PEM',
    },
  ]);
});

test('it works in a plain Chart, with a name without hashes', () => {
  const chart = new Chart(new App(), 'chart', { namespace: 'shop' });
  const gateway = new MeshGateway(chart, 'Public', { servers: [{ hosts: ['a.b'], tls }] });
  expect(rendered(gateway).metadata).toEqual({ name: 'public', namespace: 'shop' });
  expect(gateway.reference).toBe('shop/public');
  expect(problems(gateway)).toEqual([]);
});

test('name, namespace and labels can be stated, and the object patched', () => {
  const props = { name: 'n', namespace: 'other', labels: { team: 'shop' }, servers: [{ hosts: ['a.b'], tls }] };
  expect(rendered(new MeshGateway(shop().unit, 'shop', props)).metadata).toEqual({
    name: 'n',
    namespace: 'other',
    labels: { team: 'shop' },
  });
  expect(() => new MeshGateway(shop().unit, 'a', { ...props, name: 'a.b' })).toThrow(
    'the name is not valid; got "a.b"',
  );
  expect(() => new MeshGateway(shop().unit, 'a', { ...props, namespace: 'A' })).toThrow(
    'the namespace is not valid; got "A"',
  );
});

describe('gateways of the same pods', () => {
  const pair = (first: MeshGatewayServer, second: MeshGatewayServer, selector?: Record<string, string>) => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    const one = new MeshGateway(chart, 'one', { servers: [first] });
    new MeshGateway(chart, 'two', { servers: [second], ...(selector !== undefined && { selector }) });
    return one.warnings;
  };
  const tls = GatewayTls.simple('wildcard');

  test('a certificate on both, and hosts that overlap, are warnings', () => {
    expect(pair({ hosts: ['a.example.com'], tls }, { hosts: ['b.example.com'], tls })).toEqual([
      'Gateway shop/two has the same certificate, wildcard: clients that reuse a connection get 404',
    ]);
    const other = GatewayTls.simple('other');
    expect(pair({ hosts: ['*.example.com'], tls }, { hosts: ['b.example.com'], tls: other })).toEqual([
      'Gateway shop/two overlaps in hosts, *.example.com and b.example.com: clients that reuse a connection get 404',
    ]);
  });

  test('other certificates, ports or pods are not', () => {
    const other = GatewayTls.simple('other');
    expect(pair({ hosts: ['a.example.com'], tls }, { hosts: ['b.example.com'], tls: other })).toEqual([]);
    expect(pair({ hosts: ['a.example.com'], tls }, { hosts: ['b.example.com'], tls, port: 8443 })).toEqual([]);
    expect(pair({ hosts: ['a.example.com'], tls }, { hosts: ['b.example.com'], tls }, { istio: 'mine' })).toEqual([]);
    expect(pair({ hosts: ['*.example.com'] }, { hosts: ['b.example.com'] })).toEqual([]);
  });
});
