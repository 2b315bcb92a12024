import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import { instancePrincipal, ociApi, workloadClusters } from '../definition/external-calls';
import { clusterApiWebhooks } from './cluster-api-webhooks';
import type { ClusterAPIValues } from './values/cluster-api-values';

/**
 * Creates Kubernetes clusters, such as those of OCNE on OCI.
 */
export const clusterAPI = defineComponent({
  name: 'cluster-api',
  source: 'platform-operator/controllers/verrazzano/component/clusterapi',
  specKey: 'clusterAPI',
  category: Category.CLUSTER_MANAGEMENT,
  namespace: 'verrazzano-capi',
  release: null,
  valuesFile: 'cluster-api-values.yaml',
  after: ['cert-manager', 'cluster-issuer'],
  namespaces: ['verrazzano-capi'],
  images: [
    'cluster-api-controller',
    'cluster-api-oci-controller',
    'cluster-api-ocne-bootstrap-controller',
    'cluster-api-ocne-control-plane-controller',
    'cluster-api-verrazzano-addon-controller',
  ],
  createdBy: 'clusterctl',
  workloads: {
    'capi-controller-manager': {
      labels: { 'cluster.x-k8s.io/provider': 'cluster-api', 'control-plane': 'controller-manager' },
      serviceAccount: 'capi-manager',
      ports: { 'webhook-server': 9443, healthz: 9440 },
      apiServer: 'direct',
      egress: 'documented',
      external: [
        workloadClusters('a workload cluster exists'),
        { what: 'runtime extensions', hosts: [], ports: [443], when: 'a feature gate that is off', optional: true },
      ],
    },
    'capoci-controller-manager': {
      labels: { 'cluster.x-k8s.io/provider': 'infrastructure-oci', 'control-plane': 'controller-manager' },
      ports: { 'webhook-server': 9443 },
      apiServer: 'direct',
      external: [
        ociApi(['<service>.<region>.oci'], 'networks, machines and load balancers', {
          when: 'a cluster of that kind exists',
        }),
        instancePrincipal('the identity of a cluster is that of the instance'),
      ],
    },
    'capi-ocne-bootstrap-controller-manager': {
      labels: { 'cluster.x-k8s.io/provider': 'bootstrap-ocne', 'control-plane': 'controller-manager' },
      serviceAccount: 'capi-ocne-bootstrap-manager',
      ports: { 'webhook-server': 9443, healthz: 9440 },
      apiServer: 'direct',
      egress: 'documented',
      external: [workloadClusters('a workload cluster exists')],
    },
    'capi-ocne-control-plane-controller-manager': {
      labels: { 'cluster.x-k8s.io/provider': 'control-plane-ocne', 'control-plane': 'controller-manager' },
      serviceAccount: 'capi-ocne-control-plane-manager',
      ports: { 'webhook-server': 9443, healthz: 9440 },
      apiServer: 'direct',
      external: [workloadClusters('a workload cluster exists')],
    },
    'caapv-controller-manager': {
      labels: { 'cluster.x-k8s.io/provider': 'verrazzano-fleet', 'control-plane': 'controller-manager' },
      annotations: { 'kubectl.kubernetes.io/default-container': 'manager' },
      ports: { 'webhook-server': 9443 },
      apiServer: 'direct',
      external: [workloadClusters('a workload cluster exists')],
    },
  },
  services: {
    'capi-webhook-service': {
      workload: 'capi-controller-manager',
      selector: ['cluster.x-k8s.io/provider'],
      ports: [{ name: null, port: 443, to: 'webhook-server' }],
    },
    'capoci-controller-manager-metrics-service': {
      workload: 'capoci-controller-manager',
      ports: [{ name: 'https', port: 8443, to: 'https', dangling: true }],
    },
    'capoci-webhook-service': {
      workload: 'capoci-controller-manager',
      selector: ['cluster.x-k8s.io/provider'],
      ports: [{ name: null, port: 443, to: 'webhook-server' }],
    },
    'capi-ocne-bootstrap-webhook-service': {
      workload: 'capi-ocne-bootstrap-controller-manager',
      selector: ['cluster.x-k8s.io/provider'],
      ports: [{ name: null, port: 443, to: 'webhook-server' }],
    },
    'capi-ocne-control-plane-webhook-service': {
      workload: 'capi-ocne-control-plane-controller-manager',
      selector: ['cluster.x-k8s.io/provider'],
      ports: [{ name: null, port: 443, to: 'webhook-server' }],
    },
    'caapv-controller-manager-metrics-service': {
      workload: 'caapv-controller-manager',
      ports: [{ name: 'https', port: 8443, to: 'https', dangling: true }],
    },
    'caapv-webhook-service': {
      workload: 'caapv-controller-manager',
      ports: [{ name: null, port: 443, to: 'webhook-server' }],
    },
  },
  certificates: {
    'capi-serving-cert': {
      secret: 'capi-webhook-service-cert',
      issuer: 'Issuer/capi-selfsigned-issuer',
      service: 'capi-webhook-service',
      subject: { organizations: ['k8s-sig-cluster-lifecycle'] },
    },
    'capoci-serving-cert': {
      secret: 'capoci-webhook-service-cert',
      issuer: 'Issuer/capoci-selfsigned-issuer',
      service: 'capoci-webhook-service',
    },
    'capi-ocne-bootstrap-serving-cert': {
      secret: 'capi-ocne-bootstrap-webhook-service-cert',
      issuer: 'Issuer/capi-ocne-bootstrap-selfsigned-issuer',
      service: 'capi-ocne-bootstrap-webhook-service',
      subject: { organizations: ['k8s-sig-cluster-lifecycle'] },
    },
    'capi-ocne-control-plane-serving-cert': {
      secret: 'capi-ocne-control-plane-webhook-service-cert',
      issuer: 'Issuer/capi-ocne-control-plane-selfsigned-issuer',
      service: 'capi-ocne-control-plane-webhook-service',
      subject: { organizations: ['k8s-sig-cluster-lifecycle'] },
    },
    'caapv-serving-cert': {
      secret: 'webhook-server-cert',
      issuer: 'Issuer/caapv-selfsigned-issuer',
      service: 'caapv-webhook-service',
    },
  },
  webhooks: clusterApiWebhooks,
  crds: {
    by: 'clusterctl',
    names: {
      'cluster.x-k8s.io': [
        'clusterclasses',
        'clusters',
        'machinedeployments',
        'machinehealthchecks',
        'machinepools',
        'machines',
        'machinesets',
      ],
      'addons.cluster.x-k8s.io': [
        'clusterresourcesetbindings',
        'clusterresourcesets',
        'verrazzanofleetbindings',
        'verrazzanofleets',
      ],
      'runtime.cluster.x-k8s.io': ['extensionconfigs'],
      'ipam.cluster.x-k8s.io': ['ipaddressclaims', 'ipaddresses'],
      'infrastructure.cluster.x-k8s.io': [
        'ociclusteridentities',
        'ociclusters',
        'ociclustertemplates',
        'ocimachinepoolmachines',
        'ocimachinepools',
        'ocimachines',
        'ocimachinetemplates',
        'ocimanagedclusters',
        'ocimanagedclustertemplates',
        'ocimanagedcontrolplanes',
        'ocimanagedcontrolplanetemplates',
        'ocimanagedmachinepools',
        'ocimanagedmachinepooltemplates',
        'ocivirtualmachinepools',
      ],
      'bootstrap.cluster.x-k8s.io': ['ocneconfigs', 'ocneconfigtemplates'],
      'controlplane.cluster.x-k8s.io': ['ocnecontrolplanes', 'ocnecontrolplanetemplates'],
    },
  },
});

/** Options of Cluster API. */
export type ClusterAPIProps = ChartProps<ClusterAPIValues>;

/** Cluster API, as part of a profile. */
export class ClusterAPI extends Component<typeof clusterAPI, ClusterAPIProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: ClusterAPIProps = {}) {
    super(scope, clusterAPI, props);
  }
}
