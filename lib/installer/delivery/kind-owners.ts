import { wellKnownKinds } from '../../checks/schema/known-kinds';
import type { Platform } from '../../definition/platform';
import type { GitOpsApp } from '../../gitops/gitops-app';
import { unlessRefused } from '../../resource/unless-refused';

/** Components whose charts bring the CustomResourceDefinitions of an API group, and the webhooks for it. */
const BY_GROUP: Readonly<Record<string, string>> = {
  'cert-manager.io': 'cert-manager',
  'acme.cert-manager.io': 'cert-manager',
  'monitoring.coreos.com': 'prometheus-operator',
  'networking.istio.io': 'istio',
  'security.istio.io': 'istio',
  'telemetry.istio.io': 'istio',
  'extensions.istio.io': 'istio',
  'fluentbit.fluent.io': 'fluent-operator',
  'fluentd.fluent.io': 'fluent-operator',
  'core.oam.dev': 'oam-kubernetes-runtime',
  'opensearch.opster.io': 'opensearch-operator',
  'mysql.oracle.com': 'mysql-operator',
  'zalando.org': 'mysql-operator',
  'jaegertracing.io': 'jaeger-operator',
  'verrazzano.io': 'verrazzano-monitoring-operator',
  'app.verrazzano.io': 'verrazzano-application-operator',
  'management.cattle.io': 'rancher',
  'resources.cattle.io': 'rancher-backup',
  'velero.io': 'velero',
};

/**
 * The component without which an object of a kind has no effect, or cannot be applied; undefined for kinds that Kubernetes or the user
 * has.
 * @param group - API group
 * @param kind - kind
 */
export function operatorOf(group: string, kind: string): string | undefined {
  if (group === 'networking.k8s.io' && kind === 'Ingress') return 'ingress-controller';
  return BY_GROUP[group];
}

/**
 * Tells an app the scopes of the kinds that the components of a platform bring, for objects of them that a program writes itself.
 * @param app - the app
 * @param platform - the platform
 */
export function declareKinds(app: GitOpsApp, platform: Platform): void {
  const isEnabled = (owner: string): boolean => unlessRefused(false, () => platform.isEnabled(owner));
  for (const kind of wellKnownKinds()) {
    const owner = BY_GROUP[kind.group];
    if (owner !== undefined && isEnabled(owner)) app.declareKind(kind);
  }
}
