import { CelInputError, type FunctionTable } from './function-table';

/** The parts of a URL, as Go names them. */
export class Url {
  /** @param parts - the parts; empty where there is none */
  constructor(
    readonly parts: { readonly scheme: string; readonly host: string; readonly path: string; readonly query: string },
  ) {}
}

const FORM = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?]*))?([^?]*)(?:\?(.*))?$/s;
const CONTROL = /[^ -~\u0080-\u{10ffff}]/u;
const HOST = /^(?:\[[0-9A-Fa-f:.]+\]|[^[\]:\s"<>\\^`{|}#]*)(?::\d*)?$/;

/** `url.ParseRequestURI` of Go, which takes a URL or an absolute path, and then `url.Parse`, which knows fragments. */
function read(text: string): Url | undefined {
  if (text === '' || CONTROL.test(text)) return undefined;
  const [, scheme = '', authority = '', path = '', query = ''] = FORM.exec(text) ?? [];
  if (scheme === '' && !text.startsWith('/')) return undefined;
  const [[plainPath = ''], [plainQuery = '']] = [path.split('#'), query.split('#')];
  return partsOf(scheme, authority, plainPath, path.includes('#') ? '' : plainQuery);
}

function partsOf(scheme: string, authority: string, path: string, query: string): Url | undefined {
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  // Of letters in the name of a host only those beyond ASCII are escaped.
  if (!HOST.test(host) || /%(?![89A-Fa-f][0-9A-Fa-f])/.test(host) || /%(?![0-9A-Fa-f]{2})/.test(path)) return undefined;
  return new Url({ scheme: scheme.toLowerCase(), host, path, query });
}

/** Whether a string is a URL or an absolute path. */
export function isUri(text: string): boolean {
  return read(text) !== undefined;
}

function url(text: string): Url {
  const found = read(text);
  if (found === undefined) throw new CelInputError(`URL parse error of ${JSON.stringify(text)}`);
  return found;
}

function queryOf({ parts }: Url): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [key, value] of new URLSearchParams(parts.query)) found.set(key, [...(found.get(key) ?? []), value]);
  return found;
}

/** Functions of URLs. Source: apiserver, `pkg/cel/library/urls.go`. */
export const URL_FUNCTIONS: FunctionTable = {
  'isURL(string): bool': isUri,
  'url(string): kubernetes.URL': url,
  'kubernetes.URL.getScheme(): string': ({ parts }: Url) => parts.scheme,
  'kubernetes.URL.getHost(): string': ({ parts }: Url) => parts.host,
  'kubernetes.URL.getHostname(): string': ({ parts }: Url) => parts.host.replace(/:\d*$/, '').replace(/^\[|\]$/g, ''),
  'kubernetes.URL.getPort(): string': ({ parts }: Url) => /:(\d*)$/.exec(parts.host)?.[1] ?? '',
  'kubernetes.URL.getEscapedPath(): string': ({ parts }: Url) => encodeURI(decodeURI(parts.path)),
  'kubernetes.URL.getQuery(): map': queryOf,
};
