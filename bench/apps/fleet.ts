/** A fleet of as many managed clusters as the argument says; prints what it took. */
import {
  AdminCluster,
  Cni,
  Dns,
  GitOpsApp,
  ManagedCluster,
  ManagedClusterProfile,
  ProdProfile,
} from 'cdk8s-verrazzano';

const size = Number(process.argv[2]);
const start = process.hrtime.bigint();
const before = process.cpuUsage();
const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
const dns = Dns.external('example.com');
const app = new GitOpsApp({ repository: { url: 'https://git.example.com/fleet.git' } });
const prod = new AdminCluster(app, 'prod', { kubernetes });
new ProdProfile(prod, 'verrazzano', { environmentName: 'prod', dns });
for (let index = 1; index <= size; index++) {
  const name = `edge-${String(index).padStart(4, '0')}`;
  const cluster = new ManagedCluster(app, name, { admin: prod, kubernetes });
  new ManagedClusterProfile(cluster, 'verrazzano', { environmentName: name, dns });
}
const { written } = app.synth();
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const mebibytes = process.resourceUsage().maxRSS / 1024;
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ size, seconds, cpu: (user + system) / 1e6, mebibytes, files: written.length }));
