import * as fc from 'fast-check';
import { parse } from 'yaml';
import {
  ChartSource,
  Cni,
  Dns,
  GitOpsApp,
  Installer,
  ManagedCluster,
  ManagedClusterProfile,
  NoneProfile,
  type ChartsProps,
  type Profile,
  type ProfileProps,
} from '../../lib';
import { COMPONENTS } from '../../lib/components';
import { KUBERNETES_KINDS } from '../../lib/gitops/kinds/builtin-kinds';
import { groupOf } from '../../lib/gitops/kinds/kind-scope';
import { orderedParts } from '../../lib/installer/delivery/delivery-order';
import { deliveryPlan } from '../../lib/installer/delivery/delivery-plan';
import { identityProblems } from '../../lib/installer/delivery/identity-problems';
import { simulated } from '../../lib/installer/delivery/simulation';
import { objectOf, objectsOf, textOf, type JsonObject } from '../../lib/values/json';
import { runs } from '../support/fc-runs';
import { PlainCluster } from '../support/profiles';
import { describeCharts, HELM_VERSION, RELEASE_CHARTS } from '../support/release-charts';

const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
const KEYS = [
  ...new Set(COMPONENTS.flatMap(({ specKey = '.' }) => (specKey.includes('.') || specKey === 'dns' ? [] : [specKey]))),
];
/** What needs what, by keys of the resource. */
const NEEDS: Readonly<Record<string, string>> = {
  fluentbitOpensearchOutput: 'fluentOperator',
  keycloak: 'mySQLOperator',
  opensearch: 'opensearchOperator',
  opensearchDashboards: 'opensearchOperator',
  prometheus: 'prometheusOperator',
  rancherBackup: 'rancher',
};
const NODES = [{ name: 'es-master', replicas: 1, roles: ['master', 'data', 'ingest'] }];

/** Where charts come from, by the name of the step; `release` is that of Verrazzano. */
type Step = 'release' | 'closest' | 'newest';

interface Case {
  /** Keys of components that are on. */
  readonly on: readonly string[];
  /** Keys of components that are off; on a managed cluster the others are those of its profile. */
  readonly off: readonly string[];
  readonly step: Step;
  readonly isManaged: boolean;
  readonly delivery: 'argo-cd' | 'flux';
  readonly kustomizations: boolean;
}

const anyCase: fc.Arbitrary<Case> = fc.record({
  on: fc.subarray(KEYS),
  off: fc.subarray(KEYS, { maxLength: 6 }),
  step: fc.constantFrom<Step>('release', 'closest', 'newest'),
  isManaged: fc.boolean(),
  delivery: fc.constantFrom('argo-cd', 'flux'),
  kustomizations: fc.boolean(),
});

/** A case in which charts wait for others. */
const WITH_ORDER: Case = {
  on: ['keycloak'],
  off: [],
  step: 'release',
  isManaged: false,
  delivery: 'argo-cd',
  kustomizations: false,
};

/** Flux takes no charts from Helm repositories, where maintained ones are. */
const cases = anyCase.map((one): Case => (one.delivery === 'flux' ? { ...one, step: 'release' } : one));

interface Made {
  readonly app: GitOpsApp;
  readonly platform: Profile;
  readonly source: ChartSource;
}

function made({ on, off, step, isManaged, delivery, kustomizations }: Case, charts: ChartsProps = {}): Made {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' }, delivery, kustomizations });
  const source = step === 'release' ? ChartSource.release() : ChartSource.maintained({ step });
  const needed = on.flatMap((key) => NEEDS[key] ?? []);
  const switches = [...off.map((key) => [key, false]), ...[...on, ...needed].map((key) => [key, true])] as const;
  const components = Object.fromEntries(switches.map(([key, enabled]) => [key, { enabled }]));
  const props = {
    installer: Installer.charts({ source, ...charts }),
    dns: Dns.external('apps.example.com'),
    components: { ...components, ...(on.includes('opensearch') && { opensearch: { enabled: true, nodes: NODES } }) },
  } as ProfileProps;
  const platform = isManaged
    ? new ManagedClusterProfile(new ManagedCluster(app, 'test', { kubernetes }), 'verrazzano', props)
    : new NoneProfile(new PlainCluster(app, 'test', { kubernetes }), 'verrazzano', props);
  return { app, platform, source };
}

