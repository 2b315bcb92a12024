import { readFileSync } from 'node:fs';
import type { TrafficTable } from '../../lib/network/flows/views';
import { sharedPath } from '../support/shared';

/** Where each table of the seed starts, and which of its columns a view compares (descriptions are the seed's own words). */
const PLACES: Readonly<Record<TrafficTable, { readonly after: readonly string[]; readonly columns: number }>> = {
  'system-ingress': { after: ['### North-south system traffic', '#### Ingress'], columns: 1 },
  egress: { after: ['### North-south system traffic', '#### Egress'], columns: 2 },
  'east-west': { after: ['### East-west system traffic', '| Component'], columns: 2 },
  scraping: { after: ['#### Prometheus scraping traffic'], columns: 2 },
  webhooks: { after: ['#### Webhooks'], columns: 1 },
  proxies: { after: ['## Proxies'], columns: 4 },
  'multicluster-egress': { after: ['### Multicluster egress'], columns: 4 },
};

/** How many rows the seed has in each table, so that a parser that reads nothing is noticed. */
export const SEED_ROWS: Readonly<Record<TrafficTable, number>> = {
  'system-ingress': 9,
  egress: 8,
  'east-west': 16,
  scraping: 20,
  webhooks: 6,
  proxies: 18,
  'multicluster-egress': 8,
};

const tables = new Map<TrafficTable, ReadonlyArray<readonly string[]>>();

/** The rows of a table of the seed, as the seed writes them; each is read once. */
export function seedTable(table: TrafficTable): ReadonlyArray<readonly string[]> {
  const rows = tables.get(table) ?? readTable(table);
  tables.set(table, rows);
  return rows;
}

function readTable(table: TrafficTable): string[][] {
  const lines = readFileSync(sharedPath('seeds', '002_c8d1fd2cb5f4f7e5.txt'), 'utf8').split('\n');
  const { after, columns } = PLACES[table];
  let start = -1;
  for (const heading of after) start = lines.findIndex((line, i) => i > start && line.startsWith(heading));
  const rows: string[][] = [];
  for (const line of lines.slice(start + 1)) {
    if (line.startsWith('#')) break;
    const cells = cellsOf(line);
    if (cells !== undefined) rows.push(cells.slice(0, columns));
    else if (rows.length > 0) break;
  }
  return rows;
}

/** Cells of a list item or of a row of a table; undefined for heads, rulers and prose. */
function cellsOf(line: string): string[] | undefined {
  if (line.startsWith('- ')) return [line.slice(2).trim()];
  const cells = line.split('|').map((cell) => cell.replace(/`/g, '').trim());
  const isRow =
    cells.length > 2 && !/^[\s|:-]*$/.test(line) && !/^(Component|Target|Usage|Source Cluster)$/.test(head(cells));
  return isRow ? cells.slice(cells[0] === '' ? 1 : 0) : undefined;
}

function head(cells: readonly string[]): string {
  return cells.find((cell) => cell !== '') ?? '';
}

/** Tables by the first letters of the ids of their rows in flows.json. */
const PREFIXES: Readonly<Record<string, TrafficTable>> = {
  ing: 'system-ingress',
  egr: 'egress',
  ew: 'east-west',
  scr: 'scraping',
  wh: 'webhooks',
  prx: 'proxies',
  mc: 'multicluster-egress',
};

/** The row of the seed that has an id in flows.json, such as `ew-05`: rows are numbered in the order of their table. */
export function seedRow(id: string): { readonly table: TrafficTable; readonly cells: readonly string[] } {
  const [prefix = '', number] = id.split('-');
  const table = PREFIXES[prefix];
  const cells = table === undefined ? undefined : seedTable(table)[Number(number) - 1];
  if (table === undefined || cells === undefined) throw new Error(`no row ${id}`);
  return { table, cells };
}

/** What section 6 of discrepancies.md lists: the id of each fact, and the rows of the seed that it changes. */
export function changedRows(): ReadonlyArray<{ readonly id: string; readonly rows: readonly string[] }> {
  const text = readFileSync(sharedPath('upstream', 'network', 'discrepancies.md'), 'utf8');
  return [...text.matchAll(/^\| (N-\d+) \|.*\| ([^|]*) \|$/gm)].map(([, id = '', rows = '']) => ({
    id,
    rows: rows.split(',').flatMap((item) => idsOf(item.trim())),
  }));
}

/** `scr-10 to scr-12` as three ids; other flows than rows of the seed are left out. */
function idsOf(item: string): readonly string[] {
  const [first = '', last = first] = item.split(' to ');
  const [prefix = '', from] = first.split('-');
  if (PREFIXES[prefix] === undefined) return [];
  const to = Number(last.split('-')[1]);
  const ids: string[] = [];
  for (let number = Number(from); number <= to; number++) ids.push(`${prefix}-${String(number).padStart(2, '0')}`);
  return ids;
}
