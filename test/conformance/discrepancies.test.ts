import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BEYOND,
  blockedFlows,
  DISCREPANCIES,
  OWN_ANSWERS,
  unexpectedOpenings,
  uncoveredUpstream,
} from '../../lib/network/upstream';
import type { OwnAnswer, UnexpectedOpening, Sign } from '../../lib/network/upstream';
import { Cni } from '../../lib/values/cni';
import { Egress } from '../../lib/values/egress';
import { NAMESPACES } from '../../lib/definition/namespaces';
import { Connectivity, PortSet, type WarningKind } from '../../lib/connectivity';
import type { Flow } from '../../lib/network/flows';
import { egressProblems } from '../../lib/network/policies/denied-egress';
import type { JsonObject } from '../../lib/values/json';
import { everything, managedCluster } from '../support/flows';
import { kubernetes } from '../support/profiles';
import { describeInCi } from '../support/sample';
import { describeShared, sharedPath } from '../support/shared';
import { flowFacts, type FactEnd } from './flow-facts';
import { UNCOUNTED, unselectedPods } from './unselected-pods';
import {
  API_SERVER,
  isNamed,
  missing,
  openToAll,
  opening,
  SAMPLE_PODS,
  ownPolicies,
  ownStageOf,
  peer,
  portSet,
  repeated,
  stageOf,
  togetherStageOf,
} from './policy-signs';

/** Rows of the shared review with their severity; those of its last table have none. */
function reviewed(): ReadonlyMap<string, string | undefined> {
  const text = readFileSync(sharedPath('upstream', 'network', 'discrepancies.md'), 'utf8');
  const rows = [...text.matchAll(/^\| ([A-Z]-\d\d) \| (\w+)?/gm)];
  return new Map(
    rows.map(([, id = '', word]) => [id, ['high', 'medium', 'low'].includes(word ?? '') ? word : undefined]),
  );
}

test('facts have an id of their own, in order', () => {
  const ids = DISCREPANCIES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toBe('B-01');
  expect(ids.at(-1)).toBe('N-15');
});

test('a fact has signs unless manifests cannot show it', () => {
  for (const { id, found, signs } of DISCREPANCIES) {
    expect({ id, signs: signs.length > 0 }).toEqual({ id, signs: found !== 'not-in-manifests' });
  }
});

test('warnings and open pairs are found by connectivity, everything else by comparison', () => {
  const alone = new Set(['warning', 'reach']);
  for (const { id, found, signs } of DISCREPANCIES) {
    if (found === 'connectivity')
      expect({ id, alone: signs.every(({ kind }) => alone.has(kind)) }).toEqual({ id, alone: true });
    if (found === 'comparison')
      expect({ id, alone: signs.some(({ kind }) => alone.has(kind)) }).toEqual({ id, alone: false });
  }
});

test.each(DISCREPANCIES.filter(({ signs }) => signs.length > 0).map((row) => [row.id, row.says, row] as const))(
  '%s shows: %s',
  (_id, _says, { signs }) => {
    expect(signs.flatMap((sign) => missing(sign, stageOf('on' in sign ? sign.on : undefined)) ?? [])).toEqual([]);
  },
);

test.each(BEYOND.map((row) => [row.why, row] as const))('besides: %s', (_why, { signs }) => {
  expect(signs.flatMap((sign) => missing(sign, stageOf('on' in sign ? sign.on : undefined)) ?? [])).toEqual([]);
});

test('tests that answer for our own policies exist', () => {
  const files = Object.values(OWN_ANSWERS).flatMap(({ test: file }) => file ?? []);
  expect(files.filter((file) => !existsSync(join(__dirname, '..', '..', file)))).toEqual([]);
});

describe("what upstream's policies open beyond the flows, with everything enabled", () => {
  const { platform, pods, policies } = stageOf();
  const openings = unexpectedOpenings(pods, policies, platform.flows, SAMPLE_PODS);
  test('is what the facts say, and nothing else', () => {
    expect(unpredicted(openings)).toEqual([]);
  });

  test('is every port of pods that no policy selects', () => {
    const open = new Set(
      openings.filter(({ rules }) => rules.length === 0).map(({ to }) => `${to.namespace}/${to.name}`),
    );
    expect(open).toEqual(
      new Set(uncoveredUpstream(platform).map(({ workload }) => `${workload.namespace}/${workload.name}`)),
    );
  });
});

describe("flows that upstream's policies close, with everything enabled", () => {
  const { platform, pods, policies } = stageOf();
  const closes = [...DISCREPANCIES, ...BEYOND]
    .flatMap(({ signs }): readonly Sign[] => signs)
    .filter((sign) => sign.kind === 'closes')
    .filter(({ on }) => on === undefined);

  test('are what the facts say, and nothing else', () => {
    const more = blockedFlows(pods, policies, platform.flows, SAMPLE_PODS).flatMap(({ flow, from, to, ports }) => {
      const stated = closes
        .filter((sign) => isNamed(sign.from, from) && isNamed(sign.to, to))
        .map((sign) => sign.ports);
      const rest = ports.subtract(portSet(stated.flat()));
      return rest.isEmpty() ? [] : [`${flow.id}: ${rest.toString()}`];
    });
    expect(more).toEqual([]);
  });
});

