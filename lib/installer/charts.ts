import type { ComponentDefinition } from '../definition/definition';
import { definitionVariant } from '../definition/definition-variant';
import type { Platform, PlatformInstaller } from '../definition/platform';
import { grafana, verrazzanoMonitoringOperator } from '../components';
import { replacementOf } from '../components/replacements';
import { GitOpsApp } from '../gitops/gitops-app';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { ingressProblems } from '../ingress';
import { upstreamMeshObjects } from '../mesh';
import { throwProblems, type Problem } from '../values/problem';
import { authorityBundles, authorityProblems, keptAuthorities, type AuthorityProps } from './authority';
import { deliver } from './chart-delivery';
import { ChartSource } from './chart-source';
import { deliveryPlan, type DeliveryPlan } from './delivery/delivery-plan';
import { deliveryProblems } from './delivery/delivery-problems';
import { declareKinds } from './delivery/kind-owners';
import { orderedParts } from './delivery/delivery-order';
import type { ChartRendering } from './delivery/rendered-charts';
import { lostOverrides } from './lost-overrides';
import { ManifestSet } from './manifest-set';
import { evaluateHops } from './evaluate-hops';
import { componentSourceProblems, PlatformCharts } from './platform-charts';
import { platformNamespaces } from './namespaces';
import { kubernetesSteps } from './kubernetes-steps';
import { cniSteps, inChart, placementProblems } from './placement';

/** Options of an installation from charts. */
export interface ChartsProps {
  /**
   * Where Argo CD finds the charts of the components; option `chart` of a component takes precedence.
   * @default ChartSource.release()
   */
  readonly source?: ChartSource;
  /**
   * In place of `source`: `maintained` is `ChartSource.maintained()`, the published chart that changes least for every component that has
   * one, and `release` is `ChartSource.release()`.
   * @default release
   */
  readonly charts?: 'release' | 'maintained';
  /**
   * Who renders the charts: Argo CD, or Helm at synthesis, so that their objects are files like all others.
   * @default 'argo-cd'
   */
  readonly render?: 'argo-cd' | 'git';
  /**
   * Folder with the charts: `platform-operator` of the Verrazzano repository, and `manifests/charts` of the Istio repository.
   * `render: 'git'` renders them. With Flux, published charts take the values files of the release from it, since a HelmRelease reads no
   * second source: they are written into ConfigMaps.
   * @default - that of a vendored source
   */
  readonly directory?: string;
  /**
   * Version of the `helm` on the PATH for `render: 'git'`, such as `3.16.4`; another one is an error.
   * @default - must be stated with `render: 'git'`
   */
  readonly helmVersion?: string;
  /**
   * Hops between versions of charts that a person has prepared, as `<component> <from> <to>`, such as `keycloak 2.3.0 5.0.0`. Where the
   * program installs another version of a chart than the committed output, errors of the hop refuse the synthesis unless it is here.
   * @default - none
   */
  readonly acceptHops?: readonly string[];
  /**
   * Components that the resource has no switch for, and whose place something else in the program takes. The monitoring operator goes by
   * itself once a published chart makes Grafana.
   * @default - none
   */
  readonly without?: readonly WithoutComponent[];
  /**
   * How certificate authorities live on without the platform operator.
   * @default - ten years with one key, and a remaining step for their copies
   */
  readonly authority?: AuthorityProps;
}

/** Components that may be left out: dashboards of Verrazzano, in place of which `GrafanaDashboards` has those of the user. */
export type WithoutComponent = 'verrazzano-grafana-dashboards';

const WITHOUT: readonly WithoutComponent[] = ['verrazzano-grafana-dashboards'];

/**
 * Installs a profile without Verrazzano's platform operator: each component is a delivery unit with the chart that the operator would
 * install and the values that it would compute, and units with the objects that it makes in code. The profile adds NetworkPolicies and
 * AuthorizationPolicies for everything.
 */
