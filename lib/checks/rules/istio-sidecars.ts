import { listAt, textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { objectMatches } from '../walk';
import { nameList } from './istio-exports';
import { isUnset } from './istio-forms';
import { hostAndPort, isAddress, isFqdn, isIstioLabel, isSocketPath } from './istio-hosts';
import { isTls, tlsFindings } from './istio-servers';
import { missing, refused, unwanted, warned } from './refused';

/**
 * What the webhook of istiod refuses of a Sidecar because its fields contradict each other. Source: Istio 1.19.3, `ValidateSidecar`.
 * @param object - the Sidecar
 */
export function sidecarFindings(object: CheckedObject): Found[] {
  return [
    ...doublePorts(object, 'ingress'),
    ...doublePorts(object, 'egress'),
    ...objectMatches(object.object, 'spec.ingress[]').flatMap(({ value, path }) => [
      ...endpointFindings(object, value, path),
      ...ingressTlsFindings(object, value, path),
    ]),
    ...objectMatches(object.object, 'spec.egress[]').flatMap(({ value, path }) => [
      ...bindFindings(object, value, path),
      ...hostFindings(object, value, path),
    ]),
    ...catchAllFindings(object),
    ...doubleSockets(object),
    ...proxyFindings(object),
  ];
}

function doublePorts(object: CheckedObject, direction: string): Found[] {
  const seen = new Set<number>();
  return objectMatches(object.object, `spec.${direction}[].port`).flatMap(({ value, path }) => {
    const { number } = value;
    if (typeof number !== 'number' || number === 0) return [];
    const isDouble = seen.has(number);
    seen.add(number);
    return isDouble ? [refused(object, [...path, 'number'], 'is the port of another listener', number)] : [];
  });
}

/** A listener for all other ports is one, and the last. */
function catchAllFindings(object: CheckedObject): Found[] {
  const listeners = listAt(object.object, 'spec', 'egress');
  return listeners.flatMap((each, index) => {
    const isCatchAll = isJsonObject(each) && !isJsonObject(each.port);
    if (!isCatchAll || index === listeners.length - 1) return [];
    return [refused(object, ['spec', 'egress', index], 'has no port, which is allowed for the last listener')];
  });
}

function doubleSockets(object: CheckedObject): Found[] {
  const seen = new Set<string>();
  return objectMatches(object.object, 'spec.egress[]').flatMap(({ value, path }) => {
    if (!isJsonObject(value.port) || !isUnset(value.port.number)) return [];
    const bind = textAt(value, 'bind') ?? '';
    const isDouble = seen.has(bind);
    seen.add(bind);
    return isDouble ? [refused(object, [...path, 'bind'], 'is the socket of another listener', bind)] : [];
  });
}

/** Source: `validateSidecarEgressPortBindAndCaptureMode`. */
function bindFindings(object: CheckedObject, listener: JsonObject, path: Path): Found[] {
  const { port } = listener;
  if (!isJsonObject(port)) return [];
  const bind = textAt(listener, 'bind') ?? '';
  const at = [...path, 'bind'];
  if (!isUnset(port.number)) {
    return bind === '' || isAddress(bind) ? [] : [refused(object, at, 'is not an IP address', bind)];
  }
  const isSocket = bind.startsWith('unix://') && isSocketPath(bind.slice('unix://'.length));
  const mode = textAt(listener, 'captureMode') ?? 'DEFAULT';
  return [
    ...(isSocket
      ? []
      : [refused(object, at, 'is not a socket, for a listener whose port is 0', bind, 'unix://<path>')]),
    ...(mode === 'IPTABLES' ? [refused(object, [...path, 'captureMode'], 'is not allowed at a socket', mode)] : []),
  ];
}

const LOCAL = ['', '127.0.0.1', '0.0.0.0', '::1', '::'];
const ENDPOINT = '127.0.0.1:<port>, 0.0.0.0:<port>, [::1]:<port>, [::]:<port>, unix://<path>';

function endpointFindings(object: CheckedObject, listener: JsonObject, path: Path): Found[] {
  const endpoint = textAt(listener, 'defaultEndpoint');
  // Nothing else is validated of a listener without a port.
  if (endpoint === undefined || !isJsonObject(listener.port)) return [];
  const at = [...path, 'defaultEndpoint'];
  const { host, port } = hostAndPort(endpoint) ?? {};
  const isRight = endpoint.startsWith('unix://')
    ? isSocketPath(endpoint.slice('unix://'.length))
    : LOCAL.includes(host ?? '?') && /^\+?\d+$/.test(port ?? '') && Number(port) >= 1 && Number(port) <= 65535;
  return isRight ? [] : [refused(object, at, 'is not an endpoint of the pod', endpoint, ENDPOINT)];
}

function ingressTlsFindings(object: CheckedObject, { port, tls }: JsonObject, path: Path): Found[] {
  if (!isJsonObject(tls) || !isJsonObject(port)) return [];
  const at = [...path, 'tls'];
  const mode = textAt(tls, 'mode') ?? '';
  return [
    ...['subjectAltNames', 'httpsRedirect', 'credentialName']
      .filter((field) => !isUnset(tls[field]) && tls[field] !== false)
      .map((field) => unwanted(object, [...at, field], 'is not allowed in a Sidecar')),
    ...(['ISTIO_MUTUAL', 'AUTO_PASSTHROUGH'].includes(mode)
      ? [refused(object, [...at, 'mode'], 'is not allowed in a Sidecar', mode)]
      : []),
    ...(isTls(textAt(port, 'protocol')) ? [] : [unwanted(object, at, 'is allowed only with protocol HTTPS or TLS')]),
    ...tlsFindings(object, tls, at),
  ];
}

/** Hosts of a listener that others of it include. */
function hostFindings(object: CheckedObject, listener: JsonObject, path: Path): Found[] {
  const seen = new Map<string, Set<string>>();
  const found = nameList(listener, 'hosts').flatMap((text, index) => {
    const slash = text.indexOf('/');
    if (slash < 0) return [];
    const [scope, host] = [text.slice(0, slash), text.slice(slash + 1)];
    const namespace = scope === '.' ? (object.namespace ?? '') : scope;
    const known = seen.get(namespace) ?? new Set<string>();
    seen.set(namespace, known);
    const isDouble = host === '*' ? known.size > 0 : known.has(host) || known.has('*');
    known.add(host);
    return isDouble ? [warned(object, [...path, 'hosts', index], 'is included in another host', text)] : [];
  });
  const isAll = seen.get('*')?.has('*') === true && seen.size > 1;
  return isAll ? [...found, warned(object, [...path, 'hosts'], 'has */*, which includes all others')] : found;
}

/** Where traffic goes that leaves the mesh. Source: `validateSidecarOutboundTrafficPolicy`. */
function proxyFindings(object: CheckedObject): Found[] {
  return objectMatches(object.object, 'spec.outboundTrafficPolicy').flatMap(({ value }): Found[] => {
    const proxy = value.egressProxy;
    if (!isJsonObject(proxy) || textAt(value, 'mode') !== 'ALLOW_ANY') return [];
    const at = ['spec', 'outboundTrafficPolicy', 'egressProxy'];
    const [host, subset] = [textAt(proxy, 'host') ?? '', textAt(proxy, 'subset') ?? ''];
    const wrongHost = isFqdn(host) ? [] : [refused(object, [...at, 'host'], 'is not a host', host)];
    if (!isJsonObject(proxy.port)) return [...wrongHost, missing(object, [...at, 'port'])];
    const { number } = proxy.port;
    const isPort = typeof number !== 'number' ? !isUnset(number) : number >= 1 && number <= 65535;
    return [
      ...wrongHost,
      ...(subset === '' || isIstioLabel(subset)
        ? []
        : [refused(object, [...at, 'subset'], 'is not a name of a subset', subset)]),
      ...(isPort ? [] : [refused(object, [...at, 'port', 'number'], 'is not a port', number, '1 to 65535')]),
    ];
  });
}
