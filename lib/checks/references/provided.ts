import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { OPERATOR_KINDS } from '../../connectivity/pod-kinds';
import type { CheckedObject } from '../checked-object';
import type { KustomizationFile } from '../kustomization-file';
import { annotationsOf, nativeScope, scopeText, type Inventory } from '../inventory';
import { textMatches } from '../walk';
import { byScope } from '../by-scope';

/** An object that something outside of the input provides. */
export interface ExternalObject {
  /** Kind, such as `StorageClass`. */
  readonly kind: string;
  /** API group; any unless given. */
  readonly group?: string;
  /** Namespace; any unless given. `*` matches any characters. */
  readonly namespace?: string;
  /** Name; `*` matches any characters. */
  readonly name: string;
}

/**
 * What an object makes beside itself: namespaces in which there may be anything afterwards, or `all`.
 * @param object - any object
 */
export type OpensNamespaces = (object: JsonObject) => 'all' | readonly string[];

/** A Secret that an object makes: its namespace and name. */
type MadeSecret = readonly [namespace: string | undefined, name: string];

/** Annotation of a Service for which OpenShift makes a certificate. Source: documentation of OpenShift, service serving certificates. */
const SERVING_CERTIFICATE = 'service.beta.openshift.io/serving-cert-secret-name';

/** Secrets that controllers make from other objects, by `group/kind`. Sources: cert-manager, External Secrets, Sealed Secrets, OpenShift. */
const MADE_SECRETS: Readonly<Record<string, (object: CheckedObject) => MadeSecret[]>> = {
  'cert-manager.io/Certificate': (each) => named(each, textAt(each.object, 'spec', 'secretName')),
  'cert-manager.io/Issuer': (each) => named(each, textAt(each.object, 'spec', 'acme', 'privateKeySecretRef', 'name')),
  'external-secrets.io/ExternalSecret': (each) =>
    named(each, textAt(each.object, 'spec', 'target', 'name') ?? each.name),
  'bitnami.com/SealedSecret': (each) =>
    named(each, textAt(each.object, 'spec', 'template', 'metadata', 'name') ?? each.name),
  'networking.k8s.io/Ingress': (each) => {
    const annotations = annotationsOf(each.object);
    const hasIssuer = Object.keys(annotations).some((key) => /^cert-manager\.io\/(?:cluster-)?issuer$/.test(key));
    const isMarked = hasIssuer || annotations['kubernetes.io/tls-acme'] === 'true';
    return isMarked
      ? textMatches(each.object, 'spec.tls[].secretName').map(({ value }) => [each.namespace, value])
      : [];
  },
  '/Service': (each) => named(each, annotationsOf(each.object)[SERVING_CERTIFICATE]),
  'secrets-store.csi.x-k8s.io/SecretProviderClass': (each) =>
    textMatches(each.object, 'spec.secretObjects[].secretName').map(({ value }) => [each.namespace, value]),
};

/** What controllers of Gateways make for each, by its class. Sources: documentation of Istio, "Automated Deployment", and of Cilium. */
const MADE_OF_GATEWAYS: Readonly<Record<string, (name: string) => readonly [kinds: readonly string[], name: string]>> =
  {
    istio: (name) => [['Deployment', 'Service', 'ServiceAccount'], `${name}-istio`],
    'istio-waypoint': (name) => [['Deployment', 'Service', 'ServiceAccount'], name],
    cilium: (name) => [['Service'], `cilium-gateway-${name}`],
  };

function named({ namespace }: CheckedObject, name: string | undefined): MadeSecret[] {
  return name === undefined || name === '' ? [] : [[namespace, name]];
}

/** Namespaces that every cluster has, with objects of its distribution. */
const OF_KUBERNETES: readonly string[] = ['kube-system', 'kube-public', 'kube-node-lease'];

/** What a kustomization puts around the names of its objects. */
interface Affix {
  readonly prefix: string;
  readonly suffix: string;
}

/** What is provided in one cluster beside its objects, and where there may be more than is known. */
export class Provided {
  private readonly secrets = new Set<string>();
  private readonly names = new Set<string>();
  /** An object of a kind without a schema, by namespace. */
  private readonly unknown = new Map<string, string>();
  /** `Kind namespace/name` of what is made for Gateways. */
  private readonly made = new Set<string>();
  private readonly openNamespaces = new Map<string, string>();
  private openEverywhere: string | undefined;
  private readonly makers = new Map<string, string>();
  private readonly affixes: Affix[] = [];
  /** `Kind name` of every object. */
  private readonly objects = new Set<string>();

