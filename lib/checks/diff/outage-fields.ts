import { isJsonObject, type JsonValue } from '../../values/json';
import type { FieldRow } from './field-row';
import { contains, ANY, PODS } from './field-row';

const had = (before: JsonValue | undefined): boolean => before !== undefined;

/**
 * Kinds that hold data, or on which other objects depend for their existence.
 */
export const HOLDING =
  /^(?:\/(?:Namespace|PersistentVolume|PersistentVolumeClaim|Secret)|apiextensions\.k8s\.io\/CustomResourceDefinition)$/;

/** Annotations that make an object a hook, which is deleted and created with each sync. Source: documentation of Argo CD, Sync Phases and Helm. */
const HOOK = /(?:argocd\.argoproj\.io|helm\.sh)\/hook"/;
const HOOK_PATH = /^metadata\.annotations(?:\["(?:argocd\.argoproj\.io|helm\.sh)\/hook"\])?$/;
const becomesHook = (before: JsonValue | undefined, after: JsonValue | undefined, path: string): boolean =>
  after !== undefined && (HOOK.test(path) ? !had(before) : contains(after, HOOK) && !contains(before, HOOK));

/** Resources of operators that the platform has, which make pods of them. */
const OPERATED =
  /^(?:mysql\.oracle\.com|opensearch\.(?:opster\.io|org)|monitoring\.coreos\.com|jaegertracing\.io|weblogic\.oracle|coherence\.oracle\.com)\//;

/** Options of Argo CD by which objects are deleted and created, or replaced. */
const REPLACED = /\b(?:Replace|Force)=true/;

/** Resources whose values are those of a chart. */
const CHARTS =
  /^(?:argoproj\.io\/Application|helm\.toolkit\.fluxcd\.io\/HelmRelease|install\.verrazzano\.io\/Verrazzano)$/;
const inValues = (end: string): RegExp => new RegExp(String.raw`\.(?:valuesObject|values)\b.*\.(?:${end})$`);

/**
 * Fields whose change cuts off whoever uses the object, or what it holds. Sources: API references of Kubernetes and cert-manager,
 * documentation of Argo CD, values of the charts of Verrazzano.
 */