describeInCi("upstream's policies, and ours beside them", () => {
  // Fleet keeps a policy there that allows everything, so that one of ours would have no effect.
  const scenes = [
    ['everything', 'cattle-fleet-local-system'],
    ['prod', 'cattle-fleet-local-system'],
    ['managed-cluster', 'cattle-fleet-system'],
  ] as const;

  test.each(scenes)('close no flow of %s', (on) => {
    const { platform, pods, policies } = togetherStageOf(on);
    expect(closedFlows(pods, policies, platform.flows)).toEqual([]);
  });

  test.each(scenes)('open what the facts say for %s, and nothing else, except in %s', (on, ofFleet) => {
    const { platform, pods, policies } = togetherStageOf(on);
    const openings = unexpectedOpenings(pods, policies, platform.flows, SAMPLE_PODS).filter(
      ({ to }) => !to.hostNetwork,
    );
    const upstream = openings.map((entry) => ({ ...entry, rules: entry.rules.filter(({ rule }) => !isOurs(rule)) }));
    expect(unpredicted(upstream)).toEqual([]);
    // Where our own rules open more than flows, which are public entry points, those of upstream do so too.
    const others = upstream.filter(({ rules }) => rules.length === 0);
    expect([...new Set(others.map(({ to }) => to.namespace))]).toEqual([ofFleet]);
  });
});

describeInCi('our own policies', () => {
  const { platform, pods, policies, connectivity } = ownStageOf();
  const openings = unexpectedOpenings(pods, policies, platform.flows, SAMPLE_PODS);
  const concerning = (...answers: readonly OwnAnswer[]) =>
    DISCREPANCIES.filter(({ ours }) => answers.includes(ours)).map((row) => [row.id, row] as const);

  test.each(concerning('exact', 'open', 'names'))('do not repeat %s', (_id, { signs }) => {
    expect(signs.flatMap((sign) => repeated(sign) ?? [])).toEqual([]);
  });

  test.each(concerning('entry'))('are like %s, as it is listed: open to every address', (_id, { signs }) => {
    const opened = signs.flatMap((sign) => (sign.kind === 'opens' ? opening(sign, stageOf().openings) : []));
    expect(opened).not.toEqual([]);
    for (const { to, ports } of opened) {
      expect(openToAll(connectivity, peer(connectivity, to.id)).containsAll(ports)).toBe(true);
    }
  });

  test('close no flow', () => {
    expect(closedFlows(pods, policies, platform.flows)).toEqual([]);
  });

  test('open nothing but flows, the public entry points, and pods on the network of their node', () => {
    const ends = openings.filter(({ to }) => !to.hostNetwork).map(({ to }) => to.id);
    expect(new Set(ends)).toEqual(
      new Set([
        'istio-system/istio-ingressgateway[Deployment]',
        'verrazzano-ingress-nginx/ingress-controller-ingress-nginx-controller[Deployment]',
      ]),
    );
  });

  test.each(['everything', 'managed-cluster'] as const)(
    'of %s select pods, by peers that select pods, each once',
    (on) => {
      const own = ownStageOf(on);
      const kinds: readonly WarningKind[] = ['policy-selects-nothing', 'peer-matches-nothing', 'host-network'];
      expect(own.connectivity.warnings.filter(({ kind }) => kinds.includes(kind))).toEqual([]);
      for (const policy of own.policies) {
        const { ingress } = policy.spec as {
          readonly ingress?: ReadonlyArray<{ readonly from?: readonly JsonObject[] }>;
        };
        for (const { from = [] } of ingress ?? [])
          expect(new Set(from.map((one) => JSON.stringify(one))).size).toBe(from.length);
      }
    },
  );

  test('are in namespaces of the platform only', () => {
    const namespaces = policies.map(({ metadata }) => (metadata as { readonly namespace: string }).namespace);
    expect(namespaces.filter((name) => !(name in NAMESPACES))).toEqual([]);
  });

  test('are named for the workload and the direction that they restrict', () => {
    const names = new Set(connectivity.workloads.map(({ namespace, name }) => `${namespace}/${name}-ingress`));
    const others = policies.map(({ metadata }) => metadata as { readonly namespace: string; readonly name: string });
    expect(others.map(({ namespace, name }) => `${namespace}/${name}`).filter((name) => !names.has(name))).toEqual([]);
  });

  test('restrict egress where it is denied', () => {
    const denied = Connectivity.of([...pods, ...SAMPLE_PODS, ...ownPolicies(platform, () => true)]);
    for (const { signs } of DISCREPANCIES.filter(({ ours }) => ours === 'egress')) {
      for (const sign of signs.filter(({ kind }) => kind === 'reach')) {
        if (sign.kind !== 'reach') continue;
        expect(denied.allowed(peer(denied, sign.from), peer(denied, sign.to)).isAll()).toBe(false);
      }
    }
  });

  test('are refused for a CNI that does not enforce them', () => {
    const input = { egress: Egress.denyIn('keycloak'), workloads: [], flows: platform.flows };
    const problems = (cni: Cni) => egressProblems(input, { ...kubernetes, cni }).map(({ what }) => what);
    expect(problems(Cni.calico())).toEqual([]);
    expect(problems(Cni.flannel())).toEqual([
      'network.egress denies egress, which the network plugin does not enforce',
    ]);
  });
});

