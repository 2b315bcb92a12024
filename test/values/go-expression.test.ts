import { isGoExpression } from '../../lib/values/go-expression';

test.each([
  '',
  '^/api/(v\\d+)/.*$',
  'a|b||c',
  '()*',
  'a{2}?b{2,}c{0,1000}d{,5}e{x}f{01}',
  '(a{30}){30}',
  '(?i)get|(?s-m:.)',
  '(?i)(?m)^a(?i)*',
  '(?P<name>a)(?P<name>b)',
  '[]a]+[^]a][a-][-a][a\\-z]',
  '[[:alpha:][:^digit:]_]',
  '[[:alpha]',
  '\\pL\\p{Greek}\\P{Lu}\\p{^Lu}\\pN',
  '\\Q(((\\E+',
  '\\Q(((',
  '\\x41\\x{1F600}\\07\\12\\a\\_\\.',
  '\\A\\b\\B\\z',
  '[\\d\\S\\pL-]',
  'é+',
])('Go reads %s', (pattern) => {
  expect(isGoExpression(pattern)).toBe(true);
});

test.each([
  '(',
  ')',
  'a)b',
  '[',
  '[]',
  '[a',
  '*a',
  'a|*b',
  '(?i)*',
  'a**',
  'a+?+',
  'a{2}{3}',
  'a{1001}',
  'a{3,2}',
  '(a{100}){11}',
  '((a{10}){10}){11}',
  '{2}',
  '[z-a]',
  '[a-\\d]',
  '[[:foo:]]',
  '[\\b]',
  '(?=a)',
  '(?!a)',
  '(?<=a)',
  '(?P=name)',
  '(?P<a b>c)',
  '(?x)a',
  '(?-)a',
  '(?i',
  '\\',
  '\\1',
  '\\8',
  '\\C',
  '\\e',
  '\\x4',
  '\\x{110000}',
  '\\xg0',
  '\\p{Foo}',
  '\\p{Lu',
  '\\é',
])('Go does not read %s', (pattern) => {
  expect(isGoExpression(pattern)).toBe(false);
});

test('an expression of any length and depth gives an answer', () => {
  expect(isGoExpression('(?:a|'.repeat(400) + ')'.repeat(400))).toBe(true);
  expect(isGoExpression('('.repeat(100_000))).toBe(false);
  expect(isGoExpression(`${'a'.repeat(100_000)}*`)).toBe(true);
});
