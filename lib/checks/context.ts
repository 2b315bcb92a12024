import { textAt } from '../connectivity/manifest';
import { labelsOfPods } from '../connectivity/pod-template';
import { isJsonObject } from '../values/json';
import type { CheckedObject } from './checked-object';
import type { Inventory } from './inventory';
import type { KustomizationFile } from './kustomization-file';
import { podTemplateOf } from './pods';
import type { ExternalObject, OpensNamespaces } from './references/provided';
import { Provided } from './references/provided';
import { matches } from './walk';
import { pushTo } from '../values/push-to';
import { byScope } from './by-scope';

/** The pods that an object makes. */
export interface Pods {
  readonly owner: CheckedObject;
  readonly namespace: string | undefined;
  /** Labels of their template. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels that the pods have in the end, which differ where a controller tells pods apart. */
  readonly variants: ReadonlyArray<Readonly<Record<string, string>>>;
  /** The ports of their containers. */
  readonly ports: readonly ContainerPort[];
}

/** A port that a container declares. */
export interface ContainerPort {
  readonly name: string | undefined;
  readonly number: number | undefined;
  readonly protocol: string;
}

/** Minor versions of Kubernetes 1 that must take the objects. */
export interface Minors {
  readonly oldest: number;
  readonly newest: number;
}

/** What the rules work on. */
export class CheckContext {
  private readonly known = new Map<string, Provided>();
  private readonly podsByScope = new Map<string, readonly Pods[]>();
  private readonly podsByNamespace = new Map<string, ReadonlyMap<string | undefined, readonly Pods[]>>();

  /**
   * @param inventory - the objects
   * @param minors - versions of Kubernetes
   * @param externals - what is provided from outside
   * @param opens - which objects make more than is known
   * @param kustomizations - the kustomizations of the input
   */
  constructor(
    readonly inventory: Inventory,
    readonly minors: Minors,
    readonly externals: readonly ExternalObject[],
    private readonly opens: readonly OpensNamespaces[],
    private readonly kustomizations: readonly KustomizationFile[],
  ) {}

  /** What is provided in a cluster beside its objects. */
  provided(scope: string): Provided {
    const known = this.known.get(scope);
    if (known !== undefined) return known;
    const provided = new Provided(this.inventory, scope, this.opens);
    for (const each of this.kustomizations) {
      if (each.scope === scope) provided.addKustomization(each);
    }
    this.known.set(scope, provided);
    return provided;
  }

  /** The pods that the objects of a cluster make. */
  pods(scope: string): readonly Pods[] {
    const known = this.podsByScope.get(scope) ?? objectsIn(this, scope).flatMap(podsOf);
    this.podsByScope.set(scope, known);
    return known;
  }

  /** The pods that the objects of a cluster make in a namespace. */
  podsIn(scope: string, namespace: string | undefined): readonly Pods[] {
    const known = this.podsByNamespace.get(scope) ?? byNamespace(this.pods(scope));
    this.podsByNamespace.set(scope, known);
    return known.get(namespace) ?? [];
  }
}

function byNamespace(pods: readonly Pods[]): ReadonlyMap<string | undefined, readonly Pods[]> {
  const found = new Map<string | undefined, Pods[]>();
  for (const each of pods) pushTo(found, each.namespace, each);
  return found;
}

/** The objects of one cluster. */
export function objectsIn({ inventory }: CheckContext, scope: string): readonly CheckedObject[] {
  return byScope.of(inventory.objects, scope);
}

function podsOf(owner: CheckedObject): Pods[] {
  const template = podTemplateOf(owner);
  if (template === undefined) return [];
  const ports = ['containers', 'initContainers']
    .flatMap((list) => matches(template.spec, `${list}[].ports[]`))
    .map(({ value }): ContainerPort => {
      const { containerPort: number } = isJsonObject(value) ? value : {};
      // One in small letters is a finding of its own.
      const protocol = (textAt(value, 'protocol') ?? 'TCP').toUpperCase();
      return { name: textAt(value, 'name'), number: typeof number === 'number' ? number : undefined, protocol };
    });
  const { namespace, object } = owner;
  return [{ owner, namespace, labels: template.labels, variants: labelsOfPods(object), ports }];
}
