import { fnv1a } from './hash';
import { fieldsAt, itemsAt, listAt, textAt, type Fields, type Value } from './object';
import { htmlSafeJson } from '../../values/json';

/** The letters of names that the OAM runtime generates. Source: k8s.io/apimachinery, util/rand. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * The part that the OAM runtime adds to the name of a trait without a name: letters for a checksum of how Go prints the
 * trait. Source: oam-kubernetes-runtime, ComputeHash in pkg/oam/util/helper.go.
 * @param entry - the entry of `traits`: `trait`, and its data outputs and inputs
 */
export function traitHash(entry: Fields): string {
  const text = `(v1alpha2.ComponentTrait){Trait:(runtime.RawExtension){Raw:([]uint8)${rawText(entry.trait)} Object:(runtime.Object)<nil>} DataOutputs:([]v1alpha2.DataOutput)${outputsText(entry)} DataInputs:([]v1alpha2.DataInput)${inputsText(entry)}}`;
  return [...String(fnv1a(text))].map((digit) => LETTERS[digit.charCodeAt(0) % LETTERS.length]).join('');
}

function rawText(trait: Value): string {
  if (trait === undefined) return '<nil>';
  return `[${[...Buffer.from(goJson(trait), 'utf8')].join(' ')}]`;
}

/** JSON as Go writes it: keys sorted, no blanks, characters of HTML escaped. */
function goJson(value: Value): string {
  if (Array.isArray(value)) return `[${value.map((each) => goJson(each ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return htmlSafeJson(value ?? null);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `{${keys.map((key) => `${htmlSafeJson(key)}:${goJson(value[key])}`).join(',')}}`;
}

function outputsText(entry: Fields): string {
  const items = itemsAt(entry, 'dataOutputs');
  return listText(
    items.map(
      (output) =>
        `{Name:(string)${textAt(output, 'name') ?? ''} FieldPath:(string)${textAt(output, 'fieldPath') ?? ''} Conditions:([]v1alpha2.ConditionRequirement)${listText(itemsAt(output, 'conditions').map(conditionText))}}`,
    ),
  );
}

function conditionText(condition: Fields): string {
  const text = (...path: readonly string[]): string => textAt(condition, ...path) ?? '';
  return `{Operator:(v1alpha2.ConditionOperator)${text('op')} Value:(string)${text('value')} ValueFrom:(v1alpha2.ValueFrom){FieldPath:(string)${text('valueFrom', 'fieldPath')}} FieldPath:(string)${text('fieldPath')}}`;
}

function inputsText(entry: Fields): string {
  const items = itemsAt(entry, 'dataInputs');
  return listText(
    items.map((input) => {
      const paths = listAt(input, 'toFieldPaths').filter((path): path is string => typeof path === 'string');
      const from = textAt(fieldsAt(input, 'valueFrom'), 'dataOutputName') ?? '';
      return `{ValueFrom:(v1alpha2.DataInputValueFrom){DataOutputName:(string)${from}} ToFieldPaths:([]string)${listText(paths)}}`;
    }),
  );
}

/** A list as Go prints it; one without items is not stored, and so printed as nil. */
function listText(items: readonly string[]): string {
  return items.length === 0 ? '<nil>' : `[${items.join(' ')}]`;
}
