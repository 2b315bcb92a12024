import type { ChartFacts } from '../../charts';
import type { RemainingStep } from '../../gitops/gitops-cluster';
import type { ChartSource } from '../chart-source';
import { logsWithoutAuthProxy, outputWithoutAuthProxy, tracesWithoutAuthProxy } from './auth-proxy-steps';
import { clusterApiStep } from './cluster-api-step';
import { commands } from './commands';
import { confidentialClients, REALM, REALM_CONFIG_MAP, REALM_KEY, realmUsers } from './objects/keycloak-realm';

/** What a step follows from. */
interface StepContext {
  readonly facts: ChartFacts;
  readonly source: ChartSource;
  /** Names of units that exist. */
  readonly units: ReadonlySet<string>;
}

/** A step; undefined where there is none to take. */
type MakeStep = (context: StepContext) => RemainingStep | undefined;

/** Steps by the component that they are for. */
const STEPS: Readonly<Record<string, readonly MakeStep[]>> = {
  'opensearch-operator': [securityConfig],
  opensearch: [logPolicies],
  keycloak: [importRealm],
  'fluent-operator': [logParsers],
  rancher: [rancherLogin],
  'rancher-backup': [backupDefinitions],
  argocd: [argoCdLogin],
  'cluster-api': [
    ({ facts, source, units }) => (units.has('objects/cluster-api') ? undefined : clusterApiStep(facts, source)),
  ],
  fluentd: [({ facts }) => logsWithoutAuthProxy(facts)],
  'fluentbit-opensearch-output': [({ facts }) => outputWithoutAuthProxy(facts)],
  'jaeger-operator': [({ facts }) => tracesWithoutAuthProxy(facts)],
  'verrazzano-cluster-operator': [registrar],
};

/**
 * What remains to be done at run time for the enabled components.
 * @param context - what is enabled, and where the charts are
 * @param components - names of the enabled components
 */
export function deliverySteps(context: StepContext, components: readonly string[]): readonly RemainingStep[] {
  return components
    .flatMap((component) => STEPS[component] ?? [])
    .flatMap((make) => make(context) ?? [])
    .map(({ unit, ...step }) => (unit !== undefined && context.units.has(unit) ? { ...step, unit } : step));
}

function securityConfig({ source }: StepContext): RemainingStep {
  const chart = source.pathOf('platform-operator/thirdparty/charts/opensearch-operator');
  const values = source.pathOf('platform-operator/helm_config/overrides/opensearch-operator-values.yaml');
  return {
    title: 'Make the login of OpenSearch',
    when: 'before',
    unit: 'charts/opensearch-operator',
    instructions: [
      `The chart generates another password in every rendering; Argo CD keeps what exists. Once, from ${source.origin}:`,
      '',
      commands(
        `helm template opensearch-operator ${chart} --namespace verrazzano-logging --values ${values} \\`,
        '  --show-only templates/verrazzano/opensearch-securityconfig-secret.yaml | kubectl create -f -',
      ),
    ].join('\n'),
  };
}

function logPolicies({ source }: StepContext): RemainingStep {
  const folder = source.pathOf('platform-operator/thirdparty/manifests/opensearch-operator');
  const put = (name: string): string[] => [
    'kubectl -n verrazzano-logging exec -i opensearch-es-master-0 -c opensearch -- \\',
    `  curl -sk -u "$login" -X PUT https://localhost:9200/_plugins/_ism/policies/${name} -H 'Content-Type: application/json' -d @- \\`,
    `  < ${folder}/${name}-default-ISM-policy.json`,
  ];
  return {
    title: 'Keep logs for as long as you want',
    when: 'after',
    unit: 'objects/opensearch',
    instructions: [
      `The platform operator puts policies for the life of indices into OpenSearch by calls to it. From ${source.origin}:`,
      '',
      commands(
        'login=$(kubectl -n verrazzano-logging get secret admin-credentials-secret \\',
        "  -o go-template='{{.data.username | base64decode}}:{{.data.password | base64decode}}')",
        ...put('vz-system'),
        ...put('vz-application'),
      ),
      '',
      'Policies of `components.opensearch.policies`, and index patterns of the dashboards, are entered in the same way.',
    ].join('\n'),
  };
}

function importRealm({ facts }: StepContext): RemainingStep {
  const kcadm = 'kubectl -n keycloak exec -i keycloak-0 -c keycloak -- /opt/keycloak/bin/kcadm.sh';
  const value = (secret: string, key: string): string => {
    const [namespace, name] = secret.split('/');
    return `$(kubectl -n ${namespace} get secret ${name} -o go-template='{{.data.${key} | base64decode}}')`;
  };
  return {
    title: 'Import the realm of Keycloak',
    when: 'after',
    unit: 'charts/keycloak',
    instructions: [
      `ConfigMap \`keycloak/${REALM_CONFIG_MAP}\` holds the realm: groups, roles, users, clients, scopes, redirect URIs. It holds no password.`,
      '',
      commands(
        `${kcadm} config credentials --server http://localhost:8080/auth --realm master \\`,
        `  --user keycloakadmin --password "${value('keycloak/keycloak-http', 'password')}"`,
        `kubectl -n keycloak get configmap ${REALM_CONFIG_MAP} -o go-template='{{index .data "${REALM_KEY}"}}' | \\`,
        `  ${kcadm} create realms -f -`,
        `${kcadm} update realms/master -s 'passwordPolicy=length(8) and notUsername' -s loginTheme=oracle`,
        ...realmUsers(facts).flatMap(({ user, secret }) => [
          `${kcadm} set-password -r ${REALM} --username ${user} \\`,
          `  --new-password "${value(secret, 'password')}"`,
        ]),
      ),
      '',
      'A later change of the ConfigMap is imported by `kcadm.sh create partialImport -r verrazzano-system -s ifResourceExists=OVERWRITE -f -`.',
      ...(confidentialClients(facts).length === 0
        ? []
        : [
            '',
            `Keycloak generates the secrets of clients ${confidentialClients(facts).join(', ')}: console, realm ${REALM}, Clients, Credentials.`,
          ]),
    ].join('\n'),
  };
}

