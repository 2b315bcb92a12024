import type { JsonObject } from '../../values/json';
import type { Finding, Found } from '../rules/types';
import type { ExistingObjects } from './existing-objects';

/** Kinds of `clusters.verrazzano.io/v1alpha1` whose admission is known. */
export type MulticlusterKind =
  | 'VerrazzanoManagedCluster'
  | 'VerrazzanoProject'
  | 'MultiClusterApplicationConfiguration'
  | 'MultiClusterComponent'
  | 'MultiClusterConfigMap'
  | 'MultiClusterSecret'
  | 'OCNEOCIQuickCreate'
  | 'OKEQuickCreate';

/** What is validated. */
export interface MulticlusterInput {
  /** The object. */
  readonly object: JsonObject;
  /** The stored object; where it is given, the object is updated. @default - the object of that name in `cluster`, if any */
  readonly previous?: JsonObject;
  /** What exists in the cluster: what is not there does not exist. @default - unknown; what the object needs is an assumption */
  readonly cluster?: ExistingObjects;
  /** Kinds of which it is unknown what exists in `cluster`. @default - none */
  readonly unknownKinds?: readonly string[];
  /** What is applied beside the object, and therefore exists too. @default - nothing */
  readonly beside?: ExistingObjects;
  /** What of that is applied before the object. @default - nothing */
  readonly before?: ExistingObjects;
  /** Names of Secrets and ConfigMaps that will exist, content unknown, such as `Secret verrazzano-mc/ca`. @default - none */
  readonly expected?: readonly string[];
}

/** A finding about an object. */
export interface MulticlusterFinding extends Finding {
  /** The object, such as `VerrazzanoProject verrazzano-mc/shop`. */
  readonly object: string;
}

/** What rules look at. */
export interface AdmissionContext {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly object: JsonObject;
  readonly previous?: JsonObject;
  /** Whether it is known what exists of a kind. */
  readonly isKnown: (kind: string) => boolean;
  /** Whether a Secret or ConfigMap will exist, content unknown. */
  readonly isExpected: (kind: string, namespace: string, name: string) => boolean;
  /** An object that exists, or is applied beside. */
  readonly find: (group: string, kind: string, namespace: string, name: string) => JsonObject | undefined;
  /** All objects of a kind that exist, or are applied beside, as an API server lists them. */
  readonly all: (group: string, kind: string) => readonly JsonObject[];
  /** Objects of a kind that exist in the cluster. */
  readonly stored: (group: string, kind: string) => readonly JsonObject[];
  /** Objects of a kind that exist in the cluster, or are applied before this one. */
  readonly earlier: (group: string, kind: string) => readonly JsonObject[];
}

/** What a rule finds. */
export interface AdmissionFound extends Found {
  /** Kind of what is not there; where it is unknown what exists of it, the finding is an assumption. @default - an error in any case */
  readonly absent?: string;
}

/** One rule. */
export interface AdmissionRule {
  /** Id, such as `project.shared-namespace`. */
  readonly id: string;
  readonly kinds: readonly MulticlusterKind[];
  /** @default - create and update */
  readonly on?: 'create' | 'update';
  /** Everything that violates the rule. */
  readonly check: (context: AdmissionContext) => readonly AdmissionFound[];
}
