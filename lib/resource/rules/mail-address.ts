/** Letters of an atom, RFC 5322 and 6532. */
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\uffff-]+";
const DOT_ATOM = `${ATOM}(?:\\.${ATOM})*`;
const QUOTED = '"(?:[^"\\\\\\r\\n]|\\\\[^\\r\\n])+"';
const LITERAL = '\\[[0-9A-Fa-f:.]+\\]';
const SPEC = `(?:${DOT_ATOM}|${QUOTED})@(?:${DOT_ATOM}|${LITERAL})`;
/** Words before an address in angle brackets. */
const PHRASE = `(?:(?:${ATOM}|${QUOTED}|\\.)[ \\t]*)*`;
const ADDRESS = `(?:${SPEC}|${PHRASE}<[ \\t]*${SPEC}[ \\t]*>)`;
const SINGLE = new RegExp(`^${ADDRESS}$`);
/** A group of one address, which is as good as the address. */
const GROUP = new RegExp(`^${PHRASE}:[ \\t]*${ADDRESS}[ \\t]*;$`);
const COMMENT = /[ \t]*\((?:[^()\\]|\\.)*\)[ \t]*$/;
const LONGEST = 1000;

/**
 * Whether a string is one mail address in any form of RFC 5322: with a display name, in a group of its own, with a comment
 * behind it.
 *
 * Source: `ParseAddress` of net/mail in Go 1.21, as upstream uses it.
 */
export function isMailAddress(text: string): boolean {
  if (text.length > LONGEST) return false;
  const address = text.replace(/^[ \t]+|[ \t]+$/g, '').replace(COMMENT, '');
  return SINGLE.test(address) || GROUP.test(address);
}
