import type { RemainingStep, RequiredSecret } from '../../gitops/gitops-cluster';
import { CA_CERTS_SECRET } from './metrics';
import {
  AGENT_KEYS,
  AGENT_SECRET,
  CA_KEY,
  MONITORING_NAMESPACE,
  MULTICLUSTER_NAMESPACE,
  REGISTRATION_KEYS,
  REGISTRATION_SECRET,
  registrationNames,
  SYSTEM_NAMESPACE,
} from './names';
import { carriesArgoCdSecret, type RegistrationFacts } from './registration-facts';
import { hasOperator } from './way';

/** Order of the steps of a registration among the others of their moment. */
const ORDER = { first: 10, then: 20, last: 30 } as const;

/** What a managed cluster without operators reads of its registration. */
const DECLARED_KEYS = REGISTRATION_KEYS.filter((key) => !/^(ES_|jaeger)/.test(key));

/**
 * What remains to be done on the managed cluster, in order.
 * @param facts - the registration
 */
export function managedSteps(facts: RegistrationFacts): readonly RemainingStep[] {
  const { way, hasArgoCd, secrets } = facts;
  if (way === 'rancher') return [manifestStep(facts), contactStep(facts)];
  const argoCd = carriesArgoCdSecret(facts) ? [] : [argoCdStep(facts, hasArgoCd)];
  if (way === 'declared') return [...argoCd, metricsStep(facts)];
  return [...argoCd, ...(secrets === undefined ? [carryStep(facts)] : [storeStep(facts)]), contactStep(facts)];
}

function manifestStep({ name, adminName }: RegistrationFacts): RemainingStep {
  const { manifest } = registrationNames(name);
  return {
    title: 'Apply the manifest of Rancher',
    when: 'before',
    order: ORDER.first,
    instructions: [
      `Rancher of cluster \`${adminName}\` makes it when the VerrazzanoManagedCluster \`${name}\` is ready. It holds credentials: keep it out of Git.`,
      '',
      '```sh',
      `kubectl --context ${adminName} -n ${MULTICLUSTER_NAMESPACE} wait --for=condition=Ready --timeout=10m vmc/${name}`,
      `kubectl --context ${adminName} -n ${MULTICLUSTER_NAMESPACE} get secret ${manifest} -o jsonpath='{.data.yaml}' | base64 -d > ${name}.yaml`,
      `test -s ${name}.yaml && kubectl --context ${name} apply -f ${name}.yaml; rm ${name}.yaml`,
      '```',
      '',
      `An empty file means that Rancher refused: \`kubectl --context ${adminName} -n ${MULTICLUSTER_NAMESPACE} get vmc ${name} -o jsonpath='{.status.rancherRegistration}'\` says why. ` +
        `The cluster operator writes the Secrets \`${AGENT_SECRET}\` and \`${REGISTRATION_SECRET}\` when namespace \`${SYSTEM_NAMESPACE}\` is there.`,
    ].join('\n'),
  };
}

function carryStep({ name, adminName, managed }: RegistrationFacts): RemainingStep {
  const names = registrationNames(name);
  const copy = (from: string, to: string): string =>
    `kubectl --context ${adminName} -n ${MULTICLUSTER_NAMESPACE} get secret ${from} -o json | ` +
    `jq '{apiVersion, kind, type, data, metadata: {name: "${to}", namespace: "${SYSTEM_NAMESPACE}"}}' | ` +
    `kubectl --context ${name} apply -f -`;
  return {
    title: 'Copy the two Secrets of the registration',
    when: 'after',
    // The namespace of the Secrets comes with it.
    unit: managed === undefined || hasOperator(managed) ? 'platform' : 'namespaces',
    order: ORDER.then,
    instructions: [
      `Without Rancher the manifest in Secret \`${names.manifest}\` of cluster \`${adminName}\` is empty. Copy the registration first, which marks the cluster as ` +
        'registered; then the agent, which starts at once. Its kubeconfig has no token for the first minutes: the first command ends with an error then.',
      '',
      '```sh',
      `kubectl --context ${adminName} -n ${MULTICLUSTER_NAMESPACE} get secret ${names.agent} -o jsonpath='{.data.admin-kubeconfig}' | base64 -d | grep -Eq 'token: [^" ]' &&`,
      `${copy(names.registration, REGISTRATION_SECRET)} &&`,
      copy(names.agent, AGENT_SECRET),
      '```',
    ].join('\n'),
  };
}

