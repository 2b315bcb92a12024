import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { Installer } from '../../../lib/installer/installer';
import { Cni } from '../../../lib/values/cni';
import { Egress } from '../../../lib/values/egress';
import { External } from '../../../lib/values/external';
import type { KubernetesFacts } from '../../../lib/values/kubernetes-facts';
import type { Flow, FlowEnd } from '../../../lib/network/flows';
import { EGRESS_VERDICTS, lifelineOf, LIFELINES, platformWorkloads } from '../../../lib/network/policies';
import { describeShared, sharedPath } from '../../support/shared';
import { charts, evaluate, kubernetes, platform } from './platforms';
import { runs } from '../../support/fc-runs';
import { inCi } from '../../support/sample';

const operator = Installer.platformOperator();
const ADMIN = platform('prod with everything', { installer: operator });
const MANAGED = platform('managed-cluster');
const FLOWS = [...ADMIN.flows, ...MANAGED.flows];

/** The flows that a lifeline would keep if it were the only one. */
const flowsOf = (id: string): readonly Flow[] => {
  const lifeline = LIFELINES.find((one) => one.id === id);
  return FLOWS.filter((flow) =>
    lifeline?.flows.some((pattern) => lifelineOf(flow, [{ ...lifeline, flows: [pattern] }])),
  );
};

describe('lifelines', () => {
  test('no pattern is dead', () => {
    const dead = LIFELINES.flatMap((lifeline) =>
      lifeline.flows
        .filter((pattern) => !FLOWS.some((flow) => lifelineOf(flow, [{ ...lifeline, flows: [pattern] }])))
        .map((pattern) => `${lifeline.id} ${JSON.stringify(pattern)}`),
    );
    expect(dead).toEqual([]);
  });

  test('they are a part of the flows, not all', () => {
    expect(FLOWS.filter((flow) => lifelineOf(flow) === undefined).length).toBeGreaterThan(100);
    expect(FLOWS.filter((flow) => lifelineOf(flow) !== undefined).length).toBeGreaterThan(100);
  });

  test('a flow of a user is none', () => {
    const profile = platform('prod');
    profile.allow(profile.keycloak, External.host('mail.example.com', 587), 'mail');
    const [flow] = profile.flows.filter(({ kind }) => kind === 'user');
    expect(flow && lifelineOf(flow)).toBeUndefined();
  });

  inCi('an opt-out of any of them is refused, and changes nothing', () => {
    const profile = platform('prod with everything');
    const before = profile.flows;
    const lifelines = before.filter((flow) => lifelineOf(flow) !== undefined);
    for (const { id } of lifelines) profile.refuse(id, 'try');
    const problems = profile.node.validate();
    expect(problems).toHaveLength(lifelines.length);
    expect(problems.every((text) => text.startsWith('a lifeline cannot be refused (ll-'))).toBe(true);
    expect(profile.flows).toEqual(before);
  });
});

const POSSIBLE = Object.entries(EGRESS_VERDICTS).flatMap(([name, { verdict }]) => (verdict === 'possible' ? name : []));
const CNIS = [
  Cni.calico(),
  Cni.cilium(),
  Cni.cilium({ cidrsMatchNodes: true }),
  Cni.weave(),
  Cni.antrea(),
  Cni.kubeRouter(),
  Cni.flannel({ calico: true }),
  Cni.of({ name: 'mine', enforcesNetworkPolicies: true }),
];

test('they stay open under every combination of options', () => {
  const names = fc.constantFrom('prod with everything', 'prod', 'managed-cluster') as fc.Arbitrary<'prod'>;
  const facts: fc.Arbitrary<KubernetesFacts> = fc
    .record({
      cni: fc.constantFrom(...CNIS),
      apiServerCidrs: fc.constantFrom(undefined, ['10.0.0.0/28'], ['10.0.0.1/32', '10.0.0.2/32']),
      nodeCidrs: fc.constantFrom(undefined, ['10.0.0.0/16']),
      kubernetesServiceIp: fc.constantFrom(undefined, '10.96.0.1'),
      dnsServiceIp: fc.constantFrom(undefined, '10.96.0.10'),
    })
    .map((some) => ({ ...kubernetes, ...some }));
  const egress = fc.oneof(
    fc.constant(Egress.open()),
    fc.constant(Egress.denyEverywhereProven()),
    fc.subarray(POSSIBLE, { minLength: 1 }).map((namespaces) => Egress.denyIn(...namespaces)),
  );
  const refused = fc.array(fc.nat(), { maxLength: 8 });
  const installers = fc.constantFrom(operator, charts);
  fc.assert(
    fc.property(
      names,
      facts,
      egress,
      refused,
      fc.boolean(),
      installers,
      (name, cluster, asked, choices, ingress, installer) => {
        const unknown = platformWorkloads(platform(name, { installer })).filter(
          ({ workload }) => workload.egress === 'unknown',
        );
        const listed = unknown.reduce((all, { workload }) => all.withDestinations(workload.name, []), asked);
        const profile = platform(name, { installer, network: { egress: listed, ingress } }, cluster);
        const free = profile.flows.filter((flow) => lifelineOf(flow) === undefined);
        for (const choice of choices) profile.refuse(free[choice % free.length]?.id ?? '', 'not used');
        expect(profile.node.validate()).toEqual([]);
        expect(evaluate(profile).closedFlows()).toEqual([]);
        const kept = new Set(profile.flows.map(({ id }) => id));
        const lifelines = platform(name, { installer }).flows.filter((flow) => lifelineOf(flow) !== undefined);
        expect(lifelines.filter(({ id }) => !kept.has(id))).toEqual([]);
      },
    ),
    { numRuns: runs(1, 25) },
  );
});

describeShared('lifelines of the facts about 1.7.2', () => {
  const facts = (JSON.parse(readFileSync(sharedPath('upstream', 'network', 'egress.json'), 'utf8')) as Facts).lifelines;

  test('are the same', () => {
    expect(LIFELINES.map(({ id }) => id)).toEqual(facts.map(({ id }) => id));
  });

  test('hold the workloads that are named there', () => {
    const known = new Set([ADMIN, MANAGED].flatMap((profile) => platformWorkloads(profile).map(keyOf)));
    const missing = facts.flatMap(({ id, from }) => {
      const ends = new Set(flowsOf(id).flatMap((flow) => [flow.from, flow.to].map(keyOf)));
      return from
        .map((text) => /^[a-z-]+\/[a-z-]+/.exec(text)?.[0] ?? '')
        .filter((key) => known.has(key) && !ends.has(key))
        .map((key) => `${id} ${key}`);
    });
    expect(missing).toEqual([]);
  });
});

interface Facts {
  readonly lifelines: ReadonlyArray<{ readonly id: string; readonly from: readonly string[] }>;
}

function keyOf(end: FlowEnd): string {
  return end.kind === 'workload' ? `${end.workload.namespace}/${end.workload.name}` : end.kind;
}