describeShared('the review of the network rules', () => {
  test('has 86 facts, all of them here with the same severity', () => {
    const facts = reviewed();
    expect(facts.size).toBe(86);
    expect(Object.fromEntries(DISCREPANCIES.map(({ id, severity }) => [id, severity]))).toEqual(
      Object.fromEntries(facts),
    );
  });

  test('names pods that no policy selects: the same, and others that it does not count', () => {
    const open = [everything(), managedCluster()].flatMap(uncoveredUpstream).map(({ workload }) => workload);
    const found = new Set(open.map(({ namespace, name }) => `${namespace}/${name}`));
    const named = unselectedPods();
    // It counts 26, and names two more of Argo CD in brackets.
    expect(named.size).toBe(28);
    const known = new Set([...named.values()].flat());
    expect([...known].filter((name) => !found.has(name))).toEqual([]);
    expect([...found].filter((name) => !known.has(name)).sort()).toEqual(UNCOUNTED);
  });

  test('flows that it has as blocked are closed', () => {
    const { flows, additionalFlows } = flowFacts();
    const hops = [...flows.flatMap(({ hops: of }) => of), ...additionalFlows].filter(({ upstreamVerdict }) =>
      upstreamVerdict.startsWith('BLOCKED'),
    );
    expect(hops).toHaveLength(8);
    const { connectivity } = stageOf();
    const open = hops.flatMap(({ from, to, ports }) =>
      peersOf(from).flatMap((a) =>
        peersOf(to).flatMap((b) => {
          const allowed = connectivity.allowed(peer(connectivity, a), peer(connectivity, b));
          return ports.filter((port) => allowed.contains('TCP', port)).map((port) => `${a} -> ${b}: ${port}`);
        }),
      ),
    );
    expect(open).toEqual([]);
  });
});

/** Workloads that an end of flows.json means. */
function peersOf(end: FactEnd): readonly string[] {
  if (typeof end === 'string') return ['outside'];
  if (end.namespace.startsWith('<application')) return ['sample-application/application'];
  const wanted = Object.entries(end.podSelector.matchLabels ?? {});
  const found = stageOf().connectivity.workloads.filter(
    ({ namespace, labels }) => namespace === end.namespace && wanted.every(([key, value]) => labels[key] === value),
  );
  if (found.length === 0) throw new Error(`no workload; got ${JSON.stringify(end)}`);
  return found.map(({ namespace, name }) => `${namespace}/${name}`);
}

/** Ids of flows that policies close. */
function closedFlows(
  pods: readonly JsonObject[],
  policies: readonly JsonObject[],
  flows: readonly Flow[],
): readonly string[] {
  return (
    blockedFlows(pods, policies, flows, SAMPLE_PODS)
      // The flow is from the addresses of the API server only.
      .filter(({ flow, from }) => flow.from.kind !== 'api-server' || from.id === API_SERVER.peer)
      .map(({ flow }) => flow.id)
  );
}

/** Whether a rule is of a policy that we wrote, by its name. */
function isOurs(rule: string): boolean {
  return /-ingress ingress\[/.test(rule);
}

/** What rules open beyond the flows, and no fact says. */
function unpredicted(openings: readonly UnexpectedOpening[]): readonly string[] {
  const predicted = new Map<string, PortSet>();
  for (const { signs } of [...DISCREPANCIES, ...BEYOND]) {
    for (const sign of signs) {
      if (sign.kind !== 'opens') continue;
      for (const { from, to, ports } of opening(sign, openings)) {
        const key = `${sign.rule}: ${from.id} -> ${to.id}`;
        predicted.set(key, ports.union(predicted.get(key) ?? PortSet.NONE));
      }
    }
  }
  return openings.flatMap(({ from, to, rules }) =>
    rules.flatMap(({ rule, ports }) => {
      const key = `${rule}: ${from.id} -> ${to.id}`;
      const rest = ports.subtract(predicted.get(key) ?? PortSet.NONE);
      return rest.isEmpty() ? [] : [`${key}: ${rest.toString()}`];
    }),
  );
}
