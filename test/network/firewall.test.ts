import * as fc from 'fast-check';
import { ProdProfile, Registry, type Profile } from '../../lib';
import type { FirewallRow } from '../../lib/network/firewall-row';
import { firewallOf, toCsv } from '../../lib/network/firewall';
import { csvLines } from '../../lib/values/escape/csv';
import { everything, managedCluster } from '../support/flows';
import { cluster } from '../support/profiles';

const find = (platform: Profile, row: Partial<FirewallRow>) =>
  firewallOf(platform).filter((one) =>
    Object.entries(row).every(([key, value]) => one[key as keyof FirewallRow] === value),
  );

describe('a firewall lets through', () => {
  test('users, at the ports of the load balancers', () => {
    const users = find(everything(), { direction: 'in', from: 'users' });
    expect(users.map(({ to, ports }) => [to, ports])).toEqual([
      ['ingress-controller/ingress-controller-ingress-nginx-controller', [443]],
      ['istio/istio-ingressgateway', [80, 443, 15021]],
    ]);
    expect(users[0]?.hosts).toContain('keycloak.<domain>');
  });

  test('managed clusters to the admin cluster', () => {
    const rows = find(everything(), { direction: 'in', from: 'managed clusters' });
    const hosts = rows.flatMap((row) => row.hosts);
    expect(hosts).toEqual(
      expect.arrayContaining(['rancher.<domain>', 'keycloak.<domain>', 'opensearch.vmi.system.<domain>']),
    );
    expect(rows.flatMap(({ ports }) => (ports === 'all' ? [] : ports))).toEqual(expect.arrayContaining([443, 6443]));
  });

  test('the admin cluster to managed clusters', () => {
    const rows = find(managedCluster(), { direction: 'in', from: 'admin cluster' });
    expect(rows.flatMap((row) => row.hosts)).toContain('prometheus.vmi.system.<domain>');
    expect(rows.every(({ ports }) => JSON.stringify(ports) === '[443]')).toBe(true);
  });

  test('only what is enabled is served to other clusters', () => {
    const off = new ProdProfile(cluster(), 'verrazzano', { components: { rancher: { enabled: false } } });
    const rows = find(off, { direction: 'in', from: 'managed clusters' });
    expect(rows.flatMap(({ reason }) => reason)).not.toContain('tunnel by which Rancher manages the cluster');
    expect(rows).not.toEqual([]);
  });

  test('certificates, DNS checks, records, Git and name lookups', () => {
    const out = firewallOf(everything()).filter(({ direction }) => direction === 'out');
    const seen = (from: string, port: number, protocol = 'TCP') =>
      out.some(
        (row) => row.from === from && row.protocol === protocol && row.ports !== 'all' && row.ports.includes(port),
      );
    expect(seen('cert-manager/cert-manager', 443)).toBe(true);
    expect(seen('cert-manager/cert-manager', 53)).toBe(true);
    expect(seen('cert-manager/cert-manager', 53, 'UDP')).toBe(true);
    expect(seen('external-dns/external-dns', 443)).toBe(true);
    expect(seen('argocd/argocd-repo-server', 22)).toBe(true);
    expect(seen('name servers of the cluster', 53, 'UDP')).toBe(true);
  });

  test('nodes to the registry of the images', () => {
    expect(find(managedCluster(), { from: 'nodes' })).toMatchObject([{ hosts: ['ghcr.io'], ports: [443] }]);
    const registry = Registry.private({ registry: 'registry.example.com:5000', repository: 'copies' });
    expect(find(new ProdProfile(cluster(), 'verrazzano', { registry }), { from: 'nodes' })).toMatchObject([
      { hosts: ['registry.example.com'], ports: [5000] },
    ]);
  });

  test('what the user allows', () => {
    const profile = new ProdProfile(cluster(), 'verrazzano');
    const external = (name: string) =>
      ({ kind: 'external', name, hosts: [name], cidrs: [], hairpin: false, cluster: undefined }) as const;
    const flow = profile.flows.find(({ from }) => from.kind === 'workload' && from.component === 'grafana');
    const user = { ...flow!, kind: 'user', ports: [{ port: 636, protocol: 'TCP', name: undefined }] } as const;
    const rows = firewallOf(profile, [
      { ...user, to: external('ldap.example.com') },
      { ...user, from: external('probe.example.com'), to: user.from },
    ]);
    expect(rows).toContainEqual(
      expect.objectContaining({ direction: 'out', hosts: ['ldap.example.com'], ports: [636] }),
    );
    expect(rows).toContainEqual(expect.objectContaining({ direction: 'in', from: 'probe.example.com', ports: [636] }));
  });

  test('every flow to hosts beyond the cluster', () => {
    const platform = everything();
    const names = new Set(firewallOf(platform).map(({ to }) => to));
    const flows = platform.flows.flatMap(({ kind, to }) =>
      kind === 'egress' && to.kind === 'external' ? [to.name] : [],
    );
    expect(flows.filter((name) => !names.has(name))).toEqual([]);
    expect(flows).not.toEqual([]);
  });
});

describe('as a table for spreadsheets', () => {
  const row: FirewallRow = {
    direction: 'out',
    from: 'a/b',
    to: 'c, "d"',
    hosts: ['x.example.com', 'y.example.com'],
    protocol: 'TCP',
    ports: [80, 443],
    reason: '=1+1',
    when: undefined,
  };

  test('has heads, quotes what must be quoted, and no formulas', () => {
    expect(toCsv([row, { ...row, ports: 'all', when: 'daily' }])).toBe(
      [
        'direction,from,to,hosts,protocol,ports,reason,when',
        `out,a/b,"c, ""d""",x.example.com y.example.com,TCP,80 443,'=1+1,`,
        `out,a/b,"c, ""d""",x.example.com y.example.com,TCP,all,'=1+1,daily`,
        '',
      ].join('\r\n'),
    );
  });

  test('no cell starts a formula, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(csvLines([[text]])).not.toMatch(/^"?[=+\-@\t\r](?!\n$)/);
      }),
    );
  });
});
