import type { Construct } from 'constructs';
import type { ComponentDefinition } from '../definition/definition';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { Platform, PlatformInstaller } from '../definition/platform';
import type { DeliveryUnitProps } from '../gitops/delivery-unit';
import type { RemainingStep } from '../gitops/gitops-cluster';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { GitOpsApp } from '../gitops/gitops-app';
import { WAITING_RETRY } from '../gitops/retry';
import { authoritySteps, certificateObjects, ingressProblems, systemIngresses, zoneSecrets } from '../ingress';
import { scrapeMonitors } from '../ingress/scraping';
import { upstreamMeshObjects } from '../mesh';
import type { Problem } from '../values/problem';
import { byHandStep, chartUnit, chartWaves, crdStep, PLATFORM_WAVE } from './chart-units';
import type { ChartSource } from './chart-source';
import { objectKey, ownedByCharts } from './chart-objects';
import { ManifestSet } from './manifest-set';
import { MESH_UNIT } from './mesh-unit';
import { createdNamespaces, platformNamespaces } from './namespaces';
import { cniSteps, inChart, placementProblems } from './placement';
import { platformCharts } from './platform-charts';

/** One delivery unit and its objects. */
interface ChartsUnit {
  readonly name: string;
  readonly props: DeliveryUnitProps;
  /** What derives them, by id of the construct. */
  readonly objects: Readonly<Record<string, (platform: Platform) => readonly KubernetesManifest[]>>;
}

/** The units besides that of the NetworkPolicies, which the profile makes. */
const UNITS: readonly ChartsUnit[] = [
  {
    name: 'namespaces',
    props: { wave: 0, description: 'The namespaces of the platform, with their labels' },
    objects: { Namespaces: platformNamespaces },
  },
  {
    name: 'platform',
    props: {
      wave: PLATFORM_WAVE,
      description: 'Issuers, certificates, Ingresses of system components, and what Prometheus scrapes',
      // The CRDs come with charts that are installed after the namespaces.
      retry: WAITING_RETRY,
    },
    objects: { Certificates: certificateObjects, Ingresses: systemIngresses, ScrapeMonitors: scrapeMonitors },
  },
  { name: 'mesh', props: MESH_UNIT, objects: { Mesh: upstreamMeshObjects } },
];

/** What a user says about the installation from charts. */
export interface ChartsProps {
  /**
   * Where Argo CD finds the charts of the components. With it, every component whose values Git may hold is an Application of its own,
   * and the library leaves out what the charts make themselves.
   * @default - the charts are not delivered, and a remaining step lists them
   */
  readonly source?: ChartSource;
}

/**
 * Experimental: installs a profile without Verrazzano's platform operator. The charts of the components are delivered with a
 * {@link ChartsProps.source}, else a remaining step lists them. What the library derives itself is: namespaces, issuers and
 * certificates, Ingresses of system components, scrape monitors, mutual TLS of the mesh. The profile adds NetworkPolicies and AuthorizationPolicies for everything.
 */
export class Charts implements PlatformInstaller {
  /** Profiles of which nothing can be derived: their merge is refused, which synthesis reports. */
  private readonly refused = new Set<Platform>();

  /** @param props - what the user says */
  constructor(private readonly props: ChartsProps = {}) {}

  /** {@inheritDoc PlatformInstaller.install} */
  install(platform: Platform): void {
    const cluster = GitOpsCluster.of(platform);
    if (cluster === undefined && !inChart(platform)) return;
    try {
      const made = this.deliver(platform, cluster);
      for (const unit of UNITS) emit(platform, unit, made, () => cluster?.unit(unit.name, unit.props) ?? platform);
      cluster?.declareNamespaces(() => createdNamespaces(platform, undefined));
      zoneSecrets(platform).forEach((secret) => cluster?.addRequiredSecret(secret));
      authoritySteps(platform).forEach((step) => cluster?.addRemainingStep(step));
    } catch (error) {
      if (!(error instanceof Error && error.name === 'MergeError')) throw error;
      this.refused.add(platform);
    }
    platform.requiredSecrets.forEach((secret) => cluster?.addRequiredSecret(secret));
    for (const { unit: _, ...step } of cniSteps(platform)) cluster?.addRemainingStep(step);
  }

  /** Delivers the charts, and gives the objects that they make. */
  private deliver(platform: Platform, cluster: GitOpsCluster | undefined): ReadonlySet<string> {
    const { source } = this.props;
    if (source === undefined || cluster === undefined) {
      cluster?.addRemainingStep(chartsStep(platform));
      return new Set();
    }
    const { delivered, byHand } = platformCharts(platform);
    const { repository: output } = GitOpsApp.of(cluster).delivery;
    const waves = chartWaves(platform.enabledComponents);
    for (const chart of delivered) {
      const { name } = chart.definition;
      cluster.unit(`charts/${name}`, chartUnit(chart, source, output, waves.get(name) ?? 1));
    }
    for (const step of [crdStep(delivered, source), byHandStep(byHand, source)]) {
      if (step !== undefined) cluster.addRemainingStep(step);
    }
    const names = new Set([...delivered, ...byHand].map(({ definition }) => definition.name));
    const isFromChart = ({ name, createdBy = '', partOf = '' }: ComponentDefinition): boolean =>
      [name, createdBy, partOf].some((one) => names.has(one));
    return ownedByCharts(platform.runningComponents.filter(isFromChart));
  }

  /** {@inheritDoc PlatformInstaller.problems} */
  problems(platform: Platform): readonly Problem[] {
    return [...placementProblems(platform), ...(this.refused.has(platform) ? [] : ingressProblems(platform))];
  }
}

function emit(platform: Platform, { objects }: ChartsUnit, made: ReadonlySet<string>, scope: () => Construct): void {
  for (const [id, derive] of Object.entries(objects)) {
    const manifests = derive(platform).filter((manifest) => !made.has(objectKey(manifest)));
    if (manifests.length > 0) new ManifestSet(scope(), `${id}-${platform.node.id}`, manifests);
  }
}

function chartsStep(platform: Platform): RemainingStep {
  const rows = platform.enabledComponents.flatMap(({ name, chart, release, namespace }) =>
    chart === undefined || release === null
      ? []
      : [`- \`${release ?? name}\` in \`${namespace}\`: chart \`${chart.name}\` ${chart.version} (\`${chart.path}\`)`],
  );
  return {
    title: 'Install the charts of the components',
    when: 'after',
    unit: 'namespaces',
    instructions: [
      'Installing without the platform operator is experimental: the charts themselves are not delivered from here yet. ' +
        'Switch off in their values what the units of this cluster hold already. In this order:',
      '',
      ...rows,
    ].join('\n'),
  };
}
