import { Option, type Command } from 'commander';
import type { Platform } from '../../definition/platform';
import type { Flow, FlowEnd, DocumentationDifference, TrafficTable, ViewRow } from '../../network/flows';
import {
  endText,
  OUTDATED_ROWS,
  platformFlows,
  TABLE_DIFFERENCES,
  toMermaid,
  TRAFFIC_VIEWS,
  trafficRows,
} from '../../network/flows';
import { tinted, writeJson, writeLines, type Io } from '../io';
import { noteEdges } from '../network/mermaid';
import { addPlatformOptions, withPlatform, type PlatformOptions } from '../network/platform';
import { examples } from '../options';
import type { Session } from '../session';
import { tableLines } from '../../values/escape/table';

/** The tables, under the names of the command line. */
const TABLES = {
  'system-ingress': 'system-ingress',
  egress: 'egress',
  'east-west': 'east-west',
  scraping: 'scraping',
  webhooks: 'webhooks',
  proxies: 'proxies',
  multicluster: 'multicluster-egress',
} as const satisfies Record<string, TrafficTable>;

interface FlowsOptions extends PlatformOptions {
  readonly table?: keyof typeof TABLES;
  readonly output: 'text' | 'json' | 'mermaid';
}

/**
 * Adds the command `flows`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addFlows(command: Command, session: Session): void {
  addPlatformOptions(command)
    .addOption(new Option('--table <name>', 'one table of the documentation').choices(Object.keys(TABLES)))
    .addOption(
      new Option('-o, --output <format>', 'how the result is written')
        .choices(['text', 'json', 'mermaid'])
        .default('text'),
    )
    .addHelpText(
      'after',
      examples(
        'flows',
        'flows --profile dev --table east-west',
        'flows verrazzano.yaml --table system-ingress -o mermaid',
      ),
    )
    .action((file: string | undefined, options: FlowsOptions) => {
      withPlatform(file, options, command, session, (platform) => {
        if (options.table === undefined) list(platformFlows(platform), options, session.io);
        else table(platform, TABLES[options.table], options, session.io);
      });
    });
}

function list(flows: readonly Flow[], { output }: FlowsOptions, io: Io): void {
  if (output === 'json') return writeJson(io, { flows: flows.map(flowJson) });
  if (output === 'mermaid') return draw(flows, io);
  const rows = flows.map(({ kind, from, to, ports, reason, when }) => [
    kind,
    endText(from),
    endText(to),
    portText(ports),
    when === undefined ? reason : `${reason} (when: ${when})`,
  ]);
  print([['KIND', 'FROM', 'TO', 'PORTS', 'REASON'], ...rows], io);
}

function table(platform: Platform, name: TrafficTable, { output }: FlowsOptions, io: Io): void {
  const { title, columns } = TRAFFIC_VIEWS[name];
  const rows = trafficRows(name, platform);
  const ids = new Set(rows.flatMap(({ flows }) => flows));
  const gone = OUTDATED_ROWS.filter((row) => row.table === name).map(({ cells, differences }) => ({
    cells,
    differences,
  }));
  const differences = TABLE_DIFFERENCES[name] ?? [];
  if (output === 'json') return writeJson(io, { table: name, title, columns, rows, gone, differences });
  if (output === 'mermaid')
    return draw(
      platformFlows(platform).filter(({ id }) => ids.has(id)),
      io,
      title,
    );
  const heads = [...columns.map((column) => column.toUpperCase()), 'IN 1.7.2', 'WHY'];
  print([heads, ...rows.map((row) => [...row.cells, ...releaseCells(row)])], io);
  const notes = [
    ...differences.map((one) => `${one.release} (${whys([one])})`),
    ...gone.map((row) => `not in this release: ${row.cells.join(', ')} (${whys(row.differences)})`),
  ];
  writeLines(
    (text) => io.err(text),
    notes.map((note) => `note: ${note}`),
  );
}

function whys(differences: readonly DocumentationDifference[]): string {
  return differences.map(({ id, reason }) => `${id}: ${reason}`).join('; ');
}

/** What the release calls it where that is something else, and the numbers of the differences. */
function releaseCells({ cells, release, differences }: ViewRow): string[] {
  const others = release.filter((names) => names.join() !== cells.join());
  const names = others.map((row) => row.filter((cell, column) => cell !== cells[column]).join(', '));
  return [names.join(' | '), whys(differences)];
}

function draw(flows: readonly Flow[], io: Io, title?: string): void {
  const text = toMermaid(flows, title === undefined ? {} : { title });
  noteEdges(io, text.split(' -->').length - 1);
  io.out(text);
}

function print(rows: ReadonlyArray<readonly string[]>, io: Io): void {
  writeLines(
    (text) => io.out(text),
    tableLines(rows).map((line, index) => (index === 0 ? tinted(io, 'quiet', line) : line)),
  );
}

function portText(ports: Flow['ports']): string {
  return ports === 'all' ? 'all' : ports.map(({ port, protocol }) => `${port}/${protocol}`).join(',');
}

function flowJson({ from, to, ...flow }: Flow): object {
  const { id, kind, ...rest } = flow;
  return { id, kind, from: endJson(from), to: endJson(to), ...rest };
}

function endJson(end: FlowEnd): object {
  if (end.kind !== 'workload') return end;
  const { kind, component, workload } = end;
  return { kind, component, namespace: workload.namespace, workload: workload.name, workloadKind: workload.kind };
}
