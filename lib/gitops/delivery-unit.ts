import type { ApiObject } from 'cdk8s';
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { GroupKind } from './kinds/kind-scope';
import type { HelmSource } from './helm-source';
import type { Kustomization } from './kustomization';
import { DNS_LABEL, isDnsLabel } from '../values/names';
import { checkUnitName } from './names';
import { problem } from './problem';
import type { RetryProps } from './retry';
import type { AllowedSecret } from './secrets';
import { checkWave } from './wave';
import { requireProps } from '../values/shape/require-props';

/** Fields that controllers write, and that Argo CD must not revert. */
export interface IgnoreDifference {
  /** API group; empty for the core group. @default '' */
  readonly group?: string;
  /** Kind, or `*`. */
  readonly kind: string;
  /** Name of one object. @default - all of the kind */
  readonly name?: string;
  /** Namespace of the objects. @default - all */
  readonly namespace?: string;
  /** JSON pointers (RFC 6901). @default - none; one of the two lists must have entries */
  readonly jsonPointers?: readonly string[];
  /** jq path expressions. @default - none */
  readonly jqPathExpressions?: readonly string[];
  /** Who writes these fields and why, for the README of the cluster. */
  readonly reason: string;
}

/** What a unit applies beyond the objects that are files in Git. */
export interface Grants {
  /** Cluster-scoped kinds. @default - none */
  readonly clusterScoped?: readonly GroupKind[];
  /** Namespaced kinds. @default - none */
  readonly namespaced?: readonly GroupKind[];
  /** Namespaces it applies to. @default - none */
  readonly namespaces?: readonly string[];
}

/** Properties of a `DeliveryUnit`. */
export interface DeliveryUnitProps {
  /** Order among the units of a cluster: integer from -999 to 999, lower first. */
  readonly wave: number;
  /** Namespace of namespaced objects that name none. @default - such objects are an error */
  readonly namespace?: string;
  /** What the unit holds, for the README of the cluster. @default - none */
  readonly description?: string;
  /** Server-side apply, e.g. for objects too large for an annotation. @default false */
  readonly serverSideApply?: boolean;
  /** Fields that controllers write. @default - none */
  readonly ignoreDifferences?: readonly IgnoreDifference[];
  /** Makes the unit a kustomization; objects below it are then an error. @default - a folder of objects */
  readonly kustomization?: Kustomization;
  /** Makes the unit a chart that Argo CD renders; objects below it are then an error. @default - a folder of objects */
  readonly helm?: HelmSource;
  /** What it applies beyond the objects emitted; needed with `kustomization` and `helm`. @default - nothing */
  readonly grants?: Grants;
  /** How a failed sync is tried again. @default - 10 times, 30s to 10m apart */
  readonly retry?: RetryProps;
  /**
   * Name of another cluster of the app that waits for this unit. Its Application is then among those of that cluster, in the wave of
   * this unit, and not among those of the own cluster; its files stay where they are.
   * @default - none
   */
  readonly requiredBy?: string;
  /** What looks like a secret and may be written to Git all the same. @default - nothing */
  readonly allowSecrets?: readonly AllowedSecret[];
}

const DELIVERY_UNIT = Symbol.for('cdk8s.gitops.DeliveryUnit');

/**
 * What is synced, rolled back and granted as one: a folder of output and an Argo CD Application.
 * Objects may be anywhere below it. It must be below a `GitOpsCluster`, which `GitOpsCluster.unit()` sees to.
 *
 * Objects without `metadata.name` are named after their construct path below the unit, joined by `-`, without hashes.
 * A unit without objects is left out of the output. The Application has no finalizer: when it goes, what it applied stays.
 */
export class DeliveryUnit extends Chart {
  /** Whether a value is a delivery unit. */
  static isDeliveryUnit(value: unknown): value is DeliveryUnit {
    return typeof value === 'object' && value !== null && DELIVERY_UNIT in value;
  }

  /** Makes `instanceof` distinguish delivery units from other charts, which `Chart` does not. @internal */
  static override [Symbol.hasInstance](value: unknown): value is DeliveryUnit {
    return DeliveryUnit.isDeliveryUnit(value);
  }

  /** Name of the unit in its cluster, e.g. `policies` or `apps/shop`. */
  readonly unitName: string;

  /** What was asked for. */
  readonly props: DeliveryUnitProps;

  /**
   * @param id - name of the unit: one or two DNS-1123 labels with a slash between
   * @throws Error when the name, the wave or the namespace is malformed
   */
  constructor(scope: Construct, id: string, props: DeliveryUnitProps) {
    requireProps('DeliveryUnitProps', props, scope, id);
    const path = [scope.node.path, id].filter(Boolean).join('/');
    checkUnitName(path, id);
    checkWave(path, props.wave);
    if (props.namespace !== undefined && !isDnsLabel(props.namespace)) {
      throw new Error(problem(path, { what: 'the namespace is not usable', got: props.namespace, allowed: DNS_LABEL }));
    }
    super(scope, id);
    this.unitName = id;
    this.props = props;
    Object.defineProperty(this, DELIVERY_UNIT, { value: true });
  }

  /**
   * Name of an object that has none: the ids below the unit, joined by `-`.
   *
   * @throws Error when these do not make a DNS-1123 label
   * @internal
   */
  override generateObjectName(apiObject: ApiObject): string {
    const ids = apiObject.node.scopes.slice(this.node.scopes.length).map((scope) => scope.node.id);
    const name = ids
      .filter((id) => !/^(default|resource)$/i.test(id))
      .join('-')
      .toLowerCase();
    const limit = apiObject.kind === 'CronJob' ? 52 : 63;
    if (isDnsLabel(name) && name.length <= limit) return name;
    throw new Error(
      problem(apiObject.node.path, {
        what: 'the construct path does not make a valid name',
        got: name,
        allowed: `${DNS_LABEL}${limit === 63 ? '' : `, at most ${limit}`}`,
        fix: 'give metadata.name',
      }),
    );
  }
}
