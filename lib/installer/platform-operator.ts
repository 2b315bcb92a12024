import { ApiObject, Chart, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Platform, PlatformInstaller, VerrazzanoManifest } from '../component/platform';
import { platformsIn } from '../component/platform';
import { VERRAZZANO_GROUP } from '../component/verrazzano-api';
import { verrazzanoPlatformOperator } from '../components/verrazzano-platform-operator';
import { GitOpsApp } from '../gitops/gitops-app';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import type { DeliveryUnitProps } from '../gitops/delivery-unit';
import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { Problem } from '../values/problem';
import { refuse } from '../values/problem';
import { OperatorManifest } from './operator-manifest';
import { operatorUnit } from './operator-unit';
import { NEVER_BY_ACCIDENT } from './sync-options';
import { VERRAZZANO_HEALTH } from './verrazzano-health';

/** Properties of `Installer.platformOperator()`. */
export interface PlatformOperatorProps {
  /**
   * What the Verrazzano resource says: only what differs from its profile, or everything as it is after the merge with
   * the profile, for reviewers who want to see it all (override items of the profile excepted: the operator adds them again).
   * @default 'differences'
   */
  readonly resource?: 'differences' | 'everything';
  /**
   * Where the operator's manifest comes from.
   * @default - the artifact of the release
   */
  readonly manifest?: OperatorManifest;
  /**
   * Image of the operator, such as `registry.example.com/verrazzano/verrazzano-platform-operator:v1.7.2`.
   * @default - the manifest's, in the registry of the profile
   */
  readonly image?: string;
}

/** Annotation by which Argo CD is told how to sync an object. */
const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';

/** The delivery unit of the Verrazzano resource. */
const PLATFORM_UNIT: DeliveryUnitProps = {
  wave: 10,
  description: 'The Verrazzano resource: what the platform operator installs',
  ignoreDifferences: [
    {
      group: VERRAZZANO_GROUP,
      kind: 'Verrazzano',
      jsonPointers: ['/metadata/finalizers', '/status'],
      reason: 'the operator adds its finalizer and reports its state (controllers/verrazzano/controller/reconciler.go)',
    },
  ],
};

/**
 * Installs a profile with Verrazzano's platform operator: its manifest, and one Verrazzano resource. Nothing that the
 * operator or one of its charts owns is emitted.
 */
export class PlatformOperator implements PlatformInstaller {
  /** The platform operator itself. */
  readonly components = [verrazzanoPlatformOperator];
  /** It installs upstream's NetworkPolicies. */
  readonly ownsNetworkPolicies = true;

  /**
   * @param props - how the operator is installed and what the resource says
   * @throws Error when the image is not valid
   */
  constructor(private readonly props: PlatformOperatorProps) {
    const image = /^[a-z0-9][-a-zA-Z0-9._:/]*(:[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})$/;
    if (props.image !== undefined && !image.test(props.image)) {
      refuse([
        {
          at: 'Installer.platformOperator',
          what: 'image is not a reference to one image',
          got: props.image,
          allowed: '<host>/<path>:<tag> or <host>/<path>@sha256:<digest>',
        },
      ]);
    }
  }

  /** {@inheritDoc PlatformInstaller.install} */
  install(platform: Platform): void {
    const cluster = GitOpsCluster.of(platform);
    if (cluster === undefined) {
      if (inChart(platform)) verrazzanoResource(platform, platform, this.manifest(platform));
      return;
    }
    const manifest = this.props.manifest ?? OperatorManifest.release(platform.version);
    cluster.unit('operator', operatorUnit(platform, manifest, this.props.image));
    verrazzanoResource(cluster.unit('platform', PLATFORM_UNIT), platform, this.manifest(platform));
    const app = GitOpsApp.of(platform);
    app.declareKind({ group: VERRAZZANO_GROUP, kind: 'Verrazzano', namespaced: true });
    app.declareHealthCheck(VERRAZZANO_HEALTH);
    platform.requiredSecrets.forEach((secret) => cluster.addRequiredSecret(secret));
    cluster.addRemainingStep(verifyStep(platform));
    if (platform.kubernetes?.cni?.enforcesNetworkPolicies === false) cluster.addRemainingStep(cniStep(platform));
  }

