/**
 * The same NetworkPolicies, one file each, through the writer that is asked for; prints what each synth of the process costs, 1 unless SYNTHS says
 * otherwise.
 *
 * `node ... bench/apps/policies.ts json|cdk8s|gitops COUNT FOLDER [SYNTHS]`
 */
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import type { Construct } from 'constructs';
import { GitOpsApp, GitOpsCluster } from 'cdk8s-verrazzano';
import { inProcess } from '../measure';

const [, , writer = 'gitops', size = '8000', outdir = 'dist', synths = '1'] = process.argv;
const COUNT = Number(size);

function policy(index: number) {
  const app = `app-${index % 97}`;
  const from = [
    { namespaceSelector: { matchLabels: { team: `t${index % 13}` } }, podSelector: { matchLabels: { app } } },
  ];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `policy-${index}`, namespace: `ns-${index % 40}` },
    spec: {
      podSelector: { matchLabels: { app } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from, ports: [{ protocol: 'TCP', port: 8080 + (index % 10) }] }],
      egress: [{ to: [{ ipBlock: { cidr: `10.${index % 250}.0.0/16` } }], ports: [{ protocol: 'TCP', port: 443 }] }],
    },
  };
}

function add(scope: Construct): void {
  for (let index = 0; index < COUNT; index++) new ApiObject(scope, `p${index}`, policy(index));
}

const WRITERS: Readonly<Record<string, () => () => void>> = {
  json: () => {
    const policies = Array.from({ length: COUNT }, (_, index) => policy(index));
    return () => {
      mkdirSync(outdir, { recursive: true });
      policies.forEach((one, index) => writeFileSync(join(outdir, `${index}.json`), JSON.stringify(one)));
    };
  },
  cdk8s: () => {
    const app = new App({ outdir, yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    add(new Chart(app, 'prod'));
    return () => app.synth();
  },
  gitops: () => {
    const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' }, outdir });
    add(new GitOpsCluster(app, 'prod').unit('policies', { wave: 0 }));
    return () => void app.synth();
  },
};

const prepare = WRITERS[writer];
if (prepare === undefined) throw new Error(`no such writer: ${writer}`);
// Programs are made before they are measured: that is the same work for all of them.
console.log(JSON.stringify(Array.from({ length: Number(synths) }, () => inProcess(prepare()))));