/** What the output says that comes before each unit, at once or through others. */
function writtenBefore(files: ReadonlyMap<string, string>): ReadonlyMap<string, ReadonlySet<string>> {
  const objects = [...files]
    .filter(([path]) => /^test\/(argocd\/Application|flux\/Kustomization)\./.test(path))
    .map(([, text]) => parse(text) as JsonObject)
    .map(({ metadata, spec }) => ({ metadata: objectOf(metadata), spec: objectOf(spec) }));
  const units = objects.map(({ metadata, spec }) => ({
    name: textOf(metadata.name).replace(/^test-/, ''),
    wave: Number(objectOf(metadata.annotations)['argocd.argoproj.io/sync-wave'] ?? 0),
    dependsOn: objectsOf(spec.dependsOn).map((one) => textOf(one.name)),
  }));
  const isFlux = units.some(({ dependsOn }) => dependsOn.length > 0);
  const before = new Map<string, Set<string>>();
  const earlier = (unit: string): Set<string> => {
    const known = before.get(unit) ?? new Set<string>();
    if (before.has(unit)) return known;
    before.set(unit, known);
    const found = units.find(({ name }) => name === unit);
    for (const one of found?.dependsOn ?? []) [one, ...earlier(one)].forEach((each) => known.add(each));
    return known;
  };
  for (const { name, wave } of units) {
    if (isFlux) earlier(name);
    else before.set(name, new Set(units.filter((one) => one.wave < wave).map((one) => one.name)));
  }
  return before;
}

test('every prefix of the order works, with any components, charts and kind of cluster', () => {
  fc.assert(
    fc.property(cases, (one) => {
      const all = made(one);
      const plan = deliveryPlan(all.platform, all.source);
      expect(simulated(orderedParts(plan, all.platform), all.platform)).toEqual([]);
      // What the platform operator computes is no change of it.
      expect(identityProblems(plan, all.platform)).toEqual([]);
    }),
    { numRuns: runs(1, 60) },
  );
});

test('the output has the order, forward and in reverse', () => {
  let compared = 0;
  fc.assert(
    fc.property(cases, (one) => {
      const all = made(one);
      const parts = orderedParts(deliveryPlan(all.platform, all.source), all.platform);
      const problems = all.app.node.findAll().flatMap((node) => node.node.validate());
      fc.pre(problems.length === 0);
      const before = writtenBefore(all.app.render());
      const flat = (unit: string): string => unit.replaceAll('/', '-');
      for (const { part, waits } of parts) {
        const earlier = before.get(flat(part.unit));
        const missing = waits.filter(({ unit }) => earlier?.has(flat(unit)) !== true).map(({ unit }) => unit);
        expect([part.unit, missing]).toEqual([part.unit, []]);
        // In reverse it is an order of removal: nothing goes while something that needs it is there.
        expect(waits.filter(({ unit }) => before.get(flat(unit))?.has(flat(part.unit)))).toEqual([]);
        compared += 1;
      }
    }),
    // A random case may have no charts that wait for each other.
    { numRuns: runs(2, 25), maxSkipsPerRun: 1000, examples: [[WITH_ORDER]] },
  );
  expect(compared).toBeGreaterThan(0);
});

describeCharts('the order of what Helm renders', () => {
  const builtin = KUBERNETES_KINDS.map(({ group }) => group);
  // Rancher defines its kinds when it starts; those that the operator applied are applied in a remaining step.
  const byOperator = COMPONENTS.flatMap(({ crds }) => (crds?.by === 'operator' ? Object.keys(crds.names) : []));
  const withoutChart = new Set([...builtin, 'management.cattle.io', ...byOperator]);

  test('every custom resource comes after its definition', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const all = made(
          { ...one, step: 'release', delivery: 'argo-cd', kustomizations: false },
          { render: 'git', directory: RELEASE_CHARTS, helmVersion: HELM_VERSION ?? '' },
        );
        const problems = all.app.node.findAll().flatMap((node) => node.node.validate());
        fc.pre(problems.length === 0);
        const files = all.app.render();
        const before = writtenBefore(files);
        const units = [...before.keys()].map((name) => ({
          name,
          objects: [...files]
            .filter(([path]) => path.endsWith('.yaml') && flatUnit(path) === name)
            .map(([, text]) => parse(text) as JsonObject),
        }));
        const late = units.flatMap(({ name, objects }) => {
          const there = units.filter((unit) => unit.name === name || before.get(name)?.has(unit.name));
          const kinds = there.flatMap((unit) => unit.objects.flatMap(definedKind));
          return objects
            .map(({ apiVersion, kind }) => `${groupOf(textOf(apiVersion))}/${textOf(kind)}`)
            .filter((kind) => !withoutChart.has(kind.split('/')[0] ?? '') && !kinds.includes(kind))
            .map((kind) => `${name}: ${kind}`);
        });
        expect([...new Set(late)]).toEqual([]);
      }),
      { numRuns: runs(1, 5), maxSkipsPerRun: 1000 },
    );
  }, 900_000);

  /** The unit of a file, as its Application is named. */
  function flatUnit(path: string): string {
    return /^test\/((?:(?:charts|objects)\/)?[^/]+)\//.exec(path)?.[1]?.replaceAll('/', '-') ?? '';
  }

  function definedKind({ kind, spec }: JsonObject): string[] {
    if (kind !== 'CustomResourceDefinition') return [];
    const { group, names } = objectOf(spec);
    return [`${textOf(group)}/${textOf(objectOf(names).kind)}`];
  }
});