function storeStep(facts: RegistrationFacts): RemainingStep {
  const { name, adminName, secrets } = facts;
  const store = `${secrets?.store.kind} \`${secrets?.store.name}\``;
  const keys = ['registration', 'agent'].map((half) => `\`${secrets?.keyOf(name, half)}\``).join(' and ');
  const source =
    secrets?.push === true
      ? `The admin cluster \`${adminName}\` writes ${keys}.`
      : `Write ${keys} from the Secrets \`verrazzano-cluster-${name}-registration\` and \`verrazzano-cluster-${name}-agent\` of cluster \`${adminName}\`; not before the token of the agent is there.`;
  return {
    title: 'Set up the store of the registration',
    when: 'before',
    order: ORDER.first,
    instructions:
      `The External Secrets operator with ${store} must run on both clusters. ${source}` +
      (carriesArgoCdSecret(facts)
        ? ` Argo CD finds the cluster by key \`${secrets?.keyOf(name, 'argocd')}\` with the properties \`name\`, \`server\` and \`config\`.`
        : ''),
  };
}

function argoCdStep({ name, adminName }: RegistrationFacts, isOnAdmin: boolean): RemainingStep {
  const where = isOnAdmin ? `of cluster \`${adminName}\`` : 'that reads this repository';
  return {
    title: 'Register the cluster with Argo CD',
    when: 'before',
    order: ORDER.first,
    instructions:
      `Without Rancher nothing tells Argo CD ${where} how to reach the cluster: \`argocd cluster add ${name} --name ${name}\`, with the name or address that ` +
      'its destination has.',
  };
}

function metricsStep({ name, adminName, hasPrivateCa, metrics }: RegistrationFacts): RemainingStep {
  const keys = [
    ...(hasPrivateCa ? [`\`ca-${name}\` with the certificate authority`] : []),
    ...(metrics === 'federation' ? [`\`password-${name}\` with the password of user verrazzano-prom-internal`] : []),
  ];
  return {
    title: 'Check that logs and metrics arrive',
    when: 'after',
    order: ORDER.last,
    instructions:
      `No operator registers this cluster: logs and metrics go to cluster \`${adminName}\` as the objects in Git say.` +
      (keys.length === 0
        ? ''
        : ` Secret \`${MONITORING_NAMESPACE}/${CA_CERTS_SECRET}\` there needs ${keys.join(' and ')}.`) +
      ` Sign-in needs the client \`verrazzano-${name}\` in realm verrazzano-system of its Keycloak: public, with PKCE S256.`,
  };
}

function contactStep({ name, adminName }: RegistrationFacts): RemainingStep {
  return {
    title: 'Wait for the first contact',
    when: 'after',
    order: ORDER.last,
    instructions:
      `\`kubectl --context ${adminName} -n ${MULTICLUSTER_NAMESPACE} get vmc ${name} -o jsonpath='{.status.state} {.status.lastAgentConnectTime}'\`: ` +
      'the agent reports every 50 to 70 seconds, so that state Inactive for some seconds is not a fault, and one for several minutes is.',
  };
}

/**
 * How to remove the cluster from the estate, in the order in which each deletion can finish.
 *
 * Source: `cluster-operator/controllers/vmc` and `application-operator/mcagent` at v1.7.2, run and observed.
 * @param facts - the registration
 */
