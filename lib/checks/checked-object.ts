import type { JsonObject } from '../values/json';
import { isJsonObject } from '../values/json';
import type { Path } from '../values/path';

/** An object and where it was read. */
export interface SourceObject {
  /** The file. */
  readonly file: string;
  /** Which document of the file it is in, from 0; documents that are empty do not count. */
  readonly document: number;
  /** Path inside the document, as in a List. */
  readonly item: Path;
  /** The object; it has a `kind`. */
  readonly object: JsonObject;
  /**
   * What it belongs to: objects of different roots are not duplicates of each other. An output of `GitOpsApp` is a root of its own, and
   * otherwise each folder that is named.
   */
  readonly root: string;
  /** Whether objects of other roots are in other clusters, as for outputs of `GitOpsApp`. */
  readonly apart: boolean;
  /** What is synced at once, where that is known otherwise than by an Application. */
  readonly unit?: string;
  /** Cluster that it is delivered to, where that is known otherwise than by an Application. */
  readonly cluster?: string;
  /** The file of what brings it, such as a kustomization, where it is not delivered from its own folder. */
  readonly deliveredFrom?: string;
  /** Why it is not known how it is applied, as the rest of a sentence: `that a transformer changes`. */
  readonly uncertain?: string;
}

/** An object with what is known of it. */
export interface CheckedObject extends SourceObject {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** `metadata.name`; empty where it has none, or only `generateName`. */
  readonly name: string;
  /** Its namespace: the one that it states, that of the Application that delivers it, or `default`; undefined for kinds without one. */
  readonly namespace: string | undefined;
  /** Whether it, or the Application that delivers it, states its namespace. */
  readonly isStated: boolean;
  /** Whether its kind has namespaces; undefined where that is not known. */
  readonly namespaced: boolean | undefined;
  /** Cluster that it is delivered to; objects of different clusters know nothing of each other. */
  readonly scope: string;
  /** What is synced at once: an Application of Argo CD, or everything else of the cluster. */
  readonly unit: string;
}

/** Group and version of an `apiVersion`. */
export function groupVersion(object: JsonObject): readonly [group: string, version: string] {
  const text = typeof object.apiVersion === 'string' ? object.apiVersion : '';
  const slash = text.indexOf('/');
  return slash < 0 ? ['', text] : [text.slice(0, slash), text.slice(slash + 1)];
}

/** `Kind`, or `Kind.group` outside of the core group. */
export function kindText(group: string, kind: string): string {
  return group === '' ? kind : `${kind}.${group}`;
}

/** An object as messages name it: `Kind.group namespace/name`. */
export function objectText({ group, kind, namespace, name, object }: CheckedObject): string {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const generated = typeof metadata.generateName === 'string' ? `${metadata.generateName}*` : '(no name)';
  const own = name === '' ? generated : name;
  return `${kindText(group, kind)} ${namespace === undefined ? own : `${namespace}/${own}`}`;
}

/** Names an object within its cluster, whatever its version. */
export function identity(group: string, kind: string, namespace: string | undefined, name: string): string {
  return [canonicalGroup(group, kind), kind, namespace ?? '', name].join('\u0000');
}

/** Kinds of the old group `extensions` are the same objects in their new groups. */
function canonicalGroup(group: string, kind: string): string {
  if (group !== 'extensions') return group;
  return ['Ingress', 'NetworkPolicy'].includes(kind) ? 'networking.k8s.io' : 'apps';
}

/** Kinds that tools read from files and no API server stores. */
const LOCAL_GROUPS: readonly string[] = [
  'kustomize.config.k8s.io',
  'kubeadm.k8s.io',
  'kubelet.config.k8s.io',
  'kubeproxy.config.k8s.io',
  'kubescheduler.config.k8s.io',
  'audit.k8s.io',
  'apiserver.config.k8s.io',
  'client.authentication.k8s.io',
  'kind.x-k8s.io',
  'skaffold',
];

/** Kinds of `v1` that are files: of kubectl, and of the scheduler before 1.23. */
const LOCAL_KINDS: readonly string[] = ['Config', 'Policy'];

/**
 * Whether an object is what `istioctl install -f` reads, which needs no name; as an object of the cluster it has one.
 * @param object - any object
 */
export function isInstallFile(object: JsonObject): boolean {
  const { kind, metadata } = object;
  const [group] = groupVersion(object);
  const hasName = isJsonObject(metadata) && (metadata.name ?? '') !== '';
  return group === 'install.istio.io' && kind === 'IstioOperator' && !hasName;
}

/** Whether an object is the input of a tool and nothing that is applied. */
export function isLocal(object: JsonObject): boolean {
  const [group, version] = groupVersion(object);
  const annotations = isJsonObject(object.metadata) ? object.metadata.annotations : undefined;
  const isMarked = isJsonObject(annotations) && annotations['config.kubernetes.io/local-config'] === 'true';
  const isLocalKind = group === '' && version === 'v1' && LOCAL_KINDS.includes(object.kind as string);
  // Settings of generators and transformers that kustomize has built in.
  const isBuiltin = group === '' && version === 'builtin';
  return isMarked || LOCAL_GROUPS.includes(group) || isLocalKind || isBuiltin || isInstallFile(object);
}

/**
 * An object with the namespace that it gets; it need not state that itself.
 * @param checked - the object with what is known of it
 */
export function inNamespace({ object, namespace }: CheckedObject): JsonObject {
  if (namespace === undefined) return object;
  return { ...object, metadata: { ...(object.metadata as object), namespace } };
}
