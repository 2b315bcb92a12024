import * as fc from 'fast-check';
import { Connectivity, diffConnectivity, PROTOCOLS, type TrafficChange } from '../../lib/connectivity';
import { formatIpRange } from '../../lib/connectivity/ip-ranges';
import { runs } from '../support/fc-runs';
import { ADDRESSES, manifests, NAMESPACES, policies, pods, PORTS, rules } from './arbitraries';
import { lines, peer } from './manifests';
import { isOpen, type End, type ReferenceRule } from './reference';

// Clusters are evaluated by the hundred, which takes a while on a busy machine.
jest.setTimeout(120_000);

test('agrees with the reference, pod by pod, address by address, port by port', () => {
  let compared = 0;
  let closed = 0;
  fc.assert(
    fc.property(pods, policies, (podList, policyList) => {
      const connectivity = Connectivity.of(manifests(podList, policyList));
      expect(connectivity.warnings.filter(({ kind }) => kind === 'invalid-policy')).toEqual([]);
      const cluster = { namespaces: NAMESPACES, policies: policyList };
      const wrong: string[] = [];
      const ends: Array<{ end: End; text: string }> = [
        ...podList.map((each) => ({ end: { pod: each }, text: `${each.namespace}/${each.name}` })),
        ...ADDRESSES.map((address) => ({ end: { address }, text: address })),
      ];
      for (const source of ends) {
        for (const destination of ends) {
          if ('address' in source.end && 'address' in destination.end) continue;
          const open = connectivity.allowed(peer(connectivity, source.text), peer(connectivity, destination.text));
          for (const name of PROTOCOLS) {
            for (const port of [...PORTS, 1, 65535]) {
              const expected = isOpen(cluster, source.end, destination.end, name, port);
              const isSame = open.contains(name, port) === expected;
              // An expectation for each comparison takes longer than the evaluation.
              if (!isSame) wrong.push(`${source.text} => ${destination.text} ${name} ${port}: ${!expected}`);
              compared++;
              if (!expected) closed++;
            }
          }
        }
      }
      expect(wrong).toEqual([]);
    }),
    { numRuns: runs(5, 80) },
  );
  // The comparison means something only where both answers are found; few clusters may by chance have one.
  if (runs(5, 80) < 80) return;
  expect(closed).toBeGreaterThan(0);
  expect(closed).toBeLessThan(compared);
});

