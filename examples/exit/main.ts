import { ApiObject } from 'cdk8s';
import { join } from 'path';
import {
  AdminCluster,
  AuthProxy,
  Certificates,
  ChartSource,
  Cni,
  DevProfile,
  Dns,
  GitOpsApp,
  GrafanaDashboards,
  Installer,
  type ProfileProps,
  SecretReference,
} from 'cdk8s-verrazzano';
import { applicationsOfHelloHelidon, applicationsOfIstioSystem } from './adopted/applications';

const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist/exit' },
});
const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };

// What adopted/main.ts says of the platform. A real repository has one cluster, and each stage is a commit.
const platform: ProfileProps = {
  environmentName: 'shop',
  dns: Dns.external('example.com'),
  certificates: Certificates.selfSigned({ commonName: 'verrazzano-root-ca-1a2b3c4d' }),
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

const profiles = new Map<AdminCluster, DevProfile>();

function stage(name: string, more: ProfileProps): AdminCluster {
  const cluster = new AdminCluster(app, name, { kubernetes });
  profiles.set(cluster, new DevProfile(cluster, 'verrazzano', { ...platform, ...more }));
  return cluster;
}

// 1. Adopted: the platform operator still installs what runs, and the OAM runtime makes the applications.
stage('adopted', {});

// What the OAM applications became; from the second stage on they are plain objects.
function applications(cluster: AdminCluster): void {
  applicationsOfHelloHelidon(cluster.unit('apps/hello-helidon', { wave: 50 }));
  applicationsOfIstioSystem(cluster.unit('apps/istio-system', { wave: 50 }));
}

// 2. The operator is taken out: the same charts in the same versions, by Argo CD, and the applications as plain objects.
applications(stage('charts', { installer: Installer.charts({ source: ChartSource.release() }) }));

// 3. Published charts in the versions that change least.
applications(stage('closest', { installer: Installer.charts({ charts: 'maintained' }) }));

// 4. The newest versions, hop by hop: `plan dump.json` has the order.
applications(stage('newest', { installer: Installer.charts({ source: ChartSource.maintained({ step: 'newest' }) }) }));

// 5. Without what has no successor: oauth2-proxy signs users in, the dashboards are those of the user, Argo CD has the clusters.
const off = { enabled: false };
const free = stage('free', {
  installer: Installer.charts({
    source: ChartSource.maintained({ step: 'newest' }),
    without: ['verrazzano-grafana-dashboards'],
  }),
  components: {
    ...platform.components,
    applicationOperator: off,
    authProxy: off,
    clusterAgent: off,
    clusterOperator: off,
    oam: off,
    verrazzano: off,
  },
});
applications(free);
const login = AuthProxy.oauth2Proxy({
  clientId: 'consoles',
  clientSecret: SecretReference.of('consoles-client', 'secret'),
  cookieSecret: SecretReference.of('consoles-cookie', 'key'),
}).on(profiles.get(free)!);
const consoles = free.unit('consoles', { wave: 40 });
login.manifests.forEach((manifest) => new ApiObject(consoles, `${manifest.kind}-${manifest.metadata.name}`, manifest));
login.requiredSecrets.forEach((secret) => free.addRequiredSecret(secret));
new GrafanaDashboards(free.unit('dashboards', { wave: 40, serverSideApply: true }), 'dashboards', {
  directory: join(__dirname, 'dashboards'),
});

export const result = app.synth();
