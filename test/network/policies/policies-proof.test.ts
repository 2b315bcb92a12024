import * as fc from 'fast-check';
import { Installer } from '../../../lib/installer/installer';
import type { Profile } from '../../../lib/profile/profile';
import { Egress } from '../../../lib/values/egress';
import { Connectivity, diffConnectivity } from '../../../lib/connectivity';
import type { Flow } from '../../../lib/network/flows';
import type { NetworkPolicyManifest, PolicyRule } from '../../../lib/network/policies';
import { samplePods, PolicyEvaluation, platformPods, platformWorkloads } from '../../../lib/network/policies';
import { upstreamPolicies } from '../../../lib/network/upstream';
import type { JsonObject } from '../../../lib/values/json';
import { everything, evaluate, platform, PROFILES } from './platforms';
import { runs } from '../../support/fc-runs';
import { inCi, sample } from '../../support/sample';

type Name = keyof typeof PROFILES;
/** The largest first. */
const NAMES = (Object.keys(PROFILES) as Name[]).reverse();

/** What an unexpected opening or a closed flow is called in a failure. */
const texts = (evaluation: PolicyEvaluation): { closed: string[]; ingress: string[] } => ({
  closed: evaluation.closedFlows().map(({ flow, ports }) => `${flow.id}: ${ports.toString()}`),
  ingress: evaluation
    .unexpectedOpenings('ingress')
    .map(({ from, to, ports }) => `${from.id} => ${to.id}: ${ports.toString()}`),
});

describe.each(sample(NAMES, 2))('%s, charts as installer', (name) => {
  const profile = platform(name);
  const denied = platform(name, { network: { egress: Egress.denyEverywhereProven() } });

  test('every flow is open and every pair and port that no flow names is closed for ingress', () => {
    expect(texts(evaluate(profile))).toEqual({ closed: [], ingress: [] });
  });

  inCi('with egress denied wherever it is proven, every flow is open and nothing else leaves those pods', () => {
    expect(texts(evaluate(denied))).toEqual({ closed: [], ingress: [] });
    const egressOnly = denied.networkPolicies.filter(({ spec }) => spec.policyTypes.includes('Egress'));
    const restricted = new Set(egressOnly.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
    expect(restricted.size).toBeGreaterThan(15);
    const openings = evaluate(denied, egressOnly)
      .unexpectedOpenings('egress')
      .filter(({ from }) => from.type === 'workload' && restricted.has(`${from.namespace}/${from.name}-egress`));
    expect(openings.map(({ from, to, ports }) => `${from.id} => ${to.id}: ${ports.toString()}`)).toEqual([]);
  });

  test('every workload has one policy, apart from those on the network of their node', () => {
    const keys = new Set(
      platformWorkloads(profile)
        .filter(({ workload }) => !workload.hostNetwork)
        .map(({ workload }) => `${workload.namespace}/${workload.name}-ingress`),
    );
    expect(profile.networkPolicies.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual(
      [...keys].sort(),
    );
  });
});

describe.each(sample(NAMES, 2))('%s, platform operator as installer', (name) => {
  const profile = platform(name, { installer: Installer.platformOperator() });
  const upstream = upstreamPolicies(profile);

  test('every flow is open, those too that policies of upstream refuse alone', () => {
    expect(evaluate(profile, upstream).closedFlows()).not.toEqual([]);
    expect(evaluate(profile, [...profile.networkPolicies, ...upstream]).closedFlows()).toEqual([]);
  });

  test('pods that upstream leaves open accept flows only', () => {
    const evaluation = evaluate(profile, [...profile.networkPolicies, ...upstream]);
    const own = Connectivity.of([...platformPods(profile), ...upstream]);
    const open = own.workloads.filter((to) => own.workloads.every((from) => own.allowed(from, to).isAll()));
    expect(open.length).toBeGreaterThan(5);
    const openings = evaluation.unexpectedOpenings('ingress').filter(({ to }) => open.some(({ id }) => id === to.id));
    // Fleet keeps a policy there that allows everything, so that none of ours is emitted.
    const namespaces = openings.map(({ to }) => (to.type === 'workload' ? to.namespace : ''));
    const fleet = profile.role === 'managed' ? 'cattle-fleet-system' : 'cattle-fleet-local-system';
    expect(namespaces.filter((namespace) => namespace !== fleet)).toEqual([]);
  });

  test('no policy has a name that upstream uses', () => {
    const nameOf = ({ metadata }: { metadata: { name: string; namespace: string } }): string =>
      `${metadata.namespace}/${metadata.name}`;
    const taken = new Set((upstream as unknown as NetworkPolicyManifest[]).map(nameOf));
    expect(profile.networkPolicies.map(nameOf).filter((text) => taken.has(text))).toEqual([]);
  });
});

test('with any components, ours and the policies of upstream let every flow through', () => {
  const keys = [...Object.keys(everything ?? {}), 'grafana', 'kiali', 'keycloak', 'rancher', 'oam', 'fluentd'];
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: keys.length, maxLength: keys.length }), (enabled) => {
      const components = Object.fromEntries(keys.map((key, at) => [key, { enabled: enabled[at] }]));
      const profile = platform('prod', { installer: Installer.platformOperator(), components });
      expect(evaluate(profile, [...profile.networkPolicies, ...upstreamPolicies(profile)]).closedFlows()).toEqual([]);
    }),
    { numRuns: runs(1, 20) },
  );
});

