/** Where in a value of a header a character is. */
type State = 'text' | 'name' | 'arguments' | 'string' | 'next' | 'item' | 'closed' | 'end';

/** What follows on a character; undefined where it is not allowed. */
const STEPS: Readonly<Record<Exclude<State, 'string'>, (character: string) => State | undefined>> = {
  text: (character) => (character === '%' ? 'name' : 'text'),
  name: (character) => (character === '%' ? 'text' : character === '(' ? 'arguments' : 'name'),
  arguments: (character) => (character === '[' ? 'item' : character === ' ' ? 'arguments' : 'string'),
  item: (character) => (character === '"' ? 'string' : character === ' ' ? 'item' : undefined),
  next: (character) =>
    character === ',' ? 'item' : character === ']' ? 'closed' : character === ' ' ? 'next' : undefined,
  closed: (character) => (character === ')' ? 'end' : character === ' ' ? 'closed' : undefined),
  end: (character) => (character === '%' ? 'text' : character === ' ' ? 'end' : undefined),
};

const IN_STRING: Readonly<Record<string, State>> = { ')': 'end', '"': 'next' };

/**
 * Whether a proxy can read a value of a header: `%` begins and ends a variable, such as `%REQ(X-A)%`, and `%%` is the character.
 * Source: Istio 1.19.3, `ValidateHTTPHeaderValue`; Envoy, custom request and response headers.
 * @param value - the value
 */
export function isHeaderValue(value: string): boolean {
  if (hasControl(value.replaceAll('\t', ''))) return false;
  let state: State | undefined = 'text';
  for (let at = 0; at < value.length && state !== undefined; at++) {
    const character = value.charAt(at);
    const isEscape = (state === 'text' && value.startsWith('%%', at)) || (state === 'string' && character === '\\');
    if (isEscape) at++;
    else state = state === 'string' ? (IN_STRING[character] ?? 'string') : STEPS[state](character);
  }
  return state === 'text';
}

/**
 * Whether a string has a control character of ASCII.
 * @param text - the string
 */
export function hasControl(text: string): boolean {
  return (text.match(/\p{Cc}/gu) ?? []).some((character) => character <= '\x7f');
}

/** Where headers are changed: in requests of a route, in those to one destination, or in answers; those that are removed count as in answers. */
export type HeaderPlace = 'request' | 'destination' | 'response';

/** Names that stand for the host of a request, where it may be changed. */
const HOST_NAMES: Readonly<Record<HeaderPlace, readonly string[]>> = {
  request: ['host', ':authority'],
  destination: ['host'],
  response: [],
};

/**
 * Whether istiod lets a route change a header. Source: Istio 1.19.3, `ValidateHTTPHeaderOperationName` and its variants.
 * @param name - the name of the header
 * @param place - where it is changed
 */
export function canChangeHeader(name: string, place: HeaderPlace): boolean {
  const lower = name.toLowerCase();
  if (HOST_NAMES[place].includes(lower)) return true;
  return name !== '' && !name.startsWith(':') && lower !== 'host';
}
