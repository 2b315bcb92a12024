import { App, Chart } from 'cdk8s';
import { mergeValues } from '../../lib/charts';
import { ChartSource } from '../../lib/installer/chart-source';
import { deliveryPlan } from '../../lib/installer/delivery/delivery-plan';
import type { PartChart } from '../../lib/installer/delivery/part';
import { renderedObjects } from '../../lib/installer/delivery/rendered-charts';
import { schemaProblems } from '../../lib/installer/delivery/schema-problems';
import { NoneProfile } from '../../lib/profile/named-profiles';
import type { ProfileProps } from '../../lib/profile/profile-props';
import { Dns } from '../../lib/values/dns';
import type { JsonObject } from '../../lib/values/json';
import { describeProblem } from '../../lib/values/problem';
import { describeCharts, RELEASE_CHARTS } from '../support/release-charts';
import { sample } from '../support/sample';

const on = { enabled: true };
const props = { dns: Dns.external('apps.example.com'), components: { keycloak: { ...on, mysql: on } } };
const platform = new NoneProfile(new Chart(new App(), 'chart'), 'verrazzano', props as unknown as ProfileProps);
const plan = deliveryPlan(platform, ChartSource.release());
const keycloak = plan.components.find(({ definition }) => definition.name === 'keycloak')!;
const release = keycloak.main[0]!.chart!;

/** The chart of Keycloak with values of a user. */
function chartWith(values: JsonObject): PartChart {
  return { ...release, values: mergeValues([release.values, values]) };
}

/** Chart values of Keycloak, and what the error says of each that its schema refuses. */
const CASES: ReadonlyArray<readonly [values: JsonObject, expected: readonly string[]]> = [
  [{ extraEnv: [{ name: 'A', value: 'b' }] }, ['extraEnv; got [{"name":"A","value":"b"}]; allowed string']],
  [{ affinity: { nodeAffinity: {} } }, ['affinity; got {"nodeAffinity":{}}; allowed string']],
  [{ enableServiceLinks: 'false' }, ['enableServiceLinks; got "false"; allowed boolean']],
  [{ args: 'start', command: null }, ['args; got "start"; allowed list']],
  [{ image: { tag: 20.1 } }, ['image.tag; got 20.1; allowed string or integer']],
  [{ image: { tag: null } }, ['image.tag; got null; allowed string or integer']],
  [{ image: 'keycloak:20' }, ['image; got "keycloak:20"; allowed object']],
  [{ image: { pullPolicy: 'always' } }, ['image.pullPolicy; got "always"; allowed Always, Never, IfNotPresent']],
  [{ imagePullSecrets: ['mine', { name: null }] }, ['imagePullSecrets[0]; got', 'imagePullSecrets[1].name; got null']],
  [{ ingress: { servicePort: true, labels: [] } }, ['ingress.servicePort; got true', 'ingress.labels; got []']],
  [{ ingress: { rules: [{ host: 1, paths: [{ path: null }] }] } }, ['rules[0].host; got 1', 'rules[0].paths[0].path']],
  [{ ingress: { tls: [{ hosts: 'a' }, 1] } }, ['ingress.tls[1]; got 1; allowed object']],
  // Below `ingress`, and not next to it, is the rest of the schema, which is without effect.
  [{ replicas: 'three', resources: 1, unknown: {}, ingress: { lifecycleHooks: 1 } }, []],
  [{ image: { tag: 20 }, imagePullSecrets: [{ name: 'mine' }], clusterDomain: null, fullnameOverride: null }, []],
];

test.each(CASES)('the schema of the chart evaluates %j', (values, expected) => {
  const components = [{ ...keycloak, main: [{ ...keycloak.main[0]!, chart: chartWith(values) }] }];
  const texts = schemaProblems({ ...plan, components }).map(describeProblem);
  expect(texts).toHaveLength(expected.length);
  expected.forEach((text, at) => {
    expect(texts[at]).toContain(text);
    expect(texts[at]).toMatch(/^\[components\.keycloak\.overrides\] the schema of chart keycloak refuses value /);
  });
});

describeCharts('schemas of charts beside Helm', () => {
  test.each(sample(CASES, 4))('Helm refuses the same: %j', (values, expected) => {
    const render = (): unknown =>
      renderedObjects(chartWith(values), plan.facts, { directory: RELEASE_CHARTS, helmVersion: '' });
    if (expected.length > 0) expect(render).toThrow("values don't meet the specifications of the schema");
    else expect(render).not.toThrow();
  });
});