  /**
   * @param inventory - the objects
   * @param scope - the cluster
   * @param opens - which objects make more than is known
   */
  constructor(inventory: Inventory, scope: string, opens: readonly OpensNamespaces[]) {
    const objects = byScope.of(inventory.objects, scope);
    for (const each of objects) {
      this.objects.add(`${each.kind} ${each.name}`);
      for (const [namespace, name] of MADE_SECRETS[`${each.group}/${each.kind}`]?.(each) ?? []) {
        this.secrets.add(`${namespace}/${name}`);
      }
      this.addOperator(each);
      this.addGateway(each);
      if (isUnknown(each, inventory) && each.namespace !== undefined)
        this.unknown.set(each.namespace, `${each.kind} ${each.name}`);
      this.addMaker(each);
      this.addHelmRelease(each);
      for (const open of opens) this.open(open(each.object), `${each.kind} ${each.name}`);
    }
    const [apart] = objects;
    for (const { cluster, namespace, what } of inventory.deliveries.elsewhere) {
      if (apart !== undefined && scopeText(apart, cluster) === scope)
        this.open(namespace === undefined ? 'all' : [namespace], what);
    }
  }

  /**
   * Adds what a kustomization makes or brings.
   * @param kustomization - the kustomization
   */
  addKustomization({ object, isHere, isBuilt = false }: KustomizationFile): void {
    if (!isBuilt) this.addMade(object);
    const brought = ['resources', 'bases', 'components'].flatMap((field) => listAt(object, field));
    const elsewhere = brought.filter((each) => typeof each === 'string' && !isHere(each));
    const isChart = listAt(object, 'helmCharts').length > 0;
    if (elsewhere.length > 0 || isChart) this.open('all', 'a kustomization with resources from elsewhere');
  }

  /** What a kustomization makes that is not built: what comes of its generators, and other names. */
  private addMade(kustomization: JsonObject): void {
    for (const [field, kind] of [
      ['configMapGenerator', 'ConfigMap'],
      ['secretGenerator', 'Secret'],
    ] as const) {
      for (const each of listAt(kustomization, field)) this.names.add(`${kind} ${textAt(each, 'name') ?? ''}`);
    }
    const affix = {
      prefix: textAt(kustomization, 'namePrefix') ?? '',
      suffix: textAt(kustomization, 'nameSuffix') ?? '',
    };
    if (affix.prefix !== '' || affix.suffix !== '') this.affixes.push(affix);
  }

  /** Whether a controller or a generator of the input makes an object, or a kustomization gives one that name. */
  makes(kind: string, namespace: string | undefined, name: string): boolean {
    if (this.names.has(`${kind} ${name}`) || this.isRenamed(kind, name)) return true;
    if (kind !== 'Secret') return this.made.has(`${kind} ${namespace}/${name}`);
    return namespace === undefined
      ? [...this.secrets].some((each) => each.endsWith(`/${name}`))
      : this.secrets.has(`${namespace}/${name}`);
  }

  /**
   * What may bring more objects into a namespace, or into any; undefined where everything is known.
   * @param namespace - the namespace; undefined for any
   * @param kind - kind of the object
   */
  openedBy(namespace: string | undefined, kind?: string): string | undefined {
    if (this.openEverywhere !== undefined) return this.openEverywhere;
    if (namespace !== undefined && OF_KUBERNETES.includes(namespace)) return 'Kubernetes';
    const maker = kind === 'Secret' && namespace !== undefined ? this.makers.get(namespace) : undefined;
    if (maker !== undefined) return maker;
    return namespace === undefined ? [...this.openNamespaces.values()][0] : this.openNamespaces.get(namespace);
  }

  /**
   * What may make pods in a namespace, or in any: what else is unknown there, and objects of kinds of which nothing is known.
   * @param namespace - the namespace; undefined for any
   */
  podsBy(namespace: string | undefined): string | undefined {
    const unknown = namespace === undefined ? [...this.unknown.values()][0] : this.unknown.get(namespace);
    return this.openedBy(namespace) ?? unknown;
  }

