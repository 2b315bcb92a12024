/** A profile on one cluster: `node ... bench/apps/profile.ts dev|prod|managed-cluster FOLDER`; prints the costs of two synths. */
import {
  AdminCluster,
  Cni,
  DevProfile,
  GitOpsApp,
  ManagedCluster,
  ManagedClusterProfile,
  ProdProfile,
} from 'cdk8s-verrazzano';
import { inProcess } from '../measure';

const [, , profile = 'prod', outdir = 'dist'] = process.argv;
const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'oci-bv' } as const;

function synth(): void {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' }, outdir });
  if (profile === 'managed-cluster') {
    new ManagedClusterProfile(new ManagedCluster(app, 'eu-1', { kubernetes }), 'verrazzano', {
      environmentName: 'eu-1',
    });
  } else {
    const Profile = profile === 'dev' ? DevProfile : ProdProfile;
    new Profile(new AdminCluster(app, 'admin', { kubernetes }), 'verrazzano', { environmentName: 'admin' });
  }
  app.synth();
}

console.log(JSON.stringify([inProcess(synth), inProcess(synth)]));
