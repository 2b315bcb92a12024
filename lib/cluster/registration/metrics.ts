import { stringify } from 'yaml';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { hostNames } from '../../ingress';
import { compare } from '../../values/compare';
import { MONITORING_NAMESPACE } from './names';
import type { RegistrationFacts } from './registration-facts';
import { thanos } from '../../components';
import { replacementOf } from '../../components/replacements';
import { ENDPOINTS, ENDPOINTS_FILE, WITHOUT_ENDPOINTS } from '../../components/thanos-names';
import { versionLine } from '../../definition/version-line';
import type { RemainingStep } from '../../gitops/gitops-cluster';

/** Where Prometheus and Thanos of the admin cluster read the certificate authorities, one key `ca-<cluster>` each. */
export const CA_CERTS_SECRET = 'managed-cluster-ca-certs';
const PROMETHEUS_CERTS = '/etc/prometheus/managed-cluster-ca-certs';
const THANOS_CERTS = '/etc/certs';

/** User with which Prometheus signs in at a managed cluster. */
const PROMETHEUS_USER = 'verrazzano-prom-internal';

/** Secret with scrape jobs that Prometheus of the platform reads. */
export const SCRAPE_SECRET = 'additional-scrape-configs';

/**
 * The ServiceEntry and the DestinationRule by which Thanos of the admin cluster reaches the StoreAPI of a managed cluster, as the
 * cluster operator makes them.
 *
 * Source: `cluster-operator/controllers/vmc/sync_thanos.go` at v1.7.2.
 * @param facts - the registration
 */
export function storeObjects(facts: RegistrationFacts): readonly KubernetesManifest[] {
  const { name, metrics, hasPrivateCa } = facts;
  const host = hostOf(facts, 'thanos-query-store');
  if (metrics !== 'thanos' || host === undefined) return [];
  const metadata = { name, namespace: MONITORING_NAMESPACE };
  return [
    {
      apiVersion: 'networking.istio.io/v1beta1',
      kind: 'ServiceEntry',
      metadata,
      spec: {
        hosts: [host],
        ports: [{ name: 'grpc', number: 443, targetPort: 443, protocol: 'GRPC' }],
        resolution: 'DNS',
      },
    },
    {
      apiVersion: 'networking.istio.io/v1beta1',
      kind: 'DestinationRule',
      metadata,
      spec: {
        host,
        trafficPolicy: {
          portLevelSettings: [
            {
              port: { number: 443 },
              tls: {
                mode: 'SIMPLE',
                insecureSkipVerify: false,
                ...(hasPrivateCa && { caCertificates: `${THANOS_CERTS}/ca-${name}` }),
                sni: host,
              },
            },
          ],
        },
      },
    },
  ];
}

/**
 * What the admin cluster has once for all managed clusters: the scrape jobs of Prometheus, and the endpoints of Thanos, unless a chart of the
 * platform makes the ConfigMap of these. Passwords are read from files, so that Git may hold the jobs.
 *
 * Source: `cluster-operator/controllers/vmc/sync_prometheus.go` and `sync_thanos.go` at v1.7.2.
 * @param registrations - those without operators on the admin cluster
 */
export function sharedMetrics(registrations: readonly RegistrationFacts[]): readonly KubernetesManifest[] {
  const jobs = withMetrics(registrations, 'federation').flatMap((facts) => scrapeJob(facts) ?? []);
  const data = isOfChart(registrations) ? undefined : endpointData(registrations);
  return [...(jobs.length === 0 ? [] : [scrapeSecret(jobs)]), ...(data === undefined ? [] : [endpointMap(data)])];
}

/**
 * How the endpoints of Thanos get into the ConfigMap that the chart of Thanos makes: two Applications cannot own one object, and what a chart
 * renders cannot be left out. The Application of the chart leaves the data alone.
 * @param registrations - those without operators on the admin cluster
 */
