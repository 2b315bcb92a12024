import { compare } from '../values/compare';
import type { ImageName } from './images';

/** A version of a product that is no longer maintained. */
export interface EndOfLife {
  /** The product. */
  readonly product: string;
  /** Line of versions, such as `1.19`: all that start with it. */
  readonly version: string;
  /** Day on which it ended, as `YYYY-MM-DD`; `YYYY-MM` where the source names only the month. */
  readonly date: string;
  /** Public page that states it. */
  readonly source: string;
}

/** An end of life, and the images of the platform that it concerns. */
export interface EndOfLifeFact extends EndOfLife {
  /** Images of that product in that version. */
  readonly images: readonly ImageName[];
}

/**
 * Products in images of the platform that are past their end of life, as their sources state it in November 2026. A product
 * that is not listed is still maintained, or has no public date.
 */
export const END_OF_LIFE: readonly EndOfLifeFact[] = [
  {
    product: 'Argo CD',
    version: '2.8',
    date: '2024-05-07',
    source: 'https://endoflife.date/argo-cd',
    images: ['argocd'],
  },
  {
    product: 'cert-manager',
    version: '1.9',
    date: '2023-01-11',
    source: 'https://cert-manager.io/docs/releases/',
    images: [
      'cert-manager-acmesolver',
      'cert-manager-cainjector',
      'cert-manager-controller',
      'cert-manager-ctl',
      'cert-manager-webhook',
    ],
  },
  {
    product: 'Cluster API',
    version: '1.5',
    date: '2024-08-12',
    source: 'https://cluster-api.sigs.k8s.io/reference/versions',
    images: ['cluster-api-controller'],
  },
  {
    product: 'Fluent Bit',
    version: '2.0',
    date: '2023-07-19',
    source: 'https://endoflife.date/fluent-bit',
    images: ['fluent-bit'],
  },
  {
    product: 'Grafana',
    version: '7',
    date: '2022-06-14',
    source: 'https://endoflife.date/grafana',
    images: ['grafana'],
  },
  {
    product: 'Ingress NGINX Controller',
    version: '1',
    date: '2026-03',
    source: 'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
    images: ['nginx-ingress-controller'],
  },
  {
    product: 'Istio',
    version: '1.19',
    date: '2024-04-24',
    source: 'https://endoflife.date/istio',
    images: ['pilot', 'proxyv2'],
  },
  {
    product: 'Jaeger',
    version: '1',
    date: '2025-12-31',
    source: 'https://github.com/jaegertracing/jaeger/issues/6321',
    images: [
      'jaeger-agent',
      'jaeger-all-in-one',
      'jaeger-collector',
      'jaeger-es-index-cleaner',
      'jaeger-es-rollover',
      'jaeger-ingester',
      'jaeger-query',
    ],
  },
  {
    product: 'Keycloak',
    version: '20.0',
    date: '2023-02-23',
    source: 'https://endoflife.date/keycloak',
    images: ['keycloak'],
  },
  {
    product: 'Kubernetes (kubectl)',
    version: '1.20',
    date: '2022-02-28',
    source: 'https://endoflife.date/kubernetes',
    images: ['rancher-kubectl'],
  },
  {
    product: 'MySQL',
    version: '8.0',
    date: '2026-04-30',
    source: 'https://endoflife.date/mysql',
    images: ['mysql-server'],
  },
  {
    product: 'Prometheus',
    version: '2.44',
    date: '2023-08-06',
    source: 'https://endoflife.date/prometheus',
    images: ['prometheus'],
  },
  {
    product: 'Rancher',
    version: '2.7',
    date: '2024-11-18',
    source: 'https://endoflife.date/rancher',
    images: ['rancher', 'rancher-agent'],
  },
  { product: 'Redis', version: '7.0', date: '2024-07-29', source: 'https://endoflife.date/redis', images: ['redis'] },
];

/**
 * Products in some images that are past their end of life, earliest first.
 * @param images - names of the images
 */
export function endOfLifeOf(images: readonly ImageName[]): EndOfLife[] {
  const found = END_OF_LIFE.filter((fact) => fact.images.some((image) => images.includes(image)));
  return found
    .map(({ product, version, date, source }) => ({ product, version, date, source }))
    .sort((a, b) => compare(a.date, b.date));
}
