import { isIP } from 'net';
import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { ExternalCallDefinition, StatedAddress } from './call-definition';
import { specField } from './enablement';
import { sectionValues } from './stated-values';

/** A host and a port. */
export interface Address {
  /** Host name or IP address, without brackets. */
  readonly host: string;
  /** Port; undefined where the text has none and its scheme implies none. */
  readonly port: number | undefined;
}

const SCHEME_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** The auth proxy, through which components reach OpenSearch: a declared call, not a host beyond the cluster. */
const OWN_OPENSEARCH = /^verrazzano-authproxy-opensearch(\.|$)/;

/**
 * Addresses in a string: URLs or `<host>:<port>`, separated by commas.
 * @param text - the text
 * @returns undefined when it is something else, such as a template that was not rendered
 */
function parseAddresses(text: string): readonly Address[] | undefined {
  // A comma may also be part of the path of a URL.
  const separator = text.includes('://') ? /,\s*(?=[a-z][a-z0-9+.-]*:\/\/)/i : ',';
  const parsed = text.split(separator).map((part) => parseAddress(part.trim()));
  return parsed.every((one) => one !== undefined) ? parsed : undefined;
}

/**
 * A call to a host beyond the cluster as the effective resource states it: its hosts and ports where the resource names them.
 * Where that text cannot be read, hosts and ports are unknown.
 * @param call - the call as its definition has it
 * @param spec - `spec` of the effective resource
 */
export function statedCall(call: ExternalCallDefinition, spec: JsonObject): ExternalCallDefinition {
  const texts = (call.stated ?? []).flatMap((source) => textsAt(source, spec));
  if (texts.length === 0) return call;
  const addresses = parseAddresses(texts.join(','));
  if (addresses === undefined) return { ...call, hosts: [], ports: [] };
  if (addresses.every(({ host }) => OWN_OPENSEARCH.test(host))) return call;
  const ports = addresses.flatMap(({ port }) => port ?? []);
  const some = addresses.length === ports.length ? ports : [...ports, ...call.ports];
  return {
    ...call,
    hosts: [...new Set(addresses.map(({ host }) => host))],
    ports: [...new Set(some)].sort((a, b) => a - b),
  };
}

/**
 * Whether the effective resource states an address that is not the own OpenSearch of the platform.
 * @param sources - where the resource may state it
 * @param spec - `spec` of the effective resource
 */
export function statesAddress(sources: readonly StatedAddress[], spec: JsonObject): boolean {
  const texts = sources.flatMap((source) => textsAt(source, spec));
  return texts.some((text) => !(parseAddresses(text) ?? [{ host: '' }]).every(({ host }) => OWN_OPENSEARCH.test(host)));
}

function parseAddress(text: string): Address | undefined {
  const match =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^@/\s]*@)?(\[[^\]\s]+\]|[^:/\s?#[\]]+)(?::(\d{1,5}))?(?:[/?#]\S*)?$/i.exec(text);
  const [, scheme, name = '', port] = match ?? [];
  const host = name.replace(/^\[|\]$/g, '').toLowerCase();
  if (!isHost(host)) return undefined;
  const number = port === undefined ? SCHEME_PORTS[(scheme ?? '').toLowerCase()] : Number(port);
  if (number !== undefined && (number < 1 || number > 65535)) return undefined;
  return { host, port: number };
}

function isHost(host: string): boolean {
  return isIP(host) !== 0 || /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?$/.test(host);
}

function textsAt(source: StatedAddress, spec: JsonObject): readonly string[] {
  const found =
    'field' in source
      ? [specField(spec, ...source.field.split('.'))]
      : walk([sectionValues(spec, source.section)], source.value.split('.'));
  return found.flatMap(textOf).filter((text) => text !== '');
}

/** A map may also have the rest of a path as a single key, as options of Jaeger do. */
function walk(values: readonly JsonValue[], [key, ...rest]: readonly string[]): readonly JsonValue[] {
  if (key === undefined) return values;
  const below = values.flatMap((value): readonly JsonValue[] => {
    if (key === '*') return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
    return isJsonObject(value) ? [value[key] ?? []].flat() : [];
  });
  const joined = [key, ...rest].join('.');
  const flat = rest.length === 0 ? [] : values.flatMap((value) => (isJsonObject(value) ? (value[joined] ?? []) : []));
  return [...walk(below, rest), ...flat];
}

function textOf(value: JsonValue | undefined): readonly string[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(textOf);
  return typeof value === 'string' ? [value.trim()] : [];
}
