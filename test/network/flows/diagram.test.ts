import * as fc from 'fast-check';
import type { Flow } from '../../../lib/network/flows';
import { toMermaid } from '../../../lib/network/flows';
import { everything } from '../../support/flows';
import { component, flows } from './made-up';
import { runs } from '../../support/fc-runs';

const small = flows([
  component('server', {
    namespace: 'keycloak',
    workloads: { end: { dns: false, ports: { http: 80, dns: { port: 53, protocol: 'UDP' } } } },
  }),
  component('client', {
    workloads: {
      app: {
        dns: false,
        calls: [{ to: 'server', ports: ['http', 'dns'], reason: 'r' }],
        external: [{ what: 'shop "<&>" #1 `|`', hosts: [], ports: [] }],
      },
    },
  }),
]);

describe('a diagram', () => {
  test('groups workloads by namespace and labels arrows with ports', () => {
    expect(toMermaid(small, { title: 'Small: "it"' })).toBe(
      [
        '---',
        'title: "Small: \\"it\\""',
        '---',
        'flowchart LR',
        '  subgraph ns_cert_2d_manager["cert-manager"]',
        '    w_client_2f_app["app"]',
        '  end',
        '  subgraph ns_keycloak["keycloak"]',
        '    w_server_2f_end["end"]',
        '  end',
        '  x_external_20_shop_20__22__3c__26__3e__22__20__23_1_20__60__7c__60_["shop #34;#60;#38;#62;#34; #35;1 #96;#124;#96;"]',
        '  w_client_2f_app -->|"53/UDP, 80"| w_server_2f_end',
        '  w_client_2f_app -->|"all ports"| x_external_20_shop_20__22__3c__26__3e__22__20__23_1_20__60__7c__60_',
        '',
      ].join('\n'),
    );
  });

  test('has no heading unless one is given', () => {
    expect(toMermaid([])).toBe('flowchart LR\n');
  });

  test('does not depend on the order of the flows', () => {
    const all = everything().flows.filter(({ kind }) => kind === 'call');
    const drawn = toMermaid(all);
    fc.assert(
      fc.property(fc.shuffledSubarray([...all], { minLength: all.length }), (shuffled) => {
        expect(toMermaid(shuffled)).toBe(drawn);
      }),
      { numRuns: runs(4, 10) },
    );
  });

  test('joins the kinds of traffic between two ends in one arrow', () => {
    const [flow] = small;
    const again: Flow = { ...flow!, kind: 'scrape', ports: [{ port: 15090, protocol: 'TCP', name: undefined }] };
    const arrows = toMermaid([flow!, again])
      .split('\n')
      .filter((line) => line.includes('-->'));
    expect(arrows).toEqual(['  w_client_2f_app -->|"53/UDP, 80, 15090"| w_server_2f_end']);
  });
});
