/**
 * The same NetworkPolicies through JSON.stringify, plain cdk8s and `GitOpsApp`, one file each: first synth, and a second
 * one that changes nothing. Pairs are interleaved; medians in seconds and as a ratio to plain cdk8s.
 *
 * `node --conditions=source -r ts-node/register bench/objects.ts [objects] [folder]`
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import type { Construct } from 'constructs';
import { GitOpsApp, GitOpsCluster } from 'cdk8s-verrazzano';

const COUNT = Number(process.argv[2] ?? 8000);
const FOLDER = process.argv[3] ?? tmpdir();
const RUNS = 5;

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

function gitOps(outdir: string): () => void {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' }, outdir });
  add(new GitOpsCluster(app, 'prod').unit('policies', { wave: 0 }));
  return () => void app.synth();
}

function plain(outdir: string): () => void {
  const app = new App({ outdir, yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
  add(new Chart(app, 'prod'));
  return () => app.synth();
}

function json(outdir: string): () => void {
  const policies = Array.from({ length: COUNT }, (_, index) => policy(index));
  return () => {
    mkdirSync(outdir, { recursive: true });
    policies.forEach((one, index) => writeFileSync(join(outdir, `${index}.json`), JSON.stringify(one)));
  };
}

function seconds(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

const times: Record<string, number[]> = {};
const note = (name: string, time: number): unknown => (times[name] ??= []).push(time);
for (let run = 0; run < RUNS; run++) {
  const scratch = mkdtempSync(join(FOLDER, 'bench-objects-'));
  try {
    note('JSON.stringify', seconds(json(join(scratch, 'json'))));
    note('plain cdk8s', seconds(plain(join(scratch, 'plain'))));
    note('GitOpsApp', seconds(gitOps(join(scratch, 'gitops'))));
    note('GitOpsApp, again', seconds(gitOps(join(scratch, 'gitops'))));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
const median = (name: string): number => [...(times[name] ?? [])].sort((a, b) => a - b)[RUNS >> 1] ?? 0;
console.log(`${COUNT} NetworkPolicies, ${RUNS} runs`);
for (const name of Object.keys(times)) {
  const ratio = (median(name) / median('plain cdk8s')).toFixed(2);
  console.log(`${name.padEnd(18)} ${median(name).toFixed(3)} s   ${ratio} of plain cdk8s`);
}
