import { textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { objectMatches } from '../walk';
import { nameList } from './istio-exports';
import { isUnset } from './istio-forms';
import { missing, refused, unwanted, warned } from './refused';

/** Protocols of ports whose requests the proxies read. Source: Istio 1.19.3, `protocol.Instance.IsHTTP`. */
const HTTP: readonly string[] = ['http', 'http2', 'http_proxy', 'grpc', 'grpc-web'];

/**
 * Whether the proxies read the requests at a port.
 * @param protocol - the protocol, in any case
 */
export function isHttp(protocol: string | undefined): boolean {
  return HTTP.includes(protocol?.toLowerCase() ?? '');
}

/**
 * Whether the traffic at a port is TLS.
 * @param protocol - the protocol, in any case
 */
export function isTls(protocol: string | undefined): boolean {
  return ['https', 'tls'].includes(protocol?.toLowerCase() ?? '');
}

/**
 * What the webhook of istiod refuses of a Gateway because its fields contradict each other. Source: Istio 1.19.3, `ValidateGateway`.
 * @param object - the Gateway
 */
export function gatewayFindings(object: CheckedObject): Found[] {
  return [
    ...portNameFindings(object),
    ...objectMatches(object.object, 'spec.servers[]').flatMap(({ value, path }) => [
      ...socketFindings(object, value, path),
      ...serverTlsFindings(object, value, path),
      ...(isJsonObject(value.tls) ? tlsFindings(object, value.tls, [...path, 'tls']) : []),
    ]),
  ];
}

function portNameFindings(object: CheckedObject): Found[] {
  const seen = new Set<string>();
  return objectMatches(object.object, 'spec.servers[].port').flatMap(({ value, path }) => {
    const name = textAt(value, 'name') ?? '';
    const isDouble = seen.has(name);
    seen.add(name);
    return isDouble && name !== '' ? [refused(object, [...path, 'name'], 'is the name of another port', name)] : [];
  });
}

function socketFindings(object: CheckedObject, server: JsonObject, path: Path): Found[] {
  const { port } = server;
  const isSocket = textAt(server, 'bind')?.startsWith('unix://') ?? false;
  if (!isSocket || !isJsonObject(port) || isUnset(port.number)) return [];
  return [refused(object, [...path, 'port', 'number'], 'is not 0 for a server at a socket', port.number, '0')];
}

/** Whether a server has settings of TLS, by its protocol. */
function serverTlsFindings(object: CheckedObject, server: JsonObject, path: Path): Found[] {
  const { port, tls } = server;
  const protocol = textAt(port, 'protocol');
  const at = [...path, 'tls'];
  if (protocol === undefined) return [];
  if (!isJsonObject(tls)) {
    return isTls(protocol) ? [missing(object, at, `is required with protocol ${protocol}`)] : [];
  }
  const redirects =
    tls.httpsRedirect === true && !isHttp(protocol)
      ? [warned(object, [...at, 'httpsRedirect'], `has no effect with protocol ${protocol}`)]
      : [];
  if (isTls(protocol)) return redirects;
  const isPassed = PASSING.includes(textAt(tls, 'mode') ?? 'PASSTHROUGH');
  const files = ['caCertificates', 'privateKey', 'serverCertificate'].some((field) => !isUnset(tls[field]));
  if (isHttp(protocol) && isPassed && !files) return redirects;
  const message = `is not allowed with protocol ${protocol}`;
  return [...redirects, refused(object, at, isHttp(protocol) ? `${message}, except for httpsRedirect` : message)];
}

/** Modes in which a server leaves TLS to what is behind it. */
const PASSING: readonly string[] = ['PASSTHROUGH', 'AUTO_PASSTHROUGH'];

/**
 * Whether a server of a Gateway has a certificate of its own.
 * @param mode - its mode of TLS
 */
export function hasCertificate(mode: string | undefined): boolean {
  return mode !== undefined && Object.hasOwn(FILES, mode);
}

/** Files of a server with a mode of TLS. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  SIMPLE: ['serverCertificate', 'privateKey'],
  MUTUAL: ['serverCertificate', 'privateKey', 'caCertificates'],
  OPTIONAL_MUTUAL: ['serverCertificate', 'privateKey', 'caCertificates'],
};

const ALL_FILES = ['serverCertificate', 'privateKey', 'caCertificates', 'credentialName'];

/**
 * What is wrong with settings of TLS of a server. Source: Istio 1.19.3, `validateTLSOptions`.
 * @param object - the Gateway or Sidecar
 * @param tls - the settings
 * @param path - where they are
 */
export function tlsFindings(object: CheckedObject, tls: JsonObject, path: Path): Found[] {
  const mode = textAt(tls, 'mode') ?? 'PASSTHROUGH';
  const set = ALL_FILES.filter((field) => !isUnset(tls[field]));
  const files = Object.hasOwn(FILES, mode) && isUnset(tls.credentialName) ? (FILES[mode] ?? []) : [];
  return [
    ...cipherFindings(object, tls, path),
    ...(mode === 'ISTIO_MUTUAL'
      ? set.map((field) => unwanted(object, [...path, field], 'is not allowed with mode ISTIO_MUTUAL'))
      : []),
    ...(PASSING.includes(mode)
      ? set.map((field) => warned(object, [...path, field], `has no effect with mode ${mode}`))
      : []),
    ...files
      .filter((field) => isUnset(tls[field]))
      .map((field) => missing(object, [...path, field], `is required with mode ${mode}, or credentialName is`)),
  ];
}

/** Names of ciphers. Source: Istio 1.19.3, `ValidCipherSuites`. */
const CIPHERS: readonly string[] = [
  ...['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'CHACHA20-POLY1305', 'AES128-SHA', 'AES256-SHA'].flatMap((cipher) => [
    `ECDHE-ECDSA-${cipher}`,
    `ECDHE-RSA-${cipher}`,
  ]),
  'AES128-GCM-SHA256',
  'AES256-GCM-SHA384',
  'AES128-SHA',
  'AES256-SHA',
  'DES-CBC3-SHA',
];

function cipherFindings(object: CheckedObject, tls: JsonObject, path: Path): Found[] {
  const ciphers = nameList(tls, 'cipherSuites');
  const isOld = ['TLSV1_0', 'TLSV1_1'].includes(textAt(tls, 'minProtocolVersion') ?? '') && ciphers.length === 0;
  return [
    ...(isOld ? [warned(object, [...path, 'minProtocolVersion'], 'needs cipherSuites that such clients have')] : []),
    ...ciphers.flatMap((cipher, index) => {
      const at = [...path, 'cipherSuites', index];
      const isKnown = cipher === '' || cipher === 'ALL' || !/^[\p{L}\p{N}]/u.test(cipher) || CIPHERS.includes(cipher);
      if (!isKnown) return [warned(object, at, 'is not a cipher that the proxies have', cipher)];
      return ciphers.indexOf(cipher) < index ? [warned(object, at, 'is there twice', cipher)] : [];
    }),
  ];
}
