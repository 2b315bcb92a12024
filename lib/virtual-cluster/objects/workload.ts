import type { JsonObject, JsonValue } from '../../values/json';
import {
  annotationsOf,
  distributionOf,
  globalAnnotations,
  hasClaim,
  isHeadless,
  labelsOf,
  metadataOf,
  serviceAccountOf,
  setFields,
  workloadKind,
  type Release,
} from '../release';
import { renderedTemplate } from '../template/template';
import { configHash } from './config-secret';
import { controlPlaneImage, initContainers } from './init-containers';
import { hasPluginVolume, legacyPluginContainers } from './plugins';
import { API_PORT } from './services';

const SET = 'controlPlane.statefulSet';

/** The workload with the control plane: one pod per replica. */
export function workload(release: Release): JsonObject[] {
  const { name, values } = release;
  if (isHeadless(values)) return [];
  const labels = labelsOf(release, values.object(`${SET}.labels`));
  const annotations = annotationsOf(values.object(`${SET}.annotations`), globalAnnotations(release));
  const kind = workloadKind(values);
  return [
    {
      apiVersion: 'apps/v1',
      kind,
      metadata: { ...metadataOf(release, name, { labels }), annotations },
      spec: {
        selector: { matchLabels: { app: 'vcluster', release: name } },
        ...(kind === 'StatefulSet' ? statefulSetFields(release) : deploymentFields(release)),
        replicas: values.at(`${SET}.highAvailability.replicas`) ?? null,
        template: podTemplate(release),
      },
    },
  ];
}

function statefulSetFields({ name, values, hostVersion }: Release): JsonObject {
  const claim = `${SET}.persistence.volumeClaim`;
  const whenDeleted = values.text(`${claim}.retentionPolicy`) || null;
  return {
    ...(minorOf(hostVersion) >= 27 ? { persistentVolumeClaimRetentionPolicy: { whenDeleted } } : {}),
    serviceName: `${name}-headless`,
    podManagementPolicy: values.text(`${SET}.scheduling.podManagementPolicy`) || null,
    ...claimTemplates(values.at(`${SET}.persistence.volumeClaimTemplates`), hasClaim(values) && values.object(claim)),
  };
}

/**
 * The claims of a StatefulSet.
 * @param given - templates that the values state in full; they win
 * @param claim - what is stated about the one claim `data`; false where there is none
 */
export function claimTemplates(given: JsonValue | undefined, claim: JsonObject | false): JsonObject {
  if (Array.isArray(given) && given.length > 0) return { volumeClaimTemplates: given };
  if (claim === false) return {};
  const { accessModes, size = null, storageClass } = claim;
  return {
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: {
          accessModes: printedList(accessModes),
          ...setFields({ storageClassName: storageClass }),
          resources: { requests: { storage: size } },
        },
      },
    ],
  };
}

/** The chart prints the list as Go does, `[A B]`: several modes become one text, which an API server refuses. */
function printedList(modes: JsonValue | undefined): JsonValue {
  if (!Array.isArray(modes)) return null;
  return modes.length === 0 ? [] : [modes.join(' ')];
}

function deploymentFields({ values }: Release): JsonObject {
  const maxUnavailable = values.number(`${SET}.highAvailability.replicas`) === 1 ? 0 : 1;
  return { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable }, type: 'RollingUpdate' } };
}

/**
 * The minor part of a version of Kubernetes.
 * @param version - such as `1.27.4` or `v1.27`
 */
export function minorOf(version: string): number {
  return Number(/^v?\d+\.(\d+)/.exec(version)?.[1] ?? 0);
}

function podTemplate(release: Release): JsonObject {
  const { name, values } = release;
  const { values: v } = release;
  const scheduling = `${SET}.scheduling`;
  return {
    metadata: {
      annotations: { vClusterConfigHash: configHash(release), ...v.object(`${SET}.pods.annotations`) },
      labels: { app: 'vcluster', release: name, ...v.object(`${SET}.pods.labels`) },
    },
    spec: {
      terminationGracePeriodSeconds: 10,
      ...setFields({
        priorityClassName: v.at(`${scheduling}.priorityClassName`),
        securityContext: v.at(`${SET}.security.podSecurityContext`),
        nodeSelector: v.at(`${scheduling}.nodeSelector`),
        affinity: v.at(`${scheduling}.affinity`),
        topologySpreadConstraints: v.at(`${scheduling}.topologySpreadConstraints`),
        tolerations: v.at(`${scheduling}.tolerations`),
        dnsPolicy: v.at(`${SET}.dnsPolicy`),
        dnsConfig: v.at(`${SET}.dnsConfig`),
      }),
      serviceAccountName: serviceAccountOf(release),
      volumes: volumes(release),
      ...(values.has('experimental.syncSettings.disableSync') ? {} : { initContainers: initContainers(release) }),
      enableServiceLinks: v.at(`${SET}.enableServiceLinks`) ?? null,
      containers: [syncer(release), ...legacyPluginContainers(release)],
    },
  };
}

