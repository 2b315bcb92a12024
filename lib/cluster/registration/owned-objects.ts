import type { OwnedObject } from '../../definition/owned-objects';
import { SCRAPE_SECRET, CA_CERTS_SECRET } from './metrics';
import {
  AGENT_KEYS,
  AGENT_SECRET,
  AGENT_STATE,
  CA_KEY,
  LOCAL_REGISTRATION_SECRET,
  MONITORING_NAMESPACE,
  MULTICLUSTER_NAMESPACE,
  REGISTRATION_KEYS,
  REGISTRATION_SECRET,
  registrationNames,
  SYSTEM_NAMESPACE,
} from './names';
import type { RegistrationFacts } from './registration-facts';
import { CLUSTER_AGENT, rancherAgent } from '../../components/rancher-agent';
import { ENDPOINTS, ENDPOINTS_FILE } from '../../components/thanos-names';
import { NAMESPACE_LABEL } from '../../definition/namespaces';

const OPERATOR = 'verrazzano-cluster-operator';
const AGENT = 'verrazzano-cluster-agent';
const RANCHER = 'rancher';

/** Stands for what only Rancher knows. */
const CLUSTER_ID = '<id of the cluster in Rancher>';

type Draft = Pick<OwnedObject, 'apiVersion' | 'kind' | 'name'> & Partial<OwnedObject>;

function owned(component: string, draft: Draft): OwnedObject {
  return { namespace: undefined, component, createdBy: component, optional: draft.when !== undefined, ...draft };
}

function secret(name: string, keys: readonly string[], more: Partial<OwnedObject> = {}): Draft {
  return { apiVersion: 'v1', kind: 'Secret', namespace: MULTICLUSTER_NAMESPACE, name, keys, ...more };
}

/**
 * What operators make or change on the admin cluster for one managed cluster; nothing without operators.
 *
 * Source: `cluster-operator/controllers/vmc` at v1.7.2, run and observed.
 * @param facts - the registration
 */
export function ownedOnAdmin(facts: RegistrationFacts): readonly OwnedObject[] {
  const { name, way, hasPrivateCa, metrics, props } = facts;
  if (way === 'declared') return [];
  const names = registrationNames(name);
  const labels = props.labels ?? {};
  const account = { namespace: MULTICLUSTER_NAMESPACE, name: names.account };
  const certificates = hasPrivateCa ? [`ca-${name}`] : [];
  const monitoring = { namespace: MONITORING_NAMESPACE };
  const contact = 'the agent has reported the hosts of the managed cluster';
  return [
    owned(OPERATOR, { apiVersion: 'v1', kind: 'ServiceAccount', ...account }),
    owned(OPERATOR, { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', ...account, labels }),
    owned(
      OPERATOR,
      secret(names.token, ['ca.crt', 'namespace', 'token'], {
        annotations: { 'kubernetes.io/service-account.name': names.account },
      }),
    ),
    owned(OPERATOR, secret(names.agent, AGENT_KEYS)),
    owned(OPERATOR, secret(names.registration, REGISTRATION_KEYS)),
    owned(OPERATOR, secret(names.manifest, ['yaml'])),
    ...(hasPrivateCa
      ? [
          way === 'rancher'
            ? owned(OPERATOR, secret(names.ca, [CA_KEY], { when: 'Rancher has reached the managed cluster' }))
            : owned(AGENT, secret(names.ca, [CA_KEY], { when: 'the agent keeps its content up to date' })),
        ]
      : []),
    owned(OPERATOR, secret(CA_CERTS_SECRET, certificates, monitoring)),
    owned(OPERATOR, secret(SCRAPE_SECRET, ['jobs'], { ...monitoring, when: contact })),
    ...(metrics === 'thanos' ? thanosObjects(name, contact) : []),
    ...(way === 'rancher' ? rancherObjects(facts) : []),
  ];
}

function thanosObjects(name: string, when: string): OwnedObject[] {
  const monitoring = { namespace: MONITORING_NAMESPACE, when };
  const mesh = { apiVersion: 'networking.istio.io/v1beta1', name, ...monitoring };
  return [
    owned(OPERATOR, { kind: 'ServiceEntry', ...mesh }),
    owned(OPERATOR, { kind: 'DestinationRule', ...mesh }),
    owned(OPERATOR, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: ENDPOINTS,
      keys: [ENDPOINTS_FILE],
      createdBy: 'operator',
      ...monitoring,
    }),
    owned(OPERATOR, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'thanos-query',
      createdBy: 'chart',
      ...monitoring,
      when: `${when}; its pods get the annotations sidecar.istio.io/userVolume and userVolumeMount`,
    }),
  ];
}

function rancherObjects({ name, hasArgoCd }: RegistrationFacts): OwnedObject[] {
  const group = 'management.cattle.io/v3';
  const namespace = CLUSTER_ID;
  const isActive = 'Rancher has reached the managed cluster';
  return [
    owned(RANCHER, { apiVersion: group, kind: 'Cluster', name: CLUSTER_ID }),
    owned(RANCHER, { apiVersion: group, kind: 'ClusterRegistrationToken', namespace, name: '<chosen by Rancher>' }),
    owned(OPERATOR, {
      apiVersion: group,
      kind: 'ClusterRoleTemplateBinding',
      namespace,
      name: `crtb-verrazzano-cluster-${CLUSTER_ID}`,
    }),
    ...(hasArgoCd
      ? [
          owned(OPERATOR, {
            apiVersion: group,
            kind: 'ClusterRoleTemplateBinding',
            namespace,
            name: '<chosen by Rancher>',
            when: isActive,
          }),
          owned(
            OPERATOR,
            secret(registrationNames(name).argoCd, ['config', 'name', 'server'], {
              namespace: 'argocd',
              labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
              annotations: {
                'verrazzano.io/create-timestamp': '<time>',
                'verrazzano.io/expires-at-timestamp': '<time>',
              },
              when: isActive,
            }),
          ),
        ]
      : []),
  ];
}

