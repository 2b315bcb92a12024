import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';
import { VALUE_PATHS } from './value-paths';

/** The fields beside the values of Istio; the typed option adds them. */
const ISTIO_OPERATOR: JsonObject = { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator' };

/** Typed paths as a tree: the steps below, and the types allowed where a path ends. */
interface Steps {
  /** Types of a leaf, as TypeScript writes them; undefined: not a leaf. An empty list is a leaf of any scalar type. */
  readonly leaf?: readonly string[];
  /** Whether any value is allowed below. */
  readonly open?: true;
  /** Whether the object around must have it. */
  readonly required?: true;
  readonly next: ReadonlyMap<string, Steps>;
}

const parsed = new Map<string, Steps>();

/**
 * Chart values as the option `values` writes them; undefined when a part of them has no type. Those of Istio lose what the
 * option adds.
 * @param component - key of the component, such as `keycloak.mysql`
 * @param values - chart values
 * @param paths - typed paths by component
 */
export function typedValues(
  component: string,
  values: JsonObject,
  paths: Readonly<Record<string, readonly string[]>> = VALUE_PATHS,
): JsonObject | undefined {
  const known = Object.prototype.hasOwnProperty.call(paths, component) ? (paths[component] ?? []) : [];
  const own = component === 'istio' ? withoutDocument(values) : values;
  if (own === undefined || Object.keys(own).length === 0 || known.length === 0) return undefined;
  const steps = paths === VALUE_PATHS ? (parsed.get(component) ?? stepsOf(known)) : stepsOf(known);
  if (paths === VALUE_PATHS) parsed.set(component, steps);
  return fits(own, steps) ? own : undefined;
}

function withoutDocument(values: JsonObject): JsonObject | undefined {
  const complete = Object.entries(ISTIO_OPERATOR).every(([key, value]) => ownMember(values, key) === value);
  if (!complete) return undefined;
  return Object.fromEntries(Object.entries(values).filter(([key]) => !(key in ISTIO_OPERATOR)));
}

function fits(value: JsonValue, steps: Steps): boolean {
  if (steps.open === true) return true;
  if (isJsonList(value)) {
    const items = steps.next.get('[]');
    return items !== undefined && value.every((item) => fits(item, items));
  }
  if (!isJsonObject(value)) return steps.leaf !== undefined && fitsType(value, steps.leaf);
  const any = steps.next.get('{}');
  const isNode = any !== undefined || [...steps.next.keys()].some((step) => step !== '[]');
  return (
    isNode &&
    [...steps.next].every(([step, next]) => next.required !== true || ownMember(value, step.slice(1)) !== undefined) &&
    Object.entries(value).every(([key, member]) => {
      const next = steps.next.get(`.${key}`) ?? any;
      return next !== undefined && member !== undefined && fits(member, next);
    })
  );
}

function fitsType(value: JsonValue, types: readonly string[]): boolean {
  if (value === null) return types.includes('null');
  return types.length === 0 || types.includes(typeof value) || types.includes(quoted(value));
}

function quoted(value: JsonValue): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

/** The format of the paths is described beside them. */
function stepsOf(paths: readonly string[]): Steps {
  const root: MutableSteps = { next: new Map() };
  for (const path of paths) {
    const [, where = path, types] = /^((?:"[^"]*"|[^":])*)(?:: (.*))?$/.exec(path) ?? [];
    let at = root;
    for (const [step, quotedKey, key] of where.matchAll(/"([^"]*)"|\[\]|\{\}|!|([^.![\]{}"]+)/g)) {
      if (step === '*') at.open = true;
      else if (step === '!') at.required = true;
      else at = child(at, step === '[]' || step === '{}' ? step : `.${quotedKey ?? key}`);
    }
    if (at.open !== true) at.leaf = [...(at.leaf ?? []), ...(types === undefined ? [] : types.split(' | '))];
  }
  return root;
}

interface MutableSteps extends Steps {
  leaf?: readonly string[];
  open?: true;
  required?: true;
  readonly next: Map<string, MutableSteps>;
}

function child(at: MutableSteps, step: string): MutableSteps {
  const found = at.next.get(step) ?? { next: new Map() };
  at.next.set(step, found);
  return found;
}