export class Charts implements PlatformInstaller {
  private readonly plans = new Map<Platform, DeliveryPlan>();
  /** Why nothing can be derived: the merge is refused, which the profile reports, or values cannot be computed. */
  private readonly failures = new Map<Platform, Error>();
  private readonly source: ChartSource;
  private readonly rendering: ChartRendering | undefined;
  private readonly directory: string | undefined;
  private readonly authority: AuthorityProps;
  private readonly accepted: readonly string[];
  private readonly without: readonly string[];

  /**
   * @param props - what the user says
   * @throws Error when `render: 'git'` lacks the charts or the version of Helm, a setting of the authority is not valid, or the source is
   * for one component
   */
  constructor(props: ChartsProps = {}) {
    const {
      source = props.charts === 'maintained' ? ChartSource.maintained() : ChartSource.release(),
      authority = {},
    } = props;
    throwProblems([...authorityProblems(authority), ...sourceProblems(props, source)]);
    this.source = source;
    this.rendering = renderingOf(props, source);
    this.directory = props.directory ?? source.directory;
    this.authority = authority;
    this.accepted = props.acceptHops ?? [];
    this.without = props.without ?? [];
  }

  /** {@inheritDoc PlatformInstaller.definitionOf} */
  definitionOf(definition: ComponentDefinition, platform: Platform): ComponentDefinition {
    const found = this.sourceOf(platform).published(definition.name);
    const own = withoutOperator(definition);
    return found === undefined ? own : definitionVariant(own, found.line, found.version);
  }

  /** {@inheritDoc PlatformInstaller.omits} */
  omits(enabled: ReadonlySet<string>, platform: Platform): readonly string[] {
    // The monitoring operator makes Grafana and nothing else: OpenSearch has an operator of its own.
    const isByChart = enabled.has(grafana.name) && this.sourceOf(platform).published(grafana.name) !== undefined;
    return [...this.without, ...(isByChart ? [verrazzanoMonitoringOperator.name] : [])];
  }

  /** {@inheritDoc PlatformInstaller.install} */
  install(platform: Platform): void {
    if (componentSourceProblems(platform).length > 0) return;
    const cluster = GitOpsCluster.of(platform);
    if (cluster === undefined && !inChart(platform)) return;
    if (cluster !== undefined) declareKinds(GitOpsApp.of(cluster), platform);
    try {
      const source = this.sourceOf(platform);
      const plan = deliveryPlan(platform, source, this.rendering && { directory: this.rendering.directory });
      this.plans.set(platform, plan);
      if (cluster === undefined) emitObjects(platform, plan, this.authority);
      else {
        const { rendering, authority, directory } = this;
        deliver(platform, { plan, cluster, source, rendering, authority, directory });
        evaluateHops(platform, { plan, cluster, source, accepted: this.accepted });
        kubernetesSteps(platform, source).forEach((step) => cluster.addRemainingStep(step));
      }
    } catch (error) {
      if (!(error instanceof Error && ['MergeError', 'ChartValuesError', 'RenderError'].includes(error.name)))
        throw error;
      this.failures.set(platform, error);
    }
    platform.requiredSecrets.forEach((secret) => cluster?.addRequiredSecret(secret));
    for (const { unit: _, ...step } of cniSteps(platform)) cluster?.addRemainingStep(step);
  }

  /** {@inheritDoc PlatformInstaller.problems} */
  problems(platform: Platform): readonly Problem[] {
    const sources = componentSourceProblems(platform);
    if (sources.length > 0) return sources;
    const plan = this.plans.get(platform);
    const failure = this.failures.get(platform);
    if (failure?.name === 'MergeError') return placementProblems(platform);
    const found = [...placementProblems(platform), ...ingressProblems(platform)];
    if (found.length > 0 || failure !== undefined) return found.length > 0 ? found : [{ what: failure?.message ?? '' }];
    return plan === undefined
      ? []
      : [
          ...deliveryProblems(plan, platform),
          ...authorityBundles(platform, this.authority).problems,
          ...this.renderingProblems(plan, platform),
          ...lostOverrides(
            plan.components.filter(({ main }) => main.length > 0).map(({ definition }) => definition),
            platform.enabledComponents,
            plan.facts,
            this.sourceOf(platform),
          ),
        ];
  }

