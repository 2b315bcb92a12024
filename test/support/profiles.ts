import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { AdminCluster, Cni, GitOpsApp, type KubernetesFacts, type Profile, type ProfileProps } from '../../lib';

/** Facts about a cluster that every profile installs on. */
export const kubernetes: KubernetesFacts = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };

/** A cluster of an app of its own. */
export function cluster(): AdminCluster {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  return new AdminCluster(app, 'test', { kubernetes });
}

/** The problems of one profile, in a cluster or in a plain Chart, as validation reports them. */
export function problemsOf(
  scope: typeof AdminCluster | typeof Chart,
  type: new (scope: Construct, id: string, props: ProfileProps) => Profile,
  props: ProfileProps,
): string[] {
  const parent = scope === AdminCluster ? cluster() : new Chart(new App(), 'chart');
  return new type(parent, 'verrazzano', props).node.validate();
}