/** Where each component's parser of logs belongs. */
const PARSERS: Readonly<Record<string, readonly [file: string, namespace: string]>> = {
  istio: ['istio', 'istio-system'],
  grafana: ['grafana', 'verrazzano-system'],
  opensearch: ['opensearch', 'verrazzano-system'],
  'opensearch-dashboards': ['osd', 'verrazzano-system'],
  rancher: ['rancher', 'cattle-fleet-system'],
};

function logParsers({ facts, source }: StepContext): RemainingStep {
  const folder = source.pathOf('platform-operator/thirdparty/manifests/fluent-operator');
  const own = Object.entries(PARSERS).filter(([component]) => facts.isOn(component));
  return {
    title: 'Let Fluent Bit parse the logs of components without a chart of their own',
    when: 'after',
    unit: 'charts/fluent-operator',
    instructions: [
      `Other components have these objects in their charts. Without them their logs arrive unparsed. From ${source.origin}:`,
      '',
      commands(
        ...own.map(
          ([, [file, namespace]]) =>
            `sed 's/{{ *\\.namespace *}}/${namespace}/' ${folder}/${file}-filter-parser.yaml | kubectl apply -f -`,
        ),
      ),
    ].join('\n'),
  };
}

function rancherLogin({ facts }: StepContext): RemainingStep {
  const issuer = `https://keycloak.${facts.domain}/auth/realms/${REALM}`;
  return {
    title: 'Set up logins of Rancher',
    when: 'after',
    unit: 'charts/rancher',
    instructions: [
      'Rancher makes its administrator when it starts; the password is printed once:',
      '',
      commands(
        'kubectl -n cattle-system exec deploy/rancher -c rancher -- ensure-default-admin',
        'kubectl -n cattle-system exec deploy/rancher -c rancher -- reset-password',
        'kubectl -n cattle-system create secret generic rancher-admin-secret --from-literal=password=<the password>',
        'kubectl -n cattle-system delete secret bootstrap-secret',
      ),
      '',
      ...(facts.isOn('keycloak')
        ? [
            'Then in its console, Users & Authentication, Auth Provider, Keycloak (OIDC): ' +
              `client ID \`rancher\` with its secret, issuer \`${issuer}\`, auth endpoint ` +
              `\`${issuer}/protocol/openid-connect/auth\`, Rancher URL \`https://rancher.${facts.domain}/verify-auth\`, access mode unrestricted. ` +
              'Give group `verrazzano-admins` the role Cluster Owner of cluster `local`, and `verrazzano-monitors` Cluster Member.',
          ]
        : []),
    ].join('\n'),
  };
}

function backupDefinitions({ source }: StepContext): RemainingStep {
  const folder = source.pathOf('platform-operator/thirdparty/charts/rancher-backup-crd/templates');
  return {
    title: 'Apply the CustomResourceDefinitions of Rancher Backup',
    when: 'before',
    unit: 'charts/rancher-backup',
    instructions: `They are in a chart of their own, which is not part of the platform. From ${source.origin}:\n\n${commands(
      `kubectl apply --server-side -f ${folder}`,
    )}`,
  };
}

function argoCdLogin({ facts }: StepContext): RemainingStep {
  return {
    title: 'Set up logins of Argo CD',
    when: 'after',
    unit: 'charts/argocd',
    instructions: facts.isOn('keycloak')
      ? [
          'Secret `argocd-secret` belongs to Argo CD; add the secret that Keycloak generated for client `argocd`:',
          '',
          commands(
            'kubectl -n argocd patch secret argocd-secret --type merge \\',
            `  -p '{"stringData":{"oidc.keycloak.clientSecret":"<the secret>"}}'`,
            'kubectl -n argocd rollout restart deployment argocd-server',
          ),
          '',
          'The configuration of the login is in the values of the chart (`configs.cm`). Where the authority of the platform is private, ' +
            'add its certificate there as `rootCA` of `oidc.config`.',
        ].join('\n')
      : 'Without Keycloak, `argocd admin initial-password -n argocd` prints the password of user `admin`.',
  };
}

function registrar({ facts }: StepContext): RemainingStep {
  const users = [
    ['vz-cluster-reg', 'Verrazzano Cluster Registrar', 'verrazzano-cluster-registrar'],
    ...(facts.isOn('argocd') ? [['vz-argoCD-reg', 'ArgoCD Cluster Registrar', 'verrazzano-argocd-secret']] : []),
  ];
  return {
    title: 'Make the users by which clusters are registered with Rancher',
    when: 'after',
    unit: 'charts/verrazzano-cluster-operator',
    instructions: [
      'Rancher stores only hashes of passwords, so that the users are made in its console (Users & Authentication, Users, standard user), ' +
        'and their passwords are put where the cluster operator reads them:',
      '',
      ...users.map(
        ([user, display, secret]) =>
          `- user \`${user}\`, display name \`${display}\`: ` +
          `\`kubectl -n verrazzano-mc create secret generic ${secret} --from-literal=password=<the password>\``,
      ),
    ].join('\n'),
  };
}
