import type { Fields, KubeObject } from '../object';
import { relabelings, type RelabelSettings } from './relabelings';
import { ISTIO_CERTS } from '../../../ingress/scraping/endpoints';

/** What a ServiceMonitor of release 1.7.2 is made of. */
interface ServiceMonitorSettings extends Omit<RelabelSettings, 'index'> {
  /** Name. */
  readonly name: string;
  /** Namespace, whose pods are scraped. */
  readonly namespace: string;
  /** Number of endpoints. */
  readonly endpoints: number;
  /** HTTP path of all endpoints, where pods do not give another. */
  readonly path: string;
  /** Whether pods are scraped by HTTPS with the certificates of the mesh. */
  readonly https: boolean;
  /** Secret with `username` and `password`. */
  readonly secret?: string;
}

/**
 * A ServiceMonitor of release 1.7.2.
 * @param settings - what it is made of
 */
export function serviceMonitor(settings: ServiceMonitorSettings): KubeObject {
  const { name, namespace, endpoints } = settings;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name, namespace, labels: { release: 'prometheus-operator' } },
    spec: {
      namespaceSelector: { matchNames: [namespace] },
      selector: {},
      endpoints: Array.from({ length: endpoints }, (_, index) => endpoint(settings, index)),
    },
  };
}

function endpoint(settings: ServiceMonitorSettings, index: number): Fields {
  const { path, https, secret } = settings;
  const credentials = (key: string): Fields => ({ ...(secret !== undefined && { name: secret }), key });
  return {
    ...(secret !== undefined && {
      basicAuth: { username: credentials('username'), password: credentials('password') },
    }),
    ...(path !== '' && { path }),
    scheme: https ? 'https' : 'http',
    ...(https && {
      enableHttp2: false,
      tlsConfig: {
        caFile: `${ISTIO_CERTS}/root-cert.pem`,
        certFile: `${ISTIO_CERTS}/cert-chain.pem`,
        keyFile: `${ISTIO_CERTS}/key.pem`,
        insecureSkipVerify: true,
      },
    }),
    relabelings: relabelings({ ...settings, index }),
  };
}
