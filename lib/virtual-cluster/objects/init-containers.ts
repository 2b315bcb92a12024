import type { JsonObject } from '../../values/json';
import { distributionOf, imageOf, setFields, VCLUSTER_VERSION, type Release } from '../release';
import type { ChartValues } from '../values/chart-values';
import { pluginInitContainers } from './plugins';

const DISTRO = 'controlPlane.distro';

/** The tag in the defaults, at which images follow the version of the host. */
const DEFAULT_TAG = 'v1.32.1';

const BINARIES = [{ mountPath: '/binaries', name: 'binaries' }];

/** The image of the control plane. */
export function controlPlaneImage(values: ChartValues): string {
  const image = 'controlPlane.statefulSet.image';
  return imageOf(values, {
    registry: values.text(`${image}.registry`),
    repository: values.text(`${image}.repository`),
    tag: values.text(`${image}.tag`) || VCLUSTER_VERSION,
  });
}

/** Containers that copy the binaries of the distribution, those of plugins first. */
export function initContainers(release: Release): JsonObject[] {
  const distribution = distributionOf(release.values);
  const own = distribution === 'k8s' ? kubernetesContainers(release) : [oneBinary(release, BINARY_PATHS[distribution])];
  return [...pluginInitContainers(release), ...own];
}

const BINARY_PATHS = {
  k3s: { distribution: 'k3s', path: '/bin/k3s' },
  k0s: { distribution: 'k0s', path: '/usr/local/bin/k0s' },
} as const;

function oneBinary({ values }: Release, { distribution, path }: { distribution: string; path: string }): JsonObject {
  const section = `${DISTRO}.${distribution}`;
  return {
    name: 'vcluster',
    image: imageAt(values, `${section}.image`, values.text(`${section}.image.tag`)),
    command: ['/bin/sh'],
    args: ['-c', `cp ${path} /binaries/${distribution}`],
    ...setFields({ imagePullPolicy: values.at(`${section}.imagePullPolicy`) }),
    ...confinement(values, section),
    volumeMounts: BINARIES,
  };
}

function imageAt(values: ChartValues, path: string, tag: string): string {
  return imageOf(values, {
    registry: values.text(`${path}.registry`),
    repository: values.text(`${path}.repository`),
    tag,
  });
}

function confinement(values: ChartValues, section: string): JsonObject {
  return {
    securityContext: values.at(`${section}.securityContext`) ?? null,
    resources: values.at(`${section}.resources`) ?? null,
  };
}

function kubernetesContainers(release: Release): JsonObject[] {
  const { values } = release;
  return [
    copier(values),
    ...(values.has(`${DISTRO}.k8s.controllerManager.enabled`)
      ? [component(release, 'controllerManager', 'kube-controller-manager')]
      : []),
    ...(values.has('controlPlane.advanced.virtualScheduler.enabled')
      ? [component(release, 'scheduler', 'kube-scheduler', 'kube-scheduler-manager')]
      : []),
    ...(values.has(`${DISTRO}.k8s.apiServer.enabled`) ? [component(release, 'apiServer', 'kube-apiserver')] : []),
  ];
}

/** The images of Kubernetes have no shell: the binary of vCluster comes first, and copies. */
function copier(values: ChartValues): JsonObject {
  return {
    name: 'vcluster-copy',
    image: controlPlaneImage(values),
    volumeMounts: BINARIES,
    command: ['/bin/sh'],
    args: ['-c', 'cp /vcluster /binaries/vcluster'],
    ...setFields({ imagePullPolicy: values.at('controlPlane.statefulSet.imagePullPolicy') }),
    ...confinement(values, `${DISTRO}.k8s`),
  };
}

function component(release: Release, key: string, binary: string, name = binary): JsonObject {
  const { values } = release;
  const section = `${DISTRO}.k8s.${key}`;
  return {
    name,
    image: imageAt(values, `${section}.image`, tagOf(release, section)),
    volumeMounts: BINARIES,
    command: ['/binaries/vcluster'],
    args: ['cp', `/usr/local/bin/${binary}`, `/binaries/${binary}`],
    ...setFields({ imagePullPolicy: values.at(`${section}.imagePullPolicy`) }),
    ...confinement(values, `${DISTRO}.k8s`),
  };
}

/** A tag of its own wins; then the version of the distribution; then that of the host. */
function tagOf({ values, hostVersion }: Release, section: string): string {
  const tag = values.text(`${section}.image.tag`);
  if (tag !== DEFAULT_TAG) return tag;
  const host = /^v?(\d+\.\d+\.\d+)/.exec(hostVersion)?.[1];
  return values.text(`${DISTRO}.k8s.version`) || (host === undefined ? tag : `v${host}`);
}
