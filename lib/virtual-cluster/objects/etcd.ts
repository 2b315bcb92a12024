import type { JsonObject, JsonValue } from '../../values/json';
import {
  annotationsOf,
  globalAnnotations,
  hasEtcdPods,
  imageOf,
  isHeadless,
  labelsOf,
  metadataOf,
  printed,
  serviceAccountOf,
  setFields,
  type Release,
} from '../release';
import { claimTemplates, minorOf } from './workload';

const SET = 'controlPlane.backingStore.etcd.deploy.statefulSet';
const PKI = '/run/config/pki';

/** The etcd that is deployed beside the control plane. */
export function etcd(release: Release): JsonObject[] {
  const { name, values } = release;
  if (isHeadless(values) || !hasEtcdPods(values) || !values.has(`${SET}.enabled`)) return [];
  const labels = labelsOf(release, values.object(`${SET}.labels`), 'vcluster-etcd');
  const annotations = annotationsOf(globalAnnotations(release), values.object(`${SET}.annotations`));
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { ...metadataOf(release, `${name}-etcd`, { labels }), annotations },
      spec: {
        replicas: values.at(`${SET}.highAvailability.replicas`) ?? null,
        podManagementPolicy: values.text(`${SET}.scheduling.podManagementPolicy`) || null,
        serviceName: `${name}-etcd-headless`,
        ...retention(release),
        selector: { matchLabels: { app: 'vcluster-etcd', release: name } },
        ...claims(release),
        template: podTemplate(release),
      },
    },
  ];
}

/** Only stated where claims go: to keep them is what Kubernetes does anyway. */
function retention({ values, hostVersion }: Release): JsonObject {
  const whenDeleted = values.text(`${SET}.persistence.volumeClaim.retentionPolicy`);
  if (whenDeleted !== 'Delete' || minorOf(hostVersion) < 27) return {};
  return { persistentVolumeClaimRetentionPolicy: { whenDeleted } };
}

function claims({ values }: Release): JsonObject {
  const claim = `${SET}.persistence.volumeClaim`;
  return claimTemplates(
    values.at(`${SET}.persistence.volumeClaimTemplates`),
    values.has(`${claim}.enabled`) && values.object(claim),
  );
}

function podTemplate(release: Release): JsonObject {
  const { name, values } = release;
  const scheduling = `${SET}.scheduling`;
  const affinity = values.object(`${scheduling}.affinity`);
  const claimed = values.has(`${SET}.persistence.volumeClaim.enabled`);
  const labels = values.entries(`${SET}.pods.labels`).map(([key, value]) => [key, printed(value)] as const);
  return {
    metadata: {
      ...setFields({ annotations: values.at(`${SET}.pods.annotations`) }),
      labels: { app: 'vcluster-etcd', release: name, ...Object.fromEntries(labels) },
    },
    spec: {
      terminationGracePeriodSeconds: 10,
      affinity: Object.keys(affinity).length === 0 ? spread(name) : affinity,
      ...setFields({ topologySpreadConstraints: values.at(`${scheduling}.topologySpreadConstraints`) }),
      nodeSelector: values.at(`${scheduling}.nodeSelector`) ?? null,
      tolerations: values.at(`${scheduling}.tolerations`) ?? null,
      automountServiceAccountToken: false,
      serviceAccountName: serviceAccountOf(release),
      volumes: [
        { name: 'certs', secret: { secretName: `${name}-certs` } },
        ...values.list(`${SET}.persistence.addVolumes`),
        ...(claimed ? [] : [{ name: 'data', emptyDir: {} }]),
      ],
      ...setFields({
        priorityClassName: values.at(`${scheduling}.priorityClassName`),
        securityContext: values.at(`${SET}.security.podSecurityContext`),
      }),
      enableServiceLinks: values.at(`${SET}.enableServiceLinks`) ?? null,
      containers: [container(release)],
    },
  };
}

/** Members keep apart where they can: on hosts before zones. */
function spread(name: string): JsonObject {
  const matchExpressions = [
    { key: 'app', operator: 'In', values: ['vcluster-etcd'] },
    { key: 'release', operator: 'In', values: [name] },
  ];
  const apart = (weight: number, topologyKey: string): JsonObject => ({
    weight,
    podAffinityTerm: { labelSelector: { matchExpressions }, topologyKey },
  });
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        apart(100, 'kubernetes.io/hostname'),
        apart(50, 'topology.kubernetes.io/zone'),
      ],
    },
  };
}

function container(release: Release): JsonObject {
  const { values } = release;
  const image = {
    registry: values.text(`${SET}.image.registry`),
    repository: values.text(`${SET}.image.repository`),
    tag: values.text(`${SET}.image.tag`),
  };
  return {
    name: 'etcd',
    image: imageOf(values, image),
    command: command(release),
    ...setFields({ securityContext: values.at(`${SET}.security.containerSecurityContext`) }),
    env: [{ name: 'NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }, ...values.list(`${SET}.env`)],
    volumeMounts: [
      { name: 'data', mountPath: '/var/lib/etcd' },
      { mountPath: PKI, name: 'certs', readOnly: true },
      ...values.list(`${SET}.persistence.addVolumeMounts`),
    ],
    resources: values.at(`${SET}.resources`) ?? null,
    livenessProbe: probe(8),
    startupProbe: probe(24),
    ...setFields({ imagePullPolicy: values.at(`${SET}.imagePullPolicy`) }),
  };
}

function probe(failureThreshold: number): JsonObject {
  return {
    httpGet: { path: '/health', port: 2381, scheme: 'HTTP' },
    initialDelaySeconds: 10,
    timeoutSeconds: 15,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold,
  };
}

function command({ name, namespace, values }: Release): JsonValue[] {
  const domain = `${name}-etcd-headless.${namespace}`;
  const replicas = values.number(`${SET}.highAvailability.replicas`);
  const members = Array.from({ length: replicas }, (_, index) => `${name}-etcd-${index}`);
  const flags = {
    'cert-file': `${PKI}/etcd-server.crt`,
    'client-cert-auth': 'true',
    'data-dir': '/var/lib/etcd',
    'advertise-client-urls': `https://$(NAME).${domain}:2379`,
    'initial-advertise-peer-urls': `https://$(NAME).${domain}:2380`,
    'initial-cluster': members.map((member) => `${member}=https://${member}.${domain}:2380`).join(','),
    'initial-cluster-token': name,
    'initial-cluster-state': 'new',
    'listen-client-urls': 'https://0.0.0.0:2379',
    'listen-metrics-urls': 'http://0.0.0.0:2381',
    'listen-peer-urls': 'https://0.0.0.0:2380',
    'key-file': `${PKI}/etcd-server.key`,
    name: '$(NAME)',
    'peer-cert-file': `${PKI}/etcd-peer.crt`,
    'peer-client-cert-auth': 'true',
    'peer-key-file': `${PKI}/etcd-peer.key`,
    'peer-trusted-ca-file': `${PKI}/etcd-ca.crt`,
    'snapshot-count': '10000',
    'trusted-ca-file': `${PKI}/etcd-ca.crt`,
  };
  const written = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  return ['etcd', ...written, ...values.list(`${SET}.extraArgs`)];
}
