import { oneLine, visibleJson } from '../../values/escape/visible';
import { counted } from '../../values/counted';
import { withoutCredentials } from '../../values/credential-patterns';
import type { JsonValue } from '../../values/json';
import type { Change, FieldChange } from '../diff/change';
import { MAX_FIELDS, shownFields } from './shown-fields';

/** How much of a value is shown. */
const MAX_VALUE = 80;

/**
 * A change as lines: what happened and why it is risky, then its fields.
 * @param change - the change
 */
export function changeLines(change: Change): string[] {
  const { fields } = change;
  const shown = shownFields(change).map((field) => `  ${fieldText(field)}`);
  const more = fields.length - MAX_FIELDS;
  const rest = more > 0 ? [`  and ${counted(more, 'more field')}, which --output json shows`] : [];
  return [changeTitle(change), ...shown, ...rest].map((line) => safe(line));
}

/** The first line of a change, without its risk. */
function changeTitle({ kind, object, cluster, from, reasons }: Change): string {
  const where = cluster === '' ? '' : ` (cluster ${cluster})`;
  const origin = from === undefined ? '' : `, before ${from}`;
  return `${kind} ${object}${where}${origin}: ${reasons.map(({ text }) => text).join('; ')}`;
}

/** A field with its values, each in one line. */
export function fieldText({ path, before, after }: FieldChange): string {
  const name = path === '' ? '(the object)' : path;
  if (before === undefined) return `+ ${name}: ${valueText(after)}`;
  return after === undefined
    ? `- ${name}: ${valueText(before)}`
    : `~ ${name}: ${valueText(before)} -> ${valueText(after)}`;
}

function valueText(value: JsonValue | undefined): string {
  const text = visibleJson(value) ?? 'nothing';
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE)}...`;
}

function safe(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return `${indent}${oneLine(withoutCredentials(line.trim()))}`;
}
