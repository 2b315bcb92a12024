import { ProdProfile } from '../../../lib';
import type { TrafficTable } from '../../../lib/network/flows';
import { OUTDATED_ROWS, DOCUMENTATION_DIFFERENCES, trafficRows } from '../../../lib/network/flows';
import { everything, managedCluster } from '../../support/flows';
import { cluster } from '../../support/profiles';
import { inCi } from '../../support/sample';

const row = (table: TrafficTable, ...cells: string[]) =>
  trafficRows(table, everything()).find((one) => cells.every((cell, i) => one.cells[i] === cell));

describe('a table of traffic', () => {
  test('has the words of the documentation, those of the release, and why they differ', () => {
    const found = row('proxies', 'Istio mesh sidecar', 'Envoy', 'verrazzano-api-*');
    expect(found?.release).toEqual([['Istio mesh sidecar', 'Envoy', 'verrazzano-authproxy-*', 'verrazzano-system']]);
    expect(found?.differences).toEqual([DOCUMENTATION_DIFFERENCES.api]);
    expect(found?.flows).toContain('mesh: verrazzano-authproxy/verrazzano-authproxy -> istio/istiod');
  });

  test('joins what the documentation has one word for', () => {
    const found = row('east-west', 'Verrazzano Authentication Proxy', 'VMI components');
    expect(found?.release.map((cells) => cells[1])).toEqual(expect.arrayContaining(['Grafana', 'OpenSearch', 'Kiali']));
    expect(found?.flows).toContain('ingress: verrazzano-authproxy/verrazzano-authproxy -> grafana/vmi-system-grafana');
  });

  inCi('names whom a caller of NGINX or of the auth proxy means', () => {
    expect(row('east-west', 'Verrazzano Platform Operator', 'Rancher')).toBeDefined();
    expect(row('east-west', 'Fluentd', 'OpenSearch')).toBeDefined();
    expect(row('east-west', 'Fluentd', 'Verrazzano Authentication Proxy')).toBeUndefined();
    expect(row('east-west', 'Rancher', 'Keycloak')).toBeDefined();
    expect(row('east-west', 'Rancher', 'Rancher')).toBeUndefined();
  });

  test('has only what is enabled', () => {
    const off = new ProdProfile(cluster(), 'verrazzano', { components: { grafana: { enabled: false } } });
    const names = trafficRows('system-ingress', off).map(({ cells }) => cells[0]);
    expect(names).toContain('Keycloak');
    expect(names).not.toContain('Grafana');
    expect(names).not.toContain('Istiod');
  });

  test('leaves out lookups, proxies and scraping where the documentation does', () => {
    const ids = trafficRows('east-west', everything()).flatMap(({ flows }) => flows);
    expect(ids.filter((id) => /^(dns|mesh|scrape|webhook|own|egress):/.test(id))).toEqual([]);
    expect(ids).not.toEqual([]);
  });

  test('between clusters says which cluster calls', () => {
    const sides = (platform: Parameters<typeof trafficRows>[1]) =>
      new Set(trafficRows('multicluster-egress', platform).map(({ cells }) => cells[0]));
    expect(sides(everything())).toEqual(new Set(['Admin']));
    expect(sides(managedCluster())).toEqual(new Set(['Managed']));
  });

  inCi('says what of the documentation is gone', () => {
    expect(OUTDATED_ROWS).toHaveLength(8);
    for (const { table, cells } of OUTDATED_ROWS) expect(row(table, ...cells)).toBeUndefined();
  });
});
