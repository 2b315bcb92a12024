import { isIP } from 'node:net';
import { isJsonList, isJsonObject, type JsonValue, listOf, ownMember } from '../../values/json';
import { dig } from './dig';

/** Whether a value is the text of an IP address. */
function isIpAddress(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && isIP(value) !== 0 && !value.includes('%');
}

/**
 * A value as a list of strings: a string is a list of one.
 *
 * Source: `castValuesToString` in internal/vzconfig/args.go at v1.7.2.
 *
 * @returns undefined for anything else
 */
export function textsOf(value: JsonValue | undefined): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  if (!isJsonList(value)) return undefined;
  const texts = value.filter((item) => typeof item === 'string');
  return texts.length === value.length ? texts : undefined;
}

/** Whether a value is a string or a list of strings, at least one, and all of them IP addresses. */
export function isIpList(value: JsonValue | undefined): boolean {
  const texts = textsOf(value) ?? [];
  return texts.length > 0 && texts.every(isIpAddress);
}

/** Whether the key of external addresses counts as given: upstream takes an empty list for none. */
export function isGiven(value: JsonValue | undefined): boolean {
  return value !== undefined && !(isJsonList(value) && value.length === 0);
}

/** The install arguments of a name. */
export function argumentsNamed(list: JsonValue | undefined, name: string): readonly JsonValue[] {
  return listOf(list).filter((item) => isJsonObject(item) && ownMember(item, 'name') === name);
}

/** Whether the `valueList` of an install argument holds IP addresses, and nothing else. */
export function hasIpList(argument: JsonValue): boolean {
  const list = dig(argument, 'valueList');
  return isJsonList(list) && isIpList(list);
}
