import { expandArgument } from '../../../lib/resource/convert/expand-argument';

describe('install arguments as YAML', () => {
  test.each<[string, string, string]>([
    ['nested keys', 'a.b.c', 'a:\n  b:\n    c: v'],
    ['a quoted last part', 'a."b\\.c/d"', 'a:\n  b.c/d: v'],
    ['a quoted last part without a dot before it', 'a"b"', 'a:\n  b: v'],
    ['escaped dots', 'a.b\\.c', 'a:\n  b.c: v'],
    ['trailing dots', 'a..', 'a: v'],
    ['blanks around the name', ' a.b ', 'a:\n  b: v'],
    ['a list of objects', 'a[3].b', 'a:\n  - b: v'],
    ['lists in lists', 'a[0].b[0].c', 'a:\n  - b:\n      - c: v'],
    ['a list of strings', 'a.b[0]', 'a:\n  b:\n      - v'],
  ])('%s', (_, name, expected) => {
    expect(expandArgument(name, ['v'])).toBe(expected);
  });

  test('several values are a list, one value is one on request', () => {
    expect(expandArgument('a', ['v', 'w'])).toBe('a:\n  - v\n  - w');
    expect(expandArgument('a', ['v'], { list: true, margin: 2 })).toBe('  a:\n    - v');
  });

  test('a value of several lines is literal text', () => {
    expect(expandArgument('a.b', ['x\ny'])).toBe('a:\n  b: |\n    x\n    y');
  });

  test('a second quoted part is refused', () => {
    expect(() => expandArgument('a."b".c', ['v'])).toThrow('more than one quoted part');
  });
});
