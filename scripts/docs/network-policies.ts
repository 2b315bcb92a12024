/** The generated parts of docs/network-policies.md. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { BEYOND, DISCREPANCIES, OWN_ANSWERS } from '../../lib/network/upstream';
import type { FoundBy } from '../../lib/network/upstream';
import { withSection } from './component-table';
import { table } from './markdown';

/** The page. */
export const NETWORK_POLICIES_PAGE = join(__dirname, '..', '..', 'docs', 'network-policies.md');

const FOUND: Readonly<Record<FoundBy, string>> = {
  connectivity: '`connectivity`',
  comparison: 'comparison',
  'not-in-manifests': 'not in manifests',
};

/** Meaning of the letters of ids, in the order of the tables. */
const KINDS: Readonly<Record<string, string>> = {
  B: 'Closed by mistake',
  P: 'Without effect',
  O: 'Two peers where one was meant',
  W: 'Whole namespaces',
  A: 'Any source',
  U: 'Ports and peers without a flow',
  S: 'Structure',
  N: 'Documentation',
};

/** The generated sections by the name of their markers. */
const SECTIONS: Readonly<Record<string, () => string>> = {
  found: foundTable,
  facts: factTables,
  beyond: beyondTable,
};

/** The page with its generated parts. */
export function networkPoliciesPage(): string {
  const page = readFileSync(NETWORK_POLICIES_PAGE, 'utf8');
  return Object.entries(SECTIONS).reduce((text, [name, write]) => withSection(text, name, write()), page);
}

function foundTable(): string {
  const rows = Object.entries(KINDS).map(([letter, kind]) => {
    const all = DISCREPANCIES.filter(({ id }) => id.startsWith(letter));
    const counts = Object.keys(FOUND).map((found) => all.filter((row) => row.found === found).length);
    return [`${kind} (${letter})`, ...[...counts, all.length].map(String)];
  });
  const sums = [1, 2, 3, 4].map((column) => rows.reduce((sum, row) => sum + Number(row[column]), 0));
  return filled(['kind', ...Object.values(FOUND), 'all'], [...rows, ['all', ...sums.map(String)]]);
}

function factTables(): string {
  return Object.entries(KINDS)
    .map(([letter, kind]) => {
      const rows = DISCREPANCIES.filter(({ id }) => id.startsWith(letter)).map(
        ({ id, severity, says, found, ours }) => [id, severity ?? '', says, FOUND[found], OWN_ANSWERS[ours].says],
      );
      return `### ${kind}\n\n${filled(['id', 'severity', 'what upstream has', 'found by', 'our own policies'], rows)}`;
    })
    .join('\n\n');
}

function beyondTable(): string {
  return filled(
    ['what upstream has', 'found by'],
    BEYOND.map(({ why, found }) => [why, FOUND[found]]),
  );
}

/** A table that has rows. */
function filled(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  return table(head, rows) ?? '';
}
