import type { WebhookDefinition } from '../definition/webhook-definition';

/**
 * Webhooks of the Cluster API providers, in a file of their own because of their number.
 *
 * Source: `platform-operator/capi` at v1.7.2.
 */
export const clusterApiWebhooks: readonly WebhookDefinition[] = [
  {
    kind: 'mutating',
    name: 'capi-mutating-webhook-configuration',
    service: 'capi-webhook-service',
    hooks: {
      'default.machine.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/machines'],
        path: '/mutate-cluster-x-k8s-io-v1beta1-machine',
      },
      'default.machinedeployment.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/machinedeployments'],
        path: '/mutate-cluster-x-k8s-io-v1beta1-machinedeployment',
      },
      'default.machinehealthcheck.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/machinehealthchecks'],
        path: '/mutate-cluster-x-k8s-io-v1beta1-machinehealthcheck',
      },
      'default.machineset.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/machinesets'],
        path: '/mutate-cluster-x-k8s-io-v1beta1-machineset',
      },
      'default.cluster.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/clusters'],
        path: '/mutate-cluster-x-k8s-io-v1beta1-cluster',
      },
      'default.clusterclass.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/clusterclasses'],
        path: '/mutate-cluster-x-k8s-io-v1beta1-clusterclass',
      },
      'default.extensionconfig.runtime.addons.cluster.x-k8s.io': {
        resources: ['runtime.cluster.x-k8s.io/extensionconfigs'],
        path: '/mutate-runtime-cluster-x-k8s-io-v1alpha1-extensionconfig',
      },
      'default.machinepool.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/machinepools'],
        path: '/mutate-cluster-x-k8s-io-v1beta1-machinepool',
      },
      'default.clusterresourceset.addons.cluster.x-k8s.io': {
        resources: ['addons.cluster.x-k8s.io/clusterresourcesets'],
        path: '/mutate-addons-cluster-x-k8s-io-v1beta1-clusterresourceset',
      },
    },
    caFrom: 'capi-serving-cert',
  },
  {
    kind: 'validating',
    name: 'capi-validating-webhook-configuration',
    service: 'capi-webhook-service',
    hooks: {
      'validation.machine.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/machines'],
        path: '/validate-cluster-x-k8s-io-v1beta1-machine',
      },
      'validation.machinedeployment.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/machinedeployments'],
        path: '/validate-cluster-x-k8s-io-v1beta1-machinedeployment',
      },
      'validation.machinehealthcheck.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/machinehealthchecks'],
        path: '/validate-cluster-x-k8s-io-v1beta1-machinehealthcheck',
      },
      'validation.machineset.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/machinesets'],
        path: '/validate-cluster-x-k8s-io-v1beta1-machineset',
      },
      'validation.cluster.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/clusters'],
        path: '/validate-cluster-x-k8s-io-v1beta1-cluster',
      },
      'validation.clusterclass.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/clusterclasses'],
        path: '/validate-cluster-x-k8s-io-v1beta1-clusterclass',
      },
      'validation.extensionconfig.runtime.cluster.x-k8s.io': {
        resources: ['runtime.cluster.x-k8s.io/extensionconfigs'],
        path: '/validate-runtime-cluster-x-k8s-io-v1alpha1-extensionconfig',
      },
      'validation.machinepool.cluster.x-k8s.io': {
        resources: ['cluster.x-k8s.io/machinepools'],
        path: '/validate-cluster-x-k8s-io-v1beta1-machinepool',
      },
      'validation.clusterresourceset.addons.cluster.x-k8s.io': {
        resources: ['addons.cluster.x-k8s.io/clusterresourcesets'],
        path: '/validate-addons-cluster-x-k8s-io-v1beta1-clusterresourceset',
      },
      'validation.clusterresourcesetbinding.addons.cluster.x-k8s.io': {
        resources: ['addons.cluster.x-k8s.io/clusterresourcesetbindings'],
        path: '/validate-addons-cluster-x-k8s-io-v1beta1-clusterresourcesetbinding',
      },
      'validation.ipaddress.ipam.cluster.x-k8s.io': {
        resources: ['ipam.cluster.x-k8s.io/ipaddresses'],
        path: '/validate-ipam-cluster-x-k8s-io-v1alpha1-ipaddress',
      },
      'validation.ipaddressclaim.ipam.cluster.x-k8s.io': {
        resources: ['ipam.cluster.x-k8s.io/ipaddressclaims'],
        path: '/validate-ipam-cluster-x-k8s-io-v1alpha1-ipaddressclaim',
      },
    },
    caFrom: 'capi-serving-cert',
  },
  {
    kind: 'mutating',
    name: 'capoci-mutating-webhook-configuration',
    service: 'capoci-webhook-service',
    hooks: {
      'default.ocicluster.infrastructure.cluster.x-k8s.io': {
        resources: ['infrastructure.cluster.x-k8s.io/ociclusters'],
        path: '/mutate-infrastructure-cluster-x-k8s-io-v1beta2-ocicluster',
      },
      'default.ocimanagedcluster.infrastructure.cluster.x-k8s.io': {
        resources: ['infrastructure.cluster.x-k8s.io/ocimanagedclusters'],
        path: '/mutate-infrastructure-cluster-x-k8s-io-v1beta2-ocimanagedcluster',
      },
      'default.ocimanagedcontrolplane.infrastructure.cluster.x-k8s.io': {
        resources: ['infrastructure.cluster.x-k8s.io/ocimanagedcontrolplanes'],
        path: '/mutate-infrastructure-cluster-x-k8s-io-v1beta2-ocimanagedcontrolplane',
      },
      'default.ocimanagedmachinepool.infrastructure.cluster.x-k8s.io': {
        resources: ['infrastructure.cluster.x-k8s.io/ocimanagedmachinepools'],
        path: '/mutate-infrastructure-cluster-x-k8s-io-v1beta2-ocimanagedmachinepool',
      },
      'default.ocivirtualmachinepool.infrastructure.cluster.x-k8s.io': {
        resources: ['infrastructure.cluster.x-k8s.io/ocivirtualmachinepools'],
        path: '/mutate-infrastructure-cluster-x-k8s-io-v1beta2-ocivirtualmachinepool',
      },
    },
    caFrom: 'capoci-serving-cert',
  },
  {
    kind: 'validating',
    name: 'capoci-validating-webhook-configuration',
    service: 'capoci-webhook-service',
    hooks: {
      'validation.ocicluster.infrastructure.cluster.x-k8s.io': {
        resources: ['infrastructure.cluster.x-k8s.io/ociclusters'],
        path: '/validate-infrastructure-cluster-x-k8s-io-v1beta2-ocicluster',
      },
      'validation.ocimachinetemplate.infrastructure.cluster.x-k8s.io': {
        resources: ['infrastructure.cluster.x-k8s.io/ocimachinetemplates'],
        path: '/validate-infrastructure-cluster-x-k8s-io-v1beta2-ocimachinetemplate',
      },
      'validation.ocimanagedcluster.infrastructure.cluster.x-k8s.io': {
        resources: ['infrastructure.cluster.x-k8s.io/ocimanagedclusters'],
        path: '/validate-infrastructure-cluster-x-k8s-io-v1beta2-ocimanagedcluster',
      },
      'validation.ocimanagedcontrolplane.infrastructure.cluster.x-k8s.io': {
        resources: ['infrastructure.cluster.x-k8s.io/ocimanagedcontrolplanes'],
        path: '/validate-infrastructure-cluster-x-k8s-io-v1beta2-ocimanagedcontrolplane',
      },
      'validation.ocimanagedmachinepool.infrastructure.cluster.x-k8s.io': {
        resources: ['infrastructure.cluster.x-k8s.io/ocimanagedmachinepools'],
        path: '/validate-infrastructure-cluster-x-k8s-io-v1beta2-ocimanagedmachinepool',
      },
      'validation.ocivirtualmachinepool.infrastructure.cluster.x-k8s.io': {
        resources: ['infrastructure.cluster.x-k8s.io/ocivirtualmachinepools'],
        path: '/validate-infrastructure-cluster-x-k8s-io-v1beta2-ocivirtualmachinepool',
      },
    },
    caFrom: 'capoci-serving-cert',
  },
  {
    kind: 'mutating',
    name: 'capi-ocne-bootstrap-mutating-webhook-configuration',
    service: 'capi-ocne-bootstrap-webhook-service',
    hooks: {
      'default.ocneconfig.bootstrap.cluster.x-k8s.io': {
        resources: ['bootstrap.cluster.x-k8s.io/ocneconfigs'],
        path: '/mutate-bootstrap-cluster-x-k8s-io-v1alpha1-ocneconfig',
      },
      'default.ocneconfigtemplate.bootstrap.cluster.x-k8s.io': {
        resources: ['bootstrap.cluster.x-k8s.io/ocneconfigtemplates'],
        path: '/mutate-bootstrap-cluster-x-k8s-io-v1alpha1-ocneconfigtemplate',
      },
    },
    caFrom: 'capi-ocne-bootstrap-serving-cert',
  },
  {
    kind: 'validating',
    name: 'capi-ocne-bootstrap-validating-webhook-configuration',
    service: 'capi-ocne-bootstrap-webhook-service',
    hooks: {
      'validation.ocneconfig.bootstrap.cluster.x-k8s.io': {
        resources: ['bootstrap.cluster.x-k8s.io/ocneconfigs'],
        path: '/validate-bootstrap-cluster-x-k8s-io-v1alpha1-ocneconfig',
      },
      'validation.ocneconfigtemplate.bootstrap.cluster.x-k8s.io': {
        resources: ['bootstrap.cluster.x-k8s.io/ocneconfigtemplates'],
        path: '/validate-bootstrap-cluster-x-k8s-io-v1alpha1-ocneconfigtemplate',
      },
    },
    caFrom: 'capi-ocne-bootstrap-serving-cert',
  },
  {
    kind: 'mutating',
    name: 'capi-ocne-control-plane-mutating-webhook-configuration',
    service: 'capi-ocne-control-plane-webhook-service',
    hooks: {
      'default.ocnecontrolplane.controlplane.cluster.x-k8s.io': {
        resources: ['controlplane.cluster.x-k8s.io/ocnecontrolplanes'],
        path: '/mutate-controlplane-cluster-x-k8s-io-v1alpha1-ocnecontrolplane',
      },
      'default.ocnecontrolplanetemplate.controlplane.cluster.x-k8s.io': {
        resources: ['controlplane.cluster.x-k8s.io/ocnecontrolplanetemplates'],
        path: '/mutate-controlplane-cluster-x-k8s-io-v1alpha1-ocnecontrolplanetemplate',
      },
    },
    caFrom: 'capi-ocne-control-plane-serving-cert',
  },
  {
    kind: 'validating',
    name: 'capi-ocne-control-plane-validating-webhook-configuration',
    service: 'capi-ocne-control-plane-webhook-service',
    hooks: {
      'validation.ocnecontrolplane.controlplane.cluster.x-k8s.io': {
        resources: ['controlplane.cluster.x-k8s.io/ocnecontrolplanes'],
        path: '/validate-controlplane-cluster-x-k8s-io-v1alpha1-ocnecontrolplane',
      },
      'validation.ocnecontrolplanetemplate.controlplane.cluster.x-k8s.io': {
        resources: ['controlplane.cluster.x-k8s.io/ocnecontrolplanetemplates'],
        path: '/validate-controlplane-cluster-x-k8s-io-v1alpha1-ocnecontrolplanetemplate',
      },
      'validation-scale.ocnecontrolplane.controlplane.cluster.x-k8s.io': {
        resources: ['controlplane.cluster.x-k8s.io/ocnecontrolplanes/scale'],
        path: '/validate-scale-controlplane-cluster-x-k8s-io-v1beta1-ocnecontrolplane',
      },
    },
    caFrom: 'capi-ocne-control-plane-serving-cert',
  },
  {
    kind: 'mutating',
    name: 'caapv-mutating-webhook-configuration',
    service: 'caapv-webhook-service',
    hooks: {
      'verrazzanofleet.x-k8s.io': {
        resources: ['addons.cluster.x-k8s.io/verrazzanofleets'],
        path: '/mutate-addons-cluster-x-k8s-io-v1alpha1-verrazzanofleet',
      },
      'verrazzanofleetbinding.x-k8s.io': {
        resources: ['addons.cluster.x-k8s.io/verrazzanofleetbindings'],
        path: '/mutate-addons-cluster-x-k8s-io-v1alpha1-verrazzanofleetbinding',
      },
    },
    caFrom: 'caapv-serving-cert',
  },
  {
    kind: 'validating',
    name: 'caapv-validating-webhook-configuration',
    service: 'caapv-webhook-service',
    hooks: {
      'verrazzanofleet.x-k8s.io': {
        resources: ['addons.cluster.x-k8s.io/verrazzanofleets'],
        path: '/validate-addons-cluster-x-k8s-io-v1alpha1-verrazzanofleet',
      },
      'verrazzanofleetbinding.x-k8s.io': {
        resources: ['addons.cluster.x-k8s.io/verrazzanofleetbindings'],
        path: '/validate-addons-cluster-x-k8s-io-v1alpha1-verrazzanofleetbinding',
      },
    },
    caFrom: 'caapv-serving-cert',
  },
];
