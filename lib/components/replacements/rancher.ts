import type { PublishedImageValues } from '../../definition/image-values';
import type { Replacement } from '../../definition/replacement';

/** Rancher, from its own repository. */
export const rancher: Replacement = {
  component: 'rancher',
  status: 'paywalled',
  statement: 'maintained; several patch lines are for subscribers only (Rancher Prime)',
  source: 'release notes of Rancher 2.9.11; endoflife.date issue 6141; tags of github.com/rancher/rancher (2026-07-30)',
  risk: 'very high',
  installed: '2.7.8',
  charts: [
    {
      name: 'rancher',
      kind: 'helm',
      repository: 'https://releases.rancher.com/server-charts/stable',
      releases: ['2.7.8-18 2.8.0-15 2.9.0-12 2.10.0-12 2.11.0-16 2.12.0-12 2.13.0-8 2.14.0-4 2.15.0'],
      source: 'tags of rancher/rancher (2026-07-30); presence of each in the stable index is not proven',
      licence: 'Apache-2.0',
    },
  ],
  closest: '2.7.8',
  newest: '2.15.0',
  end: {
    version: '2.14.4',
    why: '2.15.0 is the first release of its minor version; pass rancher=2.15.0 to go further',
  },
  keeps: [{ value: 'release rancher in cattle-system', keeps: 'Deployment selector app: rancher and service account' }],
  values: [
    {
      since: 'adoption',
      // Only the chart of Verrazzano has values for where pods run.
      remove: [
        'affinity',
        'nodeAffinity',
        'podAffinity',
        'podAntiAffinity',
        'topologySpreadConstraints',
        'nodeSelector',
      ],
      set: { 'postDelete.enabled': false },
    },
    { since: 'chart 2.7.9', remove: ['extraEnv'] },
    { since: 'chart 2.9.0', remove: ['global'] },
    { since: 'chart 2.11.0', remove: ['restrictedAdmin'] },
    { since: 'chart 2.12.0', switchOn: { 'auditLog.level': 'auditLog.enabled' } },
  ],
  variants: [
    {
      since: 'chart 2.7.9',
      images: {
        'docker.io/rancher/rancher:v{app}': { image: 'rancherImage', tag: 'rancherImageTag' },
        'docker.io/rancher/rancher-agent:v{app}': systemImage('rancher-agent'),
        'docker.io/rancher/rancher-webhook': systemImage('rancher-webhook'),
        'docker.io/rancher/fleet': systemImage('fleet'),
        'docker.io/rancher/fleet-agent': systemImage('fleet-agent'),
        'docker.io/rancher/shell': systemImage('shell'),
      },
    },
    { since: 'chart 2.12.0', unreachedAccounts: { 'rancher-pre-upgrade': 'recreated' } },
    {
      since: 'chart 2.14.0',
      workloads: {
        rancher: {
          ports: {
            https: { port: 443, unnamed: true },
            'https-internal': { port: 444, unnamed: true },
            'api-extension': { port: 6666, unnamed: true },
          },
        },
      },
      services: {
        rancher: { ports: ['http', 'https'] },
        'rancher-internal': { workload: 'rancher', ports: [{ name: 'https-internal', port: 443 }] },
      },
      ingresses: { rancher: { backend: { service: 'rancher', port: 'https' } } },
    },
  ],
  changes: [
    {
      since: 'chart 2.12.0',
      kind: 'hook',
      level: 'warning',
      what: 'Job rancher-pre-upgrade runs before every upgrade, with a ServiceAccount, a ConfigMap and a ClusterRole of its own: a PreSync hook in Argo CD, at every sync',
      fix: 'read its log where a sync does not begin: it refuses what the new version cannot upgrade',
      source: 'chart/templates/pre-upgrade-hook* of rancher/rancher, in v2.12.0 and not in v2.11.0',
    },
    {
      since: 'adoption',
      kind: 'image',
      level: 'warning',
      what: 'the image is a fork by Verrazzano with drivers for OCI, and CATTLE_SHELL_IMAGE and other variables name forked images',
      fix: 'remove the variables from extraEnv together with the image',
    },
    {
      since: 'adoption',
      kind: 'secret',
      level: 'warning',
      what: 'a hook looks up and writes Secret bootstrap-secret; the lookup is empty when the chart is rendered without a cluster',
      fix: 'keep the Secret as it is, and do not set bootstrapPassword',
    },
    {
      since: 'adoption',
      kind: 'behaviour',
      level: 'warning',
      what: 'managed clusters are registered through Rancher: without it, the cluster agents and the proxy URLs that Argo CD uses stop working',
      fix: 'before Rancher is removed, register the clusters in Argo CD by their own API servers',
    },
    {
      since: 'chart 2.14.0',
      kind: 'port',
      level: 'warning',
      what: 'Service rancher maps port 443 to 443 and no longer to 444; a new Service rancher-internal serves 444; the pods declare ports 443, 444 and 6666',
      fix: 'update NetworkPolicies and VirtualServices',
    },
    {
      since: 'adoption',
      kind: 'hook',
      level: 'warning',
      what: 'Jobs run before an upgrade and after deletion; the release has postDelete turned off',
      fix: 'expect PreSync hooks in Argo CD; keep postDelete.enabled set to false',
    },
    ...['2.8', '2.9', '2.10', '2.11', '2.12', '2.13', '2.14', '2.15'].map((minor) => ({
      since: `app ${minor}.0` as const,
      kind: 'migration' as const,
      level: 'warning' as const,
      what: `Rancher ${minor} changes its resources in etcd; an older Rancher cannot read them`,
      fix: 'directly before this hop, take a backup with rancher-backup, and one of etcd',
    })),
    {
      since: 'app 2.12.0',
      kind: 'behaviour',
      level: 'error',
      what: 'support of RKE1 is removed: Rancher can no longer manage downstream clusters created by it',
      fix: 'move downstream RKE1 clusters first',
    },
  ],
  kubernetes: [
    { since: 'release', range: '<1.28', by: 'chart' },
    { since: 'chart 2.7.8', range: '<1.27', by: 'chart' },
    { since: 'chart 2.7.11', range: '<1.28', by: 'chart' },
    { since: 'chart 2.8.3', range: '<1.29', by: 'chart' },
    { since: 'chart 2.9.0', range: '<1.31', by: 'chart' },
    { since: 'chart 2.10.0', range: '<1.32', by: 'chart' },
    { since: 'chart 2.11.0', range: '<1.33', by: 'chart' },
    { since: 'chart 2.12.0', range: '<1.34', by: 'chart' },
    { since: 'chart 2.13.0', range: '<1.35', by: 'chart' },
    { since: 'chart 2.14.0', range: '<1.36', by: 'chart' },
    { since: 'chart 2.15.0', range: '<1.37', by: 'chart' },
  ],
  stops: [{ each: 'minor', of: 'app', why: 'its data is in etcd and is migrated one minor version at a time' }],
  avoid: [
    {
      range: '>=2.8.0 <2.8.3',
      from: '>=2.7.11 <2.8.0',
      why: 'it lacks fixes that 2.7.11 has',
      fix: 'go to 2.8.3 or later',
      source: 'release notes of Rancher 2.8.1',
    },
  ],
  instead:
    'cluster Secrets in Argo CD, if you can do without Rancher; remove Fleet agents and webhooks with rancher-cleanup',
};

/** An image that Rancher pulls by its default registry. */
function systemImage(name: string): PublishedImageValues {
  return { image: 'systemDefaultRegistry', added: `rancher/${name}` };
}