export function endpointSteps(registrations: readonly RegistrationFacts[]): readonly RemainingStep[] {
  const data = isOfChart(registrations) ? endpointData(registrations) : undefined;
  const [first] = registrations;
  if (data === undefined || first === undefined) return [];
  return [
    {
      title: 'List the managed clusters for Thanos',
      when: 'after',
      instructions: [
        `The chart of Thanos makes ConfigMap \`${MONITORING_NAMESPACE}/${ENDPOINTS}\` without addresses, and a sync leaves its data alone. ` +
          'Write the addresses, and again when managed clusters are added or removed:',
        '',
        '```sh',
        `kubectl --context ${first.adminName} -n ${MONITORING_NAMESPACE} patch configmap ${ENDPOINTS} --type merge --patch '${JSON.stringify({ data })}'`,
        '```',
      ].join('\n'),
    },
  ];
}

function isOfChart([first]: readonly RegistrationFacts[]): boolean {
  const found = first?.admin.enabledComponents.find(({ name }) => name === thanos.name);
  const replacement = replacementOf(thanos.name);
  if (found === undefined || replacement === undefined) return false;
  const published = versionLine(replacement).published(found.chart?.version);
  return published?.chart?.line !== WITHOUT_ENDPOINTS;
}

/** Those whose metrics arrive in one way, by name. */
function withMetrics(
  registrations: readonly RegistrationFacts[],
  way: RegistrationFacts['metrics'],
): readonly RegistrationFacts[] {
  return registrations.filter(({ metrics }) => metrics === way).sort((a, b) => compare(a.name, b.name));
}

/** Data of the ConfigMap with the endpoints of Thanos; undefined where there are none. */
function endpointData(registrations: readonly RegistrationFacts[]): Readonly<Record<string, string>> | undefined {
  const endpoints = withMetrics(registrations, 'thanos').flatMap((facts) => endpoint(facts) ?? []);
  return endpoints.length === 0 ? undefined : { [ENDPOINTS_FILE]: stringify(endpoints) };
}

function scrapeSecret(jobs: readonly object[]): KubernetesManifest {
  const metadata = { name: SCRAPE_SECRET, namespace: MONITORING_NAMESPACE };
  return { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', stringData: { jobs: stringify(jobs) } };
}

function endpointMap(data: Readonly<Record<string, string>>): KubernetesManifest {
  const metadata = { name: ENDPOINTS, namespace: MONITORING_NAMESPACE };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
}

function scrapeJob(facts: RegistrationFacts): object | undefined {
  const { name, hasPrivateCa } = facts;
  const host = hostOf(facts, 'prometheus.vmi.system');
  if (host === undefined) return undefined;
  const cluster = { verrazzano_cluster: name };
  return {
    job_name: name,
    scrape_interval: '20s',
    scrape_timeout: '15s',
    scheme: 'https',
    honor_labels: true,
    metrics_path: '/federate',
    params: { 'match[]': ['{__name__=~"..*"}'] },
    metric_relabel_configs: [
      {
        action: 'replace',
        source_labels: ['verrazzano_cluster'],
        target_label: 'verrazzano_cluster',
        replacement: name,
      },
    ],
    static_configs: [{ targets: [host], labels: cluster }],
    basic_auth: { username: PROMETHEUS_USER, password_file: `${PROMETHEUS_CERTS}/password-${name}` },
    ...(hasPrivateCa && {
      tls_config: { ca_file: `${PROMETHEUS_CERTS}/ca-${name}`, insecure_skip_verify: false },
    }),
  };
}

function endpoint(facts: RegistrationFacts): object | undefined {
  const host = hostOf(facts, 'thanos-query-store');
  return host === undefined ? undefined : { targets: [`${host}:443`], labels: { verrazzano_cluster: facts.name } };
}

function hostOf({ managed }: RegistrationFacts, labels: string): string | undefined {
  return managed === undefined ? undefined : `${labels}.${hostNames(managed).pattern}`;
}
