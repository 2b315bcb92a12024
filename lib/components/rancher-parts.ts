import type { ServiceDefinition } from '../definition/service-definition';
import type { WorkloadDefinition } from '../definition/workload-definition';
import type { WebhookDefinition } from '../definition/webhook-definition';

/** Serves admission webhooks for objects of Rancher, on the cluster of Rancher and on each cluster that it manages. */
export const rancherWebhook = {
  labels: { app: 'rancher-webhook' },
  ports: { https: 9443 },
  createdBy: 'rancher',
  dns: false,
  apiServer: 'direct',
  egress: 'documented',
} as const satisfies WorkloadDefinition;

/** Its Service. */
export const rancherWebhookService = {
  workload: 'rancher-webhook',
  ports: [{ name: 'https', port: 443 }],
} as const satisfies ServiceDefinition;

/** Its webhooks. */
export const rancherWebhooks: readonly WebhookDefinition[] = (['validating', 'mutating'] as const).map((kind) => ({
  kind,
  name: 'rancher.cattle.io',
  service: 'rancher-webhook',
  createdBy: 'rancher',
  unverified: true,
}));

/** Facts of the pods that Rancher creates with a separate account. */
const IMPERSONATING = {
  kind: 'Pod',
  namespace: 'cattle-system',
  selectorKeys: ['pod-impersonation.cattle.io/token'],
  serviceAccount: null,
  createdBy: 'rancher',
  atRunTime: true,
  apiServer: 'direct',
} as const;

/** Installs the charts that Rancher requests; they are in a Secret. */
export const helmOperation = IMPERSONATING satisfies WorkloadDefinition;

/** The shell in the web pages of Rancher. */
const dashboardShell = {
  ...IMPERSONATING,
  egress: 'unknown',
  external: [{ what: 'destinations that the user types', hosts: [], ports: [], optional: true }],
} as const satisfies WorkloadDefinition;

/** Removes the token from the account of the fleet agent. */
export const patchFleetSa = {
  kind: 'Job',
  serviceAccount: 'fleet-agent',
  createdBy: 'rancher',
  atRunTime: true,
  dns: false,
  apiServer: 'direct',
  egress: 'documented',
} as const satisfies WorkloadDefinition;

/** Short-lived pods on the cluster of Rancher. */
export const rancherJobs = {
  'gitjob-jobs': {
    kind: 'Job',
    namespace: 'fleet-default',
    selectorKeys: ['job-name'],
    serviceAccount: null,
    createdBy: 'rancher',
    atRunTime: true,
    apiServer: 'direct',
    egress: 'documented',
    external: [
      { what: 'Git servers', hosts: [], ports: [443, 22], when: 'a GitRepo exists' },
      { what: 'repositories of charts that a bundle names', hosts: [], ports: [443], when: 'a bundle is built' },
    ],
  },
  'fleet-cleanup-clusterregistrations': {
    kind: 'Job',
    namespace: 'cattle-fleet-system',
    labels: { app: 'fleet-job' },
    serviceAccount: 'fleet-controller',
    createdBy: 'rancher',
    atRunTime: true,
    dns: false,
    apiServer: 'direct',
    egress: 'documented',
  },
  'patch-fleet-sa': { ...patchFleetSa, namespace: 'cattle-fleet-local-system' },
  'cleanup-job': {
    kind: 'Job',
    namespace: 'verrazzano-install',
    serviceAccount: 'cleanup-service-account',
    createdBy: 'operator',
    atRunTime: true,
    dns: false,
    apiServer: 'direct',
    egress: 'documented',
  },
  'helm-operation': helmOperation,
  'dashboard-shell': dashboardShell,
} as const satisfies Record<string, WorkloadDefinition>;
