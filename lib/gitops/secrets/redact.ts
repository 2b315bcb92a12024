import { withoutCredentials } from '../../values/credential-patterns';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { isLiteralCredential, keyClass } from './credential-keys';
import { PAIR_KEYS } from './pair-keys';
import { isSecret } from './secret-objects';
import { ASSIGNMENT_HINT } from './assignments';

/** What a message has in place of a credential. */
export const HIDDEN = '(hidden)';

/**
 * A key with a value, in any notation: files of settings, JSON and YAML, options of commands, variables of scripts. Bounded, so that time
 * is linear.
 */
const ASSIGNED =
  /(?<![\w.-])(?<lead>--?|\$)?(?<key>(?=[\w.-]{0,100}?(?:pass|pwd|secret|token|key|credential))[A-Za-z_][\w.-]{0,100})(?:\\?["'])?(?<sign>[^\S\n]{0,4}(?::=|=>|=|:)[^\S\n]{0,20}|[^\S\n]{1,4})(?:\\?"(?<double>[^"\n\\]{1,512})|'(?<single>[^'\n]{1,512})|(?<plain>\$\{[^}\n]{0,300}\}|\{\{[^}\n]{0,300}\}\}|[^\s"'\\][^\s"',;}\\]{0,511}))/gi;

/** A variable or parameter as a pair of lines or fields: `name: X`, `value: Y`. */
const PAIR =
  /\bname\\?["']?[^\S\n]{0,4}[:=][^\S\n]{0,4}\\?["']?(?<key>[\w.-]{1,100})\\?["']?,?\s{1,40}\\?["']?value\\?["']?[^\S\n]{0,4}[:=][^\S\n]{0,4}(?:\\?"(?<double>[^"\n\\]{1,512})|'(?<single>[^'\n]{1,512})|(?<plain>\$\{[^}\n]{0,300}\}|\{\{[^}\n]{0,300}\}\}|[^\s"'\\][^\s"',;}\\]{0,511}))/g;

/** Passwords that follow option `-p` of clients of MySQL, without a blank, and of commands that sign in. */
const SHORT =
  /(?:\b(?:mysql|mariadb)\w*\b[^\n]{0,300}?\s-p|\blogin\b[^\n]{0,300}?\s-p[^\S\n]{1,4})(?<plain>[^\s"';|&$]{1,200})/g;

/** What option `-p` means. */
const SHORT_KEY = 'password';

/** A client of MySQL as an item of a command line. */
const MYSQL = /(?:^|\/)(?:mysql|mariadb)[\w-]*$/;

/**
 * A string for people without the credentials in it: those that are known by their form, and what is assigned to keys for credentials.
 * More may be hidden than is one, such as an expression of a program.
 * @param text - any text
 */
export function withoutAssigned(text: string): string {
  const safe = withoutCredentials(text);
  if (!ASSIGNMENT_HINT.test(safe) && !/\s-p/.test(safe)) return safe;
  return [PAIR, ASSIGNED, SHORT].reduce((left, form) => replaced(left, form), safe);
}

function replaced(text: string, form: RegExp): string {
  let [result, done] = ['', 0];
  for (const match of text.matchAll(form)) {
    const value = credentialOf(match, text);
    if (value === undefined) continue;
    const start = match.index + match[0].lastIndexOf(value);
    result += text.slice(done, start) + HIDDEN;
    done = start + value.length;
  }
  return result + text.slice(done);
}

function credentialOf({ groups = {}, index }: RegExpExecArray, text: string): string | undefined {
  const { lead, key = SHORT_KEY, sign, double, single, plain } = groups;
  const value = double ?? single ?? plain;
  if (value === undefined || !isLiteralCredential(key, value)) return undefined;
  // With nothing but a blank between them, it is an option, a variable of a script, or a line of settings.
  const isBlank = sign !== undefined && sign.trim() === '';
  const isLine = /(?:^|\n)[^\S\n]*$/.test(text.slice(Math.max(0, index - 100), index));
  return isBlank && lead === undefined && !isLine ? undefined : value;
}

/**
 * A value for a message: credentials in it are hidden, by their form and by the keys that they are under.
 * @param path - where the value is, such as `spec.values.adminPassword` or `env[name=DB_PASSWORD].value`; its last part is the key
 * @param value - the value
 */
export function withoutSecrets(path: string, value: unknown): unknown {
  const keys = path.split(/[.[\]"/]+/).filter((part) => part !== '' && !/^\d+$/.test(part));
  if (keys.includes('stringData')) return HIDDEN;
  const last = keys.pop() ?? '';
  const key = last === 'value' ? (keys.pop() ?? '').replace(/^[^=]*=/, '') : last;
  return hiddenValue(key, value as JsonValue);
}

/**
 * A value without credentials, and without the content of Secrets in it.
 * @param key - the key that it is under
 * @param value - the value
 */
function hiddenValue(key: string, value: JsonValue | undefined): JsonValue | undefined {
  if (isLiteralCredential(key, value)) return HIDDEN;
  if (typeof value === 'string') return withoutAssigned(value);
  if (Array.isArray(value)) return hiddenItems(key, value as readonly JsonValue[]);
  return isJsonObject(value) ? hiddenFields(value) : value;
}

function hiddenFields(object: JsonObject): JsonObject {
  const secret = isSecret(object);
  const pair = PAIR_KEYS.map((key) => object[key]).find(
    (name) => typeof name === 'string' && keyClass(name) !== 'other',
  );
  return Object.fromEntries(
    Object.entries(object).map(([key, inner]) => {
      if (secret && (key === 'data' || key === 'stringData')) return [key, HIDDEN];
      return [key, hiddenValue(key === 'value' && typeof pair === 'string' ? pair : key, inner)];
    }),
  );
}

function hiddenItems(key: string, items: readonly JsonValue[]): JsonValue[] {
  return items.map((item, index) => hiddenValue(optionBefore(items, index) ?? key, item) ?? null);
}

function isMysql(item: JsonValue): boolean {
  return typeof item === 'string' && MYSQL.test(item);
}

/**
 * The option whose value an item of a command line is, such as `password` after `--password`.
 * @param items - the command line
 * @param index - which item
 */
export function optionBefore(items: readonly JsonValue[], index: number): string | undefined {
  const before = items[index - 1];
  const item = items[index];
  // In this order: looking back from every item of a long command line takes seconds.
  if (typeof item === 'string' && /^-p./.test(item) && items.slice(0, index).some(isMysql)) return SHORT_KEY;
  return typeof before === 'string' ? /^--?(?<name>[A-Za-z][\w.-]{0,80})$/.exec(before)?.groups?.name : undefined;
}