export function removalSteps({ name, adminName, way, secrets }: RegistrationFacts): readonly RemainingStep[] {
  const admin = `kubectl --context ${adminName}`;
  const step = (order: number, title: string, instructions: string): RemainingStep => ({
    title,
    when: 'after',
    order,
    instructions,
  });
  const carried =
    way === 'secrets' && secrets !== undefined
      ? [
          step(
            2,
            'Delete what would create the Secrets again',
            `\`kubectl --context ${name} -n ${SYSTEM_NAMESPACE} delete externalsecret ${REGISTRATION_SECRET} ${AGENT_SECRET}\`.`,
          ),
        ]
      : [];
  if (way === 'declared') return [step(1, 'Remove the cluster from the program', 'Then sync the admin cluster.')];
  return [
    step(
      1,
      'Remove the cluster from placements',
      `Remove \`${name}\` from the placements of projects and MultiCluster resources, and wait until the agent has deleted its copies: after the ` +
        'deregistration they stay until the pods of the agent restart, and are deleted then.',
    ),
    ...carried,
    step(
      3,
      'Delete the VerrazzanoManagedCluster',
      `\`${admin} -n ${MULTICLUSTER_NAMESPACE} delete vmc ${name}\`. It finishes only while the Verrazzano resource, namespace \`${MONITORING_NAMESPACE}\` and, where they are in use, ` +
        'Thanos and Rancher are there: before any of these is removed. The agent then deletes its two Secrets on the managed cluster.',
    ),
    step(
      4,
      'Remove the cluster from the program',
      `Left behind are client \`verrazzano-${name}\` in Keycloak${way === 'rancher' ? ', the role binding in Rancher' : `, Secret \`${registrationNames(name).ca}\``} and the RoleBindings ` +
        `\`verrazzano-cluster-${name}\` in namespaces of projects, which a later cluster of this name would use again.`,
    ),
  ];
}

/**
 * Secrets that must exist on the managed cluster.
 * @param facts - the registration
 */
export function secretsOnManaged({ name, adminName, way, secrets }: RegistrationFacts): readonly RequiredSecret[] {
  if (way === 'rancher' || secrets !== undefined) return [];
  const names = registrationNames(name);
  const copied = (secret: string): string =>
    `Data of Secret ${MULTICLUSTER_NAMESPACE}/${secret} of cluster ${adminName}`;
  const registration = {
    namespace: SYSTEM_NAMESPACE,
    name: REGISTRATION_SECRET,
    usedBy: 'fluentd, verrazzano-authproxy',
  };
  if (way === 'declared') {
    return [
      {
        ...registration,
        keys: DECLARED_KEYS,
        description: `Login at OpenSearch of cluster ${adminName}, its certificate authorities, and the address of its identity provider`,
      },
    ];
  }
  return [
    { ...registration, keys: REGISTRATION_KEYS, description: copied(names.registration) },
    {
      namespace: SYSTEM_NAMESPACE,
      name: AGENT_SECRET,
      keys: AGENT_KEYS,
      usedBy: 'verrazzano-cluster-agent',
      description: `${copied(names.agent)}, not before its token is there`,
    },
  ];
}

/**
 * Secrets that must exist on the admin cluster for one managed cluster.
 * @param facts - the registration
 */
export function secretsOnAdmin({ name, way, hasPrivateCa, metrics }: RegistrationFacts): readonly RequiredSecret[] {
  if (way === 'declared') {
    const keys = [...(hasPrivateCa ? [`ca-${name}`] : []), ...(metrics === 'federation' ? [`password-${name}`] : [])];
    return keys.length === 0
      ? []
      : [
          {
            namespace: MONITORING_NAMESPACE,
            name: CA_CERTS_SECRET,
            keys,
            usedBy: 'prometheus, thanos',
            description: `Certificate authority of cluster ${name} in PEM form, and the password of user verrazzano-prom-internal there`,
          },
        ];
  }
  if (way === 'rancher' || !hasPrivateCa) return [];
  return [
    {
      namespace: MULTICLUSTER_NAMESPACE,
      name: registrationNames(name).ca,
      keys: [CA_KEY],
      usedBy: 'verrazzano-cluster-operator',
      description: `Certificate authority of cluster ${name} in PEM form; an empty value will do, the agent of that cluster writes it`,
    },
  ];
}
