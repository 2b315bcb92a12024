/**
 * Prints how long a prod profile takes with many calls of `allow` and `refuse`, up to the policies that follow: the time is to grow
 * no faster than the number of calls.
 *
 * `node --conditions=source -r ts-node/register bench/allow.ts`
 */
import { AdminCluster, Cni, External, GitOpsApp, ProdProfile } from 'cdk8s-verrazzano';

const CALLS = [0, 100, 200, 400];
const RUNS = 5;

function milliseconds(calls: number): number {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'oci-bv' } as const;
  const profile = new ProdProfile(new AdminCluster(app, 'prod', { kubernetes }), 'verrazzano');
  const refused = profile.flows.filter(({ kind }) => kind === 'scrape');
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) {
    const flow = refused[call % refused.length];
    if (call % 2 === 1 && flow !== undefined) profile.refuse(flow.id, 'a measurement');
    else profile.allow(profile.grafana, External.host(`host-${call}.example.com`, 1024 + call), 'a measurement');
  }
  app.render();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

milliseconds(10);
for (const calls of CALLS) {
  const times = Array.from({ length: RUNS }, () => milliseconds(calls)).sort((a, b) => a - b);
  const median = times[RUNS >> 1] ?? 0;
  console.log(`${String(calls).padStart(4)} calls of allow and refuse, then rendered: median ${median.toFixed(0)} ms`);
}
