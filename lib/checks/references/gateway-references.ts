import { isJsonObject, type JsonObject } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import type { Match } from '../walk';
import { matches, textMatches } from '../walk';
import { ofNamespace, reference, type FindReferences, type Reference } from './reference';

const GROUP = 'gateway.networking.k8s.io';

/** Gateways and backends of routes, and certificates of Gateways. Source: API reference of the Gateway API. */
export const gatewayReferences: FindReferences = (object) => {
  if (object.group !== GROUP) return [];
  if (object.kind === 'Gateway')
    return [
      ...gatewayClass(object),
      ...at(object, 'spec.listeners[].tls.certificateRefs[]').flatMap((match) => certificate(object, match)),
    ];
  if (!object.kind.endsWith('Route')) return [];
  const backends = ['spec.rules[].backendRefs[]', 'spec.rules[].filters[].requestMirror.backendRef'];
  return [
    ...at(object, 'spec.parentRefs[]').flatMap((match) => gateway(object, match)),
    ...backends.flatMap((pattern) => at(object, pattern).flatMap((match) => backend(object, match))),
  ];
};

/** Classes that controllers make themselves. Sources: documentation of Istio, Cilium and GKE. */
const MADE_CLASS = /^(?:istio(?:-.*)?|cilium|gke-.*)$/;

function gatewayClass(object: CheckedObject): Reference[] {
  return textMatches(object.object, 'spec.gatewayClassName')
    .filter(({ value }) => !MADE_CLASS.test(value))
    .map(({ value, path }) =>
      reference(object, 'GatewayClass', value, path, { waits: 'none', severity: 'warning', knownBy: 'kind' }),
    );
}

type Named = Match & { readonly value: JsonObject & { readonly name: string } };

function at({ object }: CheckedObject, pattern: string): Named[] {
  return matches(object, pattern).filter(
    (match): match is Named => isJsonObject(match.value) && typeof match.value.name === 'string',
  );
}

/** Whether a reference is to a kind, which it may leave to the default. */
function isTo({ group, kind }: JsonObject, wantedGroup: string, wantedKind: string): boolean {
  return (group ?? wantedGroup) === wantedGroup && (kind ?? wantedKind) === wantedKind;
}

function namespaceIn({ namespace }: JsonObject, object: CheckedObject): string | undefined {
  return typeof namespace === 'string' ? namespace : object.namespace;
}

function gateway(object: CheckedObject, { value, path }: Named): Reference[] {
  if (!isTo(value, GROUP, 'Gateway')) return [];
  const { sectionName: listener } = value;
  const part = typeof listener === 'string' ? { listener, partPath: [...path, 'sectionName'] } : {};
  const more = { ...ofNamespace(object, namespaceIn(value, object)), ...part, waits: 'none' } as const;
  return [reference(object, 'KubernetesGateway', value.name, [...path, 'name'], more)];
}

function backend(object: CheckedObject, { value, path }: Named): Reference[] {
  if (!isTo(value, '', 'Service')) return [];
  const part = typeof value.port === 'number' ? { port: value.port, partPath: [...path, 'port'] } : {};
  const more = { ...ofNamespace(object, namespaceIn(value, object)), ...part, waits: 'none' } as const;
  return [reference(object, 'Service', value.name, [...path, 'name'], more)];
}

function certificate(object: CheckedObject, { value, path }: Named): Reference[] {
  if (!isTo(value, '', 'Secret')) return [];
  const more = { ...ofNamespace(object, namespaceIn(value, object)), waits: 'none' } as const;
  return [reference(object, 'Secret', value.name, [...path, 'name'], more)];
}
