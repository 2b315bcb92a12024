import { Category } from '../definition/category';
import { defineComponent } from '../definition/define-component';
import { adminHost } from '../definition/external-calls';
import { helmOperation, patchFleetSa, rancherWebhook, rancherWebhooks, rancherWebhookService } from './rancher-parts';

const ON_MANAGED = { atRunTime: true, onlyOn: 'managed' } as const;

/** The Deployment that connects a cluster with Rancher. */
export const CLUSTER_AGENT = 'cattle-cluster-agent';

/**
 * Workloads that Rancher of the admin cluster creates on a managed cluster after its registration. The platform operator does
 * not install them, so that they are never part of a Verrazzano resource.
 *
 * What it runs is that of the manifests of Rancher 2.7.8.
 */
export const rancherAgent = defineComponent({
  name: 'rancher-agent',
  source: 'application-operator/mcagent',
  category: Category.CLUSTER_MANAGEMENT,
  namespace: 'cattle-system',
  release: null,
  createdBy: 'rancher',
  images: ['rancher-agent', 'rancher-webhook', 'rancher-fleet-agent', 'rancher-shell'],
  workloads: {
    [CLUSTER_AGENT]: {
      ...ON_MANAGED,
      labels: { app: CLUSTER_AGENT },
      serviceAccount: 'cattle',
      apiServer: 'direct',
      egress: 'documented',
      external: [
        adminHost('rancher', 'tunnel by which Rancher manages the cluster', {
          ifBlocked: 'Rancher and Argo CD lose the cluster, which cannot be repaired from the admin cluster',
        }),
        {
          what: 'repositories of charts',
          hosts: ['git.rancher.io'],
          ports: [443],
          when: 'unless it is told to use the bundled charts',
        },
      ],
    },
    'rancher-webhook': { ...rancherWebhook, ...ON_MANAGED },
    'fleet-agent': {
      ...ON_MANAGED,
      namespace: 'cattle-fleet-system',
      labels: { app: 'fleet-agent' },
      apiServer: 'direct',
      egress: 'documented',
      external: [adminHost('rancher', 'bundles of Fleet')],
    },
    'patch-fleet-sa': { ...patchFleetSa, ...ON_MANAGED, namespace: 'cattle-fleet-system' },
    'helm-operation': { ...helmOperation, ...ON_MANAGED },
  },
  services: { 'rancher-webhook': rancherWebhookService },
  webhooks: rancherWebhooks,
});
