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

/** `url.ParseRequestURI` of Go: a URL, or an absolute path. */
function read(text: string): Url | undefined {
  if (text === '' || CONTROL.test(text)) return undefined;
  const [, scheme = '', authority, path = '', query = ''] = FORM.exec(text) ?? [];
  if (scheme === '' && !text.startsWith('/')) return undefined;
  // Without a scheme, two slashes begin a path.
  if (scheme === '') return partsOf('', '', `${authority === undefined ? '' : `//${authority}`}${path}`, query);
  return partsOf(scheme, authority ?? '', path, query);
}

function partsOf(scheme: string, authority: string, path: string, query: string): Url | undefined {
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (!HOST.test(host) || /%(?![0-9A-Fa-f]{2})/.test(host + path)) return undefined;
  return new Url({ scheme: scheme.toLowerCase(), host, path, query });
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
  'isURL(string): bool': (text: string) => read(text) !== undefined,
  'url(string): kubernetes.URL': url,
  'kubernetes.URL.getScheme(): string': ({ parts }: Url) => parts.scheme,
  'kubernetes.URL.getHost(): string': ({ parts }: Url) => parts.host,
  'kubernetes.URL.getHostname(): string': ({ parts }: Url) => parts.host.replace(/:\d*$/, '').replace(/^\[|\]$/g, ''),
  'kubernetes.URL.getPort(): string': ({ parts }: Url) => /:(\d*)$/.exec(parts.host)?.[1] ?? '',
  'kubernetes.URL.getEscapedPath(): string': ({ parts }: Url) => encodeURI(decodeURI(parts.path)),
  'kubernetes.URL.getQuery(): map': queryOf,
};
