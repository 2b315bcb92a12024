import type { JsonValue } from '../../values/json';
import { isGoExpression, isMeshExpression, MESH_EXPRESSION } from '../../values/go-expression';
import { canChangeHeader, isHeaderValue, type HeaderPlace } from '../../values/header-values';
import { isMeshDuration, parseGoDuration } from '../../values/quantities';
import { isRetryCondition, RETRY_CONDITION } from '../../values/retry-conditions';
import type { Form } from './forms';
import {
  isAddress,
  isFqdn,
  isIstioLabel,
  isPartialWildcard,
  isSocketPath,
  isSubnet,
  isWildcardHost,
  scopedHostProblem,
} from './istio-hosts';

const SECOND = 1_000_000_000n;

/** What a string is like; other types belong to the schema, and an empty one counts. */
function text(allowed: string, is: (value: string) => boolean): Form {
  return { allowed, test: (value) => typeof value !== 'string' || is(value) };
}

/** What a string is like that may be empty. */
function optional(allowed: string, is: (value: string) => boolean): Form {
  return text(allowed, (value) => value === '' || is(value));
}

function number(allowed: string, is: (value: number) => boolean): Form {
  return { allowed, test: (value) => typeof value !== 'number' || is(value) };
}

/** Protocols of ports, in any case. Source: Istio 1.19.3, `protocol.Parse`. */
const PROTOCOLS = 'tcp udp grpc grpc-web http http_proxy http2 https tls mongo redis mysql'.split(' ');
const PROTOCOL_NAMES = 'HTTP, HTTP2, HTTPS, GRPC, GRPC-Web, TCP, TLS, UDP, Mongo, Redis, MySQL, HTTP_PROXY';

function isProtocol(value: string): boolean {
  return PROTOCOLS.includes(value.toLowerCase());
}

/** A key of labels as Istio reads it. Source: Istio 1.19.3, `labels.Instance.Validate`. */
function isKey(value: string): boolean {
  const [name = '', prefix, ...rest] = value.split('/').reverse();
  if (rest.length > 0 || name.length > 63 || !isLabelPart(name)) return false;
  return prefix === undefined || (prefix.length <= 253 && prefix.split('.').every(isHostLabel));
}

/** A label of a host of any length. */
function isHostLabel(value: string): boolean {
  return isIstioLabel(value.slice(0, 1)) && isIstioLabel(value.slice(-1)) && /^[-a-zA-Z0-9]*$/.test(value);
}

function isLabelPart(value: string): boolean {
  return /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(value);
}

function isSeconds(value: string): boolean {
  return isMeshDuration(value) && (parseGoDuration(value) ?? 0n) % SECOND === 0n;
}

function headerName(place: HeaderPlace): Form {
  const also = place === 'response' ? ', not Host' : '';
  return text(`a name of a header, without : at its beginning${also}`, (value) => canChangeHeader(value, place));
}

/** Codes of gRPC by name. Source: gRPC, `statuscodes.md`. */
const GRPC_STATUSES =
  'OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED'.split(
    ' ',
  );

const METHODS = 'GET HEAD POST PUT PATCH DELETE CONNECT OPTIONS TRACE'.split(' ');

function isShare(value: number): boolean {
  return value === 0 || (value >= 0.0001 && value <= 100);
}

/** Source: Go, `encoding/base64`, which leaves out ends of lines. */
function isBase64(value: string): boolean {
  const plain = value.replace(/[\r\n]/g, '');
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
}

/** Source: Istio 1.19.3, `ValidatePorts` of `pkg/config/security`. */
export function isPortText(value: string): boolean {
  return /^\d+$/.test(value) && Number(value) <= 65535;
}

/** An address, or with a `/` a CIDR. Source: Istio 1.19.3, `ValidateIPs` of `pkg/config/security`. */
export function isBlock(value: string): boolean {
  return value.includes('/') ? isSubnet(value) : isAddress(value);
}

function isBind(value: string): boolean {
  return value.startsWith('unix://') ? isSocketPath(value.slice('unix://'.length)) : isAddress(value);
}

const HOST = 'a host, also with * or a label that begins with * before it';
const PERCENTAGE = '0 to 100';

