import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { SYNC_WAVE_ANNOTATION } from '../../gitops/wave';
import { NEVER_BY_ACCIDENT } from '../../installer/sync-options';
import { externalSecret } from './external-secret';
import { ADMIN_CONFIG_MAP, CLUSTERS_GROUP, MULTICLUSTER_NAMESPACE, registrationNames } from './names';
import { carriesArgoCdSecret, type RegistrationFacts } from './registration-facts';
import { storeObjects } from './metrics';
import { carriedFromAdmin } from './carried-secrets';
import { SYNC_OPTIONS_ANNOTATION } from '../../gitops/argo/sync-options';

/**
 * What is declared on the admin cluster for one managed cluster: with operators its VerrazzanoManagedCluster, without them what would
 * follow from one.
 * @param facts - the registration
 */
export function adminObjects(facts: RegistrationFacts): readonly KubernetesManifest[] {
  const argoCd = carriesArgoCdSecret(facts) ? [argoCdSecret(facts)] : [];
  if (facts.way === 'declared') return [...storeObjects(facts), ...argoCd];
  return [...carriedFromAdmin(facts), managedClusterResource(facts), ...argoCd];
}

/** Operators add the other fields of `spec`; with Rancher also `caSecret`, so that it is not stated then. */
function managedClusterResource({ name, way, hasPrivateCa, props }: RegistrationFacts): KubernetesManifest {
  const { description = `Managed cluster ${name}`, labels } = props;
  return {
    apiVersion: `${CLUSTERS_GROUP}/v1alpha1`,
    kind: 'VerrazzanoManagedCluster',
    metadata: {
      name,
      namespace: MULTICLUSTER_NAMESPACE,
      ...(labels && Object.keys(labels).length > 0 && { labels: { ...labels } }),
      // Deleting it takes the cluster out of the estate. It goes before what its admission needs.
      annotations: { [SYNC_OPTIONS_ANNOTATION]: NEVER_BY_ACCIDENT, [SYNC_WAVE_ANNOTATION]: '1' },
    },
    spec: {
      description,
      ...(way === 'secrets' && hasPrivateCa && { caSecret: registrationNames(name).ca }),
    },
  };
}

/** How Argo CD reaches a cluster that Rancher does not relay to. */
function argoCdSecret({ name, secrets }: RegistrationFacts): KubernetesManifest {
  const names = registrationNames(name);
  const key = secrets?.keyOf(name, 'argocd') ?? '';
  return externalSecret({
    namespace: 'argocd',
    name: names.argoCd,
    store: secrets?.store ?? { name: '', kind: '' },
    labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
    data: Object.fromEntries(['name', 'server', 'config'].map((property) => [property, { key, property }])),
    refreshInterval: '1h',
  });
}

/**
 * The address of the admin cluster's API server, which managed clusters get in their registration.
 * @param apiServer - `https://<host>[:<port>]`
 */
export function adminConfigMap(apiServer: string): KubernetesManifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: ADMIN_CONFIG_MAP,
      namespace: MULTICLUSTER_NAMESPACE,
      // No VerrazzanoManagedCluster is admitted without it.
      annotations: { [SYNC_OPTIONS_ANNOTATION]: NEVER_BY_ACCIDENT },
    },
    data: { server: apiServer },
  };
}