  /** Whether a name is that of an object, or one that a generator makes, with prefixes and suffixes of kustomizations. */
  private isRenamed(kind: string, name: string): boolean {
    return this.affixes.some(({ prefix, suffix }) => {
      const isAffixed = name.length > prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix);
      if (!isAffixed) return false;
      const inner = name.slice(prefix.length, name.length - suffix.length);
      const own = `${kind} ${inner}`;
      return this.objects.has(own) || this.names.has(own) || this.isRenamed(kind, inner);
    });
  }

  private open(namespaces: 'all' | readonly string[], what: string): void {
    if (namespaces === 'all') this.openEverywhere ??= what;
    else for (const each of namespaces) if (!this.openNamespaces.has(each)) this.openNamespaces.set(each, what);
  }

  /** Operators make pods, Services and Secrets beside the objects that they act on. */
  private addOperator({ group, kind, namespace, name, object }: CheckedObject): void {
    const makes = Object.hasOwn(OPERATOR_KINDS, group) && OPERATOR_KINDS[group]?.includes(kind) === true;
    // Objects of the operator of Istio have no namespace, and state where it works.
    const where = group === 'sailoperator.io' ? textAt(object, 'spec', 'namespace') : makes ? namespace : undefined;
    if (where !== undefined) this.open([where], `${kind} ${name}`);
  }

  private addGateway({ group, kind, namespace, name, object }: CheckedObject): void {
    if (group !== 'gateway.networking.k8s.io' || kind !== 'Gateway') return;
    const [kinds, own] = MADE_OF_GATEWAYS[textAt(object, 'spec', 'gatewayClassName') ?? '']?.(name) ?? [[], ''];
    for (const each of kinds) this.made.add(`${each} ${namespace}/${own}`);
  }

  /** Pods that may create Secrets make some at run time, as jobs for certificates do. */
  private addMaker({ group, kind, namespace, name, object }: CheckedObject): void {
    if (group !== 'rbac.authorization.k8s.io' || kind !== 'Role' || namespace === undefined) return;
    const has = (rule: JsonValue, field: string, wanted: string): boolean =>
      listAt(rule, field).some((each) => each === wanted || each === '*');
    const creates = listAt(object, 'rules').some(
      (rule) => has(rule, 'resources', 'secrets') && has(rule, 'verbs', 'create'),
    );
    if (creates && !this.makers.has(namespace)) this.makers.set(namespace, `a pod with the Role ${name}`);
  }

  private addHelmRelease({ group, kind, namespace, name, object }: CheckedObject): void {
    const isHelm = ['helm.toolkit.fluxcd.io', 'helm.cattle.io'].includes(group);
    if (!isHelm || !['HelmRelease', 'HelmChart'].includes(kind)) return;
    const target = textAt(object, 'spec', 'targetNamespace') ?? namespace;
    this.open(target === undefined ? 'all' : [target], `${kind} ${name}`);
  }
}

/** API groups whose objects make no pods, or only those that are known otherwise, where their definitions are not known. */
const KNOWN_GROUPS =
  /(?:^|\.)(?:k8s\.io|x-k8s\.io|istio\.io|toolkit\.fluxcd\.io|cert-manager\.io|projectcalico\.org|cilium\.io|kyverno\.io)$|^(?:argoproj\.io|bitnami\.com|external-secrets\.io|keda\.sh|metallb\.io|monitoring\.coreos\.com|traefik\.io|(?:apps|build|image|project|route|security)\.openshift\.io)$/;

/** Whether an object is of a kind of others without a known definition: a program that is not known acts on it. */
function isUnknown({ group, version, kind }: CheckedObject, { custom }: Inventory): boolean {
  return (
    group.includes('.') &&
    !KNOWN_GROUPS.test(group) &&
    nativeScope(group, kind) === undefined &&
    custom.find(group, version, kind) === undefined
  );
}

/** Whether an object is declared to be provided from outside. */
export function isExternal(
  externals: readonly ExternalObject[],
  {
    group,
    kind,
    namespace,
    name,
  }: { readonly group: string; readonly kind: string; readonly namespace?: string | undefined; readonly name: string },
): boolean {
  return externals.some(
    (each) =>
      each.kind === kind &&
      (each.group === undefined || each.group === group) &&
      (each.namespace === undefined || namespace === undefined || fits(each.namespace, namespace)) &&
      fits(each.name, name),
  );
}

/** Whether a string fits a pattern in which `*` matches any characters. */
export function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === text;
  const [first = '', last = ''] = [parts[0], parts[parts.length - 1]];
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** Keys of a ConfigMap or Secret; undefined where they are not all known. */
export function keysOf(object: JsonObject): ReadonlySet<string> | undefined {
  const maps = ['data', 'binaryData', 'stringData'].map((field) => objectAt(object, field));
  return new Set(maps.flatMap((map) => (isJsonObject(map) ? Object.keys(map) : [])));
}
