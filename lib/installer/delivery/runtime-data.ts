import type { IgnoreDifference } from '../../gitops/delivery-unit';
import { ENDPOINTS } from '../../components/thanos-names';

/** What is in the cluster and must stay, by component; with `only`, of one of its charts. */
interface RuntimeData extends IgnoreDifference {
  /** Name of the chart. */
  readonly only?: string;
}

const NEW_EACH_TIME = 'the chart generates new values whenever it is rendered; those that exist stay';
const AT_RUN_TIME = 'the component writes it at run time';

/**
 * Data that charts hold and others write. Three charts generate random secrets in every rendering, since Argo CD shows them no cluster to
 * look into: the Secrets must exist before, and keep their data.
 *
 * Source: the charts at v1.7.2, rendered twice with Helm 3.16; `randAlphaNum` and `lookup` in their templates.
 */
export const RUNTIME_DATA: Readonly<Record<string, readonly RuntimeData[]>> = {
  'verrazzano-authproxy': [secret('verrazzano-authproxy-secret', NEW_EACH_TIME)],
  'opensearch-operator': [
    secret('admin-credentials-secret', NEW_EACH_TIME),
    secret('securityconfig-secret', NEW_EACH_TIME),
  ],
  thanos: [
    secret('verrazzano-thanos-internal', NEW_EACH_TIME),
    {
      kind: 'ConfigMap',
      name: ENDPOINTS,
      jsonPointers: ['/data'],
      reason: 'the cluster operator lists managed clusters in it',
    },
  ],
  'weblogic-operator': [
    secret('weblogic-operator-secrets', AT_RUN_TIME),
    secret('weblogic-webhook-secrets', AT_RUN_TIME),
    { kind: 'ConfigMap', name: 'weblogic-operator-cm', jsonPointers: ['/data'], reason: AT_RUN_TIME },
  ],
  'coherence-operator': [secret('coherence-webhook-server-cert', AT_RUN_TIME)],
  argocd: [secret('argocd-secret', AT_RUN_TIME)],
  istio: [
    {
      only: 'istiod',
      group: 'admissionregistration.k8s.io',
      kind: 'ValidatingWebhookConfiguration',
      jqPathExpressions: ['.webhooks[]?.failurePolicy'],
      reason: 'istiod makes the webhook strict once it serves it',
    },
    {
      only: 'base',
      group: 'admissionregistration.k8s.io',
      kind: 'ValidatingWebhookConfiguration',
      jqPathExpressions: ['.webhooks[]?.failurePolicy'],
      reason: 'istiod makes the webhook strict once it serves it',
    },
  ],
};

function secret(name: string, reason: string): RuntimeData {
  return { kind: 'Secret', name, jsonPointers: ['/data', '/stringData'], reason };
}

/**
 * Whether a chart generates the content of an object in every rendering, so that it must exist in place of being rendered.
 * @param component - name of the component
 * @param kind - kind of the object
 * @param name - its name
 */
export function isMadeUp(component: string, kind: string, name: string): boolean {
  return (RUNTIME_DATA[component] ?? []).some(
    (one) => one.reason === NEW_EACH_TIME && one.kind === kind && one.name === name,
  );
}
