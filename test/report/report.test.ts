import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { stringify } from 'yaml';
import type { Report } from '../../lib/report/model';
import { inCi } from '../support/sample';
import { reportOn } from './read';

const DIST = join(__dirname, '..', '..', 'dist');

describe('the output of an app', () => {
  let report: Report;
  beforeAll(async () => {
    report = await reportOn(join(DIST, 'quickstart'));
  });

  test('has each cluster with its platform', () => {
    expect(
      report.clusters.map(({ id, source, profile, version, domain }) => [id, source, profile, version, domain]),
    ).toEqual([
      ['dev', 'resource', 'dev', '1.7.2', 'dev.<address>.nip.io'],
      ['eu-1', 'resource', 'managed-cluster', '1.7.2', 'eu-1.apps.example.com'],
      ['prod', 'resource', 'prod', '1.7.2', 'prod.platform.example.com'],
    ]);
    expect(report.clusters.map(({ components }) => components.length)).toEqual([43, 43, 43]);
    expect(report.clusters.flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('has the fleet, with the traffic between its clusters', () => {
    const [estate] = report.estates;
    expect(estate?.clusters.map(({ name, role, admin, revision }) => [name, role, admin, revision])).toEqual([
      ['dev', 'single', undefined, 'main'],
      ['eu-1', 'managed', 'prod', 'main'],
      ['prod', 'admin', undefined, 'main'],
    ]);
    const shipped = estate?.links.find(({ components: [from] }) => from === 'fluentd');
    expect(shipped).toMatchObject({ from: 'eu-1', to: 'prod', ports: '443', relayed: false });
    expect(shipped?.hosts).toEqual(['opensearch.vmi.system.prod.platform.example.com']);
  });

  test('has units, secrets and steps of the README', () => {
    const prod = report.clusters.find(({ id }) => id === 'prod');
    expect(prod?.units.map(({ wave, name, content }) => [wave, name, content])).toEqual([
      [0, 'operator', 'kustomization'],
      [10, 'platform', '1 object'],
      [20, 'policies', '37 objects'],
    ]);
    expect(prod?.secrets.map(({ namespace, name, usedBy }) => [namespace, name, usedBy])).toEqual([
      ['verrazzano-install', 'oci', 'external-dns, cert-manager-webhook-oci'],
    ]);
    expect(prod?.steps.map(({ moment }) => moment)).toEqual([
      'before `platform`',
      'after `platform`',
      'before `policies`',
    ]);
  });

  test('has the hosts that the platform operator makes, with their certificates', () => {
    const prod = report.clusters.find(({ id }) => id === 'prod');
    expect(prod?.ingresses.find(({ component }) => component === 'keycloak')).toEqual({
      host: 'keycloak.prod.platform.example.com',
      object: 'Ingress keycloak/keycloak',
      backend: 'keycloak/keycloak-http:http',
      component: 'keycloak',
      tlsSecret: 'keycloak/keycloak-tls',
      issuer: 'ClusterIssuer verrazzano-cluster-issuer',
      written: false,
    });
  });

  test('has flows with their rules, and policies of the platform operator', () => {
    const prod = report.clusters.find(({ id }) => id === 'prod');
    const edge = prod?.topology.edges.find(({ id }) =>
      id.endsWith('verrazzano-authproxy/verrazzano-authproxy -> grafana/vmi-system-grafana'),
    );
    expect(edge).toMatchObject({ kind: 'ingress', ports: 'TCP 3000', state: 'open' });
    expect(prod?.topology.policies['verrazzano-system/vmi-system-grafana']).toBe('created by the platform operator');
    const ids = new Set(prod?.topology.nodes.map(({ id }) => id));
    expect(prod?.topology.edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
    expect(prod?.topology.edges.find(({ id }) => id.startsWith('webhook: api-server -> cert-manager/'))?.state).toBe(
      'unknown',
    );
  });

  inCi('is plain data, the same each time, and from wherever it is read', async () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    const folder = process.cwd();
    try {
      process.chdir(DIST);
      expect(await reportOn('quickstart')).toEqual(report);
    } finally {
      process.chdir(folder);
    }
  });
});

inCi('clusters that charts install have the components that their units name', async () => {
  const { clusters, estates } = await reportOn(join(DIST, 'exit'), join(DIST, 'quickstart', 'prod'));
  expect(estates.map(({ name }) => name)).toEqual(['exit', 'quickstart']);
  const charts = clusters.find(({ id }) => id === 'charts');
  expect(charts?.source).toBe('charts');
  const on = charts?.components.filter(({ enabled }) => enabled).map(({ name }) => name);
  expect(on).toEqual(expect.arrayContaining(['keycloak', 'mysql', 'istio', 'verrazzano-authproxy']));
  expect(on).not.toContain('rancher');
  expect(charts?.units[0]?.name).toBe('namespaces');
  expect(charts?.ladder.map(({ number }) => number)).toEqual(charts?.ladder.map((_, index) => index + 1));
});

describe('any manifests', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'report-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, ...objects: readonly object[]): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), objects.map((object) => `---\n${stringify(object)}`).join(''));
  };
  const pod = (name: string, namespace = 'shop'): object => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      containers: [
        {
          name: 'main',
          image: 'nginx',
          env: [{ name: 'PASSWORD', value: 'hunter2-hunter2' }],
          ports: [{ containerPort: 80 }],
        },
      ],
    },
  });
  const policy = (name: string, spec: object): object => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: name } }, ...spec },
  });

  test('are one cluster, with what policies allow and no more', async () => {
    write(
      'a.yaml',
      pod('web'),
      pod('db'),
      pod('other'),
      policy('db', {
        ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 5432 }] }],
      }),
    );
    const [cluster] = (await reportOn(folder)).clusters;
    expect(cluster?.topology.edges.map(({ kind, from, to, ports }) => [kind, from, to, ports])).toEqual([
      ['policy', 'shop/web[Pod]', 'shop/db[Pod]', 'TCP 5432'],
    ]);
    expect(cluster?.topology.nodes.map(({ id, isolated }) => [id, isolated])).toEqual([
      ['shop/db[Pod]', ['ingress']],
      ['shop/other[Pod]', []],
      ['shop/web[Pod]', []],
    ]);
    expect(cluster?.images).toEqual([
      { reference: 'docker.io/library/nginx:latest', usedBy: ['Pod shop/db', 'Pod shop/other', 'Pod shop/web'] },
    ]);
  });

  test('have no credential in the report', async () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'db', namespace: 'shop' },
      stringData: { password: 'hunter2-hunter2' },
    };
    write('a.yaml', pod('web'), secret);
    expect(JSON.stringify(await reportOn(folder))).not.toContain('hunter2');
  });

  test('below clusters/ are one cluster for each folder', async () => {
    write('clusters/eu/a.yaml', pod('web'));
    write('clusters/us/a.yaml', pod('web'));
    expect((await reportOn(folder)).clusters.map(({ id }) => id)).toEqual(['eu', 'us']);
  });

  test('sources of a whole namespace, and of the whole cluster, are one edge', async () => {
    write(
      'a.yaml',
      ...['a', 'b', 'c', 'd', 'e'].flatMap((name) => [pod(name), pod(name, 'team')]),
      policy('a', { ingress: [{ from: [{ namespaceSelector: {} }] }] }),
      policy('b', { ingress: [{ from: [{ podSelector: {} }] }] }),
    );
    const [cluster] = (await reportOn(folder)).clusters;
    expect(cluster?.topology.edges.map(({ from, to }) => [from, to])).toEqual([
      ['group:*', 'shop/a[Pod]'],
      ['group:shop', 'shop/b[Pod]'],
    ]);
  });

  test('hosts of Ingresses and Gateways have their Secret and issuer', async () => {
    write(
      'a.yaml',
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'web', namespace: 'shop' },
        spec: {
          tls: [{ hosts: ['a.example.com'], secretName: 'a-tls' }],
          rules: [
            {
              host: 'a.example.com',
              http: {
                paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
              },
            },
            { host: 'b.example.com' },
          ],
        },
      },
      {
        apiVersion: 'networking.istio.io/v1beta1',
        kind: 'Gateway',
        metadata: { name: 'gateway', namespace: 'shop' },
        spec: {
          servers: [
            {
              port: { number: 443, name: 'https', protocol: 'HTTPS' },
              hosts: ['shop/c.example.com'],
              tls: { mode: 'SIMPLE', credentialName: 'c-tls' },
            },
          ],
        },
      },
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: 'c', namespace: 'istio-system' },
        spec: { secretName: 'c-tls', issuerRef: { kind: 'ClusterIssuer', name: 'ca' } },
      },
    );
    const [cluster] = (await reportOn(folder)).clusters;
    expect(
      cluster?.ingresses.map(({ host, backend, tlsSecret, issuer }) => [host, backend, tlsSecret, issuer]),
    ).toEqual([
      ['a.example.com', 'shop/web:80', 'shop/a-tls', undefined],
      ['b.example.com', '', undefined, undefined],
      ['c.example.com', 'port 443 of the gateway', 'c-tls', 'ClusterIssuer ca'],
    ]);
  });

  test('a platform that is refused is a problem of its cluster, and the rest is shown', async () => {
    write('a.yaml', pod('web'), {
      apiVersion: 'install.verrazzano.io/v1beta1',
      kind: 'Verrazzano',
      metadata: { name: 'v' },
      spec: { profile: 'huge' },
    });
    const [cluster] = (await reportOn(folder)).clusters;
    expect(cluster?.problems).toEqual([expect.stringContaining('huge')]);
    expect(cluster?.topology.nodes.map(({ id }) => id)).toEqual(['shop/web[Pod]']);
  });
});
