import type { JsonObject } from '../../values/json';
import {
  annotationsOf,
  CHART,
  distributionOf,
  globalAnnotations,
  labelsOf,
  metadataOf,
  type Release,
} from '../release';
import { renderedTemplate } from '../template/template';
import { isSet } from '../values/chart-values';

/** The Ingress that leads to the API of the virtual cluster. */
export function ingress(release: Release): JsonObject[] {
  const { name, values } = release;
  if (!values.has('controlPlane.ingress.enabled')) return [];
  values.at('controlPlane.ingress.spec.rules');
  const spec = values.object('controlPlane.ingress.spec');
  const own = values.object('controlPlane.ingress.annotations');
  const labels = labelsOf(release, values.object('controlPlane.ingress.labels'));
  const rendered = renderedTemplate(spec, release, 'controlPlane.ingress.spec');
  return [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        ...metadataOf(release, name, { labels }),
        annotations: annotationsOf(own, globalAnnotations(release)),
      },
      spec: { ...(rendered as JsonObject), ...(isSet(spec.rules) ? {} : { rules: [ingressRule(release)] }) },
    },
  ];
}

function ingressRule({ name, values }: Release): JsonObject {
  const backend = { service: { name, port: { name: 'https' } } };
  const pathType = values.text('controlPlane.ingress.pathType') || null;
  return { host: values.text('controlPlane.ingress.host'), http: { paths: [{ backend, path: '/', pathType }] } };
}

/** The ServiceMonitor for the metrics of the control plane. */
export function serviceMonitor(release: Release): JsonObject[] {
  const { name, values } = release;
  const section = 'controlPlane.serviceMonitor';
  if (!values.has(`${section}.enabled`)) return [];
  const own = values.object(`${section}.annotations`);
  const labels = labelsOf(release, values.object(`${section}.labels`));
  const matchLabels = {
    app: 'vcluster',
    release: name,
    chart: CHART,
    heritage: 'Helm',
    'vcluster.loft.sh/service': 'true',
  };
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: {
        ...metadataOf(release, `vc-${name}`, { labels }),
        annotations: annotationsOf(own, globalAnnotations(release)),
      },
      spec: { selector: { matchLabels }, endpoints: scraped(release).map((part) => endpoint(name, part)) },
    },
  ];
}

/** Parts of the control plane that have metrics, with their paths; those of k3s and k0s are one process. */
function scraped({ values }: Release): ReadonlyArray<readonly [string, string]> {
  const all = [['apiserver', '/metrics'] as const];
  if (distributionOf(values) !== 'k8s') return all;
  const scheduler = values.has('controlPlane.advanced.virtualScheduler.enabled');
  const more = [...(['controller-manager'] as const), ...(scheduler ? (['scheduler'] as const) : [])];
  return [...all, ...more.map((part) => [part, `/${part}/metrics`] as const)];
}

function endpoint(name: string, [replacement, path]: readonly [string, string]): JsonObject {
  const secret = (key: string): JsonObject => ({ name: `vc-${name}`, key });
  return {
    interval: '30s',
    port: 'https',
    path,
    scheme: 'https',
    relabelings: [{ targetLabel: 'endpoint', replacement }],
    tlsConfig: {
      ca: { secret: secret('certificate-authority') },
      cert: { secret: secret('client-certificate') },
      keySecret: secret('client-key'),
    },
  };
}