test('adding a rule to a policy never closes anything', () => {
  fc.assert(
    fc.property(pods, policies, fc.nat(), rules('from'), rules('to'), (podList, policyList, at, ingress, egress) => {
      const chosen = policyList[at % Math.max(policyList.length, 1)];
      const more = policyList.map((each) => {
        // The types are written out, because egress rules would otherwise turn on Egress.
        const types = each.policyTypes ?? ((each.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress']);
        const typed = { ...each, policyTypes: types };
        if (each !== chosen) return typed;
        return {
          ...typed,
          ingress: [...(each.ingress ?? []), ...ingress],
          egress: [...(each.egress ?? []), ...egress],
        };
      });
      const before = Connectivity.of(manifests(podList, policyList));
      const after = Connectivity.of(manifests(podList, more));
      for (const { lost } of diffConnectivity(before, after)) expect(lost.toString()).toBe('none');
    }),
    { numRuns: runs(8, 100) },
  );
});

test('adding policies that allow nothing opens nothing', () => {
  fc.assert(
    fc.property(pods, policies, (podList, policyList) => {
      const deny = Object.keys(NAMESPACES).map((name) => ({
        namespace: name,
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
      }));
      const closed = Connectivity.of(manifests(podList, [...policyList, ...deny]));
      const before = Connectivity.of(manifests(podList, policyList));
      for (const { gained } of diffConnectivity(before, closed)) expect(gained.toString()).toBe('none');
    }),
    { numRuns: runs(8, 100) },
  );
});

test('differences are those of each pair of pods, and of each address', () => {
  fc.assert(
    fc.property(pods, pods, policies, policies, fc.boolean(), (podList, others, policyList, otherPolicies, isSame) => {
      const before = Connectivity.of(manifests(podList, policyList));
      const after = Connectivity.of(manifests(isSame ? podList : others, otherPolicies));
      const ids = new Set([...before.workloads, ...after.workloads].map(({ id }) => id));
      const addresses = [...before.ipRanges, ...after.ipRanges];
      const answer = (connectivity: Connectivity, from: string, to: string): string => {
        const [source, destination] = [connectivity.peer(from), connectivity.peer(to)];
        return source === undefined || destination === undefined
          ? 'none'
          : connectivity.allowed(source, destination).toString();
      };
      const expected = [...ids].flatMap((from) =>
        [...ids].flatMap((to) => {
          const [old, now] = [answer(before, from, to), answer(after, from, to)];
          return old === now || from === to ? [] : [`${from} => ${to}: ${old} -> ${now}`];
        }),
      );
      const found = diffConnectivity(before, after);
      const between = found.filter(({ from, to }) => from.type === 'workload' && to.type === 'workload');
      const lineOf = (each: TrafficChange): string =>
        `${each.from.id} => ${each.to.id}: ${each.before.toString()} -> ${each.after.toString()}`;
      expect(between.map(lineOf).sort()).toEqual(expected.sort());
      // An address in a range has the answers of the range.
      for (const each of found) {
        const [from, to] = [each.from, each.to].map((end) =>
          end.type === 'ip' ? formatIpRange({ ...end.range, last: end.range.first }) : end.id,
        );
        expect([answer(before, from ?? '', to ?? ''), answer(after, from ?? '', to ?? '')]).toEqual([
          each.before.toString(),
          each.after.toString(),
        ]);
      }
      const outside = new Set(found.flatMap(({ from, to }) => [from, to].map(({ type }) => type)));
      const isOutsideSame = [...ids].every((id) =>
        addresses.every(
          ({ id: address }) =>
            answer(before, address, id) === answer(after, address, id) &&
            answer(before, id, address) === answer(after, id, address),
        ),
      );
      if (isOutsideSame) expect(outside.has('ip')).toBe(false);
    }),
    { numRuns: runs(8, 200) },
  );
});

test('the order of objects, rules, peers and ports does not matter', () => {
  const reversed = (list: ReferenceRule[] | undefined): ReferenceRule[] | undefined =>
    list === undefined
      ? undefined
      : [...list].reverse().map((rule) => ({
          ...(rule.from && { from: [...rule.from].reverse() }),
          ...(rule.to && { to: [...rule.to].reverse() }),
          ...(rule.ports && { ports: [...rule.ports].reverse() }),
        }));
  fc.assert(
    fc.property(pods, policies, (podList, policyList) => {
      const turned = policyList.map((each) => ({
        ...each,
        ingress: reversed(each.ingress),
        egress: reversed(each.egress),
      }));
      const before = manifests(podList, policyList);
      const after = manifests(podList, turned).reverse();
      expect(lines(after)).toEqual(lines(before));
      expect(diffConnectivity(Connectivity.of(before), Connectivity.of(after))).toEqual([]);
    }),
    { numRuns: runs(8, 100) },
  );
});

test('explanations allow what is allowed, and every port asked for is allowed or refused', () => {
  fc.assert(
    fc.property(pods, policies, (podList, policyList) => {
      const connectivity = Connectivity.of(manifests(podList, policyList));
      const ends = [...connectivity.workloads, ...connectivity.ipRanges];
      for (const from of connectivity.workloads) {
        for (const to of ends.filter((each) => each.id !== from.id)) {
          const { egress, ingress, allowed, asked } = connectivity.explain(from, to);
          expect(allowed.toString()).toBe(connectivity.allowed(from, to).toString());
          expect(egress.allowed.intersect(ingress.allowed).toString()).toBe(allowed.toString());
          for (const side of [egress, ingress]) {
            const granted = side.grants.reduce(
              (sum, { ports }) => sum.union(ports),
              side.allowed.subtract(side.allowed),
            );
            if (side.isolated) expect(granted.toString()).toBe(side.allowed.toString());
            expect(side.allowed.union(side.refused).toString()).toBe(asked.toString());
            expect(side.refusals.length > 0).toBe(!side.refused.isEmpty());
          }
        }
      }
    }),
    { numRuns: runs(5, 50) },
  );
});