export const OUTAGE_FIELDS: readonly FieldRow[] = [
  // Services and who serves them.
  {
    kinds: /^\/Service$/,
    path: /^spec\.ports\[[^\]]*\](?:\.(?:port|protocol))?$/,
    risk: 'removal',
    text: 'clients no longer find the port',
    when: had,
  },
  {
    kinds: /^\/Service$/,
    path: /^spec\.ports\[[^\]]*\]\.name$/,
    risk: 'removal',
    text: 'what uses the port by its name no longer finds it',
    when: had,
    alone: true,
  },
  {
    kinds: /^\/Service$/,
    path: /\.targetPort$/,
    risk: 'selector',
    text: 'the port leads to another port of the pods',
    alone: true,
  },
  {
    kinds: /^\/Service$/,
    path: /^spec\.type$/,
    risk: 'selector',
    text: 'the Service leads to another host',
    when: (_, after) => after === 'ExternalName',
  },
  {
    kinds: /^networking\.k8s\.io\/Ingress$/,
    path: /^spec\.ingressClassName$|^metadata\.annotations\["kubernetes\.io\/ingress\.class"\]$/,
    risk: 'exposure',
    text: 'another controller serves the Ingress, or none',
  },
  {
    kinds: /^cert-manager\.io\/Certificate$/,
    path: /^spec\.secretName$/,
    risk: 'removal',
    text: 'the Secret of the old name is no longer renewed',
    when: had,
  },
  {
    kinds: /^networking\.k8s\.io\/Ingress$/,
    path: /^spec\.tls\[[^\]]*\]\.secretName$/,
    risk: 'removal',
    text: 'clients get another certificate',
    when: had,
  },
  {
    kinds: OPERATED,
    path: /\.(?:secretName|\w*Secret(?:\.name)?)$/,
    risk: 'rollout',
    text: 'pods read another Secret',
  },
  {
    kinds: /^opensearch\.(?:opster\.io|org)\/OpenSearchCluster$/,
    path: /^spec\.nodePools\[[^\]]*\](?:\.component)?$/,
    risk: 'data-loss',
    text: 'the volumes of the pool are left behind',
    when: had,
  },
  // Selectors of namespaces.
  {
    kinds: /^\/Namespace$/,
    path: /^metadata\.labels(?:\.(?!istio-injection$)|\["(?!pod-security\.|istio\.io\/(?:rev|dataplane-mode|use-waypoint)|app\.kubernetes\.io\/|helm\.sh\/))/,
    risk: 'selector',
    text: 'selectors of policies and webhooks see another label',
    when: had,
  },
  {
    kinds: /^\/Namespace$/,
    path: /^metadata\.labels\["pod-security\.kubernetes\.io\/enforce"\]$/,
    risk: 'removal',
    text: 'pods that the standard refuses do not start any more',
    when: (_, after) => after === 'baseline' || after === 'restricted',
  },
  // Data of pods.
  {
    kinds: PODS,
    path: /\.volumes\[[^\]]*\]\.persistentVolumeClaim(?:\.claimName)?$/,
    risk: 'data-loss',
    text: 'pods no longer see what is in the claim',
    when: (before, after) => had(before) && (after === undefined || !isJsonObject(after)),
  },
  {
    kinds: PODS,
    path: /\.fsGroup$/,
    risk: 'removal',
    text: 'pods may no longer read or write their volumes',
    when: had,
  },
  {
    kinds: ANY,
    path: /^spec\.instances$/,
    risk: 'removal',
    text: 'no pod runs any more',
    when: (_, after) => after === 0,
  },
  // Delivery.
  {
    kinds: HOLDING,
    path: HOOK_PATH,
    risk: 'data-loss',
    text: 'is a hook, which Argo CD deletes and creates with each sync',
    when: becomesHook,
  },
  {
    kinds: ANY,
    path: HOOK_PATH,
    risk: 'removal',
    text: 'is a hook, which Argo CD deletes and creates with each sync',
    when: becomesHook,
  },
  {
    kinds: ANY,
    path: /^metadata\.annotations(?:\["argocd\.argoproj\.io\/sync-options"\])?$|^spec\.syncPolicy(?:\.syncOptions.*)?$/,
    risk: 'data-loss',
    text: 'objects are deleted and created, or replaced, in place of an update',
    when: (before, after) => contains(after, REPLACED) && !contains(before, REPLACED),
  },
  {
    kinds: /^argoproj\.io\/Application$/,
    path: /^spec\.sources?(?:\[[^\]]*\])?\.helm\.releaseName$/,
    risk: 'selector',
    text: 'names and selectors of the chart derive from it',
  },
  {
    kinds: CHARTS,
    path: inValues('fullnameOverride|nameOverride|instance_name'),
    risk: 'selector',
    text: 'names and selectors of the chart derive from it',
  },
  { kinds: CHARTS, path: inValues('podLabels(?:\\..*|\\[.*)?'), risk: 'selector', text: 'selectors see other labels' },
  {
    kinds: CHARTS,
    path: inValues('(?:serviceAccount|service_account)\\.name|serviceAccountName'),
    risk: 'access',
    text: 'pods act as another ServiceAccount',
  },
  {
    kinds: CHARTS,
    path: inValues('existingClaim|claimName'),
    risk: 'data-loss',
    text: 'pods no longer see what is in the claim',
    when: had,
  },
  {
    kinds: CHARTS,
    path: inValues('(?:persistence|storage|persistentVolume)\\.enabled'),
    risk: 'data-loss',
    text: 'pods no longer see what is in the claim',
    when: (before, after) => after === false || (before === true && after === undefined),
  },
  {
    kinds: CHARTS,
    path: inValues('existingSecret|secretName|signing_key'),
    risk: 'rollout',
    text: 'pods read another Secret',
  },
  {
    kinds: CHARTS,
    path: inValues('replicas|replicaCount'),
    risk: 'removal',
    text: 'no pod runs any more',
    when: (_, after) => after === 0,
  },
  {
    kinds: CHARTS,
    path: inValues('installCRDs|crds\\.(?:enabled|install|keep)'),
    risk: 'data-loss',
    text: 'definitions of the chart may go, with every object of their kinds',
    when: (_, after) => after === false,
  },
  {
    kinds: CHARTS,
    path: inValues('(?:networkPolicy|network_policy)\\.(?:enabled|create)'),
    risk: 'access',
    text: 'the chart adds NetworkPolicies of its own, which may permit more',
    when: (_, after) => after === true,
  },
];
