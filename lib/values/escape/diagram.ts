import { visible } from './visible';

/** ASCII characters that mean something inside quotes to Mermaid or HTML; letters of other scripts stay. */
const MERMAID = /[^A-Za-z0-9 .,:;/_()[\]{}=*@+\-\u00a0-\u{10ffff}]/gu;

/**
 * A string as a label of Mermaid, quotes included. What Mermaid or HTML would read as markup is written as an entity of Mermaid.
 * @param text - any text
 */
export function mermaidLabel(text: string): string {
  return `"${visible(text.replace(/\s+/g, ' ')).replace(MERMAID, (character) => `#${character.codePointAt(0)};`)}"`;
}

/**
 * A string as a quoted string of the DOT language, quotes included; backslashes do not escape.
 * Source: Graphviz, The DOT Language, quoted strings and escString.
 * @param text - any text
 */
export function dotString(text: string): string {
  return `"${visible(text).replace(/[\\"]/g, (character) => `\\${character}`)}"`;
}
