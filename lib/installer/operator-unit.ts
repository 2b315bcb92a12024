import { stringify } from 'yaml';
import { imageOf, UPSTREAM_REGISTRY } from '../definition/images';
import type { Platform } from '../definition/platform';
import { OPERATOR_NAMESPACE } from '../definition/verrazzano-api';
import { verrazzanoPlatformOperator } from '../components/verrazzano-platform-operator';
import type { DeliveryUnitProps, IgnoreDifference } from '../gitops/delivery-unit';
import type { Kustomization, KustomizationPatch } from '../gitops/kustomization';
import type { OperatorManifest } from './operator-manifest';
import { NEVER_BY_ACCIDENT } from './sync-options';
import { SYNC_OPTIONS_ANNOTATION } from '../gitops/argo/sync-options';

const OPERATOR = verrazzanoPlatformOperator.name;
const OPERATOR_IMAGE = imageOf('verrazzano-platform-operator').repository;

/** Differences in what the operator's manifest holds that Argo CD must leave alone. */
const WRITTEN_AT_RUN_TIME: readonly IgnoreDifference[] = [
  {
    group: 'apiextensions.k8s.io',
    kind: 'CustomResourceDefinition',
    name: 'verrazzanos.install.verrazzano.io',
    jsonPointers: ['/spec/conversion'],
    reason:
      'the operator writes its conversion webhook into the CRD at start (internal/operatorinit/update_webhooks.go)',
  },
  ...['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map((kind) => ({
    group: 'admissionregistration.k8s.io',
    kind,
    jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'],
    reason: 'the operator makes its own CA and fills in the bundle at start (internal/operatorinit/update_webhooks.go)',
  })),
];

/**
 * The delivery unit that installs the platform operator: a kustomization over its manifest.
 * @param platform - the profile; its registry decides where images come from
 * @param manifest - where the manifest comes from
 * @param image - image of the operator with tag or digest; undefined keeps the manifest's
 */
export function operatorUnit(
  platform: Platform,
  manifest: OperatorManifest,
  image: string | undefined,
): DeliveryUnitProps {
  return {
    wave: 0,
    description: `Verrazzano platform operator ${platform.version}`,
    // The CRD of the Verrazzano resource is larger than the 262144 bytes that client-side apply keeps in an annotation.
    serverSideApply: true,
    kustomization: operatorKustomization(platform, manifest, image),
    ignoreDifferences: WRITTEN_AT_RUN_TIME,
    grants: {
      namespaces: [OPERATOR_NAMESPACE],
      clusterScoped: [
        { group: '', kind: 'Namespace' },
        { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
        { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
        { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
        { group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration' },
        { group: 'admissionregistration.k8s.io', kind: 'MutatingWebhookConfiguration' },
      ],
      namespaced: [
        { group: '', kind: 'ConfigMap' },
        { group: '', kind: 'Service' },
        { group: '', kind: 'ServiceAccount' },
        { group: 'apps', kind: 'Deployment' },
      ],
    },
  };
}

function operatorKustomization(
  platform: Platform,
  manifest: OperatorManifest,
  image: string | undefined,
): Kustomization {
  const replacement = image ?? platform.registry?.image(OPERATOR_IMAGE.slice(UPSTREAM_REGISTRY.length + 1));
  return {
    resources: [manifest.resource],
    images: replacement === undefined ? undefined : [{ name: OPERATOR_IMAGE, ...imageParts(replacement) }],
    patches: [
      keep('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
      keep('v1', 'Namespace'),
      ...registryPatches(platform),
    ],
    files: manifest.files,
  };
}

/** Annotates every object of a kind so that Argo CD never deletes it. With a target, the name in the patch is ignored. */
function keep(apiVersion: string, kind: string): KustomizationPatch {
  const metadata = { name: 'any', annotations: { [SYNC_OPTIONS_ANNOTATION]: NEVER_BY_ACCIDENT } };
  return { target: { kind }, patch: stringify({ apiVersion, kind, metadata }) };
}

/** The operator reads the registry from its environment (chart template `deployment.yaml`). */
function registryPatches(platform: Platform): KustomizationPatch[] {
  const { registry } = platform;
  if (registry === undefined) return [];
  const env = [
    { name: 'REGISTRY', value: registry.registry },
    ...(registry.repository === undefined ? [] : [{ name: 'IMAGE_REPO', value: registry.repository }]),
  ];
  const patch = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: OPERATOR, namespace: OPERATOR_NAMESPACE },
    spec: { template: { spec: { containers: [{ name: OPERATOR, env }] } } },
  };
  return [{ patch: stringify(patch) }];
}

function imageParts(image: string): { newName: string; newTag?: string; digest?: string } {
  const [name, digest] = image.split('@') as [string, string?];
  const colon = name.indexOf(':', name.lastIndexOf('/'));
  const newName = colon < 0 ? name : name.slice(0, colon);
  if (digest !== undefined) return { newName, digest };
  return colon < 0 ? { newName } : { newName, newTag: name.slice(colon + 1) };
}
