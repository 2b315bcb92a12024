/** What the README of a cluster declares of things that are not in Git. */
export interface ReadmeFacts {
  /** Secrets that must exist. */
  readonly secrets: ReadonlyArray<{ readonly namespace: string; readonly name: string }>;
  /** Namespaces that others create, with who does. */
  readonly namespaces: ReadonlyArray<{ readonly name: string; readonly createdBy: string }>;
  /** Objects that others create: kind with its group, namespace and name; the namespace is empty where any will do. */
  readonly objects: ReadonlyArray<{
    readonly kind: string;
    readonly group?: string;
    readonly namespace?: string;
    readonly name: string;
  }>;
  /** Objects that look like secrets and are none: kind, name, field where it is stated, and the reason. */
  readonly allowed: ReadonlyArray<{
    readonly kind: string;
    readonly name: string;
    readonly field?: string;
    readonly reason: string;
  }>;
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/**
 * Reads what `clusterReadme` wrote: the tables of required Secrets, of namespaces of others, and of Secrets without credentials.
 * @param text - content of the file
 */
export function readmeFacts(text: string): ReadmeFacts {
  const sections = new Map(text.split(/^## /m).map((section) => [section.split('\n', 1)[0] ?? '', section]));
  return {
    secrets: rowsOf(sections.get('Required secrets')).map(([namespace = '', name = '']) => ({ namespace, name })),
    namespaces: rowsOf(sections.get('Namespaces of others')).map(([name = '', createdBy = '']) => ({
      name,
      createdBy,
    })),
    objects: rowsOf(sections.get('Objects of others')).map(([what = '', namespace = '', name = '']) => {
      const [kind = '', ...group] = what.split('.');
      return {
        kind,
        name,
        ...(group.length > 0 && { group: group.join('.') }),
        ...(namespace !== '' && { namespace }),
      };
    }),
    allowed: rowsOf(sections.get('Secrets without credentials')).map(([, what = '', reason = '']) => ({
      ...allowedOf(what),
      reason,
    })),
  };
}

/**
 * Rows of the table in a section of a cluster's README, as plain text; empty where there is no such section.
 * @param text - content of the file
 * @param title - heading of the section, such as `Delivery units`
 */
export function readmeTable(text: string, title: string): string[][] {
  const section = text.split(/^## /m).find((each) => each.split('\n', 1)[0] === title);
  return rowsOf(section);
}

/** `name`, `name: field`, `Kind name` or `Kind name: field`. */
function allowedOf(text: string): { readonly kind: string; readonly name: string; readonly field?: string } {
  const [, what = text, field] = /^([^:]*(?::[^ ][^:]*)*): (.*)$/.exec(text) ?? [];
  const [kind, name] = what.includes(' ') ? what.split(' ') : ['Secret', what];
  return { kind: kind ?? 'Secret', name: name ?? what, ...(field !== undefined && { field }) };
}

/** Rows of the table in a section, without its head. */
function rowsOf(section = ''): string[][] {
  const lines = section.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(1).map((line) =>
    line
      .slice(2, -2)
      .split(/(?<!\\) \| /)
      .map(plain),
  );
}

/** A cell without the escapes of Markdown. */
function plain(cell: string): string {
  return cell
    .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\\(.)/g, '$1')
    .trim();
}
