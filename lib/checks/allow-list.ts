import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';
import { InputError } from '../values/input-error';
import { CHECK_RULES, type CheckFinding, type CheckRule } from './finding';
import { fits, type ExternalObject } from './references/provided';

/** Findings that are accepted, and why. `*` matches any characters in all texts. */
export interface Allowance {
  /** Name of the rule. */
  readonly rule: CheckRule;
  /** Object as findings name it, such as `Secret shop/config`. @default - any */
  readonly object?: string;
  /** Path of the field. @default - any */
  readonly field?: string;
  /** File. @default - any */
  readonly file?: string;
  /** Why it is accepted. */
  readonly reason: string;
}

/** What an allow-list says. */
export interface AllowList {
  readonly allow: readonly Allowance[];
  /** Objects that something outside of the input provides. */
  readonly external: readonly ExternalObject[];
}

const SECTIONS: Readonly<Record<string, { readonly all: readonly string[]; readonly required: readonly string[] }>> = {
  allow: { all: ['rule', 'object', 'field', 'file', 'reason'], required: ['rule', 'reason'] },
  external: { all: ['kind', 'group', 'namespace', 'name', 'reason'], required: ['kind', 'name', 'reason'] },
};

/**
 * Reads an allow-list: `allow`, a list of findings that are accepted, and `external`, a list of objects that are provided from outside.
 * Every entry has a reason.
 * @param file - name of the file, for messages
 * @param value - what it holds
 * @throws InputError when an entry is malformed, or has no reason
 */
export function readAllowList(file: string, value: JsonValue): AllowList {
  if (!isJsonObject(value)) throw wrong(file, 'is not an object', undefined, 'allow, external');
  const unknown = Object.keys(value).find((key) => !Object.hasOwn(SECTIONS, key));
  if (unknown !== undefined) throw wrong(file, 'has an unknown section', unknown, Object.keys(SECTIONS).join(', '));
  const allow = entriesOf(file, 'allow', value.allow) as unknown as readonly Allowance[];
  const rule = allow.find((entry) => !Object.hasOwn(CHECK_RULES, entry.rule))?.rule;
  if (rule !== undefined) throw wrong(file, 'allows an unknown rule', rule, Object.keys(CHECK_RULES).join(', '));
  return { allow, external: entriesOf(file, 'external', value.external) as unknown as readonly ExternalObject[] };
}

function entriesOf(file: string, section: string, value: JsonValue | undefined): JsonObject[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrong(file, `${section} is not a list`, undefined, 'a list of entries');
  const { all = [], required = [] } = SECTIONS[section] ?? {};
  return (value as readonly JsonValue[]).map((entry, index) => {
    const at = `${section}[${index}]`;
    if (!isJsonObject(entry)) throw wrong(file, `${at} is not an object`, undefined, all.join(', '));
    const unknown = Object.keys(entry).find((key) => !all.includes(key));
    if (unknown !== undefined) throw wrong(file, `${at} has an unknown field`, unknown, all.join(', '));
    for (const key of all) {
      const text = entry[key];
      const isMissing = text === undefined || text === null || (typeof text === 'string' && text.trim() === '');
      if (isMissing && required.includes(key)) throw wrong(file, `${at} has no ${key}`, undefined, 'a string');
      if (!isMissing && typeof text !== 'string') throw wrong(file, `${at}.${key} is not a string`, text, 'a string');
    }
    return entry;
  });
}

function wrong(file: string, what: string, got: unknown, allowed: string): InputError {
  return new InputError({ at: file, what, ...(got !== undefined && { got }), allowed, fix: 'correct the allow-list' });
}

/**
 * The findings that no entry accepts, and a warning for each entry that accepts none.
 * @param file - the allow-list
 * @param findings - all findings
 * @param list - what is accepted
 */
export function withoutAllowed(
  file: string,
  findings: readonly CheckFinding[],
  list: readonly Allowance[],
): CheckFinding[] {
  const used = new Set<Allowance>();
  const left = findings.filter((finding) => {
    const entry = list.find((each) => accepts(each, finding));
    if (entry !== undefined) used.add(entry);
    return entry === undefined;
  });
  const unused = list
    .filter((entry) => !used.has(entry))
    .map((entry): CheckFinding => {
      const { reason: _, ...rest } = entry;
      const got = Object.fromEntries(Object.entries(rest)) as JsonObject;
      const base = { rule: 'unused-allowance', severity: 'warning', file, object: '', field: '' } as const;
      return { ...base, message: 'an entry of the allow-list matches no finding', got, fix: 'remove it' };
    });
  return [...left, ...unused];
}

function accepts({ rule, object = '*', field = '*', file = '*' }: Allowance, finding: CheckFinding): boolean {
  return (
    rule === finding.rule && fits(object, finding.object) && fits(field, finding.field) && fits(file, finding.file)
  );
}
