import { thanos } from '../../../components';
import { WITHOUT_ENDPOINTS } from '../../../components/thanos-names';
import type { KubernetesManifest } from '../../../definition/kubernetes-manifest';
import type { PublishedVersion } from '../../maintained-charts';

/**
 * Service `thanos-query-grpc`, to which the auth proxy leads and which only the chart of Bitnami makes: the other one has its port in
 * Service `thanos-query`.
 *
 * Source: `templates/query/service-grpc.yaml` of chart `thanos` at v1.7.2.
 * @param published - the version of the chart
 */
export function thanosService({ version: { chart } }: PublishedVersion): readonly KubernetesManifest[] {
  if (chart?.line !== WITHOUT_ENDPOINTS) return [];
  const { labels, ports } = thanos.workloads['thanos-query'];
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'thanos-query-grpc', namespace: thanos.namespace },
      spec: {
        type: 'ClusterIP',
        selector: { ...labels },
        ports: [{ name: 'grpc', port: ports.grpc, targetPort: 'grpc', protocol: 'TCP' }],
      },
    },
  ];
}