/** Volumes and where they are mounted that one distribution has and the others do not. */
const DISTRIBUTION_MOUNTS = {
  k8s: [],
  k3s: [{ name: 'k3s-config', mountPath: '/etc/rancher' }],
  k0s: [{ name: 'run-k0s', mountPath: '/run/k0s' }],
} as const;

function volumes(release: Release): JsonValue[] {
  const { name, values } = release;
  const persistence = `${SET}.persistence`;
  const empty = (...names: readonly string[]): JsonObject[] => names.map((each) => ({ name: each, emptyDir: {} }));
  const stated = values.list(`${persistence}.dataVolume`);
  const data = stated.length > 0 || hasClaim(values) ? stated : empty('data');
  const more = renderedTemplate(values.list(`${persistence}.addVolumes`), release, `${persistence}.addVolumes`);
  const own = DISTRIBUTION_MOUNTS[distributionOf(values)].map(({ name: each }) => each);
  return [
    ...(hasPluginVolume(values) ? empty('plugins') : []),
    ...empty('helm-cache'),
    ...values.list(`${persistence}.binariesVolume`),
    ...empty('tmp', 'certs', ...own),
    { name: 'vcluster-config', secret: { secretName: `vc-config-${name}` } },
    ...(values.has('controlPlane.coredns.enabled')
      ? [{ name: 'coredns', configMap: { name: `vc-coredns-${name}` } }]
      : []),
    ...data,
    ...(Array.isArray(more) ? (more as readonly JsonValue[]) : []),
  ];
}

function syncer(release: Release): JsonObject {
  const { values } = release;
  return {
    name: 'syncer',
    image: controlPlaneImage(values),
    imagePullPolicy: values.text(`${SET}.imagePullPolicy`) || null,
    ...setFields({
      workingDir: values.at(`${SET}.workingDir`),
      command: values.at(`${SET}.command`),
      args: values.at(`${SET}.args`),
    }),
    ...probes(release),
    ...setFields({ securityContext: values.at(`${SET}.security.containerSecurityContext`) }),
    resources: values.at(`${SET}.resources`) ?? null,
    env: environment(release),
    volumeMounts: mounts(release),
  };
}

function probes({ values }: Release): JsonObject {
  const probe = (path: string, timing: JsonObject): JsonObject => ({
    httpGet: { path, port: API_PORT, scheme: 'HTTPS' },
    timeoutSeconds: 3,
    ...timing,
  });
  const all: Readonly<Record<string, JsonObject>> = {
    livenessProbe: probe('/healthz', { failureThreshold: 60, initialDelaySeconds: 60, periodSeconds: 2 }),
    readinessProbe: probe('/readyz', { failureThreshold: 60, periodSeconds: 2 }),
    startupProbe: probe('/readyz', { failureThreshold: 300, periodSeconds: 6 }),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => values.has(`${SET}.probes.${name}.enabled`)));
}

function environment({ name, values }: Release): JsonValue[] {
  const field = (variable: string, fieldPath: string): JsonObject => ({
    name: variable,
    valueFrom: { fieldRef: { fieldPath } },
  });
  return [
    { name: 'VCLUSTER_NAME', value: name },
    field('POD_NAME', 'metadata.name'),
    field('POD_IP', 'status.podIP'),
    field('NODE_NAME', 'spec.nodeName'),
    ...values.list(`${SET}.env`),
    ...values.list(`controlPlane.distro.${distributionOf(values)}.env`),
  ];
}

function mounts({ values }: Release): JsonValue[] {
  return [
    ...(hasPluginVolume(values) ? [{ mountPath: '/plugins', name: 'plugins' }] : []),
    { name: 'data', mountPath: '/data' },
    { name: 'binaries', mountPath: '/binaries' },
    { name: 'certs', mountPath: '/pki' },
    { name: 'helm-cache', mountPath: '/.cache/helm' },
    ...DISTRIBUTION_MOUNTS[distributionOf(values)],
    { name: 'vcluster-config', mountPath: '/var/vcluster' },
    { name: 'tmp', mountPath: '/tmp' },
    ...(values.has('controlPlane.coredns.enabled')
      ? [{ name: 'coredns', mountPath: '/manifests/coredns', readOnly: true }]
      : []),
    ...values.list(`${SET}.persistence.addVolumeMounts`),
  ];
}
