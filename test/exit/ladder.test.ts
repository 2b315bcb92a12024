import * as fc from 'fast-check';
import { REPLACEMENTS, replacementOf } from '../../lib/components/replacements';
import { versionLine } from '../../lib/definition/version-line';
import { kubernetesPlace } from '../../lib/definition/hop/hop-kubernetes';
import { needsAt } from '../../lib/definition/hop/hop-needs';
import { planLadder, type Ladder } from '../../lib/exit/ladder';
import type { LadderGoal } from '../../lib/exit/ladder-goals';
import { placeInRange } from '../../lib/values/version-number';
import { runs, stride } from '../support/fc-runs';
import { replacement, version } from './support';
import { inCi } from '../support/sample';

const all = REPLACEMENTS.map((facts): LadderGoal => ({ replacement: facts }));

function ladder(goals: readonly LadderGoal[], kubernetes: string, kubernetesFrom = '1.27'): Ladder {
  return planLadder({ goals, replacements: REPLACEMENTS, kubernetesFrom, kubernetes });
}

function hops({ rungs }: Ladder, ...components: readonly string[]): string[] {
  return rungs
    .filter(({ component }) => components.includes(component))
    .map(({ component, app }) => `${component} ${app}`);
}

test('Kubernetes 1.30: Rancher leads, one minor at a time', () => {
  const found = hops(ladder(all, '1.30'), 'rancher', 'kubernetes');
  expect(found.indexOf('rancher 2.8.15')).toBeLessThan(found.indexOf('kubernetes 1.28'));
  expect(found.indexOf('rancher 2.9.12')).toBeLessThan(found.indexOf('kubernetes 1.29'));
  expect(found.filter((hop) => hop.startsWith('kubernetes'))).toEqual([
    'kubernetes 1.28',
    'kubernetes 1.29',
    'kubernetes 1.30',
  ]);
});

test('MySQL reaches 8.4 before operator 26.7, and is added where only the operator is asked for', () => {
  const found = ladder([{ replacement: replacementOf('mysql-operator')! }], '1.27');
  expect(found.added.map(({ component }) => component)).toEqual(['mysql']);
  expect(hops(found, 'mysql', 'mysql-operator')).toEqual([
    'mysql-operator 8.0.32-2.0.8',
    'mysql 8.0.32',
    'mysql-operator 8.0.40-2.0.16',
    'mysql 8.0.40',
    'mysql-operator 8.4.3-2.1.5',
    'mysql 8.4.3',
    'mysql-operator 26.7.0-2.3.0',
  ]);
});

test('OpenSearch goes from 2.3 to 2.19 between operators 2.7 and 2.8', () => {
  const found = ladder(
    ['opensearch-operator', 'opensearch'].map((name) => ({ replacement: replacementOf(name)! })),
    '1.27',
  );
  expect(hops(found, 'opensearch', 'opensearch-operator').slice(2)).toEqual([
    'opensearch-operator 2.7.0',
    'opensearch 2.19.2',
    'opensearch-operator 2.8.0',
  ]);
});

test('a goal that does not fit to Kubernetes, or to another stated one, is a problem', () => {
  const rancher = replacementOf('rancher')!;
  expect(ladder([{ replacement: rancher, to: version(rancher, '2.8.5') }], '1.30').problems[0]).toMatchObject({
    at: 'rancher',
    got: '1.30',
    allowed: '<1.29 (2.8.5)',
  });
  const [operator, server] = [replacementOf('mysql-operator')!, replacementOf('mysql')!];
  const goals = [{ replacement: operator }, { replacement: server, to: version(server, '8.0.40') }];
  expect(ladder(goals, '1.27').problems).toEqual([
    expect.objectContaining({ at: 'mysql-operator', got: 'mysql 2.0.16' }),
  ]);
  const back = { replacement: server, from: version(server, '8.4.3'), to: version(server, '8.0.40') };
  expect(ladder([back], '1.27').problems).toEqual([expect.objectContaining({ at: 'mysql', got: '2.0.16' })]);
});

test('hops that wait for each other are an error that names the cycle', () => {
  const need = (component: string) =>
    [{ since: 'chart 2.0.0', component, range: '>=2.0', why: `wants ${component} 2` }] as const;
  const pair = [
    replacement('one', ['1.0.0 2.0.0'], { needs: need('two') }),
    replacement('two', ['1.0.0 2.0.0'], { needs: need('one') }),
    replacement('three', ['1.0.0 2.0.0'], { needs: need('one') }),
  ];
  const found = planLadder({
    goals: pair.map((each) => ({ replacement: each })),
    replacements: pair,
    kubernetesFrom: '1.27',
    kubernetes: '1.27',
  });
  expect(found.rungs).toEqual([]);
  expect(found.problems).toEqual([
    {
      at: 'ladder',
      what: 'these hops wait for each other: one 2.0.0 before two 2.0.0 (wants one 2); two 2.0.0 before one 2.0.0 (wants two 2)',
      fix: 'choose another version for one of them',
    },
  ]);
});

