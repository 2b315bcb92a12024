import { goQuoted, goText, goType, TemplateError, type TemplateValue } from './value';

/** Types of Go that a verb is for; `%v` is for all. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  s: ['string'],
  q: ['string'],
  d: ['int'],
  t: ['bool'],
  v: ['string', 'int', 'float64', 'bool', 'list', 'map', 'nil'],
};

/**
 * Text by a format of Go, with the verbs `%s`, `%d`, `%v`, `%q`, `%t` and `%%`. A verb for another type, without a
 * value, or a value without a verb is printed as Go does it: `%!d(float64=3)`, `%!d(MISSING)`, `%!(EXTRA int=3)`.
 * @param format - the format
 * @param values - what the verbs stand for
 * @throws TemplateError for other verbs and flags, and for lists and maps other than with `%v`
 */
export function printf(format: string, values: readonly TemplateValue[]): string {
  const rest = [...values];
  const text = format.replace(/%(?:%|([vsdqt])|[^]?)/g, (verb: string, known?: string) => {
    if (verb === '%%') return '%';
    if (known === undefined) throw new TemplateError(`${verb} of printf is not supported`);
    return rest.length === 0 ? `%!${known}(MISSING)` : formatted(known, rest.shift());
  });
  return rest.length === 0 ? text : `${text}%!(EXTRA ${rest.map(typed).join(', ')})`;
}

function formatted(verb: string, value: TemplateValue): string {
  const type = goType(value);
  if (TYPES[verb]?.includes(type) === true) return verb === 'q' ? goQuoted(goText(value)) : goText(value);
  if (verb === 'q' && type === 'int') throw new TemplateError('%q of printf is not supported for numbers');
  return `%!${verb}(${typed(value)})`;
}

function typed(value: TemplateValue): string {
  const type = goType(value);
  if (type === 'list' || type === 'map') throw new TemplateError(`printf needs %v for a ${type}`);
  return type === 'nil' ? '<nil>' : `${type}=${goText(value)}`;
}
