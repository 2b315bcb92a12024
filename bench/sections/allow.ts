import { AdminCluster, Cni, External, GitOpsApp, ProdProfile } from 'cdk8s-verrazzano';
import { compare, inProcess, type Cost, type Row } from '../measure';

const CALLS = [0, 100, 200, 400];
const RUNS = 5;

/** A prod profile with many calls of `allow` and `refuse`, up to the policies that follow: no faster growth than that of the calls. */
export function allow(): Row[] {
  const programs = CALLS.map((calls) => ({ name: `${calls} calls of allow and refuse`, run: () => cost(calls) }));
  return compare('prod profile with calls, rendered', programs, RUNS);
}

function cost(calls: number): Cost {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'oci-bv' } as const;
  const profile = new ProdProfile(new AdminCluster(app, 'prod', { kubernetes }), 'verrazzano');
  const refused = profile.flows.filter(({ kind }) => kind === 'scrape');
  return inProcess(() => {
    for (let call = 0; call < calls; call++) {
      const flow = refused[call % refused.length];
      if (call % 2 === 1 && flow !== undefined) profile.refuse(flow.id, 'a measurement');
      else profile.allow(profile.grafana, External.host(`host-${call}.example.com`, 1024 + call), 'a measurement');
    }
    app.render();
  });
}
