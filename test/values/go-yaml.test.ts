import * as fc from 'fast-check';
import { goYaml } from '../../lib/values/yaml/go-yaml';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { readKubernetesYaml } from '../../lib/values/yaml/read-kubernetes-yaml';
import { runs } from '../support/fc-runs';

// Forms that sigs.k8s.io/yaml 1.3 writes.
test.each<[JsonObject, string]>([
  [{ b: 1, a: true, c: null }, 'a: true\nb: 1\nc: null\n'],
  [{ a10: 1, a9: 2 }, 'a9: 2\na10: 1\n'],
  [{ list: [{ b: 1, a: 2 }, 'x'], empty: [], none: {} }, 'empty: []\nlist:\n- a: 2\n  b: 1\n- x\nnone: {}\n'],
  [{ a: 'yes', b: '12', c: '', d: 'null', e: 'y' }, 'a: "yes"\nb: "12"\nc: ""\nd: "null"\ne: "y"\n'],
  [{ a: 'x: y', b: '*', c: ' x', d: "it's" }, "a: 'x: y'\nb: '*'\nc: ' x'\nd: it's\n"],
  [{ a: 'one\ntwo\n', b: 'one\ntwo' }, 'a: |\n  one\n  two\nb: |-\n  one\n  two\n'],
  [{ url: 'http://host:8775', quantity: '50Gi' }, 'quantity: 50Gi\nurl: http://host:8775\n'],
])('writes %j as Go does', (value, text) => {
  expect(`${goYaml(value as JsonValue)}\n`).toBe(text);
});

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('yes', 'No', '0x1f', '1_000', '12:30', '~', '.5', 'a\n b\n', '- x', '#'),
);
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9.-]{0,6}$/), tie('value'), { maxKeys: 3 }),
  ),
})).value;

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9]{1,6}$/), json, { maxKeys: 4 }), (value) => {
      expect(readKubernetesYaml(`${goYaml(value as JsonValue)}\n`)).toEqual({ ...value });
    }),
    { numRuns: runs(15, 40) },
  );
});
