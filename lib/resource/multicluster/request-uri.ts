/** Characters beside letters and digits that a host may have as they are. */
const HOST = /^[A-Za-z0-9!$&'()*+,;=:[\]<>"\-_.~\u0080-\u{10ffff}]$/u;
const USER = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;
const ESCAPE = /^%[0-9A-Fa-f]{2}/;

/**
 * Whether Go's `url.ParseRequestURI` takes a string. It is a weak test: `/x`, `host:6443` and `https://` pass, `10.0.0.1:6443` and a host
 * name alone do not.
 * @param text - the text
 */
export function isRequestUri(text: string): boolean {
  if (text === '' || [...text].some((char) => char < ' ' || char === '\u007f')) return false;
  if (text === '*') return true;
  const scheme = schemeOf(text);
  if (scheme === undefined) return false;
  const afterScheme = scheme === '' ? text : text.slice(scheme.length + 1);
  const rest = afterScheme.split('?', 1)[0] ?? '';
  if (!rest.startsWith('/')) return scheme !== '';
  if (scheme === '' || !rest.startsWith('//')) return isUnescapable(rest);
  const [authority = '', ...path] = rest.slice(2).split('/');
  return isAuthority(authority) && isUnescapable(path.join('/'));
}

/** What is before the first colon, if it has the form of a scheme; empty without a scheme; nothing where only that is missing. */
function schemeOf(text: string): string | undefined {
  if (text.startsWith(':')) return undefined;
  return /^([A-Za-z][A-Za-z0-9+\-.]*):/.exec(text)?.[1] ?? '';
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? '' : authority.slice(0, at);
  return isHost(authority.slice(at + 1)) && USER.test(user) && isUnescapable(user);
}

function isHost(host: string): boolean {
  if (!host.startsWith('[')) {
    const colon = host.lastIndexOf(':');
    return (colon < 0 || isPort(host.slice(colon))) && isUnescapableHost(host);
  }
  const end = host.lastIndexOf(']');
  if (end < 0 || !isPort(host.slice(end + 1))) return false;
  const zone = host.slice(0, end).indexOf('%25');
  if (zone < 0) return isUnescapableHost(host);
  return (
    isUnescapableHost(host.slice(0, zone)) &&
    isUnescapableZone(host.slice(zone, end)) &&
    isUnescapableHost(host.slice(end))
  );
}

function isPort(text: string): boolean {
  return text === '' || /^:[0-9]*$/.test(text);
}

function isUnescapable(text: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(text);
}

/** In a host only bytes outside of ASCII are escaped, and the percent sign itself. */
function isUnescapableHost(host: string): boolean {
  return eachPart(host, (escape) => escape === '%25' || Number.parseInt(escape.slice(1), 16) >= 0x80);
}

/** In a zone any character is escaped that a host may have, and a blank. */
function isUnescapableZone(zone: string): boolean {
  return eachPart(zone, (escape) => {
    const char = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return escape === '%25' || char === ' ' || (char < '\u0080' && HOST.test(char));
  });
}

function eachPart(text: string, takesEscape: (escape: string) => boolean): boolean {
  for (let rest = text; rest !== '';) {
    const char = String.fromCodePoint(rest.codePointAt(0) ?? 0);
    const escape = ESCAPE.exec(rest)?.[0];
    if (char === '%' ? escape === undefined || !takesEscape(escape) : !HOST.test(char)) return false;
    rest = rest.slice(char === '%' ? 3 : char.length);
  }
  return true;
}
