import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { isLabelKey, isLabelValue } from '../../values/names';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { nativePodTemplateOf } from '../pods';
import { matches } from '../walk';
import { refused } from './refused';

const OPERATORS: readonly JsonValue[] = ['', 'Equal', 'Exists'];
const EFFECTS: readonly JsonValue[] = ['', 'NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Tolerations that the API server refuses. Source: Kubernetes, `pkg/apis/core/validation`, `ValidateTolerations`. */
export function tolerationFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => {
    const isRuntime = object.group === 'node.k8s.io' && object.kind === 'RuntimeClass';
    const template = nativePodTemplateOf(object);
    const found = isRuntime
      ? matches(object.object, 'scheduling.tolerations[]')
      : matches(template?.spec, 'tolerations[]', [...(template?.path ?? []), 'spec']);
    return found.flatMap(({ value, path }) => (isJsonObject(value) ? toleration(object, value, path) : []));
  });
}

interface Toleration {
  readonly key: JsonValue;
  readonly operator: JsonValue;
  readonly value: JsonValue;
  readonly effect: JsonValue;
  readonly tolerationSeconds: JsonValue;
}

type Rule = readonly [
  field: keyof Toleration,
  isWrong: (toleration: Toleration) => boolean,
  message: string,
  allowed?: string,
];

const RULES: readonly Rule[] = [
  ['key', ({ key }) => typeof key === 'string' && key !== '' && !isLabelKey(key), 'is not the key of a taint'],
  [
    'operator',
    ({ key, operator }) => key === '' && operator !== 'Exists',
    'must be Exists where there is no key',
    'Exists',
  ],
  ['operator', ({ operator }) => !OPERATORS.includes(operator), 'is not an operator', 'Equal, Exists'],
  ['value', ({ operator, value }) => operator === 'Exists' && value !== '', 'is not allowed with the operator Exists'],
  [
    'value',
    ({ operator, value }) => operator !== 'Exists' && typeof value === 'string' && !isLabelValue(value),
    'is not the value of a taint',
  ],
  ['effect', ({ effect }) => !EFFECTS.includes(effect), 'is not an effect', 'NoSchedule, PreferNoSchedule, NoExecute'],
  [
    'tolerationSeconds',
    ({ effect, tolerationSeconds }) => tolerationSeconds !== '' && effect !== 'NoExecute',
    'is allowed only with the effect NoExecute',
  ],
];

/** Null counts as a field that is not set. */
function toleration(object: CheckedObject, value: JsonObject, path: Path): Found[] {
  const field = (name: keyof Toleration): JsonValue => value[name] ?? '';
  const known: Toleration = {
    key: field('key'),
    operator: field('operator'),
    value: field('value'),
    effect: field('effect'),
    tolerationSeconds: field('tolerationSeconds'),
  };
  return RULES.filter(([, isWrong]) => isWrong(known)).map(([name, , message, allowed]) =>
    refused(object, [...path, name], message, value[name], allowed),
  );
}
