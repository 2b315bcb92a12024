import { MeshServiceEntry, type MeshServiceEntryProps } from '../../lib/mesh/mesh-service-entry';
import { problems, rendered, shop } from './traffic';

const hosts = ['api.example.com'];
const ports = [{ port: 443, protocol: 'TLS' }] as const;

function entry(props: Partial<MeshServiceEntryProps>): MeshServiceEntry {
  return new MeshServiceEntry(shop().unit, 'api', { hosts, ports, ...props });
}

test('a host beyond the cluster is found by DNS', () => {
  expect(rendered(entry({})).spec).toEqual({
    hosts,
    ports: [{ number: 443, name: 'tls-443', protocol: 'TLS' }],
    location: 'MESH_EXTERNAL',
    resolution: 'DNS',
  });
  expect(problems(entry({}))).toEqual([]);
});

test('everything that can be stated', () => {
  const object = entry({
    ports: [{ port: 80, protocol: 'HTTP', targetPort: 8080, name: 'web' }],
    location: 'MESH_INTERNAL',
    resolution: 'STATIC',
    addresses: ['192.0.2.0/24', '192.0.2.1'],
    exportTo: ['.'],
    endpoints: [{ address: '192.0.2.7', ports: { web: 9090 }, labels: { version: 'v1' } }],
  });
  object.addPort({ port: 3306, protocol: 'MYSQL' });
  object.addEndpoint({ address: '192.0.2.8' });
  expect(rendered(object).spec).toEqual({
    hosts,
    addresses: ['192.0.2.0/24', '192.0.2.1'],
    ports: [
      { number: 80, name: 'web', protocol: 'HTTP', targetPort: 8080 },
      { number: 3306, name: 'mysql-3306', protocol: 'MYSQL' },
    ],
    location: 'MESH_INTERNAL',
    resolution: 'STATIC',
    endpoints: [{ address: '192.0.2.7', ports: { web: 9090 }, labels: { version: 'v1' } }, { address: '192.0.2.8' }],
    exportTo: ['.'],
  });
  expect(problems(object)).toEqual([]);
});

test.each([
  [{ hosts: [] }, 'hosts is empty'],
  [{ hosts: ['*'] }, 'a host is not a host name; got "*"'],
  [{ addresses: ['a'] }, 'an address is not valid; got "a"'],
  [{ ports: [...ports, ...ports] }, 'two ports have the same name or number; got "tls-443"'],
  [{ ports: [{ port: 443, protocol: 'TLS', targetPort: 0 }] }, 'targetPort is not a port; got 0'],
  [{ ports: [{ port: 443, protocol: 'TLS', name: 'A' }] }, 'the name of a port is not valid; got "A"'],
  [{ endpoints: [{ address: 'a b' }] }, 'the address of an endpoint is not valid; got "a b"'],
  [{ endpoints: [{ address: 'a.b', ports: { 'tls-443': 0 } }] }, 'the port of an endpoint is not a port; got 0'],
] as const)('a bad value is refused at once: %j', (props, message) => {
  expect(() => entry(props)).toThrow(message);
});

test.each([
  [{ ports: [] }, 'the service entry has no port'],
  [{ hosts: ['*.example.com'] }, 'a host with a wildcard cannot be resolved; got "*.example.com"'],
  [{ resolution: 'NONE', endpoints: [{ address: 'a.b' }] }, 'resolution NONE knows no endpoints'],
  [{ resolution: 'STATIC', endpoints: [{ address: 'a.b' }] }, 'resolution STATIC needs addresses; got "a.b"'],
  [
    { resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: 'a.b' }, { address: 'c.d' }] },
    'takes one endpoint at most',
  ],
  [{ addresses: ['192.0.2.0/24'] }, 'ranges of addresses need resolution NONE or STATIC'],
  [
    { endpoints: [{ address: 'a.b', ports: { web: 80 } }] },
    'an endpoint has a port that the service entry does not have; got "web"; allowed tls-443',
  ],
  [
    { hosts: ['a.b', 'c.d'], ports: [{ port: 22, protocol: 'TCP' }] },
    'several hosts share a port whose protocol does not tell them apart; got "TCP"',
  ],
] as const)('what does not fit together is a problem at synthesis: %j', (props, message) => {
  expect(problems(entry(props))).toEqual([expect.stringContaining(message)]);
});

test.each([{ hosts: ['*.example.com'], resolution: 'NONE' }, { hosts: ['a.b', 'c.d'] }] as const)(
  'fits together: %j',
  (props) => {
    expect(problems(entry(props))).toEqual([]);
  },
);
