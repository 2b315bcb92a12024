import { Connectivity, type ConnectivityOptions, type Peer } from '../../lib/connectivity';
import type { JsonObject } from '../../lib/values/json';

type Labels = Record<string, string>;

/** A Namespace. */
export function namespace(name: string, labels: Labels = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** A Deployment in `namespace/name`; its label `app` is its name unless labels are given. */
export function deployment(path: string, labels?: Labels, spec: JsonObject = {}): JsonObject {
  const [space = '', name = ''] = path.split('/');
  const template = { metadata: { labels: labels ?? { app: name } }, spec: { containers: [], ...spec } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: space }, spec: { template } };
}

/** A Pod in `namespace/name`. */
export function pod(path: string, labels: Labels = {}, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  const [space = '', name = ''] = path.split('/');
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: space, labels, ...metadata }, spec };
}

/** Containers with ports, each `name:number/PROTOCOL`, `name:number` or `number`. */
export function ports(...texts: string[]): JsonObject {
  const list = texts.map((text) => {
    const [, name, port, protocol] = /^(?:([a-z-]+):)?(\d+)(?:\/(\w+))?$/.exec(text) ?? [];
    return { ...(name && { name }), containerPort: Number(port), ...(protocol && { protocol }) };
  });
  return { containers: [{ name: 'main', ports: list }] };
}

/** A NetworkPolicy in `namespace/name`. */
export function policy(path: string, spec: JsonObject): JsonObject {
  const [space = '', name = ''] = path.split('/');
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: space }, spec };
}

/** A selector by the label `app`. */
export function app(name: string): JsonObject {
  return { matchLabels: { app: name } };
}

/** What is allowed between two peers, as text. */
export function allowed(
  objects: readonly JsonObject[],
  from: string,
  to: string,
  options?: ConnectivityOptions,
): string {
  const connectivity = Connectivity.of(objects, options);
  return connectivity.allowed(peer(connectivity, from), peer(connectivity, to)).toString();
}

/** A peer that must be there. */
export function peer(connectivity: Connectivity, text: string): Peer {
  const found = connectivity.peer(text);
  if (found === undefined) throw new Error(`no peer ${text}`);
  return found;
}

/** Warnings of one kind, as `object: message`. */
export function warningsOf(objects: readonly JsonObject[], kind: string): string[] {
  const { warnings } = Connectivity.of(objects);
  return warnings.filter((each) => each.kind === kind).map(({ object, message }) => `${object}: ${message}`);
}

/** All connections as text lines. */
export function lines(objects: readonly JsonObject[], options?: ConnectivityOptions): string[] {
  const connections = [...Connectivity.of(objects, options).connections()];
  return connections.map(({ from, to, allowed: open }) => `${from.id} => ${to.id} : ${open.toString()}`);
}
