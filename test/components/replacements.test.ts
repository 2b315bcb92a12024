import { readFileSync } from 'fs';
import { COMPONENTS } from '../../lib/components';
import { REPLACEMENTS, replacementOf } from '../../lib/components/replacements';
import { versionLine } from '../../lib/definition/version-line';
import { compareVersions, versionNumbers } from '../../lib/values/version-number';
import { describeShared, sharedPath } from '../support/shared';

const published = REPLACEMENTS.filter(({ charts }) => charts.length > 0);

test('every component has a replacement, or says what to do without one', () => {
  const names = [...COMPONENTS.map(({ name }) => name), 'verrazzano-platform-operator'];
  expect(REPLACEMENTS.map(({ component }) => component)).toEqual(names);
  const silent = REPLACEMENTS.filter(
    ({ charts, instead, status }) => charts.length === 0 && (instead === undefined || status !== 'none'),
  );
  expect(silent).toEqual([]);
});

test('what runs is what the definitions and the bill of materials say', () => {
  const different = REPLACEMENTS.flatMap(({ component, installed }) => {
    const chart = COMPONENTS.find(({ name }) => name === component)?.chart;
    return chart === undefined || chart.version.replace(/^v/, '') === installed
      ? []
      : [`${component} ${installed}: ${chart.version}`];
  });
  expect(different).toEqual([]);
});

test('versions rise within a chart, and every one is a version', () => {
  const wrong = published.flatMap(({ component, charts }) =>
    charts.flatMap((chart) => {
      const versions = versionLine({ ...replacementOf(component)!, charts: [chart] }).versions.slice(1);
      return versions.flatMap(({ version }, at) => {
        const before = versions[at - 1]?.version;
        const isHigher = before === undefined || compareVersions(before, version) < 0;
        return versionNumbers(version).length === 3 && isHigher ? [] : [`${component} ${version}`];
      });
    }),
  );
  expect(wrong).toEqual([]);
});

test('everything that the facts name exists: ends, stops, and the points where changes begin', () => {
  const missing = published.flatMap((facts) => {
    const line = versionLine(facts);
    const {
      component,
      closest,
      newest,
      end,
      stops = [],
      changes = [],
      kubernetes = [],
      needs = [],
      values = [],
    } = facts;
    const versions = [closest, newest, end?.version, ...stops.map(({ at }) => at)].flatMap((version) => version ?? []);
    const points = [...changes, ...kubernetes, ...needs, ...values].flatMap((each) => [
      each.since,
      ...('until' in each && each.until !== undefined ? [each.until] : []),
    ]);
    return [
      ...versions.filter((version) => line.published(version) === undefined),
      ...points.filter((point) => line.start(point) === undefined),
      ...needs
        .filter(({ component: other }) => replacementOf(other) === undefined)
        .map(({ component: other }) => other),
    ].map((name) => `${component}: ${name}`);
  });
  expect(missing).toEqual([]);
});

describeShared('the facts of maintained charts', () => {
  interface Stored {
    readonly components: ReadonlyArray<{
      readonly component: string;
      readonly replacement: { readonly newestProven: string | null };
      readonly risk: string;
    }>;
  }

  test('newest versions and risks are the stored ones', () => {
    const stored = JSON.parse(readFileSync(sharedPath('upstream/exit/maintained-charts.json'), 'utf8')) as Stored;
    const different = stored.components.flatMap(({ component, replacement, risk }) => {
      const facts = replacementOf(component);
      if (facts === undefined) return [`${component}: missing`];
      const newest = replacement.newestProven ?? '';
      const isNamed = facts.newest === undefined || newest.includes(facts.newest) || facts.installed === facts.newest;
      return [
        ...(isNamed ? [] : [`${component}: ${facts.newest} is not in ${newest}`]),
        ...(risk.startsWith(facts.risk) ? [] : [`${component}: risk ${risk}`]),
      ];
    });
    expect(different).toEqual([]);
  });

  interface StoredHops {
    readonly components: ReadonlyArray<{
      readonly component: string;
      readonly replacement: { readonly closest: string | null };
      readonly immutableSelectors: readonly string[];
      readonly breaking: readonly string[];
      readonly upgradePath: string | null;
    }>;
  }

  test('every stored path, closest version and breaking version is one that `hop` takes, and kept selectors are kept', () => {
    const { components } = JSON.parse(
      readFileSync(sharedPath('upstream/exit/maintained-charts.json'), 'utf8'),
    ) as StoredHops;
    const wrong = components.flatMap(({ component, replacement, immutableSelectors, breaking, upgradePath }) => {
      const facts = replacementOf(component);
      if (facts === undefined || facts.charts.length === 0) return [];
      const line = versionLine(facts);
      const named = [
        replacement.closest?.split(/[ ,;]/)[0],
        ...(upgradePath ?? '').replace(/, OpenSearch [^,]*/, '').split(' -> '),
      ]
        .map((text) => /^v?\d+(\.\d+)*(?=$|[^\w.])/.exec(text ?? '')?.[0].replace(/^v/, '') ?? '')
        .filter((text) => text.includes('.'));
      const unknown = named.filter((text) => line.find(text, 'to') === undefined);
      const changes = facts.changes ?? [];
      const kept =
        immutableSelectors.length > 0 && immutableSelectors.every((text) => /^none(?!.*unproven)/.test(text));
      const lost = kept ? changes.filter(({ kind, level }) => kind === 'selector' && level === 'error') : [];
      // `1.18: ...` and `3.0: ...` begin at a version of the application or of the chart.
      const silent = breaking
        .flatMap((text) => /^(\d+\.\d+)(?=: )/.exec(text)?.[1] ?? [])
        .filter((text) => line.newest !== undefined && compareVersions(text, line.newest.app) <= 0)
        .filter((text) => {
          const starts = [line.start(`app ${text}`), line.start(`chart ${text}`)];
          return !changes.some(({ since }) => starts.includes(line.start(since)));
        });
      return [...unknown, ...lost.map(({ what }) => what), ...silent].map((text) => `${component}: ${text}`);
    });
    expect(wrong).toEqual([]);
  });
});
