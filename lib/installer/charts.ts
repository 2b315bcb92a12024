import type { Construct } from 'constructs';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { Platform, PlatformInstaller } from '../definition/platform';
import type { DeliveryUnitProps } from '../gitops/delivery-unit';
import type { RemainingStep } from '../gitops/gitops-cluster';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { WAITING_RETRY } from '../gitops/retry';
import { authoritySteps, certificateObjects, ingressProblems, systemIngresses, zoneSecrets } from '../ingress';
import { scrapeMonitors } from '../ingress/scraping';
import { upstreamMeshObjects } from '../mesh';
import type { Problem } from '../values/problem';
import { ManifestSet } from './manifest-set';
import { MESH_UNIT } from './mesh-unit';
import { createdNamespaces, platformNamespaces } from './namespaces';
import { cniSteps, inChart, placementProblems } from './placement';

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
      wave: 10,
      description: 'Issuers, certificates, Ingresses of system components, and what Prometheus scrapes',
      // The CRDs come with charts that are installed after the namespaces.
      retry: WAITING_RETRY,
    },
    objects: { Certificates: certificateObjects, Ingresses: systemIngresses, ScrapeMonitors: scrapeMonitors },
  },
  { name: 'mesh', props: MESH_UNIT, objects: { Mesh: upstreamMeshObjects } },
];

/**
 * Experimental: installs a profile without Verrazzano's platform operator. The charts of the components are not delivered yet, which
 * a remaining step says; what the library derives itself is: namespaces, issuers and certificates, Ingresses of system components,
 * scrape monitors, mutual TLS of the mesh. The profile adds NetworkPolicies and AuthorizationPolicies for everything.
 */
export class Charts implements PlatformInstaller {
  /** Profiles of which nothing can be derived: their merge is refused, which synthesis reports. */
  private readonly refused = new Set<Platform>();

  /** {@inheritDoc PlatformInstaller.install} */
  install(platform: Platform): void {
    const cluster = GitOpsCluster.of(platform);
    if (cluster === undefined && !inChart(platform)) return;
    try {
      for (const unit of UNITS) emit(platform, unit, () => cluster?.unit(unit.name, unit.props) ?? platform);
      cluster?.addRemainingStep(chartsStep(platform));
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

  /** {@inheritDoc PlatformInstaller.problems} */
  problems(platform: Platform): readonly Problem[] {
    return [...placementProblems(platform), ...(this.refused.has(platform) ? [] : ingressProblems(platform))];
  }
}

function emit(platform: Platform, { objects }: ChartsUnit, scope: () => Construct): void {
  for (const [id, derive] of Object.entries(objects)) {
    const manifests = derive(platform);
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
