import { parseCidr } from '../../connectivity/ip-ranges';
import { listAt, textAt } from '../../connectivity/manifest';
import { parseIpAddress } from '../../values/ip-address';
import { isJsonObject } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { annotationsOf } from '../inventory';
import { matches, textMatches } from '../walk';
import { missing, refused } from './refused';

/** What the API server refuses in Services, endpoints and Ingresses beyond their fields one by one. Source: validation of Kubernetes. */
export function trafficRelationFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => RELATIONS[`${object.group}/${object.kind}`]?.(object) ?? []);
}

const RELATIONS: Readonly<Record<string, (object: CheckedObject) => Found[]>> = {
  '/Service': (object) => specialAddresses(object, 'spec.externalIPs[]'),
  '/Endpoints': (object) => [
    ...portNames(object),
    ...specialAddresses(object, 'subsets[].addresses[].ip'),
    ...specialAddresses(object, 'subsets[].notReadyAddresses[].ip'),
  ],
  'discovery.k8s.io/EndpointSlice': (object) => specialAddresses(object, 'endpoints[].addresses[]'),
  'networking.k8s.io/Ingress': ingressClass,
};

/** Addresses that mean something else on every machine. Source: `ValidateNonSpecialIP`. */
const SPECIAL = [
  '0.0.0.0/32',
  '::/128',
  '127.0.0.0/8',
  '::1/128',
  '169.254.0.0/16',
  'fe80::/10',
  '224.0.0.0/24',
  'ff02::/16',
].map((text) => ({ text, range: parseCidr(text)?.range }));

function specialAddresses(object: CheckedObject, pattern: string): Found[] {
  return textMatches(object.object, pattern).flatMap(({ value, path }): Found[] => {
    const address = parseIpAddress(value);
    const special = SPECIAL.find(
      ({ range }) =>
        address?.family === range?.family &&
        range !== undefined &&
        address !== undefined &&
        address.value >= range.first &&
        address.value <= range.last,
    );
    if (special === undefined) return [];
    return [refused(object, path, `is in ${special.text}, which leads to no other machine`, value)];
  });
}

/** Source: `validateEndpointPort`. */
function portNames(object: CheckedObject): Found[] {
  return matches(object.object, 'subsets[]').flatMap(({ value: subset, path }) => {
    const ports = listAt(subset, 'ports');
    if (ports.length < 2) return [];
    return ports.flatMap((port, index): Found[] =>
      isJsonObject(port) && (port.name ?? '') === ''
        ? [missing(object, [...path, 'ports', index, 'name'], 'is required where there are several ports')]
        : [],
    );
  });
}

/** Source: `ValidateIngressCreate`. */
function ingressClass(object: CheckedObject): Found[] {
  const key = 'kubernetes.io/ingress.class';
  const [old, own] = [annotationsOf(object.object)[key], textAt(object.object, 'spec', 'ingressClassName')];
  if (typeof old !== 'string' || own === undefined || old === own) return [];
  const message = 'is another class than that of spec.ingressClassName';
  return [{ ...refused(object, ['metadata', 'annotations', key], message, old, own), fix: 'remove the annotation' }];
}
