import { platformFlows, toMermaid, trafficRows } from '../../lib/network/flows';
import { DevProfile, ManagedClusterProfile, ProdProfile } from '../../lib';
import { cluster } from '../support/profiles';
import { cli, Folder, verrazzano } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const ids = (out: string): string[] => (JSON.parse(out).flows as Array<{ id: string }>).map(({ id }) => id);

test('lists the flows of a profile, prod unless stated otherwise', async () => {
  const platforms = {
    prod: new ProdProfile(cluster(), 'verrazzano'),
    dev: new DevProfile(cluster(), 'verrazzano'),
    'managed-cluster': new ManagedClusterProfile(cluster(), 'verrazzano'),
  };
  for (const [name, platform] of Object.entries(platforms)) {
    const { code, out, err } = await cli(['flows', '--profile', name, '-o', 'json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(ids(out)).toEqual(platformFlows(platform).map(({ id }) => id));
  }
  expect((await cli(['flows'])).out).toBe((await cli(['flows', '--profile', 'prod'])).out);
});

test('as text, a line each', async () => {
  const { out } = await cli(['flows']);
  const lines = out.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^KIND +FROM +TO +PORTS +REASON$/);
  expect(lines).toHaveLength(1 + platformFlows(new ProdProfile(cluster(), 'verrazzano')).length);
  expect(out).toMatch(/^call +grafana\/vmi-system-grafana +prometheus\/\S+ +9090\/TCP +metrics for dashboards/m);
});

test('as JSON, workloads with namespace and kind', async () => {
  const { flows } = JSON.parse((await cli(['flows', '-o', 'json'])).out);
  const id = /^call: grafana\/vmi-system-grafana -> prometheus\//;
  expect(flows.find((flow: { id: string }) => id.test(flow.id))).toMatchObject({
    kind: 'call',
    from: {
      kind: 'workload',
      component: 'grafana',
      namespace: 'verrazzano-system',
      workload: 'vmi-system-grafana',
      workloadKind: 'Deployment',
    },
    to: { component: 'prometheus', namespace: 'verrazzano-monitoring' },
    ports: [{ port: 9090, protocol: 'TCP', name: expect.any(String) }],
    reason: expect.any(String),
    source: expect.any(String),
  });
});

test('of a file, whatever it says', async () => {
  const spec = '{profile: dev, components: {keycloak: {enabled: false}, velero: {enabled: true}}}';
  const { code, out } = await cli(['flows', folder.write('a.yaml', verrazzano(spec)), '-o', 'json']);
  expect(code).toBe(0);
  const platform = new DevProfile(cluster(), 'verrazzano', {
    components: { keycloak: { enabled: false }, velero: { enabled: true } },
  });
  expect(ids(out)).toEqual(platformFlows(platform).map(({ id }) => id));
  expect(out).not.toContain('keycloak/keycloak');
  expect(out).toContain('velero/velero');
});

test('of a v1alpha1 file', async () => {
  const file = folder.write(
    'b.yaml',
    verrazzano('{profile: prod, components: {kibana: {enabled: false}}}', 'v1alpha1'),
  );
  expect((await cli(['flows', file])).out).not.toContain('opensearch-dashboards/');
});

test('what the merge refuses, or is no resource, is refused here', async () => {
  for (const [content, what] of [
    [verrazzano('{profile: nope}'), 'there is no profile "nope"'],
    [verrazzano('{profile: 5}'), 'is of the wrong type'],
    ['', 'is empty'],
    ['kind: Pod\n', 'holds no Verrazzano resource'],
  ] as const) {
    const file = folder.write('refused.yaml', content);
    const { code, out, err } = await cli(['flows', file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.startsWith(`[${file}`)).toBe(true);
    expect(err).toContain(what);
  }
});

test.each(['system-ingress', 'egress', 'east-west', 'scraping', 'webhooks', 'proxies'] as const)(
  'table %s has the rows of the view',
  async (name) => {
    const platform = new ProdProfile(cluster(), 'verrazzano');
    const rows = trafficRows(name, platform);
    const { code, out } = await cli(['flows', '--table', name]);
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(1 + rows.length);
    rows.forEach(({ cells }, index) => {
      for (const cell of cells) expect(lines[index + 1]).toContain(cell);
    });
    const json = JSON.parse((await cli(['flows', '--table', name, '-o', 'json'])).out);
    expect(json.table).toBe(name);
    expect(json.rows).toEqual(JSON.parse(JSON.stringify(rows)));
  },
);

test('a table says where the release differs, and which rows are gone', async () => {
  const { out, err } = await cli(['flows', '--table', 'east-west']);
  expect(out).toMatch(/^Verrazzano Authentication Proxy +VMI components +.*\| OpenSearch \|.* N-03: /m);
  expect(err).toContain('note: not in this release: Verrazzano Operator, Kubernetes API server (N-04: ');
});

test('the table of traffic between clusters asks for the role', async () => {
  expect((await cli(['flows', '--table', 'multicluster'])).out).toMatch(/^Admin /m);
  const managed = await cli(['flows', '--table', 'multicluster', '--role', 'managed']);
  expect(managed.out).toMatch(/^Managed +Rancher Agent +Admin +Rancher/m);
  expect(managed.out).not.toMatch(/^Admin /m);
  expect(managed.out).not.toBe((await cli(['flows', '--table', 'multicluster'])).out);
  const profile = await cli(['flows', '--table', 'multicluster', '--profile', 'managed-cluster']);
  expect(profile.out).toMatch(/^Managed /m);
});

test('as a diagram', async () => {
  const platform = new ProdProfile(cluster(), 'verrazzano');
  expect((await cli(['flows', '-o', 'mermaid'])).out).toBe(toMermaid(platformFlows(platform)));
  const { out } = await cli(['flows', '--table', 'webhooks', '-o', 'mermaid']);
  expect(out).toMatch(/^---\ntitle: "Webhooks"\n---\nflowchart LR\n/);
  expect(out.split('\n').filter((line) => line.includes('-->')).length).toBeGreaterThan(5);
});

test.each([
  [['--table', 'no-such']],
  [['--table', 'multicluster-egress']],
  [['--profile', 'test']],
  [['--role', 'both']],
  [['--output', 'csv']],
  [['a.yaml', '--profile', 'prod']],
  [['a.yaml', 'b.yaml']],
])('%j is wrong usage', async (args) => {
  const { code, out, err } = await cli(['flows', ...args]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^\[flows\] /);
});
