import type { JsonValue } from '../../values/json';
import type { CheckedObject } from '../checked-object';

/**
 * Kinds of risk, the greatest first, and what each is.
 */
export const RISKS = {
  'data-loss': 'data, or everything that something manages, is deleted',
  immutable: 'a field that the API server does not let change: the apply fails, or the object must be deleted first',
  selector: 'other pods are selected: traffic, policies or monitoring go elsewhere',
  access: 'someone may do more: roles, policies, privileges of pods',
  exposure: 'something can be reached from where it could not be before',
  removal: 'something that runs or is used is removed',
  image: 'another image, or another version of a chart, runs',
  rollout: 'pods are replaced',
  change: 'anything else that changed',
  addition: 'an object that is new',
} as const;

/** A kind of risk. */
export type Risk = keyof typeof RISKS;

/** Order of the risks. */
export const RISK_ORDER = Object.keys(RISKS) as Risk[];

/** How serious a risk is. */
export type RiskLevel = 'high' | 'medium' | 'low';

/** The level of each risk. */
export const RISK_LEVELS: Readonly<Record<Risk, RiskLevel>> = {
  'data-loss': 'high',
  immutable: 'high',
  selector: 'high',
  access: 'high',
  exposure: 'high',
  removal: 'medium',
  image: 'medium',
  rollout: 'medium',
  change: 'low',
  addition: 'low',
};

/** A field that differs. */
export interface FieldChange {
  /** Where; items of lists are named by what tells them apart, as in `containers[name=web]`. */
  readonly path: string;
  /** The value before; undefined where the field is new. */
  readonly before?: JsonValue;
  /** The value after; undefined where the field is gone. */
  readonly after?: JsonValue;
}

/** Why a change is risky. */
export interface Reason {
  readonly risk: Risk;
  readonly text: string;
}

/** What happened to an object. */
export type ChangeKind = 'added' | 'removed' | 'changed' | 'renamed' | 'moved' | 'connection';

/** An object that differs, or a connection that opens. */
export interface Change {
  readonly kind: ChangeKind;
  /** The object as `Kind.group namespace/name`; of a connection, what reaches what. */
  readonly object: string;
  /** The cluster; empty where the input does not say. */
  readonly cluster: string;
  /** Its file after the change, or before where it is gone; empty for a connection. */
  readonly file: string;
  /** Name or cluster before, of one that was renamed or moved. */
  readonly from?: string;
  readonly risk: Risk;
  readonly level: RiskLevel;
  /** The greatest risk first. */
  readonly reasons: readonly Reason[];
  readonly fields: readonly FieldChange[];
}

/** An object before and after. */
export interface ObjectPair {
  readonly before: CheckedObject;
  readonly after: CheckedObject;
  readonly fields: readonly FieldChange[];
}
