import {
  argoCD,
  certManager,
  clusterAPI,
  rancher,
  rancherBackup,
  velero,
  verrazzanoPlatformOperator,
} from '../../../components';
import type { UpstreamPolicy } from '../notation';
import { fromEither, fromNamespace, fromOwn, podsOf } from '../notation';
import { anyPeer, ENVOY, nginxPods, scraping } from '../peers';
import { NAMESPACE_NAME } from '../../../values/names';

const rancherPods = podsOf(rancher, 'rancher', 'app');
const rancherWebhookPods = podsOf(rancher, 'rancher-webhook', 'app');
const argoServerPods = podsOf(argoCD, 'argocd-server', 'app.kubernetes.io/name');
const certManagerPods = podsOf(certManager, 'cert-manager', 'app');
const operatorPods = podsOf(verrazzanoPlatformOperator, 'verrazzano-platform-operator', 'app');
const operatorWebhookPods = podsOf(verrazzanoPlatformOperator, 'verrazzano-platform-operator-webhook', 'app');

/** Four of the five providers of Cluster API have a policy. */
export const PROVIDERS = [
  'capi-controller-manager',
  'capi-ocne-bootstrap-controller-manager',
  'capi-ocne-control-plane-controller-manager',
  'capoci-controller-manager',
];

/** Policies for Rancher, Argo CD, Cluster API, cert-manager, backups and the platform operator. */
export const CLUSTERS: readonly UpstreamPolicy[] = [
  {
    name: 'rancher',
    selects: rancherPods,
    when: rancher.name,
    ingress: [
      { from: [fromNamespace('cattle-system')] },
      {
        from: [
          { namespaces: { [NAMESPACE_NAME]: 'cattle-fleet-system' } },
          fromOwn(podsOf(rancher, 'fleet-controller', 'app')),
        ],
      },
      { from: fromEither(nginxPods), ports: ['https', 'https-internal'].map(rancherPods.port) },
    ],
  },
  {
    name: 'rancher-webhook',
    selects: rancherWebhookPods,
    when: rancher.name,
    ingress: [anyPeer(rancherWebhookPods.port('https'))],
  },
  {
    name: 'argocd',
    selects: argoServerPods,
    // P-01: the chart has the policy, and the platform operator never switches it on.
    when: ({ argocd }) => argocd,
    ingress: [
      { from: [fromNamespace(argoServerPods.namespace)] },
      { from: fromEither(nginxPods), ports: [443, argoServerPods.port('server')] },
    ],
  },
  {
    name: 'cert-manager',
    selects: certManagerPods,
    when: certManager.name,
    ingress: [scraping(certManagerPods.port('http-metrics'))],
  },
  ...PROVIDERS.map((name): UpstreamPolicy => {
    const pods = podsOf(clusterAPI, name, 'cluster.x-k8s.io/provider', 'control-plane');
    return { name, selects: pods, when: clusterAPI.name, ingress: [anyPeer(pods.port('webhook-server'))] };
  }),
  {
    name: 'allow-same-namespace',
    selects: { namespace: velero.namespace, labels: {} },
    when: velero.name,
    ingress: [{ from: [fromOwn({ labels: {} })] }],
  },
  {
    name: 'velero',
    selects: podsOf(velero, 'velero', 'app.kubernetes.io/instance', 'app.kubernetes.io/name'),
    when: velero.name,
    // B-08: not the port of its metrics.
    ingress: [scraping(ENVOY)],
  },
  {
    // P-11: it denies all ingress, whatever its name says.
    name: 'rancher-backup-default-allow-all',
    selects: { namespace: rancherBackup.namespace, labels: {} },
    when: rancherBackup.name,
    allEgress: true,
  },
  {
    name: 'verrazzano-platform-operator',
    selects: operatorPods,
    when: verrazzanoPlatformOperator.name,
    ingress: [scraping(operatorPods.port('http-metric'))],
  },
  {
    name: 'verrazzano-platform-operator-webhook',
    selects: operatorWebhookPods,
    when: verrazzanoPlatformOperator.name,
    ingress: [anyPeer(operatorWebhookPods.port('https-webhook')), scraping(operatorWebhookPods.port('http-metric'))],
  },
];
