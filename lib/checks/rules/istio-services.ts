import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { matches, objectMatches, stringMatches } from '../walk';
import { exportFindings, nameList } from './istio-exports';
import { ISTIO_FORMS, isUnset } from './istio-forms';
import { isAddress, isFqdn, isPartialWildcard, isSocketPath } from './istio-hosts';
import { isHttp, isTls } from './istio-servers';
import { missing, refused, unwanted, warned } from './refused';

const UNIX = 'unix://';

/**
 * What the webhook of istiod refuses of a ServiceEntry because its fields contradict each other. Source: Istio 1.19.3,
 * `ValidateServiceEntry`.
 * @param object - the ServiceEntry
 */
export function serviceEntryFindings(object: CheckedObject): Found[] {
  const resolution = textAt(object.object, 'spec', 'resolution') ?? 'NONE';
  return [
    ...partialHosts(object),
    ...doublePorts(object),
    ...addressFindings(object, resolution),
    ...tcpFindings(object, resolution),
    ...endpointsFindings(object, resolution),
    ...exportFindings(object),
  ];
}

function partialHosts(object: CheckedObject): Found[] {
  return stringMatches(object.object, 'spec.hosts[]')
    .filter(({ value }) => isPartialWildcard(value))
    .map(({ value, path }) => warned(object, path, 'has a wildcard that is only a part of a label', value));
}

function doublePorts(object: CheckedObject): Found[] {
  return ['name', 'number'].flatMap((field) => {
    const seen = new Set<unknown>();
    return objectMatches(object.object, 'spec.ports[]').flatMap(({ value, path }) => {
      const own = value[field];
      const isDouble = seen.has(own) && !isUnset(own);
      seen.add(own);
      return isDouble ? [refused(object, [...path, field], 'is that of another port', own)] : [];
    });
  });
}

function addressFindings(object: CheckedObject, resolution: string): Found[] {
  const addresses = nameList(object.object, 'spec', 'addresses');
  const range = addresses.findIndex((address) => address.includes('/'));
  if (range >= 0 && !['NONE', 'STATIC'].includes(resolution)) {
    const message = `is a CIDR, which is allowed only with resolution NONE or STATIC`;
    return [refused(object, ['spec', 'addresses', range], message, addresses[range])];
  }
  if (addresses.length > 0) return [];
  return objectMatches(object.object, 'spec.ports[]')
    .filter(({ value }) => ['', 'TCP'].includes(textAt(value, 'protocol') ?? ''))
    .map(({ path }) => warned(object, path, 'has traffic of TCP, which needs addresses'));
}

/** Traffic of TCP does not name its host. */
function tcpFindings(object: CheckedObject, resolution: string): Found[] {
  const hosts = listAt(object.object, 'spec', 'hosts');
  if (hosts.length < 2 || resolution === 'NONE') return [];
  const ports = objectMatches(object.object, 'spec.ports[]').map(({ value, path }) => ({
    protocol: textAt(value, 'protocol') ?? '',
    path,
  }));
  const plain = ports.find(({ protocol }) => !isHttp(protocol) && !isTls(protocol));
  if (plain !== undefined) return [refused(object, plain.path, 'is not of HTTP or TLS, beside several hosts')];
  const hasAddresses = listAt(object.object, 'spec', 'addresses').length > 0;
  const tls = resolution === 'STATIC' || !hasAddresses ? undefined : ports.find(({ protocol }) => isTls(protocol));
  return tls === undefined ? [] : [warned(object, tls.path, 'is not of HTTP, beside several hosts and addresses')];
}

function endpointsFindings(object: CheckedObject, resolution: string): Found[] {
  const endpoints = objectMatches(object.object, 'spec.endpoints[]');
  const at = ['spec', 'endpoints'];
  if (resolution === 'NONE') {
    return endpoints.length === 0 ? [] : [unwanted(object, at, 'is not allowed with resolution NONE')];
  }
  const isStatic = resolution === 'STATIC';
  const found = endpoints.flatMap(({ value, path }) => endpointFindings(object, value, path, isStatic));
  if (resolution === 'DNS_ROUND_ROBIN' && endpoints.length > 1) {
    found.push(refused(object, at, 'has more than one endpoint with resolution DNS_ROUND_ROBIN'));
  }
  if (isStatic)
    return [
      ...found,
      ...socketPorts(
        object,
        endpoints.map(({ value }) => value),
      ),
    ];
  return endpoints.length > 0 ? found : [...found, ...dnsHosts(object, resolution)];
}

