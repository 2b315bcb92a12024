import { isDeepStrictEqual } from 'util';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import type { DeliveryUnitProps } from './delivery-unit';
import { DeliveryUnit } from './delivery-unit';
import { FILE_NAME_RULE, isFileName } from './file-name';
import { ARGO_FOLDER, checkFolderName } from './names';
import { problem } from './problem';
import { requireProps } from '../values/shape/require-props';

/** Where Argo CD finds a cluster: by the address of its API server or by the name it has in Argo CD. */
export type Destination =
  { readonly server: string; readonly name?: never } | { readonly name: string; readonly server?: never };

/** Properties of a `GitOpsCluster`. */
export interface GitOpsClusterProps {
  /** The cluster as Argo CD knows it. @default - by name, the id of the construct */
  readonly destination?: Destination;
  /** Ring of the rollout that the cluster is in, one of those of the app. @default - none: the revision of the repository */
  readonly ring?: string;
}

/** A Secret that must exist in the cluster and is never in Git. */
export interface RequiredSecret {
  /** Namespace of the Secret. */
  readonly namespace: string;
  /** Name of the Secret. */
  readonly name: string;
  /** Keys of its data. */
  readonly keys: readonly string[];
  /** Who reads it. */
  readonly usedBy: string;
  /** What it holds and where to get that. */
  readonly description: string;
}

/** What must happen at run time and cannot be in Git. */
export interface RemainingStep {
  /** One line. */
  readonly title: string;
  /** Before or after the unit is applied. */
  readonly when: 'before' | 'after';
  /** Name of the delivery unit. @default - the whole cluster */
  readonly unit?: string;
  /** Order among the steps of one moment, lower first; those of the same order are sorted by title. @default 0 */
  readonly order?: number;
  /** What to do, Markdown. */
  readonly instructions: string;
}

/** Options of a host file. */
export interface HostFileOptions {
  /**
   * Why the file holds no credential although it looks like one, such as a token that is replaced at run time; printed in
   * the README of the cluster.
   * @default - a file with what looks like a credential is refused
   */
  readonly allowCredentials?: string;
  /** The construct whose file it is, for `cdk8s-verrazzano why`. @default - the cluster */
  readonly construct?: IConstruct;
}

/** A namespace that the output does not create, and that objects of the output may be in. */
export interface DeclaredNamespace {
  /** Name of the namespace. */
  readonly name: string;
  /** Who creates it, and when, for the README of the cluster. */
  readonly createdBy: string;
}

/** An object that the output refers to and does not create. */
export interface DeclaredObject {
  /** Kind, such as `Service`. */
  readonly kind: string;
  /** API group. @default - any */
  readonly group?: string;
  /** Namespace. @default - any, or none */
  readonly namespace?: string;
  /** Name; `*` matches any characters. */
  readonly name: string;
  /** Who creates it, for the README of the cluster. */
  readonly createdBy: string;
}

/** A cluster as a target of delivery: a folder of output and an AppProject of Argo CD. */
export class GitOpsCluster extends Construct {
  /** The nearest cluster around a construct, itself included; undefined if there is none. */
  static of(scope: IConstruct): GitOpsCluster | undefined {
    return scope.node.scopes.reverse().find((s): s is GitOpsCluster => s instanceof GitOpsCluster);
  }

  /** Name of the cluster: folder, AppProject, start of the names of its Applications. */
  readonly clusterName: string;

  /** The cluster as Argo CD knows it. */
  readonly destination: Destination;

  /** Ring of the rollout; undefined when it is in none. */
  readonly ring: string | undefined;

  private readonly units = new Map<string, DeliveryUnit>();
  private readonly secrets: (RequiredSecret | (() => readonly RequiredSecret[]))[] = [];
  private readonly steps: (RemainingStep | (() => readonly RemainingStep[]))[] = [];
  private readonly files = new Map<string, string>();
  private readonly allowedFiles = new Map<string, string>();
  private readonly fileOwners = new Map<string, IConstruct>();
  private readonly namespaces: (() => readonly DeclaredNamespace[])[] = [];
  private readonly objects: DeclaredObject[] = [];
  private readonly owned: (() => readonly DeclaredObject[])[] = [];
  private readonly counts: (readonly [string, () => number])[] = [];

