import fc from 'fast-check';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';

/*
 * How kubectl reads YAML: with sigs.k8s.io/yaml. Source of the spellings: goyaml.v2/resolve.go in the repository
 * kubernetes-sigs/yaml (tables of `init`, cases of `resolve`).
 */

const read = (scalar: string): unknown => (parseYaml('f', `a: ${scalar}`)[0] as { a: unknown }).a;

describe('plain scalars', () => {
  test.each([
    // resolveMapList: booleans and nulls.
    ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((text) => [text, true] as const),
    ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
      (text) => [text, false] as const,
    ),
    ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, null] as const),
    ...['yES', 'oN', 'tRUE', 'nULL', 'yes please'].map((text) => [text, text] as const),
    // strconv.ParseInt(plain, 0, 64), after underscores are dropped.
    ['10', 10],
    ['+10', 10],
    ['-10', -10],
    ['0', 0],
    ['010', 8],
    ['-010', -8],
    ['0o10', 8],
    ['0O10', 8],
    ['0x1f', 31],
    ['0X1F', 31],
    ['0b11', 3],
    ['-0b11', -3],
    ['1_000', 1000],
    ['0_10', 8],
    ['0x_1F', 31],
    ['1_', 1],
    ['_1', '_1'],
    // No octal number, and therefore a float.
    ['08', 8],
    ['0o8', '0o8'],
    ['0xZ', '0xZ'],
    // yamlStyleFloat.
    ['1.5', 1.5],
    ['1.', 1],
    ['1e3', 1000],
    ['1.5E+3', 1500],
    ['1_0.5', 10.5],
    ['.5', 0.5],
    ['-.5', -0.5],
    // strconv.ParseFloat(in, 64) after a dot: here underscores stay.
    ['.5_0', '.5_0'],
    // strconv.ErrRange: a string.
    ['1e999', '1e999'],
    // parseTimestamp, and the scalar case of decode.go: a timestamp stays a string. No numbers of base 60 either.
    ['2001-12-14', '2001-12-14'],
    ['2001-12-14T21:59:43.10-05:00', '2001-12-14T21:59:43.10-05:00'],
    ['1:30', '1:30'],
    // What resources are full of.
    ['1.7.2', '1.7.2'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['500m', '500m'],
    ['1e3Mi', '1e3Mi'],
    ['.', '.'],
    ['+', '+'],
    // Tags, and what is quoted.
    ['"yes"', 'yes'],
    ["'010'", '010'],
    ['!!str 010', '010'],
    ['!!int 010', 8],
    ['!!bool y', true],
  ] as ReadonlyArray<readonly [string, unknown]>)('%j is %j', (text, value) => expect(read(text)).toEqual(value));

  test.each(['.inf', '.Inf', '+.INF', '-.inf', '.nan', '.NaN'])('%s is refused: JSON has no such number', (text) => {
    expect(() => read(text)).toThrow('holds a value that JSON does not have');
  });

  test('keys are read alike, and become texts (convertToJSONableObject in yaml.go)', () => {
    expect(parseYaml('f', 'yes: 1\n010: 2\n1.50: 3\n"no": 4')).toEqual([{ true: 1, 8: 2, 1.5: 3, no: 4 }]);
    expect(() => parseYaml('f', '10: 1\n1_0: 2')).toThrow('has a duplicate key');
  });

  test('a directive does not change how they are read', () => {
    expect(parseYaml('f', '%YAML 1.1\n---\na: 1:30\nb: 2001-12-14')).toEqual([{ a: '1:30', b: '2001-12-14' }]);
  });

  test('JSON is read as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify({ value });
        expect(parseYaml('f', text)).toEqual([JSON.parse(text)]);
      }),
    );
  });
});

describe('merge keys (decodeMap and merge in decode.go of yaml.v2)', () => {
  const merged = (text: string): unknown =>
    (parseYaml('f', `base: &base {x: 1, z: 2}\na: ${text}`)[0] as { a: unknown }).a;

  test.each([
    ['{<<: *base, x: 5}', { x: 5, z: 2 }],
    // In the order in which they are written: not as YAML says, but as kubectl does.
    ['{x: 5, <<: *base}', { x: 1, z: 2 }],
    ['{<<: [{x: 7}, *base]}', { x: 7, z: 2 }],
    ['{<<: {w: 3}}', { w: 3 }],
    ['{"<<": 1}', { '<<': 1 }],
  ])('%s', (text, value) => expect(merged(text)).toEqual(value));

  test.each(['{<<: 1}', '{<<: [1]}', '{<<: *nothing}'])('%s is refused', (text) => {
    expect(() => merged(text)).toThrow('has aliases that cannot be resolved');
  });

  test('an alias of a list is no source', () => {
    expect(() => parseYaml('f', 'b: &b [{x: 1}]\nc: {<<: *b}')).toThrow('has aliases that cannot be resolved');
  });

  test('they touch no prototype', () => {
    const [value] = parseYaml('f', 'b: &b {"__proto__": {x: 1}}\nc: {<<: *b}') as [{ c: { x?: number } }];
    expect(value.c.x).toBeUndefined();
    expect(Object.keys(value.c)).toEqual(['__proto__']);
  });

  const levels = (count: number, of: string): string =>
    Array.from({ length: count }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [${Array(9).fill(`*a${i}`).join(', ')}]}`)
      .concat('')
      .join('\n')
      .replace(/^/, `a0: &a0 ${of}\n`);

  test.each(['{x: 1}', '{}'])('many levels of them over %s end', (of) => {
    expect(() => parseYaml('f', levels(30, of))).toThrow('has aliases that cannot be resolved');
  });

  test('one that merges itself ends', () => {
    expect(() => parseYaml('f', 'a: &a {b: {<<: *a}}')).toThrow(/aliases|nested/);
  });
});
