/** Kinds of the charts whose objects are in no namespace, as `<kind>.<group>`. */
export const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'ClusterRole.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
  'CustomResourceDefinition.apiextensions.k8s.io',
  'MutatingWebhookConfiguration.admissionregistration.k8s.io',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'APIService.apiregistration.k8s.io',
  'PriorityClass.scheduling.k8s.io',
  'IngressClass.networking.k8s.io',
  'ClusterIssuer.cert-manager.io',
  'ScopeDefinition.core.oam.dev',
  'TraitDefinition.core.oam.dev',
  'WorkloadDefinition.core.oam.dev',
  'ClusterKopfPeering.zalando.org',
  ...['ClusterFilter', 'ClusterFluentBitConfig', 'ClusterInput', 'ClusterOutput', 'ClusterParser'].map(
    (kind) => `${kind}.fluentbit.fluent.io`,
  ),
]);
