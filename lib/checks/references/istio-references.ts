import { isJsonObject } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import type { Match } from '../walk';
import { matches, textMatches } from '../walk';
import { ofNamespace, reference, type FindReferences, type Reference } from './reference';

/** Where routes name destinations. Source: API reference of Istio, VirtualService. */
export const DESTINATIONS: readonly string[] = [
  'spec.http[].route[].destination',
  'spec.http[].mirror',
  'spec.http[].mirrors[].destination',
  'spec.tls[].route[].destination',
  'spec.tcp[].route[].destination',
];

/**
 * Gateways and hosts of the routes of Istio, and the ServiceAccounts behind principals. Source: API reference of Istio, VirtualService,
 * DestinationRule, Gateway and AuthorizationPolicy.
 */
export const istioReferences: FindReferences = (object) => {
  if (object.group === 'security.istio.io') return principals(object);
  if (object.group !== 'networking.istio.io') return [];
  switch (object.kind) {
    case 'VirtualService':
      return [...gateways(object), ...destinations(object)];
    case 'DestinationRule':
      return textMatches(object.object, 'spec.host').flatMap((match) => service(object, match));
    case 'Gateway':
      return textMatches(object.object, 'spec.servers[].tls.credentialName').map(({ value, path }) =>
        // It is read from the namespace of the gateway's pods, which their selector alone says.
        reference(object, 'Secret', value, path, { namespace: undefined, waits: 'none' }),
      );
    default:
      return [];
  }
};

/** The accounts of principals of this cluster: `cluster.local/ns/<namespace>/sa/<account>`, without wildcards. */
function principals(object: CheckedObject): Reference[] {
  if (object.kind !== 'AuthorizationPolicy') return [];
  return ['principals', 'notPrincipals']
    .flatMap((field) => textMatches(object.object, `spec.rules[].from[].source.${field}[]`))
    .flatMap(({ value, path }) => {
      const [, namespace, name] = /^cluster\.local\/ns\/([^/*]+)\/sa\/([^/*]+)$/.exec(value) ?? [];
      if (name === undefined || name === 'default') return [];
      const more = { namespace, waits: 'none', severity: 'warning', knownBy: 'namespace' } as const;
      return [reference(object, 'ServiceAccount', name, path, more)];
    });
}

function gateways(object: CheckedObject): Reference[] {
  const patterns = ['gateways[]', 'http[].match[].gateways[]', 'tls[].match[].gateways[]', 'tcp[].match[].gateways[]'];
  return patterns
    .flatMap((pattern) => textMatches(object.object, `spec.${pattern}`))
    .filter(({ value }) => value !== 'mesh')
    .map(({ value, path }) => {
      const [name = '', namespace] = value.split('/').reverse();
      return reference(object, 'Gateway', name, path, {
        ...ofNamespace(object, namespace ?? object.namespace),
        waits: 'none',
      });
    });
}

function destinations(object: CheckedObject): Reference[] {
  return DESTINATIONS.flatMap((pattern) => matches(object.object, pattern)).flatMap(({ value, path }) => {
    if (!isJsonObject(value)) return [];
    const port = isJsonObject(value.port) ? value.port.number : undefined;
    const more = typeof port === 'number' ? { port, partPath: [...path, 'port', 'number'] } : {};
    return textMatches(value, 'host', path).flatMap((match) => service(object, match, more));
  });
}

function service(
  object: CheckedObject,
  { value, path }: Match & { readonly value: string },
  more: Partial<Reference> = {},
): Reference[] {
  const found = hostService(value, object);
  if (found === undefined) return [];
  return [
    reference(object, 'Service', found.name, path, { ...ofNamespace(object, found.namespace), waits: 'none', ...more }),
  ];
}

/**
 * The Service that a host means: a name without dots, `name.namespace`, and what follows with `svc`. Other hosts are of ServiceEntries, or
 * outside; those give undefined.
 * @param host - the host
 * @param object - the object that names it
 */
export function hostService(
  host: string,
  { namespace: own }: CheckedObject,
): { readonly name: string; readonly namespace: string | undefined } | undefined {
  const [name = '', namespace = own, svc, ...domain] = host.split('.');
  const isCluster = /^[a-z0-9-]+$/.test(host) || (svc === 'svc' && ['', 'cluster.local'].includes(domain.join('.')));
  return isCluster && name !== '*' ? { name, namespace } : undefined;
}
