import type { CheckedObject } from '../checked-object';
import { hostService } from '../references/istio-references';

/** A host of a server of a Gateway. */
export interface ServerHost {
  /** Namespace whose routes it takes; `*` for all. */
  readonly namespace: string | undefined;
  /** A name, or `*` and the end of names. */
  readonly name: string;
}

/**
 * Reads `[<namespace>/]<host>`, where `.` is the namespace of the Gateway. Source: API reference of Istio, Gateway.
 * @param text - the host as it is written
 * @param own - namespace of the Gateway
 */
export function serverHost(text: string, own: string | undefined): ServerHost {
  const [name = '', namespace = '*'] = text.split('/').reverse();
  return { namespace: namespace === '.' ? own : namespace, name };
}

/** A host as one text, whatever its form: names of Services get their namespace. */
export function hostText(host: string, object: CheckedObject): string {
  const service = hostService(host, object);
  return service === undefined ? host : `${service.name}.${service.namespace}.svc.cluster.local`;
}
