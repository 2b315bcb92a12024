import { ApiObject, Chart, Lazy } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { DeliveryUnit } from '../../gitops/delivery-unit';
import { GitOpsApp } from '../../gitops/gitops-app';
import { GitOpsCluster } from '../../gitops/gitops-cluster';
import { explainFields } from '../../gitops/provenance/field-origin';
import type { JsonObject } from '../../values/json';
import { labelProblems } from '../../values/names';
import type { Problem } from '../../values/problem';
import { describeProblem, throwProblems } from '../../values/problem';
import type { MeshKind } from '../api-versions';
import { MESH_API_VERSIONS } from '../api-versions';
import { meshObjectOrigins } from '../object-origins';
import { nameProblems } from './checks';

/** Properties of every object of the mesh. */
export interface MeshObjectProps {
  /**
   * `metadata.name`, a DNS label.
   * @default - the ids of the constructs below the delivery unit or Chart, joined by `-`, without hashes
   */
  readonly name?: string;
  /**
   * `metadata.namespace`.
   * @default - the namespace of the delivery unit or Chart
   */
  readonly namespace?: string;
  /**
   * Labels of the object.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Annotation that repeats the warnings about an object, one line each. */
const WARNINGS = 'cdk8s-verrazzano/warnings';

/** A construct with one object of Istio. Relations are checked, and warnings reported, when the app is synthesized. */
export abstract class MeshObject extends Construct {
  /** `metadata.name` of the object. */
  readonly name: string;

  /** Namespace of the object; undefined where neither the props nor the Chart state one. */
  readonly namespace: string | undefined;

  /** The object, for patches that the props do not know: `apiObject.addJsonPatch(...)`. */
  readonly apiObject: ApiObject;

  /**
   * @param scope - a delivery unit, a Chart, or anything below
   * @param id - id of the construct
   * @param kind - kind of the object
   * @param props - name, namespace, labels
   * @throws Error when the name or a label is not valid, or the construct is in no Chart
   */
  protected constructor(scope: Construct, id: string, kind: MeshKind, props: MeshObjectProps) {
    super(scope, id);
    this.name = props.name ?? defaultName(this);
    this.namespace = props.namespace ?? defaultNamespace(this);
    throwProblems(
      [
        ...nameProblems('the name', this.name),
        ...(props.namespace === undefined ? [] : nameProblems('the namespace', props.namespace)),
        ...labelProblems('labels', props.labels),
      ],
      this.node.path,
    );
    explainFields(this, (document) => meshObjectOrigins(document, props, this.node.path));
    const annotation = { produce: () => (this.warnings.length === 0 ? undefined : this.warnings.join('\n')) };
    this.apiObject = new ApiObject(this, 'resource', {
      apiVersion: MESH_API_VERSIONS[kind],
      kind,
      metadata: {
        name: this.name,
        ...(props.namespace !== undefined && { namespace: props.namespace }),
        ...(props.labels !== undefined && { labels: { ...props.labels } }),
        annotations: { [WARNINGS]: Lazy.any(annotation) as string },
      },
      // Late, since routes and the like may be added after the construct.
      spec: Lazy.any({ produce: () => this.spec() }) as unknown,
    });
    const { root } = this.node;
    if (GitOpsApp.isGitOpsApp(root)) root.declareKind({ group: group(kind), kind, namespaced: true });
    this.node.addValidation({ validate: () => this.validate() });
  }

  /** Settings that work and are probably not intended. Complete once everything is added. */
  get warnings(): readonly string[] {
    return [];
  }

  /** The object as Istio refers to it, `<namespace>/<name>`; the name alone while the namespace is unknown. */
  get reference(): string {
    return this.namespace === undefined ? this.name : `${this.namespace}/${this.name}`;
  }

  /** `spec` of the object. @internal */
  protected abstract spec(): JsonObject;

  /** Problems with other objects, collected at synthesis. @internal */
  protected relations(): readonly Problem[] {
    return [];
  }

  /** Tells the cluster what it must hold and what remains to be done. @internal */
  protected announce(_cluster: GitOpsCluster): void {}

  /** All constructs of a class in the same cluster, or in the app where there are no clusters. @internal */
  protected all<T extends IConstruct>(type: abstract new (...args: never[]) => T): readonly T[] {
    const top: IConstruct = GitOpsCluster.of(this) ?? this.node.root;
    return top.node.findAll().filter((construct): construct is T => construct instanceof type);
  }

  private validate(): string[] {
    // The README of the cluster is written after validation, and only now everything has been added.
    const cluster = GitOpsCluster.of(this);
    if (cluster !== undefined) this.announce(cluster);
    return this.relations().map(describeProblem);
  }
}

/** The namespace of objects that do not set one. */
export function defaultNamespace(construct: IConstruct): string | undefined {
  const chart = Chart.of(construct);
  return DeliveryUnit.isDeliveryUnit(chart) ? chart.props.namespace : chart.namespace;
}

/** The ids below the delivery unit or Chart, joined by `-`, as a delivery unit names other objects. */
export function defaultName(construct: IConstruct): string {
  const chart = Chart.of(construct);
  const ids = construct.node.scopes.slice(chart.node.scopes.length).map(({ node }) => node.id);
  return ids
    .filter((id) => !/^(default|resource)$/i.test(id))
    .join('-')
    .toLowerCase();
}

/** Name of the delivery unit around a construct, for remaining steps. */
export function unitNameOf(construct: IConstruct): string | undefined {
  const chart = Chart.of(construct);
  return DeliveryUnit.isDeliveryUnit(chart) ? chart.unitName : undefined;
}

function group(kind: MeshKind): string {
  return MESH_API_VERSIONS[kind].split('/')[0] ?? '';
}
