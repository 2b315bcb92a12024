import { join } from 'path';
import {
  AdminCluster,
  ApplicationRelease,
  ClusterFoundation,
  ClusterNetwork,
  ClusterStorage,
  Cni,
  GitOpsApp,
  KubeadmConfig,
  NodeIngress,
  ProdProfile,
  Registry,
} from 'cdk8s-verrazzano';

// Copies of all images: the machines have no way to the internet.
const registry = Registry.private({ registry: 'registry.example.com:5000', repository: 'mirror' });
const cni = Cni.calico();
const storage = ClusterStorage.rookCeph({ replicas: 3, deviceFilter: '^sd[b-z]$' });

const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist/bare-metal' },
});

const cluster = new AdminCluster(app, 'rack', {
  kubernetes: {
    version: '1.27.16',
    cni,
    storageClass: storage.storageClass,
    apiServerCidrs: ['10.128.0.2/32'],
    kubernetesServiceIp: '10.96.0.1',
    dnsServiceIp: '10.96.0.10',
  },
});

// Three machines become a cluster: files for kubeadm, kubelet, containerd and kernel.
const kubeadm = new KubeadmConfig(cluster, 'kubeadm', {
  version: '1.27.16',
  imageRepository: 'registry.example.com:5000/kubernetes',
  networking: { podSubnet: '192.168.0.0/16' },
  nodes: [
    { name: 'rack-1', role: 'control-plane', address: '10.128.0.2', taints: [] },
    { name: 'rack-2', role: 'worker', address: '10.128.0.3', labels: { pool: 'primary' } },
    { name: 'rack-3', role: 'worker', address: '10.128.0.4', labels: { pool: 'primary' } },
  ],
  kubelet: { maxPods: 200, shutdownGracePeriod: '30s', shutdownGracePeriodCriticalPods: '10s' },
  kernelModules: ['rbd'],
});

// What it needs before a platform. Envoy gets ports of its own: 80 and 443 belong to the platform's controller.
new ClusterFoundation(cluster, 'foundation', {
  network: ClusterNetwork.external(cni),
  storage,
  ingress: NodeIngress.contour({ httpPort: 8080, httpsPort: 8443 }),
  registry,
  kubeadm,
});

new ProdProfile(cluster, 'verrazzano', {
  environmentName: 'rack',
  registry,
  components: { velero: { enabled: true } },
});

// A vendor's release on top: its images from the registry, its claims on Ceph, its data in the backups of Velero.
new ApplicationRelease(cluster, 'shop', {
  files: [{ file: join(__dirname, 'release', 'shop.yaml') }],
  registry,
  snapshots: ['data'],
  storageClass: storage.storageClass,
});

export const result = app.synth();