/**
 * What operators make or change on a managed cluster because it is registered.
 *
 * Source: `application-operator/mcagent` and `platform-operator/controllers/verrazzano/component/jaeger/operator` at v1.7.2.
 * @param facts - the registration
 */
export function ownedOnManaged(facts: RegistrationFacts): readonly OwnedObject[] {
  const { way, managed } = facts;
  if (way === 'declared' || managed === undefined) return [];
  const system = { namespace: SYSTEM_NAMESPACE };
  const monitoring = { namespace: MONITORING_NAMESPACE };
  const isPushed = way === 'rancher';
  const kept = 'the agent keeps its content up to date';
  return [
    ...(isPushed ? [owned(OPERATOR, secret(AGENT_SECRET, AGENT_KEYS, system))] : []),
    isPushed
      ? owned(OPERATOR, secret(REGISTRATION_SECRET, REGISTRATION_KEYS, system))
      : owned(AGENT, secret(REGISTRATION_SECRET, REGISTRATION_KEYS, { ...system, when: kept })),
    owned(AGENT, {
      apiVersion: 'v1',
      kind: 'Namespace',
      name: MULTICLUSTER_NAMESPACE,
      ...(managed.isEnabled('verrazzano-cluster-operator') && {
        createdBy: 'operator',
        labels: { [NAMESPACE_LABEL]: MULTICLUSTER_NAMESPACE },
      }),
    }),
    owned(AGENT, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: MULTICLUSTER_NAMESPACE,
      name: AGENT_STATE,
      keys: ['managed-cluster-name', ...(isPushed ? ['cattle-agent-hash'] : [])],
    }),
    ...(isPushed ? rancherAgentObjects() : []),
    ...(managed.isEnabled('jaeger-operator') && facts.isOperated
      ? [
          owned(
            'jaeger-operator',
            secret(
              'verrazzano-jaeger-managed-cluster',
              ['ES_USERNAME', 'ES_PASSWORD', 'ca.crt', 'os.tls.key', 'os.tls.cert'],
              { ...monitoring, createdBy: 'operator' },
            ),
          ),
          owned('jaeger-operator', {
            apiVersion: 'jaegertracing.io/v1',
            kind: 'Jaeger',
            name: 'jaeger-verrazzano-managed-cluster',
            ...monitoring,
            createdBy: 'operator',
          }),
        ]
      : []),
  ];
}

function rancherAgentObjects(): OwnedObject[] {
  const { namespace } = rancherAgent;
  return [
    owned(RANCHER, { apiVersion: 'v1', kind: 'Namespace', name: namespace }),
    owned(RANCHER, { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: CLUSTER_AGENT }),
    owned(RANCHER, secret('cattle-credentials-<suffix>', ['token', 'url', 'namespace'], { namespace })),
  ];
}

/**
 * What operators make on an admin cluster once, whatever clusters it manages.
 *
 * Source: `platform-operator/controllers/verrazzano/controller/custom/secret.go`, `controllers/secrets` and
 * `controllers/verrazzano/component/clusteroperator` at v1.7.2.
 * @param has - what the admin cluster has
 */
export function ownedOnce(has: { readonly rancher: boolean; readonly privateCa: boolean }): readonly OwnedObject[] {
  const password = (name: string): OwnedObject =>
    owned(OPERATOR, secret(name, ['password'], { createdBy: 'operator' }));
  const group = 'management.cattle.io/v3';
  return [
    owned('verrazzano', {
      apiVersion: 'v1',
      kind: 'Namespace',
      name: MULTICLUSTER_NAMESPACE,
      createdBy: 'operator',
      labels: { [NAMESPACE_LABEL]: MULTICLUSTER_NAMESPACE },
    }),
    owned(
      'verrazzano',
      secret(LOCAL_REGISTRATION_SECRET, ['managed-cluster-name'], {
        namespace: SYSTEM_NAMESPACE,
        createdBy: 'operator',
      }),
    ),
    ...(has.privateCa
      ? [owned('verrazzano', secret('verrazzano-local-ca-bundle', ['ca-bundle'], { createdBy: 'operator' }))]
      : []),
    ...(has.rancher
      ? [
          password('verrazzano-cluster-registrar'),
          password('verrazzano-argocd-secret'),
          owned(RANCHER, secret('rancher-admin-secret', ['password'], { namespace: 'cattle-system' })),
          owned(OPERATOR, {
            apiVersion: group,
            kind: 'RoleTemplate',
            name: 'verrazzano-cluster-registrar',
            createdBy: 'operator',
          }),
          owned(OPERATOR, { apiVersion: group, kind: 'User', name: '<user vz-cluster-reg>', createdBy: 'operator' }),
          owned(OPERATOR, { apiVersion: group, kind: 'User', name: '<user vz-argoCD-reg>', createdBy: 'operator' }),
        ]
      : []),
  ];
}
