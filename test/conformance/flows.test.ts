import { OUTDATED_ROWS, DOCUMENTATION_DIFFERENCES, trafficRows, TRAFFIC_VIEWS } from '../../lib/network/flows/views';
import type { TrafficTable, ViewRow } from '../../lib/network/flows/views';
import { everything, managedCluster } from '../support/flows';
import { describeShared } from '../support/shared';
import { egressFacts, flowFacts, labelledCalls, missingPorts } from './flow-facts';
import { changedRows, SEED_ROWS, seedRow, seedTable } from './seed-tables';

const TABLES = Object.keys(SEED_ROWS) as TrafficTable[];

const PLATFORMS = [everything(), managedCluster()];
const FLOWS = PLATFORMS.flatMap(({ flows }) => flows);
/** Rows of each table, of both platforms; made once, since a view takes long. */
const ROWS = new Map(
  TABLES.map((table) => [table, PLATFORMS.flatMap((platform) => trafficRows(table, platform))] as const),
);
const rowsOf = (table: TrafficTable): readonly ViewRow[] => ROWS.get(table) ?? [];

describeShared('the tables of the seed', () => {
  test.each(TABLES)('%s is read whole', (table) => {
    expect(seedTable(table)).toHaveLength(SEED_ROWS[table]);
  });

  test.each(TABLES)('%s: every row is in the view, or its absence is explained', (table) => {
    const known = [...rowsOf(table), ...OUTDATED_ROWS.filter((row) => row.table === table)].map(({ cells }) =>
      text(cells, table),
    );
    for (const row of seedTable(table)) expect(known).toContain(text(row, table));
  });

  test.each(TABLES)('%s: what is listed as gone is in the documentation and not in the view', (table) => {
    const views = rowsOf(table).map(({ cells }) => text(cells, table));
    const seed = seedTable(table).map((row) => text(row, table));
    for (const row of OUTDATED_ROWS.filter((one) => one.table === table)) {
      expect(seed).toContain(text(row.cells, table));
      expect(views).not.toContain(text(row.cells, table));
    }
  });

  test('rows of a view have a cell for each column, and flows behind them', () => {
    const ids = new Set(FLOWS.map(({ id }) => id));
    for (const table of TABLES) {
      for (const { cells, flows } of rowsOf(table)) {
        expect(cells).toHaveLength(TRAFFIC_VIEWS[table].columns.length);
        expect(flows.filter((id) => !ids.has(id))).toEqual([]);
      }
    }
  });
});

describeShared('flows.json', () => {
  const facts = flowFacts();

  test('has as many rows as it says', () => {
    expect([facts.flows.length, facts.additionalFlows.length]).toEqual([85, 47]);
  });

  test.each(facts.flows.filter(({ existsIn172 }) => existsIn172).map((row) => [row.id, row.seedRow, row] as const))(
    '%s %s: every hop is a flow',
    (_id, _name, { hops }) => {
      expect(hops.map((hop) => missingPorts(hop, FLOWS))).toEqual(hops.map(() => []));
    },
  );

  test('a row that does not exist in 1.7.2 is no flow, apart from that of an operator that another one replaced', () => {
    const gone = facts.flows.filter(({ existsIn172 }) => !existsIn172);
    const flowing = gone.filter(({ hops }) => hops.every((hop) => missingPorts(hop, FLOWS).length === 0));
    expect(gone).toHaveLength(OUTDATED_ROWS.length);
    // The facts put the platform operator in the place of the Verrazzano Operator.
    expect(flowing.map(({ id }) => id)).toEqual(['ew-14']);
  });

  test.each(facts.additionalFlows.map((row) => [row.id, row.description, row] as const))(
    '%s %s is a flow',
    (_id, _name, hop) => {
      expect(missingPorts(hop, FLOWS)).toEqual([]);
    },
  );
});

