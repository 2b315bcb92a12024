import { setValues } from '../../lib/charts/helm-set';

describe('setValues', () => {
  test('nests keys and lists, and unescapes dots of keys', () => {
    expect(
      setValues([
        ['a.b', 'x'],
        ['a.list[1].name', 'second'],
        ['a.list[0].name', 'first'],
        ['annotations.cert-manager\\.io/issuer', 'me'],
      ]),
    ).toEqual({
      a: { b: 'x', list: [{ name: 'first' }, { name: 'second' }] },
      annotations: { 'cert-manager.io/issuer': 'me' },
    });
  });

  // strvals.typedVal of Helm 3.
  test.each<[string, unknown]>([
    ['true', true],
    ['TRUE', true],
    ['False', false],
    ['null', null],
    ['0', 0],
    ['12', 12],
    ['-12', -12],
    ['+12', 12],
    ['012', '012'],
    ['1.5', '1.5'],
    ['1e3', '1e3'],
    ['', ''],
    ['"false"', '"false"'],
    ['9223372036854775808', '9223372036854775808'],
    ['a,b', 'a,b'],
    ['{a}', '{a}'],
    ['a\\b', 'ab'],
  ])('reads %j as Helm does', (text, value) => {
    expect(setValues([['key', text]])).toEqual({ key: value });
  });

  test('takes text as text', () => {
    expect(setValues([['key', '60', 'text']])).toEqual({ key: '60' });
  });

  test('lets later settings win', () => {
    expect(
      setValues([
        ['a.b', '1'],
        ['a.b', '2'],
      ]),
    ).toEqual({ a: { b: 2 } });
  });
});
