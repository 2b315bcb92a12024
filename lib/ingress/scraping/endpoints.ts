import type { ScrapeTargetDefinition, ScrapeTlsDefinition } from '../../definition/scrape-target-definition';
import type { JsonObject } from '../../values/json';
import type { ScrapedPort } from './scraped-ports';

/** Directory of the certificates of Prometheus' sidecar, mounted into Prometheus (chart values of kube-prometheus-stack). */
export const ISTIO_CERTS = '/etc/istio-certs';

/** Files of the service account in every pod. */
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Certificates of a sidecar carry an identity and no host name, so that Prometheus cannot check names. */
const ISTIO_TLS: JsonObject = {
  caFile: `${ISTIO_CERTS}/root-cert.pem`,
  certFile: `${ISTIO_CERTS}/cert-chain.pem`,
  keyFile: `${ISTIO_CERTS}/key.pem`,
  insecureSkipVerify: true,
};

/** The label by which dashboards distinguish clusters; metrics of managed clusters have other values. */
const LOCAL_CLUSTER: JsonObject = { action: 'replace', targetLabel: 'verrazzano_cluster', replacement: 'local' };

/**
 * One endpoint of a monitor for one port and path: HTTPS with the certificates of Istio where a sidecar answers, otherwise as
 * the target declares.
 * @param facts - declared facts of the target
 * @param port - the port
 * @param path - path of the metrics
 * @param services - all Services through which the monitor finds pods at this port; none for a PodMonitor
 */
export function endpoint(
  facts: ScrapeTargetDefinition,
  port: ScrapedPort,
  path: string,
  services: readonly string[],
): JsonObject {
  return {
    ...port.field,
    path,
    ...security(facts, port),
    enableHttp2: false,
    ...(facts.honorLabels === true && { honorLabels: true }),
    relabelings: [...services.slice(0, 1).map(() => keepServices(services)), ...relabelings(facts)],
  };
}

/**
 * Relabeling of the samples of a target.
 * @param facts - declared facts of the target
 */
export function relabelings({ labels = {}, podLabels, job }: ScrapeTargetDefinition): readonly JsonObject[] {
  return [
    ...(podLabels === true ? [{ action: 'labelmap', regex: '__meta_kubernetes_pod_label_(.+)' }] : []),
    ...Object.entries(labels).map(([targetLabel, source]) => ({
      action: 'replace',
      sourceLabels: [source],
      targetLabel,
    })),
    ...(job === undefined ? [] : [{ action: 'replace', targetLabel: 'job', replacement: job }]),
    LOCAL_CLUSTER,
  ];
}

/** Monitors select Services by labels, which charts choose; definitions have the names only. */
function keepServices(services: readonly string[]): JsonObject {
  return { action: 'keep', sourceLabels: ['__meta_kubernetes_service_name'], regex: services.join('|') };
}

function security(facts: ScrapeTargetDefinition, { behindSidecar }: ScrapedPort): JsonObject {
  if (facts.scheme === 'https') {
    return {
      scheme: 'https',
      tlsConfig: facts.tls && tlsConfig(facts.tls),
      ...token(facts),
    };
  }
  if (behindSidecar) return { scheme: 'https', tlsConfig: ISTIO_TLS };
  return { scheme: 'http', ...token(facts) };
}

function token(facts: ScrapeTargetDefinition): JsonObject {
  return facts.token === true ? { bearerTokenFile: `${SERVICE_ACCOUNT}/token` } : {};
}

function tlsConfig({ ca, client, serverName, unchecked }: ScrapeTlsDefinition): JsonObject {
  const name = serverName === undefined ? {} : { serverName };
  const check = unchecked === true ? { insecureSkipVerify: true } : {};
  if (ca === 'cluster') return { caFile: `${SERVICE_ACCOUNT}/ca.crt`, ...name, ...check };
  const key = (of: string): JsonObject => ({ name: ca.secret, key: of });
  const shown = client === true ? { cert: { secret: key('tls.crt') }, keySecret: key('tls.key') } : {};
  return { ca: { secret: key('ca.crt') }, ...shown, ...name, ...check };
}
