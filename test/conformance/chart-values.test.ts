import { readFileSync } from 'fs';
import { parse } from 'yaml';
import { allChartValues, ChartFacts, type ChartFailure, type ChartRelease } from '../../lib/charts';
import type { VerrazzanoResource } from '../../lib/resource/merge';
import type { JsonObject } from '../../lib/values/json';
import { cli, Folder } from '../cli/cli';
import { describeShared, sharedPath } from '../support/shared';
import { sample } from '../support/sample';

/** One release as the operator's own code made it. */
interface Expected {
  readonly error?: true;
  readonly release?: string;
  readonly namespace: string;
  readonly chart?: string;
  readonly sources: ReadonlyArray<{ readonly kind: string; readonly file?: string; readonly set?: string }>;
  readonly computed: JsonObject;
}

interface Case {
  readonly id: string;
  readonly resource: VerrazzanoResource;
  readonly enabled: readonly string[];
  readonly cluster: {
    readonly kubeVersion: string;
    readonly env: Readonly<Record<string, string>>;
    readonly objects: readonly JsonObject[];
  };
  readonly expected: Readonly<Record<string, Expected>>;
}

describeShared('chart values of upstream', () => {
  const cases = JSON.parse(readFileSync(sharedPath('upstream', 'components', 'values.json'), 'utf8')) as Case[];
  const folder = new Folder();
  afterAll(() => folder.remove());

  test.each(
    sample(
      cases.map((one) => [one.id, one] as const),
      10,
    ),
  )('%s', (_, { resource, cluster, expected }) => {
    const { kubeVersion, env: environment, objects } = cluster;
    const found = allChartValues(new ChartFacts(resource, { kubeVersion, environment, objects }));
    expect(Object.fromEntries(found.map((release) => [release.component, summaryOf(release)]))).toEqual(
      Object.fromEntries(Object.entries(expected).map(([name, release]) => [name, expectedSummary(release)])),
    );
  });

  // What differs between a file and an object in memory: the UID, the environment, and how failures end.
  test.each(['registry-repo-pull-secret', 'everything', 'no-address'])('%s by the command', async (id) => {
    const found = cases.find((one) => one.id === id);
    if (found === undefined) throw new Error(`there is no case ${id}`);
    const { resource, cluster, expected } = found;
    const env = Object.entries(cluster.env).map(([name, value]) => ({ name, value }));
    const container = { name: 'verrazzano-platform-operator', env };
    const operator = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace: 'verrazzano-install', name: 'verrazzano-platform-operator' },
      spec: { template: { spec: { containers: [container] } } },
    };
    const items = [...cluster.objects, operator];
    const manifests = folder.write(`${id}-cluster.json`, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    const file = folder.write(`${id}.json`, JSON.stringify(resource));
    const { code, out } = await cli(['values', file, '--cluster', manifests, '--output', 'json']);
    expect(code).toBe(Object.values(expected).some(({ error }) => error) ? 1 : 0);
    const releases = JSON.parse(out) as ReadonlyArray<ChartRelease | ChartFailure>;
    expect(Object.fromEntries(releases.map((release) => [release.component, summaryOf(release)]))).toEqual(
      Object.fromEntries(Object.entries(expected).map(([name, release]) => [name, expectedSummary(release)])),
    );
  });

  test('the container with the theme of Keycloak is that of upstream', () => {
    const { resource, cluster } = cases.find(({ id }) => id === 'prod') as Case;
    const { kubeVersion, env: environment, objects } = cluster;
    const found = allChartValues(new ChartFacts(resource, { kubeVersion, environment, objects }));
    const keycloak = found.find(({ component }) => component === 'keycloak') as ChartRelease;
    const [container] = parse(keycloak.values.extraInitContainers as string) as [{ readonly args: string[] }];
    const rendered = readFileSync(sharedPath('upstream', 'components', 'rendered', 'keycloak.yaml'), 'utf8');
    const set = rendered.split(/^---$/m).find((text) => /^kind: StatefulSet$/m.test(text)) ?? '';
    const pods = parse(set) as { spec: { template: { spec: { initContainers: Array<{ name: string }> } } } };
    const upstream = pods.spec.template.spec.initContainers.find(({ name }) => name === 'theme-provider');
    expect({ ...container, args: [container.args[0], 'ELIDED'] }).toEqual(upstream);
    expect(container.args[1]).toContain('cp -R /oracle/* /theme');
  });
});

function summaryOf(release: ChartRelease | ChartFailure): object {
  if ('error' in release) return { error: true };
  const { namespace, chart, valuesFile, moreValuesFiles = [], values, set } = release;
  return {
    release: release.release,
    namespace,
    chart,
    files: [...(valuesFile === null ? [] : [valuesFile]), ...moreValuesFiles],
    values,
    set:
      set === undefined
        ? undefined
        : Object.entries(set)
            .map((pair) => pair.join('='))
            .join(),
  };
}

function expectedSummary({ error, release, namespace, chart, sources, computed }: Expected): object {
  if (error) return { error };
  return {
    release: release ?? null,
    namespace,
    chart: chart ?? null,
    files: sources.flatMap(({ kind, file }) => (kind === 'static' && file !== undefined ? [file] : [])),
    values: withoutPlaceholders(computed),
    set: sources.find(({ kind }) => kind === 'set')?.set,
  };
}

/** Texts that the vectors leave out are compared elsewhere by what they do; here they are texts. */
function withoutPlaceholders(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.startsWith('<elided:') || /^<(random|volatile)>$/.test(value) ? expect.any(String) : value;
  }
  if (Array.isArray(value)) return value.map(withoutPlaceholders);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutPlaceholders(member)]));
}