  /** {@inheritDoc PlatformInstaller.problems} */
  problems(platform: Platform): readonly Problem[] {
    const cluster = GitOpsCluster.of(platform);
    if (cluster !== undefined) return otherPlatformProblems(cluster, platform);
    if (inChart(platform)) return [];
    return [
      {
        what: 'the profile is neither in a cluster nor in a Chart, so nothing would be emitted',
        got: platform.node.scope?.constructor.name,
        allowed: 'AdminCluster, ManagedCluster, GitOpsCluster, cdk8s Chart',
        fix: 'pass one of them as scope',
      },
    ];
  }

  private manifest(platform: Platform): () => VerrazzanoManifest {
    return this.props.resource === 'everything' ? () => everything(platform) : () => platform.differences;
  }
}

function verrazzanoResource(scope: Construct, platform: Platform, manifest: () => VerrazzanoManifest): void {
  const { apiVersion, kind, metadata } = platform.resource;
  new ApiObject(scope, `Verrazzano-${platform.node.id}`, {
    apiVersion,
    kind,
    metadata: {
      ...metadata,
      // Deleting this resource uninstalls the platform. Its CRD arrives with the unit before, unknown to a dry run now.
      annotations: {
        ...metadata.annotations,
        [SYNC_OPTIONS]: `${NEVER_BY_ACCIDENT},SkipDryRunOnMissingResource=true`,
      },
    },
    // Late, since the merge with the profile may be refused, which validation reports with everything else.
    spec: Lazy.any({ produce: () => manifest().spec }) as unknown,
  });
}

/** The effective resource without the override items that the operator takes from the profile itself. */
function everything(platform: Platform): VerrazzanoManifest {
  const stated = platform.resource.spec;
  return { ...platform.effective, spec: withOwnOverrides(platform.effective.spec, stated) };
}

function withOwnOverrides(effective: JsonObject, stated: JsonObject): JsonObject {
  const result: Record<string, JsonValue | undefined> = {};
  for (const [key, value] of Object.entries(effective)) {
    const own = stated[key];
    if (key === 'overrides') result[key] = own;
    else result[key] = isJsonObject(value) ? withOwnOverrides(value, isJsonObject(own) ? own : {}) : value;
  }
  return result;
}

function verifyStep(platform: Platform) {
  const { name, namespace } = platform.resource.metadata;
  return {
    title: 'Wait for the platform',
    when: 'after' as const,
    unit: 'platform',
    instructions: `\`kubectl wait --for=condition=InstallComplete --timeout=60m -n ${namespace} verrazzano/${name}\``,
  };
}

function cniStep(platform: Platform) {
  return {
    title: 'Let NetworkPolicies take effect',
    when: 'before' as const,
    unit: 'platform',
    instructions:
      `The network plugin of this cluster (${platform.kubernetes?.cni.name}) does not enforce NetworkPolicies: ` +
      'those of the platform are stored and have no effect. Add a policy engine such as Calico before you rely on them.',
  };
}

/** The operator refuses a second Verrazzano resource in a cluster (validation rule create.single-instance). */
function otherPlatformProblems(cluster: GitOpsCluster, platform: Platform): readonly Problem[] {
  const others = platformsIn(cluster).filter((other) => other !== platform);
  return others.map(({ node }) => ({
    what: `cluster ${cluster.clusterName} has another profile`,
    got: node.path,
    allowed: 'one profile in a cluster',
    fix: 'keep one of them, or give the other a cluster of its own',
  }));
}

function inChart(platform: Platform): boolean {
  return platform.node.scopes.some((scope) => Chart.isChart(scope));
}
