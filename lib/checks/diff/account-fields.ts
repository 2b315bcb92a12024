import { contains, isGone, PODS, type FieldRow } from './field-row';

const ACCOUNT = /^\/ServiceAccount$/;

/** Annotations by which a ServiceAccount acts in a cloud. Sources: documentation of EKS, GKE and AKS. */
export const CLOUD_IDENTITY =
  /eks\.amazonaws\.com\/role-arn|iam\.gke\.io\/gcp-service-account|azure\.workload\.identity\/client-id/;

/** Settings by which pods enter, leave or pass by a mesh. Source: documentation of Istio, resource labels and annotations. */
const MESH = /(?:sidecar|traffic\.sidecar|ambient)\.istio\.io\/|"?istio\.io\/(?:rev|dataplane-mode|use-waypoint)/;

/** The path of a label or annotation of the mesh. */
export const MESH_PATH = /\["(?:sidecar\.istio\.io\/inject|istio\.io\/(?:rev|dataplane-mode|use-waypoint))"\]$/;

/** Accounts and tokens of pods, and whether they are in the mesh. Source: concepts of Kubernetes, Service Accounts. */
export const ACCOUNT_FIELDS: readonly FieldRow[] = [
  {
    kinds: ACCOUNT,
    path: /^automountServiceAccountToken$/,
    risk: 'access',
    text: 'its pods get a token of it',
    when: (before, after) => before === false && after !== false,
  },
  {
    kinds: ACCOUNT,
    path: /^metadata\.annotations/,
    risk: 'access',
    text: 'its pods act with another identity of the cloud',
    when: (before, after, path) =>
      CLOUD_IDENTITY.test(path) || contains(before, CLOUD_IDENTITY) || contains(after, CLOUD_IDENTITY),
  },
  {
    kinds:
      /^(?:\/(?:ServiceAccount|Pod|PodTemplate|ReplicationController)|apps\/\w+|batch\/\w+|argoproj\.io\/Rollout)$/,
    path: /(?:^|\.)imagePullSecrets(?:\[[^\]]*\])?(?:\.name)?$/,
    risk: 'removal',
    text: 'images of private registries may no longer be pulled',
    when: (before) => before !== undefined,
  },
  {
    kinds: PODS,
    path: /template\.metadata\.(?:labels|annotations)(?:\[.*\])?$/,
    risk: 'access',
    text: 'pods leave or enter the mesh, or their traffic passes it by',
    when: (before, after, path) => MESH.test(path) || contains(before, MESH) || contains(after, MESH),
  },
  {
    kinds: /^\/Namespace$/,
    path: /^metadata\.labels(?:\.istio-injection|\["istio\.io\/(?:rev|dataplane-mode|use-waypoint)"\])$/,
    risk: 'access',
    text: 'pods of the namespace leave or enter the mesh',
  },
  {
    kinds: /^\/Namespace$/,
    path: /^metadata\.labels$/,
    risk: 'access',
    text: 'pods of the namespace leave or enter the mesh',
    when: (before, after) =>
      isGone(before, after) && contains(before, /istio-injection|istio\.io\/(?:rev|dataplane-mode)/),
  },
];