  /** The folder for `render: 'git'` has the charts of the release. */
  private renderingProblems({ components }: DeliveryPlan, platform: Platform): readonly Problem[] {
    const source = this.sourceOf(platform);
    const names = components
      .filter(({ main }) => main.some(({ chart }) => chart !== undefined))
      .map(({ definition }) => definition.name)
      .filter((name) => source.published(name) !== undefined);
    if (this.rendering === undefined || names.length === 0) return [];
    const fix = "leave the rendering to Argo CD with render: 'argo-cd', or keep the charts of the release";
    return [{ what: "render: 'git' renders charts of the release only", got: names.join(', '), fix }];
  }

  private sourceOf(platform: Platform): ChartSource {
    return PlatformCharts.of(platform, this.source);
  }
}

/** Without Jobs that the platform operator starts: the migration of an older MySQL, and the removal of Rancher. */
function withoutOperator(definition: ComponentDefinition): ComponentDefinition {
  const all = Object.entries(definition.workloads ?? {});
  const left = all.filter(([, { createdBy }]) => createdBy !== 'operator');
  return left.length === all.length ? definition : { ...definition, workloads: Object.fromEntries(left) };
}

function sourceProblems(
  { charts, source: stated, acceptHops = [], without = [] }: ChartsProps,
  source: ChartSource,
): readonly Problem[] {
  const at = 'Installer.charts';
  const fix = 'leave out one of them';
  const hops = acceptHops.filter(
    (hop) => !/^\S+ \S+ \S+$/.test(hop) || replacementOf(hop.split(' ')[0] ?? '') === undefined,
  );
  const unknown = without.filter((name) => !WITHOUT.includes(name));
  return [
    ...unknown.map((got) => ({
      at,
      what: 'without names a component that cannot be left out',
      got,
      allowed: WITHOUT.join(', '),
    })),
    ...hops.map((hop) => ({ at, what: 'acceptHops names no hop', got: hop, allowed: '<component> <from> <to>' })),
    ...(charts !== undefined && stated !== undefined
      ? [{ at, what: 'charts and source exclude each other', fix }]
      : []),
    ...source.problems().map((problem) => ({ at, ...problem })),
  ];
}

function renderingOf(
  { render = 'argo-cd', directory, helmVersion }: ChartsProps,
  source: ChartSource,
): ChartRendering | undefined {
  if (render === 'argo-cd') return undefined;
  const folder = directory ?? source.directory;
  const at = 'Installer.charts';
  const fix = "state it, or leave the rendering to Argo CD with render: 'argo-cd'";
  throwProblems([
    ...(folder === undefined ? [{ at, what: "render: 'git' needs directory, a folder with the charts", fix }] : []),
    ...(helmVersion === undefined || !/^v?\d+\.\d+\.\d+/.test(helmVersion)
      ? [{ at, what: "render: 'git' needs helmVersion", got: helmVersion, allowed: 'such as 3.16.4', fix }]
      : []),
  ]);
  return { directory: folder ?? '', helmVersion: helmVersion ?? '' };
}

/** A plain Chart has no order and no Argo CD: it gets the objects alone. */
function emitObjects(platform: Platform, plan: DeliveryPlan, authority: AuthorityProps): void {
  const made = orderedParts(plan, platform).flatMap(({ part }) => part.objects ?? []);
  const parts = [...keptAuthorities(made, authority), ...authorityBundles(platform, authority).bundles];
  const all = [...platformNamespaces(platform), ...parts, ...upstreamMeshObjects(platform)];
  new ManifestSet(platform, `Objects-${platform.node.id}`, all);
}
