import type { FlowContext } from '../context';
import type { Flow } from '../flow';
import type { DocumentationDifference } from './documentation-differences';
import type { DocumentedName } from './documented-names';
import { DOCUMENTED_NAMES } from './documented-names';
import type { TrafficTable } from './traffic-table';

/** Input of a table. */
export interface ViewContext extends FlowContext {
  /** All flows of the platform. */
  readonly flows: readonly Flow[];
}

/** A row in the words of the release, before names of the documentation are applied. */
export interface RawRow {
  /** Cells, in the order of the columns. */
  readonly cells: readonly string[];
  /** Ids of its flows. */
  readonly flows: readonly string[];
}

/** A row of a table. */
export interface ViewRow {
  /** Cells in the words of Verrazzano's documentation, Network Traffic, in the order of the columns. */
  readonly cells: readonly string[];
  /** Cells in the words of release 1.7.2; several where the documentation has one word for several things. */
  readonly release: ReadonlyArray<readonly string[]>;
  /** Ids of its flows. */
  readonly flows: readonly string[];
  /** Differences between the release and the documentation. */
  readonly differences: readonly DocumentationDifference[];
}

/** A table of traffic, as in Verrazzano's documentation, Network Traffic. */
export interface TrafficView {
  /** Name. */
  readonly name: TrafficTable;
  /** Heading. */
  readonly title: string;
  /** Column headings. */
  readonly columns: readonly string[];
  /** The rows for one platform. */
  rows(context: ViewContext): readonly RawRow[];
}

/**
 * Rows in the words of the documentation; rows that become the same are one. In the order of the view.
 * @param view - the table
 * @param context - input of the table
 */
export function namedRows(view: TrafficView, context: ViewContext): readonly ViewRow[] {
  const rows = new Map<string, ViewRow>();
  for (const row of view.rows(context)) {
    const names = DOCUMENTED_NAMES.filter((one) => one.table === view.name && matches(one, row.cells));
    const cells = names.reduce((before, { documented }) => before.map((cell, i) => documented[i] ?? cell), row.cells);
    const key = JSON.stringify(cells);
    const known = rows.get(key);
    rows.set(key, {
      cells,
      release: unique([...(known?.release ?? []), row.cells]),
      flows: [...new Set([...(known?.flows ?? []), ...row.flows])],
      differences: [
        ...new Set([
          ...(known?.differences ?? []),
          ...names.flatMap(({ difference }) => (difference === undefined ? [] : [difference])),
        ]),
      ],
    });
  }
  return [...rows.values()];
}

/** Whether a name applies to a row; null matches any cell. */
function matches({ release }: DocumentedName, cells: readonly string[]): boolean {
  return release.every((wanted, i) => wanted === null || wanted === cells[i]);
}

function unique(rows: ReadonlyArray<readonly string[]>): ReadonlyArray<readonly string[]> {
  return [...new Map(rows.map((cells) => [JSON.stringify(cells), cells])).values()];
}
