const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\uffff-]+";
const LOCAL = `(?:${ATOM}(?:\\.${ATOM})*|"[^"\\\\]*")`;
const DOMAIN = `(?:${ATOM}(?:\\.${ATOM})*|\\[[0-9A-Fa-f:.]+\\])`;
const ADDRESS = new RegExp(`^${LOCAL}@${DOMAIN}$`);
const NAMED = /^(?:[^<>@,;:\\"[\]()]*|\s*"[^"\\]*"\s*)<([^<>]*)>$/;

/** Whether a text is an address in any form of RFC 5322, with a display name or without. */
export function isMailAddress(text: string): boolean {
  if (text.length > 1000) return false;
  const trimmed = text.trim();
  return ADDRESS.test(NAMED.exec(trimmed)?.[1]?.trim() ?? trimmed);
}
