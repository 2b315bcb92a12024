import { isIP } from 'node:net';
import { isJsonObject, type JsonValue } from '../../values/json';
import { ownMember } from '../merge/json';
import { itemsOf } from './dig';

/** Whether a value is the text of an IP address. */
export function isIpAddress(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && isIP(value) !== 0 && !value.includes('%');
}

/** Whether a value is a list of IP addresses with at least one item. */
export function isIpList(value: JsonValue | undefined): boolean {
  const items = itemsOf(value);
  return items.length > 0 && items.every(isIpAddress);
}

/** The last install argument of a name. */
export function argumentNamed(list: JsonValue | undefined, name: string): JsonValue | undefined {
  return itemsOf(list)
    .filter((item) => isJsonObject(item) && ownMember(item, 'name') === name)
    .at(-1);
}
