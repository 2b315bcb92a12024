import { COMPONENTS } from '../../components';
import { enabledNames } from '../../definition/enablement';
import { VERRAZZANO_V1ALPHA1 } from '../../definition/verrazzano-api';
import { isJsonObject, type JsonObject, objectOf, textOf } from '../../values/json';
import { toV1beta1 } from '../convert';
import { storedResource } from '../stored-resource';
import { DEFAULT_PROFILE, effectiveResource, MergeError, withSchemaDefaults, type VerrazzanoResource } from '../merge';
import type { MergeProblem } from '../merge/merge-error';
import { dig } from './dig';
import { resourceProblems } from './field-schema';
import type { RuleContext, ValidationInput } from './types';

/** Gathers what rules look at. */
export function ruleContext({ resource, previous, cluster }: ValidationInput): RuleContext {
  const problems: MergeProblem[] = [];
  const stored = withSchemaDefaults(resource);
  const { own, effective } = effectiveForms(stored, problems);
  const old = previous === undefined ? undefined : attempt(() => storedResource(previous), problems);
  // With another profile nearly everything differs, and that one finding is enough.
  const before = old === undefined || profileOf(old) !== profileOf(stored) ? {} : effectiveForms(old, problems);
  return {
    api: resource.apiVersion === VERRAZZANO_V1ALPHA1 ? 'v1alpha1' : 'v1beta1',
    operation: previous === undefined ? 'create' : 'update',
    resource: stored,
    spec: objectOf(stored.spec),
    previous: old,
    cluster: cluster ?? {},
    own,
    effective,
    oldOwn: before.own,
    oldEffective: before.effective,
    problems,
    schema: resourceProblems(resource),
  };
}

function profileOf({ spec }: VerrazzanoResource): string {
  return textOf(dig(spec, 'profile')) || DEFAULT_PROFILE;
}

interface Forms {
  readonly own?: JsonObject;
  readonly effective?: JsonObject;
}

function effectiveForms(resource: VerrazzanoResource, problems: MergeProblem[]): Forms {
  const effective = attempt(() => effectiveResource(resource), problems);
  if (effective === undefined) return {};
  return { own: effective.spec, effective: attempt(() => toV1beta1(effective), problems)?.spec };
}

function attempt<T>(make: () => T, problems: MergeProblem[]): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    const known = new Set(problems.map(({ at, what }) => `${at} ${what}`));
    for (const each of error.problems) if (!known.has(`${each.at} ${each.what}`)) problems.push(each);
    return undefined;
  }
}

/** Names of the components that are on, by effective resource; many rules look at each. */
const ON = new WeakMap<JsonObject, ReadonlySet<string>>();

/** Whether a component is on, by its key in the v1beta1 resource. */
export function isOn(effective: JsonObject | undefined, specKey: string): boolean {
  const name = COMPONENTS.find((definition) => definition.specKey === specKey)?.name;
  return name !== undefined && isJsonObject(effective) && namesOn(effective).has(name);
}

function namesOn(effective: JsonObject): ReadonlySet<string> {
  const names = ON.get(effective) ?? enabledNames(COMPONENTS, effective);
  ON.set(effective, names);
  return names;
}
