import type { JsonObject } from '../../values/json';
import type { VerrazzanoResource } from '../merge';
import type { MergeProblem } from '../merge/merge-error';
import type { SchemaFound } from '../schema/schema-problems';
import type { ClusterFacts } from './cluster-facts';

/** Severity of a finding: refused by the operator; admitted and failing later; or a condition that the cluster must meet. */
export type Severity = 'error' | 'warning' | 'assumption';

/** What a rule has found in a resource. */
export interface Finding {
  /** Id of the rule, such as `dns.oci.secret-exists`. */
  readonly rule: string;
  /** How severe it is. */
  readonly severity: Severity;
  /** Where in the resource, such as `spec.components.dns.oci.dnsScope`. */
  readonly path: string;
  /** The value there. */
  readonly value?: unknown;
  /** What is wrong, and what is allowed. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
}

/** What is validated. */
export interface ValidationInput {
  /** The new resource, v1beta1 or v1alpha1. */
  readonly resource: VerrazzanoResource;
  /** The stored resource; one in v1alpha1 is converted, as an API server stores it. @default - the resource is created */
  readonly previous?: VerrazzanoResource;
  /** What exists in the cluster. @default - unknown: what the resource needs is an assumption */
  readonly cluster?: ClusterFacts;
  /**
   * What will exist by the time the operator sees the resource, contents unknown: `Secret <namespace>/<name>` or
   * `ConfigMap <namespace>/<name>`. Where this is given, facts that `cluster` leaves out are unknown: what needs them is an
   * assumption and not an error.
   * @default - facts that `cluster` leaves out do not exist
   */
  readonly expected?: readonly string[];
}

/** Where upstream checks: the schema, the webhook, the merge, the components; `reconcile` is not checked on admission. */
export type Layer = 'schema' | 'webhook' | 'effective-cr' | 'component' | 'reconcile';

/** What a rule finds: a finding without the parts that belong to the rule. */
export interface Found extends Omit<Finding, 'rule' | 'severity'> {
  /** The object whose absence is found, such as `Secret default/login`. @default - something else is found */
  readonly needs?: string;
}

/** What rules look at. */
export interface RuleContext {
  readonly api: 'v1alpha1' | 'v1beta1';
  readonly operation: 'create' | 'update';
  /** The new resource, with the defaults of the schema. */
  readonly resource: VerrazzanoResource;
  /** Its `spec`; an empty object when there is none. */
  readonly spec: JsonObject;
  readonly previous?: VerrazzanoResource;
  readonly cluster: ClusterFacts;
  /** Effective spec in the form of its own API version; undefined when the merge fails. */
  readonly own?: JsonObject;
  /** Effective spec in the form of v1beta1; undefined when the merge or the conversion fails. */
  readonly effective?: JsonObject;
  /** As {@link own}, of the stored resource. */
  readonly oldOwn?: JsonObject;
  /** As {@link effective}, of the stored resource. */
  readonly oldEffective?: JsonObject;
  /** Why merge and conversion failed. */
  readonly problems: readonly MergeProblem[];
  /** Problems of the schema in the new resource. */
  readonly schema: readonly SchemaFound[];
}

/** One rule of the platform operator. */
export interface Rule {
  /** Id of the rule, `<subject>.<what is checked>`. */
  readonly id: string;
  readonly layer: Layer;
  /** @default - create and update */
  readonly operations?: readonly RuleContext['operation'][];
  /** @default - both API versions */
  readonly apis?: readonly RuleContext['api'][];
  /** Everything that violates the rule. */
  readonly check: (context: RuleContext) => readonly Found[];
  /**
   * What the rule needs of a cluster about which nothing is known; reported instead of what `check` finds.
   * @default - the rule is checked against an empty cluster
   */
  readonly assume?: (context: RuleContext) => readonly Found[];
  /** The cluster fact without which `assume` is used. @default - none: `assume` is used for an unknown cluster */
  readonly fact?: keyof ClusterFacts;
}
