import * as fc from 'fast-check';
import * as ts from 'typescript';
import { runInNewContext } from 'node:vm';
import { call, json, object, sourceOf } from '../../lib/cli/import/expression';
import { formatted } from '../../lib/cli/import/format';
import { jsonLiteral, keyLiteral, textLiteral } from '../../lib/cli/import/literal';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { cli, Folder, verrazzano } from './cli';
import { statedBy } from './import-programs';
import { anyText } from '../support/any-text';
import { runs } from '../support/fc-runs';
import { sample } from '../support/sample';

const folder = new Folder();
afterAll(() => folder.remove());

/** Evaluates an expression as a program would, where nothing but plain JavaScript is known. */
function evaluated(source: string): unknown {
  const { outputText } = ts.transpileModule(`result = ${source};`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  const context = { result: undefined as unknown };
  runInNewContext(outputText, context, { timeout: 1000 });
  return context.result;
}

/** JSON text keeps a key `__proto__` apart from a prototype, and forgets which context made an object. */
const text = (value: unknown): string | undefined => JSON.stringify(value);

const HOSTILE = [
  "'); process.exit(1); ('",
  '"; throw 1; "',
  '`${process.env}`',
  '*/ evil() /*',
  '\\u2028',
  '\u2028evil()//',
  '\u2029',
  '\r\nevil()',
  '// x',
  '</script>',
  '\u202Eevil',
  '\uD800',
  '\u{E0001}',
  '__proto__',
  'constructor',
  'await',
  '\\',
  "\\'",
  '\0',
];

const hostileText = fc.oneof(fc.constantFrom(...HOSTILE), anyText(), fc.string());
const { value: anyJson } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(
      hostileText,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.maxSafeInteger(),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(hostileText, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

test('any value is what its literal evaluates to', () => {
  fc.assert(
    fc.property(anyJson, (value) => {
      expect(text(evaluated(`(${jsonLiteral(value)})`))).toBe(text(value));
    }),
    { numRuns: runs(4, 300) },
  );
});

test('formatting changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(anyJson, async (value) => {
      const source = await formatted(`export default ${sourceOf(call('f', object(new Map([['a', json(value)]]))))};`);
      const expression = (source ?? '').replace(/^export default f\(/, '').replace(/\);\n$/, '');
      expect(text(evaluated(`(${expression})`))).toBe(text({ a: value }));
    }),
    { numRuns: runs(4, 100) },
  );
});

test('a literal is one line of visible characters', () => {
  for (const hostile of sample(HOSTILE, 3)) {
    expect(textLiteral(hostile)).not.toContain('\0');
    expect(textLiteral(hostile)).not.toMatch(/[\n\r\u2028\u2029\u202E]/);
    expect(text(evaluated(`({${keyLiteral(hostile)}: 1})`))).toBe(text(Object.fromEntries([[hostile, 1]])));
  }
  expect(textLiteral('é 日本')).toBe('"é 日本"');
});

test('a key __proto__ is a member of its object and no prototype', () => {
  const value = JSON.parse('{"__proto__": {"polluted": true}}') as JsonObject;
  expect(jsonLiteral(value)).toBe('{["__proto__"]: {polluted: true}}');
  const result = evaluated(`(${jsonLiteral(value)})`) as object;
  expect(Object.keys(result)).toEqual(['__proto__']);
  expect((result as { polluted?: true }).polluted).toBeUndefined();
});

test('nothing in a resource becomes code', async () => {
  for (const hostile of sample(HOSTILE, 3)) {
    const values = { [hostile]: { [hostile]: hostile } };
    const spec = { environmentName: hostile, components: { velero: { overrides: [{ values }] }, [hostile]: 1 } };
    const resource = { metadata: { name: hostile, namespace: hostile, labels: { [hostile]: hostile } }, spec };
    const whole = { apiVersion: 'install.verrazzano.io/v1beta1', kind: 'Verrazzano', ...resource };
    const { out, code } = await cli(['import', folder.write('hostile.json', text(whole) ?? '')]);
    expect(code).toBe(0);
    const [stated] = statedBy(out);
    expect(stated?.metadata).toMatchObject({ name: hostile, namespace: hostile });
    expect(text(stated?.metadata.labels)).toBe(text({ [hostile]: hostile }));
    expect(text(stated?.spec.components)).toBe(text({ velero: { overrides: [{ values }] } }));
    expect(stated?.spec.environmentName).toBe(hostile);
  }
});

test('the name of a file is not in the program', async () => {
  const { out } = await cli(['import', folder.write("evil'; x = `*\u2028.yaml", verrazzano('{profile: dev}'))]);
  expect(out).not.toContain('evil');
});