  /**
   * @param id - name of the cluster, a DNS-1123 label other than `argocd`
   * @throws Error when it is not
   */
  constructor(scope: Construct, id: string, props: GitOpsClusterProps = {}) {
    requireProps('GitOpsClusterProps', props, scope, id);
    const path = [scope.node.path, id].filter(Boolean).join('/');
    checkFolderName(path, 'the name of a cluster', id);
    if (id === ARGO_FOLDER) {
      const what = `the folder ${ARGO_FOLDER} holds what Argo CD reads first`;
      throw new Error(problem(path, { what, got: id, fix: 'rename the cluster' }));
    }
    super(scope, id);
    this.clusterName = id;
    this.destination = props.destination ?? { name: id };
    this.ring = props.ring;
  }

  /**
   * Gets or creates a delivery unit.
   *
   * @param name - one or two DNS-1123 labels with a slash between, e.g. `policies` or `apps/shop`
   * @param props - needed the first time; when given again they must be the same
   * @throws Error when the unit does not exist and no props are given, or exists with other props
   */
  unit(name: string, props?: DeliveryUnitProps): DeliveryUnit {
    const path = `${this.node.path}/${name}`;
    const unit = this.units.get(name);
    if (unit === undefined) {
      if (props === undefined) {
        throw new Error(
          problem(path, {
            what: 'the delivery unit does not exist',
            got: name,
            allowed: [...this.units.keys()].sort().join(', ') || 'none yet',
            fix: 'pass its props to create it',
          }),
        );
      }
      const created = new DeliveryUnit(this, name, props);
      this.units.set(name, created);
      return created;
    }
    if (props !== undefined && !isDeepStrictEqual(defined(props), defined(unit.props))) {
      throw new Error(
        problem(path, {
          what: 'the delivery unit exists with other props',
          got: `other ${differing(props, unit.props).join(', ')}`,
          fix: 'create it in one place, and get it by name elsewhere',
        }),
      );
    }
    return unit;
  }

  /** Declares a Secret that must exist; several users may declare the same Secret. */
  addRequiredSecret(secret: RequiredSecret): void {
    if (!this.secrets.some((s) => isDeepStrictEqual(s, secret))) this.secrets.push(secret);
  }

  /**
   * Declares Secrets that follow from what is known only when the app is rendered.
   * @param secrets - gives them each time they are asked for
   * @internal
   */
  declareRequiredSecrets(secrets: () => readonly RequiredSecret[]): void {
    this.secrets.push(secrets);
  }

  /** Declares a step that cannot be in Git. */
  addRemainingStep(step: RemainingStep): void {
    if (!this.steps.some((s) => isDeepStrictEqual(s, step))) this.steps.push(step);
  }

  /**
   * Declares steps that follow from what is known only when the app is rendered.
   * @param steps - gives them each time they are asked for
   * @internal
   */
  declareRemainingSteps(steps: () => readonly RemainingStep[]): void {
    this.steps.push(steps);
  }

  /**
   * Declares namespaces that exist already, or that something delivered creates. Every other namespace of an emitted object
   * must be emitted too, or it becomes a remaining step.
   *
   * @param namespaces - the namespaces, or what gives them when the app is rendered
   * @internal
   */
  declareNamespaces(namespaces: readonly DeclaredNamespace[] | (() => readonly DeclaredNamespace[])): void {
    this.namespaces.push(typeof namespaces === 'function' ? namespaces : () => namespaces);
  }

  /**
   * Declares objects that the output refers to and that others create, such as the Services of an application that another
   * repository delivers. `cdk8s-verrazzano check` reads them from the README of the cluster and does not miss them.
   *
   * @param objects - the objects
   */
  declareObjects(objects: readonly DeclaredObject[]): void {
    for (const each of objects) if (!this.objects.some((o) => isDeepStrictEqual(o, each))) this.objects.push(each);
  }

  /**
   * Declares objects that something in the cluster makes and keeps as they are; to emit one of them is an error.
   *
   * @param objects - gives them when the app is rendered, with exact names and groups
   * @internal
   */
  declareOwnedObjects(objects: () => readonly DeclaredObject[]): void {
    this.owned.push(objects);
  }

