import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { ApplicationNamespace } from '../../lib/application/namespace/application-namespace';
import { OamApplication } from '../../lib/application/oam-application';
import { Rendering } from '../../lib/application/rendering';
import { OamTrait } from '../../lib/application/traits/oam-trait';
import { OamWorkload } from '../../lib/application/workloads/oam-workload';
import { describeShared, sharedPath } from '../support/shared';
import { documents, type Doc } from './oam-support';
import { inCi } from '../support/sample';

const dist = join(__dirname, '..', '..', 'dist', 'applications');

/** Everything that the example writes for one of its clusters. */
function output(cluster: string): Doc[] {
  return readdirSync(join(dist, cluster, 'apps'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => documents(join(dist, cluster, 'apps', file)));
}

describeShared("what Verrazzano's documentation says of the application lifecycle", () => {
  const page = readFileSync(
    sharedPath('seeds', readdirSync(sharedPath('seeds')).find((name) => name.startsWith('001')) ?? ''),
    'utf8',
  );
  const points = page
    .slice(page.indexOf('during application lifecycle'))
    .split('\n')
    .filter((line) => line.startsWith('1. '));
  const kinds = (cluster: string): ReadonlySet<string> => new Set(output(cluster).map(({ kind }) => kind));

  /** Each point of the list, and the kinds in the output that it is about. */
  const FOUND: ReadonlyArray<readonly [RegExp, readonly string[]]> = [
    [/Gateway and VirtualService/, ['Gateway', 'VirtualService']],
    [/AuthorizationPolicies/, ['AuthorizationPolicy']],
    [/DestinationRules/, ['DestinationRule']],
    [/certificate for the application/, ['Certificate']],
    // Of the hosts of Gateways, where ExternalDNS runs.
    [/DNS records/, ['Gateway']],
  ];

  test('each of the five points is in the output', () => {
    expect(points).toHaveLength(FOUND.length);
    points.forEach((point, index) => {
      const [pattern, wanted] = FOUND[index] ?? [/^$/, []];
      expect(point).toMatch(pattern);
      for (const kind of wanted) expect(kinds('kubernetes')).toContain(kind);
    });
  });

  inCi('every application is there in both renderings, and the one of no OAM is the same', () => {
    expect(kinds('oam')).toContain('ApplicationConfiguration');
    expect(kinds('kubernetes')).not.toContain('Component');
    const notes = (cluster: string): string[] =>
      output(cluster)
        .filter(({ metadata }) => metadata.namespace === 'notes')
        .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
        .sort();
    expect(notes('oam')).toEqual(notes('kubernetes'));
  });
});

test("the Gateway and the VirtualService of Verrazzano's documentation, Network Traffic", () => {
  const chart = new Chart(new App(), 'chart', { namespace: 'hello-helidon' });
  const space = new ApplicationNamespace(chart, 'hello-helidon');
  new OamApplication(space, 'hello-helidon', {
    rendering: Rendering.KUBERNETES,
    components: {
      'hello-helidon-component': {
        workload: OamWorkload.helidon({
          deployment: {
            name: 'hello-helidon',
            pods: { containers: [{ name: 'hello-helidon', image: 'i', ports: [{ containerPort: 8080 }] }] },
          },
        }),
        traits: [
          OamTrait.ingress({
            name: 'hello-helidon-ingress',
            rules: [
              {
                hosts: ['hello-helidon-appconf.hello-helidon.1.2.3.4.nip.io'],
                paths: [{ path: '/greet', pathType: 'Prefix' }],
              },
            ],
          }),
        ],
      },
    },
  });
  const docs = Testing.synth(chart) as Doc[];
  const spec = (kind: string): unknown => docs.find((each) => each.kind === kind)?.spec;
  const hosts = ['hello-helidon-appconf.hello-helidon.1.2.3.4.nip.io'];
  // Name and port have the names of release 1.7.2; the page shows those from before 1.3.
  expect(spec('Gateway')).toEqual({
    selector: { istio: 'ingressgateway' },
    servers: [
      {
        name: 'hello-helidon-ingress',
        hosts,
        port: { name: 'https-hello-helidon-ingress', number: 443, protocol: 'HTTPS' },
        tls: { mode: 'SIMPLE', credentialName: 'hello-helidon-hello-helidon-ingress-cert-secret' },
      },
    ],
  });
  expect(spec('VirtualService')).toEqual({
    gateways: ['hello-helidon-hello-helidon-gw'],
    hosts,
    http: [
      {
        match: [{ uri: { prefix: '/greet' } }],
        route: [{ destination: { host: 'hello-helidon', port: { number: 8080 } } }],
      },
    ],
  });
});
