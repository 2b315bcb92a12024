import type { JsonObject } from '../../values/json';
import {
  annotationsOf,
  globalAnnotations,
  hasEtcdPods,
  isHeadless,
  labelsOf,
  metadataOf,
  workloadKind,
  type Release,
} from '../release';
import { isSet } from '../values/chart-values';

const ETCD = 'controlPlane.backingStore.etcd';

/** The port at which the control plane serves its API and plays kubelet. */
export const API_PORT = 8443;

const ETCD_PORTS = [
  { name: 'etcd', port: 2379, targetPort: 2379, protocol: 'TCP' },
  { name: 'peer', port: 2380, targetPort: 2380, protocol: 'TCP' },
];

/** Services of the control plane and of a deployed etcd. */
export function services(release: Release): JsonObject[] {
  const { values } = release;
  const etcd = hasEtcdPods(values) && !isHeadless(values);
  return [
    ...(etcd ? [etcdHeadlessService(release)] : []),
    ...(etcd && values.has(`${ETCD}.deploy.service.enabled`) ? [etcdService(release)] : []),
    ...(workloadKind(values) === 'StatefulSet' && !isHeadless(values) ? [headlessService(release)] : []),
    ...(values.has('controlPlane.service.enabled') ? [apiService(release)] : []),
  ];
}

function apiService(release: Release): JsonObject {
  const { name, values } = release;
  values.at('controlPlane.service.spec.ports');
  const spec = values.object('controlPlane.service.spec');
  const headless = isHeadless(values);
  const labels = labelsOf(release, {
    'vcluster.loft.sh/service': 'true',
    ...values.object('controlPlane.service.labels'),
  });
  const annotations = annotationsOf(globalAnnotations(release), values.object('controlPlane.service.annotations'));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadataOf(release, name, { labels }), annotations },
    spec: {
      ...spec,
      ...(isSet(spec.ports) ? {} : { ports: apiPorts(release) }),
      ...(isSet(spec.selector) || headless ? {} : { selector: { app: 'vcluster', release: name } }),
    },
  };
}

function apiPorts({ values }: Release): JsonObject[] {
  const port = (name: string, number: number, node: string): JsonObject => ({
    name,
    port: number,
    ...(isHeadless(values) ? {} : { targetPort: API_PORT }),
    nodePort: values.at(`controlPlane.service.${node}`) ?? null,
    protocol: 'TCP',
  });
  const kubelet = values.has('networking.advanced.proxyKubelets.byHostname');
  const balanced = values.text('controlPlane.service.spec.type') === 'LoadBalancer';
  const https = port('https', 443, 'httpsNodePort');
  return kubelet && !balanced ? [https, port('kubelet', 10250, 'kubeletNodePort')] : [https];
}

function headlessService(release: Release): JsonObject {
  const { name, values } = release;
  const labels = labelsOf(release, values.object('controlPlane.advanced.headlessService.labels'));
  const own = values.object('controlPlane.advanced.headlessService.annotations');
  const annotations = annotationsOf(own, globalAnnotations(release));
  const etcd = values.has(`${ETCD}.embedded.enabled`) ? ETCD_PORTS : [];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadataOf(release, `${name}-headless`, { labels }), annotations },
    spec: {
      publishNotReadyAddresses: true,
      ports: [{ name: 'https', port: 443, targetPort: API_PORT, protocol: 'TCP' }, ...etcd],
      clusterIP: 'None',
      selector: { app: 'vcluster', release: name },
    },
  };
}

function etcdHeadlessService(release: Release): JsonObject {
  return etcdServiceOf(release, `${release.name}-etcd-headless`, 'headlessService', {
    publishNotReadyAddresses: true,
    clusterIP: 'None',
  });
}

function etcdService(release: Release): JsonObject {
  return etcdServiceOf(release, `${release.name}-etcd`, 'service', { type: 'ClusterIP' });
}

function etcdServiceOf(release: Release, name: string, key: string, spec: JsonObject): JsonObject {
  const own = release.values.object(`${ETCD}.deploy.${key}.annotations`);
  const annotations = annotationsOf(globalAnnotations(release), own);
  const labels = labelsOf(release, {}, 'vcluster-etcd');
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadataOf(release, name, { labels }), annotations },
    spec: { ...spec, ports: ETCD_PORTS, selector: { app: 'vcluster-etcd', release: release.name } },
  };
}
