import { add, fill, h, type Child } from './dom';

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  /** Content of a cell. */
  readonly cell: (row: Row) => Child;
  /** By what the column is sorted. @default - it is not */
  readonly sort?: (row: Row) => string | number;
  /** Class of its cells. */
  readonly class?: string;
}

/** A table. */
export interface TableOptions<Row> {
  /** What it lists; readers of screens hear it. */
  readonly caption: string;
  readonly columns: ReadonlyArray<Column<Row>>;
  readonly rows: readonly Row[];
  /** The text of a row in which the search looks. @default - there is no search */
  readonly text?: (row: Row) => string;
  /** Filters beside the search: each shows the rows with one value. */
  readonly filters?: ReadonlyArray<{
    readonly label: string;
    readonly value: (row: Row) => string;
    readonly initial?: string;
  }>;
  /** Text in place of an empty table. */
  readonly empty: string;
}

/** A table, and how others narrow it. */
export interface Table<Row> {
  readonly element: HTMLElement;
  /** Shows other rows. */
  show(rows: readonly Row[]): void;
}

/** Rows that are drawn at once. */
const FIRST_ROWS = 200;
const ALL = '';

/** A table with search, filters and columns that can be sorted. */
export function table<Row>(options: TableOptions<Row>): Table<Row> {
  const drawn = new DataTable(options);
  return { element: drawn.element, show: (rows) => drawn.show(rows) };
}

/** Roles are stated, since on small screens the elements are not laid out as a table. */
class DataTable<Row> {
  readonly element = h('div', { class: 'data' });
  private readonly body = h('tbody', { role: 'rowgroup' });
  private readonly heads: HTMLElement[];
  private readonly status = h('p', { class: 'status', role: 'status' });
  private readonly more = h('div', { class: 'more-rows' });
  private readonly chosen = new Map<number, string>();
  private rows: readonly Row[];
  private search = '';
  private sorted: { readonly column: number; readonly down: boolean } | undefined;
  private limit = FIRST_ROWS;

  constructor(private readonly options: TableOptions<Row>) {
    this.rows = options.rows;
    this.heads = options.columns.map((column, index) => this.head(column, index));
    if (options.rows.length === 0) {
      fill(this.element, h('p', { class: 'empty' }, options.empty));
      return;
    }
    const grid = h(
      'table',
      { role: 'table' },
      h('caption', { class: 'unseen' }, options.caption),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ...this.heads)),
      this.body,
    );
    const box = h('div', { class: 'table', tabindex: 0, role: 'group', 'aria-label': options.caption }, grid);
    add(this.element, [this.controls(), box, this.more]);
    this.draw();
  }

  show(rows: readonly Row[]): void {
    this.rows = rows;
    this.limit = FIRST_ROWS;
    this.draw();
  }

  private controls(): HTMLElement | undefined {
    const { text, filters = [], caption } = this.options;
    if (text === undefined && filters.length === 0) return undefined;
    const search = h('input', {
      type: 'search',
      placeholder: 'Search',
      'aria-label': `Search: ${caption}`,
      oninput: (event) => {
        this.search = (event.target as HTMLInputElement).value.toLowerCase();
        this.draw();
      },
    });
    const selects = filters.map((filter, index) => {
      const counts = new Map<string, number>();
      for (const row of this.rows) counts.set(filter.value(row), (counts.get(filter.value(row)) ?? 0) + 1);
      const values = [...counts.keys()].sort();
      if (filter.initial !== undefined && counts.has(filter.initial)) this.chosen.set(index, filter.initial);
      const choice = h(
        'select',
        {
          onchange: (event) => {
            this.chosen.set(index, (event.target as HTMLSelectElement).value);
            this.draw();
          },
        },
        h('option', { value: ALL }, `all (${this.rows.length})`),
        ...values.map((value) =>
          h('option', { value, selected: this.chosen.get(index) === value }, `${value} (${counts.get(value) ?? 0})`),
        ),
      );
      return h('label', {}, h('span', {}, filter.label), choice);
    });
    return h('div', { class: 'controls' }, text !== undefined && search, ...selects, this.status);
  }

  private head({ title, sort, class: name }: Column<Row>, index: number): HTMLElement {
    if (sort === undefined) return h('th', { role: 'columnheader', scope: 'col', class: name }, title);
    const button = h('button', { type: 'button', onclick: () => this.sortBy(index) }, title);
    return h('th', { role: 'columnheader', scope: 'col', class: name, 'aria-sort': 'none' }, button);
  }

  private sortBy(column: number): void {
    const down = this.sorted?.column === column && !this.sorted.down;
    this.sorted = { column, down };
    this.heads.forEach((head, index) => {
      if (head.hasAttribute('aria-sort')) {
        head.setAttribute('aria-sort', index !== column ? 'none' : down ? 'descending' : 'ascending');
      }
    });
    this.draw();
  }

  private draw(): void {
    const { columns, text, filters = [], empty } = this.options;
    const found = this.rows.filter(
      (row) =>
        filters.every((filter, index) => [ALL, filter.value(row)].includes(this.chosen.get(index) ?? ALL)) &&
        (text === undefined || this.search === '' || text(row).toLowerCase().includes(this.search)),
    );
    const sort = this.sorted === undefined ? undefined : columns[this.sorted.column]?.sort;
    const ordered = sort === undefined ? found : [...found].sort((a, b) => order(sort(a), sort(b)));
    if (this.sorted?.down === true) ordered.reverse();
    const rows = ordered.slice(0, this.limit);
    fill(
      this.body,
      ...rows.map((row) =>
        h(
          'tr',
          { role: 'row' },
          ...columns.map((column) =>
            h('td', { role: 'cell', class: column.class, 'data-title': column.title }, column.cell(row)),
          ),
        ),
      ),
      rows.length === 0 &&
        h('tr', { role: 'row' }, h('td', { role: 'cell', colspan: columns.length, class: 'empty' }, empty)),
    );
    const all = this.options.rows.length;
    this.status.textContent = found.length === all ? `${all}` : `${found.length} of ${all}`;
    fill(
      this.more,
      ordered.length > rows.length &&
        h('button', { type: 'button', onclick: () => this.showAll() }, `Show all ${ordered.length}`),
    );
  }

  private showAll(): void {
    this.limit = Infinity;
    this.draw();
  }
}

function order(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