/** Forms of values in the objects of Istio. Source: Istio 1.19.3, `pkg/config/validation`, and the types of its API. */
export const ISTIO_FORMS = {
  label: text('up to 63 letters, digits and -, no - at either end', isIstioLabel),
  optionalLabel: optional('up to 63 letters, digits and -, no - at either end', isIstioLabel),
  filled: text('a string that is not empty', (value) => value !== ''),
  host: text(HOST, isWildcardHost),
  hostOrAddress: text(`${HOST}, or an IP address`, (value) => isWildcardHost(value) || isAddress(value)),
  destinationHost: text(`${HOST}, not * alone`, (value) => value !== '*' && isWildcardHost(value)),
  plainHost: text('a host', isFqdn),
  plainHostOrAddress: text('a host or an IP address', (value) => isFqdn(value) || isAddress(value)),
  endpoint: optional(
    'a host, an IP address, or unix:// and an absolute path',
    (value) => isFqdn(value) || (value.startsWith('unix://') ? isBind(value) : isAddress(value)),
  ),
  wholeWildcard: text('a host whose wildcard is a whole label', (value) => !isPartialWildcard(value)),
  gatewayHost: text(
    '*, a host with a dot, also with *. or a namespace and / before it, or an IP address',
    (value) => scopedHostProblem(value, true) === undefined,
  ),
  sidecarHost: text(
    'a namespace, *, . or ~, then /, and * or a host with a dot, also with *. before it',
    (value) => scopedHostProblem(value, false) === undefined,
  ),
  address: optional('an IP address', isAddress),
  subnet: text('an IP address or a CIDR such as 10.0.0.0/8', isSubnet),
  block: text('an IP address or a CIDR such as 10.0.0.0/8', isBlock),
  bind: optional('an IP address, or unix:// and an absolute path', isBind),
  protocol: text(PROTOCOL_NAMES, isProtocol),
  optionalProtocol: optional(PROTOCOL_NAMES, isProtocol),
  port: number('1 to 65535', (value) => value >= 1 && value <= 65535),
  optionalPort: number('1 to 65535', (value) => value >= 0 && value <= 65535),
  portText: text('0 to 65535', isPortText),
  uint32: number('0 to 4294967295', (value) => value >= 0 && value < 2 ** 32),
  int32: number('-2147483648 to 2147483647', (value) => value >= -(2 ** 31) && value < 2 ** 31),
  count: number('0 to 2147483647', (value) => value >= 0 && value < 2 ** 31),
  uint64: number('0 or more', (value) => value >= 0 && value < 2 ** 64),
  mapPort: text(
    '1 to 4294967295',
    (value) => /^[ \t\r\n]*[1-9]\d{0,9}[ \t\r\n]*$/.test(value) && Number(value) < 2 ** 32,
  ),
  percent: number(PERCENTAGE, (value) => value >= 0 && value <= 100),
  share: number('0, or 0.0001 to 100', isShare),
  duration: text('a duration of whole milliseconds such as 1.5s, at least 1ms', isMeshDuration),
  seconds: text('a duration of whole seconds such as 10m', isSeconds),
  anyDuration: text('a duration such as 1.5s or 1h', (value) => parseGoDuration(value) !== undefined),
  expression: text(MESH_EXPRESSION, isMeshExpression),
  anyExpression: optional('a regular expression of RE2', isGoExpression),
  labelKey: text('a key of a label of Kubernetes', isKey),
  labelValue: optional('letters, digits, - _ . with a letter or digit at both ends', isLabelPart),
  selectorKey: text('a key of a label, without *', (value) => value !== '' && !value.includes('*')),
  selectorValue: text('a value of a label, without *', (value) => !value.includes('*')),
  routeHeader: headerName('request'),
  destinationHeader: headerName('destination'),
  header: headerName('response'),
  headerValue: text('a value in which % begins and ends a variable, and %% is the character', isHeaderValue),
  method: text(METHODS.join(', '), (value) => METHODS.includes(value)),
  retryOn: optional(`${RETRY_CONDITION}, with , between them`, (value) => value.split(',').every(isRetryCondition)),
  grpcStatus: text(GRPC_STATUSES.join(', '), (value) => GRPC_STATUSES.includes(value)),
  httpStatus: number('200 to 600', (value) => value >= 200 && value <= 600),
  redirectCode: number('300 to 399', (value) => value === 0 || (value >= 300 && value <= 399)),
  redirectScheme: optional('http, https', (value) => ['http', 'https'].includes(value)),
  probeScheme: optional('HTTP, HTTPS', (value) => ['HTTP', 'HTTPS'].includes(value)),
  tunnelProtocol: optional('CONNECT, POST', (value) => ['CONNECT', 'POST'].includes(value)),
  base64: text('base64', isBase64),
  sha256: optional('64 characters of 0-9 and a-f', (value) => /^[0-9a-f]{64}$/.test(value)),
} as const satisfies Readonly<Record<string, Form>>;

/** The value of a field of proto3: a string, number or list that is empty counts as not set. */
export function isUnset(value: JsonValue | undefined): boolean {
  return (
    value === undefined || value === null || value === '' || value === 0 || (Array.isArray(value) && value.length === 0)
  );
}
