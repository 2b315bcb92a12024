import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { estate } from '../cluster/estate';
import { cli } from './cli';
import { inCi, sample } from '../support/sample';

const outdir = mkdtempSync(join(tmpdir(), 'estate-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));
beforeAll(() => {
  const { app } = estate({ way: 'secrets', names: ['eu-1', 'eu-2'] });
  Object.assign(app, { outdir });
  app.synth();
});

describe('connectivity --multicluster', () => {
  const ask = async (...more: readonly string[]) => cli(['connectivity', '--multicluster', outdir, ...more]);

  test('answers for the whole way from one cluster to another', async () => {
    const { code, out, err } = await ask('--from', 'eu-1/fluentd', '--to', 'prod/opensearch');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^eu-1\/fluentd\/fluentd to prod\/opensearch: open$/m);
    expect(out).toMatch(
      /^ {2}eu-1: fluentd leaves the cluster to opensearch.vmi.system.prod.example.com port 443: open$/m,
    );
    expect(out).toMatch(/^ {2}between: .*: assumed$/m);
    expect(out).toMatch(/^ {2}prod: the load balancer reaches the ingress controller, port 443: open$/m);
    expect(out).toMatch(/verrazzano-authproxy reaches opensearch\/opensearch-es-ingest, port 9200: open$/m);
  });

  inCi('takes a namespace and a workload', async () => {
    const { code } = await ask(
      '--from',
      'eu-2/verrazzano-system/fluentd',
      '--to',
      'prod/verrazzano-system/opensearch-es-ingest',
    );
    expect(code).toBe(0);
  });

  test('is closed where a policy of a folder closes a part of the way', async () => {
    const policy = join(outdir, 'eu-1', 'policies', 'verrazzano-system', 'deny.yaml');
    const spec = '{podSelector: {matchLabels: {app: fluentd}}, policyTypes: [Egress]}';
    writeFileSync(
      policy,
      `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: verrazzano-system}, spec: ${spec}}`,
    );
    try {
      const { code, out } = await ask('--from', 'eu-1/fluentd', '--to', 'prod/opensearch');
      expect(code).toBe(1);
      expect(out).toContain('eu-1/fluentd/fluentd to prod/opensearch: closed');
      expect((await ask('--from', 'eu-2/fluentd', '--to', 'prod/opensearch')).code).toBe(0);
    } finally {
      rmSync(policy);
    }
  });

  inCi('lists everything between the clusters, without Rancher the API server', async () => {
    const { out } = await ask('--output', 'json');
    const rows = JSON.parse(out) as Array<{
      from: { cluster: string; component: string };
      to: { cluster: string; component: string };
      ports: number[];
    }>;
    const texts = rows.map(
      ({ from, to, ports }) => `${from.cluster}/${from.component} ${to.cluster}/${to.component} ${ports.join()}`,
    );
    expect(texts.filter((text) => text.includes('eu-1'))).toEqual([
      'eu-1/fluentd prod/opensearch 443',
      'eu-1/verrazzano-authproxy prod/keycloak 443',
      'eu-1/verrazzano-cluster-agent prod/api-server 6443',
      'prod/prometheus eu-1/prometheus 443',
      'prod/verrazzano-authproxy eu-1/verrazzano-authproxy 443',
    ]);
  });

  test.each(
    sample(
      [
        ['a cluster that is not there', ['--from', 'us-1/fluentd'], 2, 'the folders do not have the cluster'],
        ['a component that sends nothing there', ['--from', 'eu-1/grafana', '--to', 'prod/opensearch'], 1, ''],
        ['a port', ['--port', '443'], 2, '--multicluster goes with'],
        ['a graph', ['--output', 'dot'], 2, '--output is not valid with --multicluster'],
      ],
      2,
    ),
  )('refuses %s', async (_, more, expected, message) => {
    const { code, err } = await ask(...more);
    expect(code).toBe(expected);
    expect(err).toContain(message);
  });

  test('refuses folders that are not the output of clusters', async () => {
    const { code, err } = await cli(['connectivity', '--multicluster', join(outdir, 'prod', 'platform')]);
    expect(code).toBe(1);
    expect(err).toContain('is not the output of a cluster');
  });
});

inCi('firewall --multicluster says which cluster opens what to which', async () => {
  const { code, out } = await cli(['firewall', '--multicluster', outdir, '--output', 'csv']);
  expect(code).toBe(0);
  const rows = out
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(',').slice(0, 6).join(','));
  expect(rows.slice(0, 4)).toEqual([
    'from,to,endpoint,hosts,protocol,port',
    'eu-1,prod,API server,api,TCP,6443',
    'eu-1,prod,load balancer of the ingress controller,keycloak.prod.example.com opensearch.vmi.system.prod.example.com,TCP,443',
    'eu-2,prod,API server,api,TCP,6443',
  ]);
  expect((await cli(['firewall', '--multicluster', outdir, '-o', 'markdown'])).out).toContain(
    '| eu-1 | prod | API server | api | TCP | 6443 |',
  );
  expect((await cli(['firewall', '-o', 'markdown'])).code).toBe(2);
});

test('steps prints the remaining steps of each cluster, in order', async () => {
  const { code, out } = await cli(['steps', outdir]);
  expect(code).toBe(0);
  const heads = out.split('\n').filter((line) => /^\S/.test(line));
  expect(heads.map((line) => line.replace(/:.*/, ''))).toEqual(['eu-1', 'eu-2', 'prod']);
  expect(out).toMatch(/^ {2}1\. Register the cluster with Argo CD \(before the cluster\)$/m);
  expect(out).toContain('kubectl --context eu-1 apply -f -');
  const json = JSON.parse((await cli(['steps', join(outdir, 'eu-1'), '-o', 'json'])).out) as [
    { steps: Array<{ title: string; moment: string }> },
  ];
  expect(json[0].steps.at(-1)).toMatchObject({ title: 'Wait for the first contact', moment: 'after the cluster' });
});
