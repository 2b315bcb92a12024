import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { workloadsOf } from '../../lib/definition/workload';
import { COMPONENTS } from '../../lib/components';
import { EGRESS_VERDICTS } from '../../lib/network/policies/egress-verdicts';
import { DOCUMENTATION_DIFFERENCES } from '../../lib/network/flows';
import { TRAFFIC_PAGE, trafficPage } from '../../scripts/docs/network';
import { inCi } from '../support/sample';

const page = readFileSync(TRAFFIC_PAGE, 'utf8');
const guide = readFileSync(join(dirname(TRAFFIC_PAGE), '..', 'network.md'), 'utf8');

/** The cells of every table below a heading. */
function cells(heading: string): string[][] {
  const section = page.split(/^#{2,3} /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| (.*) \|$/gm)].slice(2).map(([, row]) => (row ?? '').split(' | '));
}

inCi('diagrams and tables are current', () => {
  expect(trafficPage()).toBe(page);
});

test('each diagram has arrows between nodes that it declares', () => {
  const diagrams = [...page.matchAll(/```mermaid\n([^]*?)```/g)].map(([, text]) => text ?? '');
  expect(diagrams).toHaveLength(3);
  for (const diagram of diagrams) {
    const nodes = new Set([...diagram.matchAll(/^ +(\w+)\["/gm)].map(([, id]) => id));
    const arrows = [...diagram.matchAll(/^ +(\w+) -->(?:\|"[^"]+"\|)? (\w+)$/gm)];
    expect(arrows.length).toBeGreaterThan(5);
    for (const [, from, to] of arrows) expect([nodes.has(from), nodes.has(to)]).toEqual([true, true]);
  }
});

test('tables have the rows of the documentation', () => {
  expect(cells('Webhooks').length).toBeGreaterThan(5);
  expect(cells('East-west system traffic')).toContainEqual([
    'Verrazzano Operator',
    'Kubernetes API server',
    'nothing',
    'N-04',
  ]);
  const clusters = cells('Multicluster egress').map(([from]) => from);
  expect(new Set(clusters)).toEqual(new Set(['Admin', 'Managed']));
});

test('every difference that a table refers to is explained', () => {
  const explained = cells('Where the release differs').map(([id]) => id);
  const used = [...page.matchAll(/\b[NB]-\d\d\b/g)].map(([id]) => id);
  const known: readonly string[] = Object.values(DOCUMENTATION_DIFFERENCES).map(({ id }) => id);
  for (const id of used.filter((one) => known.includes(one))) expect(explained).toContain(id);
  expect(explained.length).toBeGreaterThan(5);
});

test('the stages of egress name every namespace where a denial is possible, and no other', () => {
  const section = guide.slice(guide.indexOf('| stage |'), guide.indexOf('Never:'));
  const named = [...section.matchAll(/^\| \d \| ([^|]+) \|/gm)].flatMap(([, names]) =>
    (names ?? '').trim().split(', '),
  );
  const possible = Object.entries(EGRESS_VERDICTS).filter(([, { verdict }]) => verdict === 'possible');
  expect(named.sort()).toEqual(possible.map(([name]) => name).sort());
});

test('questions name workloads that there are', () => {
  const workloads = COMPONENTS.flatMap(workloadsOf).map(({ namespace, name }) => `${namespace}/${name}`);
  const asked = [...guide.matchAll(/--(?:from|to) ([a-z-]+\/[a-z-]+)/g)].map(([, name]) => name);
  expect(asked.length).toBeGreaterThan(2);
  for (const name of asked) expect(workloads).toContain(name);
});
