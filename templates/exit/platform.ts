import { AdminCluster, ChartSource, Cni, Dns, GitOpsApp, Installer, ProdProfile } from 'cdk8s-verrazzano';

export const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist' },
});

/** How the platform is installed, stage by stage. Each stage is a commit, which can be reverted. */
export const STAGES = {
  /** The platform operator still installs what runs; only Git is new. */
  adopted: Installer.platformOperator(),
  /** The same charts in the same versions, by Argo CD and without the operator. */
  charts: Installer.charts({ source: ChartSource.release() }),
  /** Published charts in the versions that change least. */
  closest: Installer.charts({ source: ChartSource.maintained({ step: 'closest' }) }),
  /** The newest versions that are maintained. */
  newest: Installer.charts({ source: ChartSource.maintained({ step: 'newest' }) }),
} as const;

/** The stage that is delivered. `cdk8s-verrazzano plan dump.yaml` says what to do before the next one. */
export const stage: keyof typeof STAGES = 'adopted';

/** The running cluster. */
export const prod = new AdminCluster(app, 'prod', {
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] },
});

/** The running platform: replace the options by those that `cdk8s-verrazzano adopt dump.yaml` writes. */
export const verrazzano = new ProdProfile(prod, 'verrazzano', {
  installer: STAGES[stage],
  environmentName: 'prod',
  dns: Dns.external('example.com'),
});
