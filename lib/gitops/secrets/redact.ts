import { isJsonObject, type JsonValue } from '../../values/json';
import { withoutCredentials } from '../../values/credential-patterns';
import { isLiteralCredential } from './credential-keys';

/** What a message has in place of a credential. */
const HIDDEN = '(hidden)';

/**
 * A value for a message: credentials in it are hidden, by their form and by the keys that they are under.
 * @param path - where the value is, such as `spec.values.adminPassword`; its last part is the key
 * @param value - the value
 */
export function withoutSecrets(path: string, value: unknown): unknown {
  const keys = path.split(/[.[\]"/]+/).filter((part) => part !== '' && !/^\d+$/.test(part));
  return hidden(keys.pop() ?? '', value as JsonValue);
}

function hidden(key: string, value: JsonValue | undefined): unknown {
  if (isLiteralCredential(key, value)) return HIDDEN;
  if (typeof value === 'string') return withoutCredentials(value);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => hidden(key, item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hidden(name, inner)]));
}