  /**
   * Declares what else is counted in the summary of a synthesis.
   *
   * @param name - what is counted, one word such as `flows`; numbers of the same name are added
   * @param count - asked when the app is rendered
   * @internal
   */
  declareFigure(name: string, count: () => number): void {
    this.counts.push([name, count]);
  }

  /**
   * Adds a file for the hosts of the cluster, written to `_host/<cluster>/<path>`, outside of what Argo CD reads.
   *
   * @param path - relative, forward slashes; parts of letters, digits, `.`, `_` and `-` that neither start nor end with `.`
   * @param options - what it may hold
   * @throws Error when the path is malformed or exists with other content, or a reason is empty
   */
  addHostFile(path: string, content: string, { allowCredentials, construct }: HostFileOptions = {}): void {
    if (!path.split('/').every(isFileName)) {
      const allowed = `relative paths; in each part ${FILE_NAME_RULE}`;
      throw new Error(problem(this.node.path, { what: 'the path of a host file is not usable', got: path, allowed }));
    }
    if ((this.files.get(path) ?? content) !== content) {
      throw new Error(
        problem(this.node.path, { what: 'two host files have the same path', got: path, fix: 'rename one' }),
      );
    }
    if (allowCredentials?.trim() === '') {
      const fix = 'say why the file holds no credential';
      throw new Error(problem(this.node.path, { what: `allowCredentials of the host file ${path} is empty`, fix }));
    }
    this.files.set(path, content);
    this.fileOwners.set(path, construct ?? this);
    if (allowCredentials !== undefined) this.allowedFiles.set(path, allowCredentials);
  }

  /** Numbers for the summary of a synthesis, by what is counted. @internal */
  get figures(): Readonly<Record<string, number>> {
    const figures: Record<string, number> = {};
    for (const [name, count] of this.counts) figures[name] = (figures[name] ?? 0) + count();
    return figures;
  }

  /** Secrets that must exist, in the order of their declaration. */
  get requiredSecrets(): readonly RequiredSecret[] {
    return distinct(this.secrets.flatMap((secret) => (typeof secret === 'function' ? secret() : [secret])));
  }

  /** Steps that cannot be in Git, in the order of their declaration. */
  get remainingSteps(): readonly RemainingStep[] {
    return distinct(this.steps.flatMap((step) => (typeof step === 'function' ? step() : [step])));
  }

  /** Host files that may hold what looks like a credential: path to reason. @internal */
  get allowedHostFiles(): ReadonlyMap<string, string> {
    return new Map(this.allowedFiles);
  }

  /**
   * The construct whose host file it is.
   * @param path - path below `_host/<cluster>/`
   * @internal
   */
  hostFileOwner(path: string): IConstruct {
    return this.fileOwners.get(path) ?? this;
  }

  /** Namespaces that the output does not create, in the order of their declaration. @internal */
  get declaredNamespaces(): readonly DeclaredNamespace[] {
    return this.namespaces.flatMap((namespaces) => namespaces());
  }

  /** Objects that others create, in the order of their declaration. @internal */
  get declaredObjects(): readonly DeclaredObject[] {
    return [...this.objects];
  }

  /** Objects that something in the cluster makes and keeps as they are. @internal */
  get ownedObjects(): readonly DeclaredObject[] {
    return this.owned.flatMap((objects) => objects());
  }

  /** Files for hosts: path below `_host/<cluster>/` to content. @internal */
  get hostFiles(): ReadonlyMap<string, string> {
    return new Map(this.files);
  }
}

/** Each once: what several users declare counts once. */
function distinct<T extends object>(declared: readonly T[]): T[] {
  const seen = new Set<string>();
  return declared.filter((one) => {
    const key = JSON.stringify(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
    return !seen.has(key) && seen.add(key);
  });
}

/** Names of the props that differ; their values may be long, or secret. */
function differing(a: object, b: object): string[] {
  const [first, second] = [defined(a), defined(b)] as Array<Readonly<Record<string, unknown>>>;
  const names = [...new Set([...Object.keys(first ?? {}), ...Object.keys(second ?? {})])].sort();
  return names.filter((name) => !isDeepStrictEqual(first?.[name], second?.[name]));
}

function defined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined));
}