describeShared('egress.json', () => {
  test('every call between pods with labels is a flow', () => {
    const calls = labelledCalls();
    expect(calls.length).toBeGreaterThan(100);
    expect(calls.filter((call) => missingPorts(call, FLOWS).length > 0).map(({ name }) => name)).toEqual([
      // Pods of before 1.7 that an upgrade removes.
      'verrazzano-monitoring-operator -> legacy OpenSearch in verrazzano-system TCP',
      // The name servers of the cluster are an end of their own, and a flow leads there.
      'prometheus-prometheus-operator-kube-p-prometheus -> CoreDNS TCP',
    ]);
    expect(FLOWS.map(({ id }) => id)).toContain(
      'scrape: prometheus/prometheus-prometheus-operator-kube-p-prometheus -> dns',
    );
  });

  test('the workloads with a proxy are those that call istiod', () => {
    const call = new Set(
      FLOWS.flatMap(({ kind, from, to }) =>
        kind === 'mesh' && to.kind === 'workload' && to.component === 'istio' && from.kind === 'workload'
          ? [from.workload.name]
          : [],
      ),
    );
    const facts = egressFacts().filter(({ workload }) => !workload.includes(' '));
    const wrong = facts.filter(({ workload, istiod }) => istiod !== call.has(workload)).map(({ workload }) => workload);
    expect(facts.length).toBeGreaterThan(70);
    expect(wrong).toEqual([]);
  });
});

describeShared('discrepancies.md, what 1.7.2 changed', () => {
  const rows = (table: TrafficTable) => [...rowsOf(table), ...OUTDATED_ROWS.filter((row) => row.table === table)];
  const changes = changedRows();

  test('is read', () => {
    expect(changes).toHaveLength(15);
    expect(changes.flatMap((change) => change.rows)).toHaveLength(31);
  });

  test('every fact about traffic is kept', () => {
    const known: readonly string[] = [
      ...Object.values(DOCUMENTATION_DIFFERENCES).map(({ id }) => id),
      // Names of ports and Secrets of gateways: no table of traffic has them.
      'N-12',
    ];
    expect(changes.filter(({ id }) => !known.includes(id))).toEqual([]);
  });

  test.each(changes.flatMap(({ id, rows: ids }) => ids.map((row) => [id, row] as const)))(
    '%s is listed with row %s',
    (id, row) => {
      const { table, cells } = seedRow(row);
      const found = rows(table).filter((one) => text(one.cells, table) === text(cells, table));
      expect(found.flatMap(({ differences }) => differences.map((one) => one.id))).toContain(id);
    },
  );

  test('no other row has a difference, apart from what section 1 says', () => {
    const stated = new Set(changes.flatMap(({ id, rows: ids }) => ids.map((row) => `${id} ${keyOf(seedRow(row))}`)));
    const extra = TABLES.flatMap((table) =>
      rows(table)
        .filter(({ cells }) => seedTable(table).some((row) => text(row, table) === text(cells, table)))
        .flatMap(({ cells, differences }) => differences.map(({ id }) => `${id} ${keyOf({ table, cells })}`)),
    ).filter((one) => !stated.has(one));
    expect([...new Set(extra)].sort()).toEqual([
      'B-01 scraping: Istiod | Envoy metrics',
      'B-02 scraping: OpenSearch Dashboards | Envoy metrics',
      'B-02 scraping: OpenSearch | Envoy metrics',
      'N-03 east-west: Fluentd | OpenSearch',
      'N-03 east-west: Verrazzano Authentication Proxy | VMI components',
      'N-03 egress: Fluentd | OpenSearch',
      'N-03 multicluster-egress: Managed | Fluentd | Admin | OpenSearch',
      'N-14 egress: Prometheus | Prometheus',
    ]);
  });
});

function keyOf({ table, cells }: { readonly table: TrafficTable; readonly cells: readonly string[] }): string {
  return `${table}: ${text(cells, table)}`;
}

function text(cells: readonly string[], table: TrafficTable): string {
  return cells.slice(0, seedTable(table)[0]?.length).join(' | ');
}
