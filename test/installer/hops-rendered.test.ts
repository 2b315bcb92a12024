import { parse } from 'yaml';
import { replacementOf } from '../../lib/components/replacements';
import { evaluateHop } from '../../lib/definition/hop/hop';
import { kubernetesRanges } from '../../lib/definition/hop/hop-kubernetes';
import { versionLine, type KnownVersion, type VersionLine } from '../../lib/definition/version-line';
import { evaluateManifests } from '../../lib/exit/hop-manifests';
import type { JsonObject } from '../../lib/values/json';
import { OCI_ZONE } from '../support/profiles';
import { CHART_MIRRORS, delivered, publishedPlatform, type Delivered } from '../support/published-platform';
import { chartFileOf } from '../support/published-charts';
import { describeCharts } from '../support/release-charts';
import { isStated } from '../support/stated-differences';

interface Step {
  readonly charts: readonly Delivered[];
  readonly version: (component: string) => KnownVersion | undefined;
}

function platformAt(step: 'release' | 'closest' | 'newest'): Step {
  const platform = publishedPlatform({ step }, OCI_ZONE);
  const charts = delivered(platform, ['--include-crds']);
  return {
    charts,
    version: (component) => {
      const replacement = replacementOf(component);
      if (replacement === undefined || replacement.charts.length === 0) return undefined;
      const line = versionLine(replacement);
      if (step === 'release') return line.release;
      const found = charts.find((one) => one.component === component)?.source.targetRevision ?? '';
      const published = line.versions.filter(({ chart }) => chart !== undefined);
      return published.find(
        ({ version, app, chart }) =>
          (chart?.tag ?? '{version}').replace('{version}', version).replace('{app}', app) === found,
      );
    },
  };
}

function objectsOf({ charts }: Step, component: string): readonly JsonObject[] {
  return charts.filter((one) => one.component === component).flatMap(({ made }) => made as unknown as JsonObject[]);
}

/** Hops against what Helm makes of the charts of both versions. */
describeCharts(
  'hops, and what charts of both versions render to',
  () => {
    let steps: Readonly<Record<'release' | 'closest' | 'newest', Step>>;
    beforeAll(() => {
      steps = { release: platformAt('release'), closest: platformAt('closest'), newest: platformAt('newest') };
    }, 600_000);

    const hops = (from: 'release' | 'closest', to: 'closest' | 'newest') =>
      [...new Set(steps[to].charts.map(({ component }) => component))].flatMap((component) => {
        const [before, after] = [steps[from].version(component), steps[to].version(component)];
        if (before === undefined || after === undefined || before.index >= after.index) return [];
        const line = versionLine(replacementOf(component)!);
        return [{ component, line, before, after, findings: evaluateHop(line, before, after, { kubernetes: '1.27' }) }];
      });

    test.each([
      ['release', 'closest', 20],
      ['closest', 'newest', 20],
    ] as const)('from %s to %s: what differs is stated', (from, to, least) => {
      const all = hops(from, to).filter(({ component }) => objectsOf(steps[from], component).length > 0);
      const unstated = all.flatMap(({ component, findings }) =>
        evaluateManifests(objectsOf(steps[from], component), objectsOf(steps[to], component))
          .filter((finding) => finding.level !== 'note' && !isStated(finding, findings))
          .map(({ kind, what }) => `${component} ${kind}: ${what}`),
      );
      expect(unstated).toEqual([]);
      expect(all.length).toBeGreaterThanOrEqual(least);
    });

    test('charts state the versions of Kubernetes that the facts know', () => {
      const all = (['closest', 'newest'] as const).flatMap((step) =>
        steps[step].charts.flatMap(({ component, source }) => {
          const [version, file] = [steps[step].version(component), chartFileOf(CHART_MIRRORS, source)];
          if (version === undefined || file === undefined || component === 'istio') return [];
          return [
            {
              name: `${component} ${version.version}`,
              ...ranges(versionLine(replacementOf(component)!), version, file),
            },
          ];
        }),
      );
      expect(all.filter(({ known, stated }) => known !== stated)).toEqual([]);
      expect(all.length).toBeGreaterThanOrEqual(30);
    });
  },
  { CHART_MIRRORS },
);

/** The versions of Kubernetes that a chart admits, as the facts have them and as its file does. */
function ranges(line: VersionLine, version: KnownVersion, file: string): Readonly<Record<'known' | 'stated', string>> {
  const known = kubernetesRanges(line, version).find(({ by }) => by === 'chart')?.range ?? '';
  const { kubeVersion = '' } = parse(file.replace(/%\w+%/g, '0')) as { readonly kubeVersion?: string };
  return { known: bounds(known), stated: bounds(kubeVersion) };
}

/** The release runs on 1.24 and later. */
function bounds(range: string): string {
  const lowest = Number(/(?:>=|\^)\s*v?1\.(\d+)/.exec(range)?.[1] ?? 0);
  const above = /<\s*v?1\.(\d+)/.exec(range)?.[1];
  return `${lowest <= 24 ? '' : `>=1.${lowest}`}${above === undefined ? '' : ` <1.${above}`}`.trim();
}
