import { parse } from 'yaml';
import { REPLACEMENTS, replacementOf } from '../../lib/components/replacements';
import { evaluateHop } from '../../lib/definition/hop/hop';
import { versionLine, type KnownVersion, type VersionLine } from '../../lib/definition/version-line';
import { evaluateManifests } from '../../lib/exit/hop-manifests';
import { planLadder } from '../../lib/exit/ladder';
import { highestKubernetes, KUBERNETES_VERSIONS } from '../../lib/exit/ladder-kubernetes';
import { stepProblems } from '../../lib/installer/step-problems';
import type { JsonObject } from '../../lib/values/json';
import { OCI_ZONE } from '../support/profiles';
import { CHART_MIRRORS, delivered, publishedPlatform, type PublishedPlatform } from '../support/published-platform';
import { describeCharts } from '../support/release-charts';
import { isStated } from '../support/stated-differences';

/** A hop of the ladder of all components. */
interface Rung {
  readonly component: string;
  readonly line: VersionLine;
  readonly before: KnownVersion;
  readonly after: KnownVersion;
}

/** Every hop of the ladder of all components, from what Verrazzano installed. */
function rungs(): readonly Rung[] {
  const goals = REPLACEMENTS.map((replacement) => ({ replacement }));
  const kubernetes = highestKubernetes(goals, '1.27', KUBERNETES_VERSIONS.to);
  const ladder = planLadder({ goals, replacements: REPLACEMENTS, kubernetesFrom: '1.27', kubernetes });
  return ladder.rungs.flatMap(({ component, hop: [, from = '', to = ''] }): Rung[] => {
    const replacement = replacementOf(component);
    if (replacement === undefined) return [];
    const line = versionLine(replacement);
    const [before, after] = [line.find(from, 'from'), line.find(to, 'to')];
    return before === undefined || after === undefined ? [] : [{ component, line, before, after }];
  });
}

const keyOf = (component: string, { index }: KnownVersion): string => `${component} ${index}`;

/** What Helm makes of each version on the way, as far as its values are derived and its chart can be had. */
function renderings(all: readonly Rung[]): ReadonlyMap<string, readonly JsonObject[]> {
  const found = new Map<string, readonly JsonObject[]>();
  const render = (versions: ReadonlyMap<string, KnownVersion>, steps: Readonly<Record<string, string>>): void => {
    const platform = publishedPlatform({ step: 'release', components: steps }, OCI_ZONE);
    for (const [component, version] of versions) {
      const objects = ofOperator(platform.files, component);
      if (objects.length > 0) found.set(keyOf(component, version), objects);
    }
    for (const { component, made } of delivered(platform, ['--include-crds'], (name) => versions.has(name))) {
      const version = versions.get(component);
      if (version === undefined) continue;
      const key = keyOf(component, version);
      found.set(key, [...(found.get(key) ?? []), ...(made as unknown as JsonObject[])]);
    }
  };
  render(new Map(all.map(({ component, line }) => [component, line.release])), {});
  const left = all.filter(({ component, after }) => stepProblems(component, textOf(component, after)).length === 0);
  // Versions of several components are rendered at once: the next one of each.
  for (let rest = left; rest.length > 0;) {
    const next = new Map([...rest].reverse().map((rung) => [rung.component, rung]));
    const versions = new Map([...next.values()].map(({ component, after }) => [component, after]));
    render(versions, Object.fromEntries([...versions].map(([name, version]) => [name, textOf(name, version)])));
    rest = rest.filter((rung) => next.get(rung.component) !== rung);
  }
  return found;
}

/** What an operator makes a component of, without a chart. */
function ofOperator(files: PublishedPlatform['files'], component: string): readonly JsonObject[] {
  const replacement = replacementOf(component);
  if (replacement?.resource === undefined) return [];
  const units = /^test\/objects\/.*\.yaml$/;
  const made = [...files].filter(([path]) => units.test(path)).map(([, text]) => parse(text) as JsonObject);
  return made.filter(({ kind }) => kind === replacement.resource?.kind);
}

/** How a program names a version. */
function textOf(component: string, version: KnownVersion): string {
  const replacement = replacementOf(component);
  const isFound = replacement !== undefined && versionLine(replacement).find(version.version, 'to') === version;
  return isFound ? version.version : 'closest';
}

/** Every hop of the ladder against what Helm makes of the charts of both versions. */
describeCharts(
  'rungs, and what charts of both versions render to',
  () => {
    test('what differs is stated in the hop of each rung whose charts can be had', () => {
      const all = rungs();
      const made = renderings(all);
      const both = all.filter(({ component, before, after }) =>
        [before, after].every((version) => (made.get(keyOf(component, version)) ?? []).length > 0),
      );
      const unstated = both.flatMap(({ component, line, before, after }) => {
        const findings = evaluateHop(line, before, after, { kubernetes: '1.27' });
        const [from, to] = [before, after].map((version) => made.get(keyOf(component, version)) ?? []) as [
          readonly JsonObject[],
          readonly JsonObject[],
        ];
        // What was too large for client-side apply before is no news.
        const known = new Set(evaluateManifests(from, from).map(({ kind, object }) => `${kind} ${object}`));
        return evaluateManifests(from, to)
          .filter(({ kind, object }) => !known.has(`${kind} ${object}`))
          .filter((finding) => finding.level !== 'note' && !isStated(finding, findings))
          .map(({ kind, what }) => `${component} ${before.version} -> ${after.version} ${kind}: ${what}`);
      });
      const without = all.filter((rung) => !both.includes(rung));
      const names = without.map(({ component, before, after }) => `${component} ${before.version}-${after.version}`);
      process.stdout.write(
        `rungs: ${both.length} of ${all.length} rendered, ${without.length} not, by a chart that cannot be had or whose values are not derived (${names.join(', ')})\n`,
      );
      expect(unstated).toEqual([]);
      expect(both.length).toBeGreaterThanOrEqual(95);
    }, 900_000);
  },
  { CHART_MIRRORS },
);
