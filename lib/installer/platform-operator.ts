import { PLATFORM_OPENSEARCH } from '../components/platform-opensearch';
import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Platform, PlatformInstaller, VerrazzanoManifest } from '../definition/platform';
import { VERRAZZANO_GROUP } from '../definition/verrazzano-api';
import { verrazzanoPlatformOperator } from '../components/verrazzano-platform-operator';
import { GitOpsApp } from '../gitops/gitops-app';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { ExactApiObject } from '../gitops/render/object-data';
import type { DeliveryUnitProps } from '../gitops/delivery-unit';
import { operatorIssuerProblems } from '../ingress/problems';
import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import { declareKinds } from './delivery/kind-owners';
import { OperatorManifest } from './operator-manifest';
import { createdNamespaces } from './namespaces';
import { operatorUnit } from './operator-unit';
import { cniSteps, inChart, placementProblems } from './placement';
import { NEVER_BY_ACCIDENT } from './sync-options';
import { VERRAZZANO_HEALTH } from './verrazzano-health';
import { SYNC_OPTIONS_ANNOTATION } from '../gitops/argo/sync-options';

/** Properties of `Installer.platformOperator()`. */
export interface PlatformOperatorProps {
  /**
   * What the Verrazzano resource holds: only what differs from its profile, or everything as it is after the merge with
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
  /** It makes the objects of the components. */
  readonly ownsComponents = true;

  /**
   * @param props - how the operator is installed and what the resource holds
   * @throws Error when the image is not valid
   */
  constructor(private readonly props: PlatformOperatorProps) {
    const image = /^[a-z0-9][-a-zA-Z0-9._:/]*(:[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})$/;
    if (props.image !== undefined && !image.test(props.image)) {
      throwProblems([
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
    declareKinds(app, platform);
    app.declareHealthCheck(VERRAZZANO_HEALTH);
    platform.requiredSecrets.forEach((secret) => cluster.addRequiredSecret(secret));
    cluster.declareNamespaces(() => createdNamespaces(platform, 'the platform operator'));
    cluster.addRemainingStep(verifyStep(platform));
    cniSteps(platform).forEach((step) => cluster.addRemainingStep(step));
  }

  /** {@inheritDoc PlatformInstaller.problems} */
  problems(platform: Platform): readonly Problem[] {
    return [...placementProblems(platform), ...operatorIssuerProblems(platform), ...chartProblems(platform)];
  }

  private manifest(platform: Platform): () => VerrazzanoManifest {
    return this.props.resource === 'everything' ? () => everything(platform) : () => platform.differences;
  }
}

/** The platform operator installs the charts in its image. */
function chartProblems({ chartSources = new Map() }: Platform): readonly Problem[] {
  const fix = 'deliver the platform by Installer.charts(), or leave the option out';
  return [...chartSources.keys()].map((name) => ({
    what: `chart of ${name} is stated, and the platform operator installs its own charts`,
    fix,
  }));
}

function verrazzanoResource(scope: Construct, platform: Platform, manifest: () => VerrazzanoManifest): void {
  const { apiVersion, kind, metadata } = platform.resource;
  new ExactApiObject(scope, `Verrazzano-${platform.node.id}`, {
    apiVersion,
    kind,
    metadata: {
      ...metadata,
      // Deleting this resource uninstalls the platform. Its CRD arrives with the unit before, unknown to a dry run now.
      annotations: {
        ...metadata.annotations,
        [SYNC_OPTIONS_ANNOTATION]: `${NEVER_BY_ACCIDENT},SkipDryRunOnMissingResource=true`,
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
    // Once it is stated, even this name counts as one of the user's when clusters are registered.
    if (key === 'overrides') result[key] = own;
    else if (key === 'opensearchSecret' && value === PLATFORM_OPENSEARCH.secret) continue;
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
