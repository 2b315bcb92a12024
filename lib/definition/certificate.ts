import type { ComponentDefinition } from './definition';
import { ingressesOf } from './ingress';
import type { NamespaceName } from './namespaces';

/** A Certificate of cert-manager, with defaults filled in. */
export interface Certificate {
  /** Name. */
  readonly name: string;
  /** Namespace. */
  readonly namespace: NamespaceName;
  /** Secret that holds the key pair. */
  readonly secret: string;
  /** Issuer as `<kind>/<name>`; undefined when not known. */
  readonly issuer: string | undefined;
  /** Whether the component is ready only when the certificate is. */
  readonly awaited: boolean;
  /** Ingress for which cert-manager makes it; undefined for others. */
  readonly ingress: string | undefined;
}

/**
 * The certificates of a component: those of its Ingresses, then its own.
 * @param definition - the component
 */
export function certificatesOf(definition: ComponentDefinition): readonly Certificate[] {
  const ofIngresses = ingressesOf(definition).map((ingress) => ({
    name: ingress.tlsSecret,
    namespace: ingress.namespace,
    secret: ingress.tlsSecret,
    issuer: undefined,
    awaited: ingress.definition.awaited !== false,
    ingress: ingress.name,
  }));
  const own = Object.entries(definition.certificates ?? {}).map(([name, facts]) => ({
    name,
    namespace: facts.namespace ?? definition.namespace,
    secret: facts.secret ?? name,
    issuer: facts.issuer,
    awaited: facts.awaited === true,
    ingress: undefined,
  }));
  return [...ofIngresses, ...own];
}
