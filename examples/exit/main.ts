import {
  AdminCluster,
  ChartSource,
  Cni,
  DevProfile,
  Dns,
  GitOpsApp,
  Installer,
  type ProfileProps,
} from 'cdk8s-verrazzano';
import { applicationsOfHelloHelidon, applicationsOfIstioSystem } from './adopted/applications';

const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist/exit' },
  kinds: [
    { group: 'networking.istio.io', kind: 'Gateway', namespaced: true },
    { group: 'networking.istio.io', kind: 'VirtualService', namespaced: true },
    { group: 'monitoring.coreos.com', kind: 'ServiceMonitor', namespaced: true },
  ],
});
const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };

// What adopted/main.ts says of the platform. A real repository has one cluster, and each stage is a commit.
const platform: ProfileProps = {
  environmentName: 'shop',
  dns: Dns.external('example.com'),
  components: {
    clusterAPI: { enabled: false },
    coherenceOperator: { enabled: false },
    console: { enabled: false },
    fluentd: { enabled: false },
    kiali: { enabled: false },
    opensearch: { enabled: false },
    opensearchDashboards: { enabled: false },
    opensearchOperator: { enabled: false },
    rancher: { enabled: false },
    weblogicOperator: { enabled: false },
  },
};

function stage(name: string, more: ProfileProps): AdminCluster {
  const cluster = new AdminCluster(app, name, { kubernetes });
  new DevProfile(cluster, 'verrazzano', { ...platform, ...more });
  return cluster;
}

// 1. Adopted: the platform operator still installs what runs, and the OAM runtime makes the applications.
stage('adopted', {});

// 2. The operator is taken out: the same charts in the same versions, by Argo CD, and the applications as plain objects.
const charts = stage('charts', { installer: Installer.charts({ source: ChartSource.release() }) });
applicationsOfHelloHelidon(charts.unit('apps/hello-helidon', { wave: 50 }));
applicationsOfIstioSystem(charts.unit('apps/istio-system', { wave: 50 }));

export const result = app.synth();