test('what a rule too many opens is found, in either direction', () => {
  const profile = platform('prod', { network: { egress: Egress.denyIn('keycloak') } });
  const extra = (spec: object): JsonObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'extra', namespace: 'keycloak' },
    spec: { podSelector: { matchLabels: { component: 'mysqld' } }, ...spec },
  });
  const port = { port: 3306, protocol: 'TCP' };
  const wide = evaluate(profile, [...profile.networkPolicies, extra({ ingress: [{ ports: [port] }] })]);
  expect(texts(wide).ingress).toContain(
    'sample-unrelated/unrelated[Deployment] => keycloak/mysql[StatefulSet]: TCP 3306',
  );
  expect(texts(wide).ingress.every((text) => text.includes('=> keycloak/mysql[StatefulSet]: TCP 3306'))).toBe(true);
  const leak = evaluate(profile, [...profile.networkPolicies, extra({ egress: [{ ports: [port] }] })]);
  expect(
    leak.unexpectedOpenings('egress').map(({ from, to, ports }) => `${from.id} => ${to.id}: ${ports.toString()}`),
  ).toContain('keycloak/mysql[StatefulSet] => 0.0.0.0-9.255.255.255: TCP 3306');
});

/** One pod by its name always reaches itself; the rule is for pools of nodes with other names, whose pods have its labels. */
const HARMLESS = 'verrazzano-logging/opensearch-bootstrap-0-ingress ingress[2]';

describe('mutations', () => {
  test.each(sample(['prod with everything', 'prod'] as const, 1))('%s: removing any rule closes a flow', (name) => {
    const profile = platform(name, { network: { egress: Egress.denyEverywhereProven() } });
    const all = mutations(profile, (rules, index) => rules.filter((_, at) => at !== index));
    expect(all.map(({ text }) => text)).toContain(HARMLESS);
    for (const { text, policies, flows } of [...sample(all, 8), ...all.filter((one) => one.text === HARMLESS)]) {
      const closed = evaluatePart(profile, policies, flows).closedFlows();
      expect([text, closed.length > 0]).toEqual([text, text !== HARMLESS]);
    }
  });

  test.each([
    ['opened to everybody', ({ ports }: PolicyRule): PolicyRule => ({ ...(ports !== undefined && { ports }) })],
    ['opened on every port', ({ from, to }: PolicyRule): PolicyRule => ({ ...(from && { from }), ...(to && { to }) })],
  ])('a rule that is %s shows in diff', (_, widen) => {
    const profile = platform('prod', { network: { egress: Egress.denyEverywhereProven() } });
    const pods = [...platformPods(profile), ...samplePods()];
    const all = mutations(profile, (rules, index) => rules.map((rule, at) => (at === index ? widen(rule) : rule)));
    const unseen = sample(all, 5).flatMap(({ text, before, policies }) => {
      // A rule that is as wide already has nothing to show.
      if (JSON.stringify(before) === JSON.stringify(policies)) return [];
      const differences = diffConnectivity(
        Connectivity.of([...pods, ...before]),
        Connectivity.of([...pods, ...policies]),
      );
      return differences.some(({ gained }) => !gained.isEmpty()) ? [] : [text];
    });
    expect(unseen.filter((text) => text !== HARMLESS)).toEqual([]);
  });
});

interface Mutation {
  readonly text: string;
  /** The policies of the namespace and direction, which are all that the change can concern. */
  readonly before: readonly NetworkPolicyManifest[];
  readonly policies: readonly NetworkPolicyManifest[];
  readonly flows: readonly Flow[];
}

/** One change for each rule of each policy. */
function mutations(
  profile: Profile,
  change: (rules: readonly PolicyRule[], index: number) => readonly PolicyRule[],
): readonly Mutation[] {
  return profile.networkPolicies.flatMap((policy) => {
    const direction = policy.spec.ingress === undefined ? 'egress' : 'ingress';
    const { namespace, name } = policy.metadata;
    const before = profile.networkPolicies.filter(
      ({ metadata, spec }) => metadata.namespace === namespace && spec[direction] !== undefined,
    );
    const flows = profile.flows.filter((flow) => {
      const end = direction === 'ingress' ? flow.to : flow.from;
      return end.kind === 'workload' && `${end.workload.name}-${direction}` === name;
    });
    const rules = policy.spec[direction] ?? [];
    return rules.map((_, index) => ({
      text: `${namespace}/${name} ${direction}[${index}]`,
      before,
      flows,
      policies: before.map((one) =>
        one === policy ? { ...policy, spec: { ...policy.spec, [direction]: change(rules, index) } } : one,
      ),
    }));
  });
}

function evaluatePart(
  profile: Profile,
  policies: readonly NetworkPolicyManifest[],
  flows: readonly Flow[],
): PolicyEvaluation {
  const workloads = platformWorkloads(profile).map(({ workload }) => workload);
  return new PolicyEvaluation({
    policies,
    flows,
    pods: platformPods(profile),
    workloads,
    kubernetes: profile.kubernetes,
  });
}
