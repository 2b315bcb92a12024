import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as main from '../../lib';
import * as definitions from '../../lib/entries/definitions';
import * as networkEntry from '../../lib/entries/network';
import { describeShared, sharedPath } from '../support/shared';

/** What a program can import, from any entry. */
const library = { ...main, ...definitions, ...networkEntry };

const root = join(__dirname, '..', '..');
const network = readFileSync(join(root, 'docs', 'reference', 'traffic.md'), 'utf8');
const page = network.slice(network.indexOf('## What Verrazzano configures'), network.indexOf('## The tables'));

/** Rows of all tables: the cells, without head and ruler. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Verrazzano |'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const code = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, text]) => text ?? []);

test('the tables are read', () => {
  expect(rows.length).toBe(18);
  for (const row of rows) expect(row).toHaveLength(5);
});

test.each(rows)('%s: what you write is exported, and the test exists', (_, constructs, operator, charts, file) => {
  expect(code(constructs).length).toBeGreaterThan(0);
  for (const name of code(constructs)) expect(library).toHaveProperty(name);
  expect(operator).not.toBe('');
  expect(charts).not.toBe('');
  expect(code(file)).toHaveLength(1);
  expect(code(file).every((path) => existsSync(join(root, path)))).toBe(true);
});

describeShared('each line of both lists of the documentation has a row', () => {
  const seed = readFileSync(sharedPath('seeds', '001_b837de5766c30490.txt'), 'utf8');
  const lines = [...seed.matchAll(/^1\. (.*)$/gm)].map(([, text = '']) => text.trim().replace(/\.$/, ''));

  test('the lists are read', () => {
    expect(lines).toHaveLength(16);
  });

  test('in their order', () => {
    const documented = rows.map(([line]) => line);
    expect(documented.filter((line) => lines.includes(line ?? ''))).toEqual(lines);
  });
});
