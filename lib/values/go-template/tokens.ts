import { TemplateError } from './value';

/** A part of a template: text, or what is between `{{` and `}}`. */
export type Piece = { readonly text: string } | { readonly action: string };

/** Go trims these, and no other white space. */
const BEFORE = /[ \t\r\n]+$/;
const AFTER = /^[ \t\r\n]+/;

/**
 * Takes a template apart into texts and actions; text beside `{{-` and `-}}` is trimmed.
 * @param template - the template
 * @throws TemplateError where an action is not closed
 */
export function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let [at, trims] = [0, false];
  const addText = (end: number, trimsEnd: boolean): void => {
    const text = trims ? template.slice(at, end).replace(AFTER, '') : template.slice(at, end);
    pieces.push({ text: trimsEnd ? text.replace(BEFORE, '') : text });
  };
  for (let start = template.indexOf('{{'); start >= 0; start = template.indexOf('{{', at)) {
    const trimsBefore = /^\{\{-\s/.test(template.slice(start, start + 4));
    addText(start, trimsBefore);
    const from = start + (trimsBefore ? 3 : 2);
    const end = endOfAction(template, from);
    const inner = template.slice(from, end);
    trims = /\s-$/.test(inner);
    pieces.push({ action: (trims ? inner.slice(0, -1) : inner).trim() });
    at = end + 2;
  }
  addText(template.length, false);
  return pieces;
}

function endOfAction(text: string, from: number): number {
  const token = /"(?:\\.|[^"\\\n])*"|`[^`]*`|\/\*[^]*?\*\/|\}\}/g;
  token.lastIndex = from;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '}}') return match.index;
  }
  throw new TemplateError('an action is not closed with }}');
}

const TOKEN =
  /\s*("(?:\\.|[^"\\\n])*"|`[^`]*`|:=|[=(,|]|\)(?:\.[\p{L}_]\w*)*|\$?\w*(?:\.[\p{L}_]\w*)+|[-+]?\d[\w.]*(?:[eE][-+]?\d+)?|\.|\$\w*|\w+)/uy;

/**
 * Takes an action apart; fields directly after a closing parenthesis belong to it.
 * @param action - what is between `{{` and `}}`
 * @throws TemplateError where it cannot be read
 */
export function tokensOf(action: string): string[] {
  const tokens: string[] = [];
  const trimmed = action.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (match === null) throw new TemplateError(`cannot be read at ${JSON.stringify(trimmed.slice(at, at + 20))}`);
    tokens.push(match[1] ?? '');
  }
  return tokens;
}
