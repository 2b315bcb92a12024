import { TlsPassthrough } from '../../lib/mesh/tls-passthrough';
import { problems, rendered, shop } from './traffic';

test('connections are passed on by host', () => {
  const { prod, unit } = shop();
  const route = new TlsPassthrough(unit, 'orders', {
    hosts: ['orders.example.com'],
    to: { host: 'orders', port: 8443, outsideMesh: true },
  });
  expect(rendered(route.gateway)).toMatchObject({
    metadata: { name: 'orders' },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [
        { port: { number: 443, protocol: 'TLS' }, hosts: ['orders.example.com'], tls: { mode: 'PASSTHROUGH' } },
      ],
    },
  });
  expect(rendered(route.virtualService)).toMatchObject({
    metadata: { name: 'orders' },
    spec: {
      hosts: ['orders.example.com'],
      gateways: ['orders'],
      tls: [
        {
          match: [{ sniHosts: ['orders.example.com'] }],
          route: [{ destination: { host: 'orders', port: { number: 8443 } } }],
        },
      ],
    },
  });
  expect(route.node.findAll().flatMap((node) => problems(node))).toEqual([]);
  expect(route.virtualService.warnings).toEqual([]);
  expect(prod.requiredSecrets).toEqual([]);
});

test('port, gateway pods and shares can be stated', () => {
  const to = [
    { host: 'a', weight: 50 },
    { host: 'b', weight: 50 },
  ];
  const route = new TlsPassthrough(shop().unit, 'x', {
    hosts: ['a.b'],
    to,
    port: 8443,
    selector: { istio: 'other' },
    name: 'n',
  });
  expect(rendered(route.gateway).spec).toMatchObject({
    selector: { istio: 'other' },
    servers: [{ port: { number: 8443 } }],
  });
  expect(rendered(route.virtualService).spec.tls[0].route.map(({ weight }: { weight: number }) => weight)).toEqual([
    50, 50,
  ]);
  expect(rendered(route.gateway).metadata.name).toBe('n');
});