/** Walks a ladder and checks what must hold before and after every hop. */
function check({ rungs }: Ladder, goals: readonly LadderGoal[], kubernetesFrom: string, kubernetes: string): string[] {
  const wrong: string[] = [];
  const state = new Map(goals.map(({ replacement: { component }, from }) => [component, from?.index ?? 0]));
  let cluster = kubernetesFrom;
  for (const { number, component, from, to, after, hop } of rungs) {
    if (after.some(({ rung }) => rung >= number || rung < 1)) wrong.push(`${number}: reason comes later`);
    if (component === 'kubernetes') {
      if (from !== cluster || Number(to.split('.')[1]) !== Number(from.split('.')[1]) + 1)
        wrong.push(`${number}: Kubernetes ${from} ${to}`);
      cluster = to;
    } else {
      const line = versionLine(replacementOf(component)!);
      if (line.at(state.get(component) ?? 0).version !== from) wrong.push(`${number}: starts from ${from}`);
      state.set(component, line.find(hop[2]!, 'to')!.index);
    }
    for (const [name, index] of state) {
      const line = versionLine(replacementOf(name)!);
      // What the installed version lacks from the beginning is not the work of a hop.
      if (index === (goals.find((goal) => goal.replacement.component === name)?.from?.index ?? 0)) continue;
      const at = line.at(index);
      if (kubernetesPlace(line, at, cluster) !== 'inside') wrong.push(`${number}: ${name} ${at.version} on ${cluster}`);
      for (const { component: other, range } of needsAt(line, at)) {
        const app = versionLine(replacementOf(other)!).at(state.get(other) ?? 0).app;
        if (placeInRange(app, range) !== 'inside')
          wrong.push(`${number}: ${name} ${at.version} beside ${other} ${app}`);
      }
    }
  }
  if (cluster !== kubernetes) wrong.push(`ends at ${cluster}`);
  return wrong;
}

test('ladders are valid orders for any components, versions and Kubernetes', () => {
  const movable = REPLACEMENTS.filter(({ charts, movedWith }) => charts.length > 0 && movedWith === undefined);
  const goal = fc
    .constantFrom(...movable)
    .chain((facts) => {
      const line = versionLine(facts);
      const place = fc.nat(line.versions.length - 1);
      return fc.record({ facts: fc.constant(line), from: fc.option(place), to: fc.option(place) });
    })
    .map(({ facts, from, to }): LadderGoal => ({
      replacement: facts.replacement,
      ...(from !== null && { from: facts.at(from) }),
      ...(to !== null && to > (from ?? 0) && { to: facts.at(to) }),
    }));
  const anyGoals = fc.uniqueArray(goal, { selector: (one) => one.replacement.component, maxLength: movable.length });
  const cluster = fc.tuple(fc.integer({ min: 24, max: 36 }), fc.nat(12));
  let solved = 0;
  fc.assert(
    fc.property(anyGoals, cluster, (goals, [low, more]) => {
      const [from, to] = [`1.${low}`, `1.${Math.min(low + more, 36)}`];
      const found = ladder(goals, to, from);
      if (found.problems.length > 0) return expect(found.rungs).toEqual([]);
      solved++;
      expect(check(found, goals, from, to)).toEqual([]);
      return undefined;
    }),
    { numRuns: runs(10, 600) },
  );
  // Few goals may by chance all be refused.
  if (runs(10, 600) === 600) expect(solved).toBeGreaterThan(0);
});

test('with the defaults, every subset has a ladder from every Kubernetes of the release to every later one', () => {
  const sets = fc.tuple(fc.subarray(all), fc.integer({ min: 24, max: 27 }), fc.integer({ min: 24, max: 36 }));
  fc.assert(
    fc.property(sets, ([goals, low, high]) => {
      const [from, to] = [`1.${Math.min(low, high)}`, `1.${high}`];
      const found = ladder(goals, to, from);
      expect(found.problems).toEqual([]);
      expect(check(found, goals, from, to)).toEqual([]);
    }),
    { numRuns: runs(2, 400) },
  );
});

inCi(
  'all components have a ladder between any two versions of Kubernetes, and a precaution that cannot be kept is named',
  () => {
    for (let low = 24; low <= 27; low += stride(3)) {
      for (let high = low; high <= 36; high += stride(12)) {
        const found = ladder(all, `1.${high}`, `1.${low}`);
        expect({ low, high, problems: found.problems }).toEqual({ low, high, problems: [] });
        expect(check(found, all, `1.${low}`, `1.${high}`)).toEqual([]);
      }
    }
    expect(ladder(all, '1.30').dropped).toEqual([]);
    expect(ladder(all, '1.30', '1.24').dropped).toEqual([
      { component: 'cert-manager', why: expect.stringContaining('cannot wait for cert-manager-webhook-oci') },
    ]);
  },
);

inCi(
  'where Kubernetes allows no later version, a component stays; where the end of a ladder is too old for it, it goes on',
  () => {
    const stays = ladder(all, '1.24', '1.24').stays.map(({ component, why }) => `${component}: ${why}`);
    expect(stays).toContain('istio: no later version supports Kubernetes 1.24');
    expect(hops(ladder(all, '1.24', '1.24'), 'kiali-server').at(-1)).toBe('kiali-server 1.86.0');
    const rancher = [{ replacement: replacementOf('rancher')! }];
    expect(hops(ladder(rancher, '1.35'), 'rancher').at(-1)).toBe('rancher 2.14.4');
    expect(hops(ladder(rancher, '1.36'), 'rancher').at(-1)).toBe('rancher 2.15.0');
  },
);

inCi('a ladder does not depend on the order of its goals', () => {
  expect(ladder([...all].reverse(), '1.30').rungs).toEqual(ladder(all, '1.30').rungs);
});