function socketPorts(object: CheckedObject, endpoints: readonly JsonObject[]): Found[] {
  const isSocket = endpoints.some((each) => textAt(each, 'address')?.startsWith(UNIX));
  if (!isSocket || listAt(object.object, 'spec', 'ports').length === 1) return [];
  return [refused(object, ['spec', 'ports'], 'must be one port, where an endpoint is a socket')];
}

function dnsHosts(object: CheckedObject, resolution: string): Found[] {
  return stringMatches(object.object, 'spec.hosts[]')
    .filter(({ value }) => !isFqdn(value))
    .map(({ value, path }) =>
      refused(object, path, `has a wildcard, with resolution ${resolution} and without endpoints`, value),
    );
}

function endpointFindings(object: CheckedObject, endpoint: JsonObject, path: Path, isStatic: boolean): Found[] {
  const address = textAt(endpoint, 'address') ?? '';
  const isSocket = isStatic && address.startsWith(UNIX);
  const isRight = isSocket
    ? isSocketPath(address.slice(UNIX.length))
    : isAddress(address) || (!isStatic && isFqdn(address));
  const at = [...path, 'address'];
  const what = isStatic ? 'is not an IP address or a socket' : 'is not a host or an IP address';
  return [
    ...(isRight ? [] : [address === '' ? missing(object, at) : refused(object, at, what, address)]),
    ...(isSocket ? socketFindings(object, endpoint, path) : endpointPorts(object, endpoint, path)),
    ...labelFindings(object, endpoint, path),
  ];
}

function socketFindings(object: CheckedObject, endpoint: JsonObject, path: Path): Found[] {
  const hasPorts = Object.keys(objectAt(endpoint, 'ports')).length > 0;
  return hasPorts ? [unwanted(object, [...path, 'ports'], 'is not allowed for a socket')] : [];
}

function endpointPorts(object: CheckedObject, endpoint: JsonObject, path: Path): Found[] {
  const names = listAt(object.object, 'spec', 'ports').map((each) => textAt(each, 'name') ?? '');
  return Object.entries(objectAt(endpoint, 'ports')).flatMap(([name, port]) => {
    const at = [...path, 'ports', name];
    const { allowed, test } = ISTIO_FORMS.port;
    if (!names.includes(name))
      return [refused(object, at, 'is not a port of the ServiceEntry', name, names.join(', '))];
    return test(port ?? null) ? [] : [refused(object, at, 'is not a port', port, allowed)];
  });
}

function labelFindings(object: CheckedObject, endpoint: JsonObject, path: Path): Found[] {
  const forms = { '{key}': ISTIO_FORMS.labelKey, '{}': ISTIO_FORMS.labelValue };
  return Object.entries(forms).flatMap(([step, { allowed, test }]) =>
    matches(endpoint, `labels.${step}`, path)
      .filter(({ value }) => !test(value))
      .map((match) => refused(object, match.path, 'is not one of a label', match.value, allowed)),
  );
}

/**
 * What the webhook of istiod refuses of a WorkloadEntry because its fields contradict each other. Source: Istio 1.19.3,
 * `validateWorkloadEntry`.
 * @param object - the WorkloadEntry
 */
export function workloadEntryFindings(object: CheckedObject): Found[] {
  const { spec } = object.object;
  const own = isJsonObject(spec) ? spec : {};
  const address = textAt(own, 'address');
  const at = ['spec', 'address'];
  if (address === undefined) {
    if (isUnset(own.network)) return [missing(object, at, 'is required without network')];
    return [warned(object, at, 'is not set beside network')];
  }
  return address.startsWith(UNIX) ? socketFindings(object, own, ['spec']) : [];
}
