import { adopt } from '../../lib/exit/adopt/adopt';
import { planOf } from '../../lib/exit/plan/plan';
import type { JsonObject } from '../../lib/values/json';
import { listOf } from '../../scripts/exit/model-dump';
import { inCi } from '../support/sample';

const NODE: JsonObject = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n' },
  status: { nodeInfo: { kubeletVersion: 'v1.27.3' } },
};

function commandsOf(components: JsonObject, ...more: readonly JsonObject[]): (id: string) => string {
  const resource: JsonObject = {
    apiVersion: 'install.verrazzano.io/v1beta1',
    kind: 'Verrazzano',
    metadata: { name: 'verrazzano', namespace: 'default' },
    spec: { profile: 'prod', components },
    status: { state: 'Ready', version: '1.7.2' },
  };
  const plan = planOf(adopt([{ file: 'dump.json', documents: [listOf([resource, NODE, ...more])] }]));
  return (id) => plan.find((step) => step.id === id)?.commands.join('\n') ?? '';
}

const REFUSED = 'A synthesis refuses this until the program is changed';

inCi('charts are told the address that the platform operator finds in the cluster', () => {
  const service: JsonObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'verrazzano-ingress-nginx', name: 'ingress-controller-ingress-nginx-controller' },
    spec: { type: 'LoadBalancer' },
    status: { loadBalancer: { ingress: [{ ip: '192.0.2.9' }] } },
  };
  const known = commandsOf({}, service)('install-by-charts');
  expect(known).toContain(`#   dns: Dns.wildcard('nip.io', { address: '192.0.2.9' }),`);
  expect(known).not.toContain(REFUSED);
  const unknown = commandsOf({})('install-by-charts');
  expect(unknown).toContain('kubectl -n verrazzano-ingress-nginx get service');
  const external = commandsOf({ dns: { external: { suffix: 'example.com' } } })('install-by-charts');
  expect(external).not.toContain('Dns.wildcard');
});

inCi('what charts do not take is said where they are installed', () => {
  const issuer = { letsEncrypt: { emailAddress: 'a@example.com', environment: 'production' } };
  const commands = commandsOf({ clusterIssuer: issuer })('install-by-charts');
  expect(commands).toContain(REFUSED);
  expect(commands).toContain("challenges of Let's Encrypt are solved by records in OCI DNS");
});

inCi('what a version does not take is said in its hop, and in no other', () => {
  const ruler = { enabled: true, overrides: [{ values: { ruler: { enabled: true } } }] };
  const commands = commandsOf({ thanos: ruler });
  expect(commands('hop-thanos-1-24-1')).toContain(REFUSED);
  expect(commands('hop-thanos-1-24-1')).toMatch(/thanos.*ruler.*12\.1\.1/);
  expect(commandsOf({ thanos: { enabled: true } })('hop-thanos-1-24-1')).not.toContain(REFUSED);
});
