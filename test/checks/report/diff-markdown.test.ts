import type { Change, Risk } from '../../../lib/checks/diff/change';
import { diffMarkdown } from '../../../lib/checks/report/diff-markdown';

/** Changes with reasons of many characters. */
const changes = (risk: Risk, count: number, length: number): Change[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'changed',
    object: `ConfigMap shop/${risk}-${index}`,
    cluster: '',
    file: 'a.yaml',
    risk,
    level: risk === 'access' ? 'high' : 'low',
    reasons: [{ risk, text: 'x'.repeat(length) }],
    fields: [],
  }));

test('a section that is too long is shortened, and those after it stay', () => {
  const text = diffMarkdown([...changes('access', 20, 4000), ...changes('change', 2, 10)]);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('access-0`');
  const listed = [...text.matchAll(/access-\d+`/g)].length;
  expect(listed).toBeGreaterThan(5);
  expect(text).toContain(`- and ${20 - listed} more`);
  expect(text).toContain('<summary>change (2)</summary>');
  expect(text).toContain('change-1`');
  expect(text).toContain('run `cdk8s-verrazzano diff`');
});

test('one change that is longer than a comment is counted', () => {
  const text = diffMarkdown(changes('access', 1, 70_000));
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('#### access (1)\n\n- and 1 more');
});

test('everything is listed where it fits', () => {
  const text = diffMarkdown([...changes('access', 3, 10), ...changes('change', 31, 10)]);
  expect(text).toContain('access-2`');
  expect(text).toContain('- and 1 more');
  expect(text).not.toContain('run `cdk8s-verrazzano diff`');
});
