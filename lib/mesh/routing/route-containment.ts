import type { MeshRouteMatch, TextMatch } from './mesh-route';
import type { TextSet } from './language/text-match';
import { canFulfilBoth, coversText, textSet, TEXTS } from './language/text-match';

/** A match with its gateways by name. */
export interface RouteClaim {
  /** The match; an empty one holds for every request. */
  readonly match: MeshRouteMatch;
  /** Gateways for which it counts. */
  readonly gateways: readonly string[];
}

/** Istio takes this regular expression for "is there". */
const PRESENT = '*';

type Conditions = Readonly<Record<string, TextMatch>>;

/**
 * Whether every request that one match takes is taken by another.
 *
 * Source: `TranslateRouteMatch` and `sourceMatchHTTP` in `pilot/pkg/networking/core/v1alpha3/route/route.go` of Istio 1.19: paths are
 * compared as texts, regular expressions with the whole text, and labels of callers count only without gateways.
 * @param outer - the one that may take more
 * @param inner - the other one
 */
export function coversRequests(outer: RouteClaim, inner: RouteClaim): boolean {
  const [a, b] = [outer.match, inner.match];
  return (
    inner.gateways.every((gateway) => outer.gateways.includes(gateway)) &&
    coversCallers(outer, inner) &&
    coversScalar(a.port, b.port) &&
    coversScalar(a.method, b.method) &&
    coversText(pathsOf(a), pathsOf(b)) &&
    everyCondition(a.headers, (name, set) => coversCondition(set, b.headers?.[name])) &&
    everyCondition(a.queryParams, (name, set) => coversCondition(set, b.queryParams?.[name])) &&
    everyCondition(a.withoutHeaders, (name, set) => coversAbsence(name, set, b))
  );
}

/**
 * Whether a request can fit two matches. Where that cannot be told, as with some regular expressions, they are taken to differ.
 * @param one - a match
 * @param other - another one
 */
export function canFitBoth(one: RouteClaim, other: RouteClaim): boolean {
  const [a, b] = [one.match, other.match];
  return (
    one.gateways.some((gateway) => other.gateways.includes(gateway)) &&
    fitScalars(a.port, b.port) &&
    fitScalars(a.method, b.method) &&
    fitScalars(callersOf(one).sourceNamespace, callersOf(other).sourceNamespace) &&
    fitLabels(callersOf(one).sourceLabels, callersOf(other).sourceLabels) &&
    canFulfilBoth(pathsOf(a), pathsOf(b)) === true &&
    everyCondition(a.headers, (name, set) => fitsCondition(set, b.headers?.[name])) &&
    everyCondition(a.queryParams, (name, set) => fitsCondition(set, b.queryParams?.[name])) &&
    [[a, b] as const, [b, a] as const].every(([from, against]) =>
      everyCondition(against.withoutHeaders, (name, set) => !mustHave(from.headers?.[name], set)),
    )
  );
}

/**
 * Whether a match takes every request that reaches its virtual host. At a gateway Istio tries such routes last, whatever their order.
 *
 * Source: `SortVHostRoutes` in `route.go` of Istio 1.19.
 * @param claim - the match
 */
export function isCatchAll({ match }: RouteClaim): boolean {
  const { uri, method, headers = {}, withoutHeaders = {}, queryParams = {} } = match;
  const anyPath = uri === undefined || uri.prefix === '/';
  const conditions = [headers, withoutHeaders, queryParams].flatMap((each) => Object.keys(each));
  return anyPath && method === undefined && conditions.length === 0;
}

function pathsOf({ uri, ignoreUriCase = false }: MeshRouteMatch): TextSet {
  return textSet(uri, TEXTS.path, ignoreUriCase);
}

function everyCondition(conditions: Conditions = {}, holds: (name: string, match: TextMatch) => boolean): boolean {
  return Object.entries(conditions).every(([name, match]) => holds(name, match));
}

function valuesOf(match: TextMatch): TextSet {
  return textSet(isPresence(match) ? undefined : match, TEXTS.value);
}

function isPresence(match: TextMatch): boolean {
  return match.regex === PRESENT;
}

function coversCondition(outer: TextMatch, inner: TextMatch | undefined): boolean {
  return inner !== undefined && coversText(valuesOf(outer), valuesOf(inner));
}

function fitsCondition(one: TextMatch, other: TextMatch | undefined): boolean {
  return other === undefined || canFulfilBoth(valuesOf(one), valuesOf(other)) === true;
}

/** What must not match in the outer one must not match in the inner one either, or cannot match there. */
function coversAbsence(name: string, outer: TextMatch, { headers = {}, withoutHeaders = {} }: MeshRouteMatch): boolean {
  const without = withoutHeaders[name];
  if (without !== undefined && isPresence(without) === isPresence(outer)) {
    if (coversText(valuesOf(without), valuesOf(outer))) return true;
  }
  const value = headers[name];
  if (value === undefined || isPresence(outer)) return false;
  return canFulfilBoth(valuesOf(outer), valuesOf(value)) === false;
}

/** Whether a header that one match requires is always what the other one excludes. */
function mustHave(required: TextMatch | undefined, excluded: TextMatch): boolean {
  return required !== undefined && coversText(valuesOf(excluded), valuesOf(required));
}

/** Istio looks at labels and namespaces of callers only where a match names no gateways. */
function callersOf({ match }: RouteClaim): Pick<MeshRouteMatch, 'sourceLabels' | 'sourceNamespace'> {
  return match.gateways !== undefined && match.gateways.length > 0 ? {} : match;
}

function coversCallers(outer: RouteClaim, inner: RouteClaim): boolean {
  const [a, b] = [callersOf(outer), callersOf(inner)];
  const labels = Object.entries(a.sourceLabels ?? {});
  return (
    coversScalar(a.sourceNamespace, b.sourceNamespace) &&
    labels.every(([key, value]) => b.sourceLabels?.[key] === value)
  );
}

function fitLabels(a: Readonly<Record<string, string>> = {}, b: Readonly<Record<string, string>> = {}): boolean {
  return Object.entries(a).every(([key, value]) => b[key] === undefined || b[key] === value);
}

function coversScalar<T>(outer: T | undefined, inner: T | undefined): boolean {
  return outer === undefined || outer === inner;
}

function fitScalars<T>(a: T | undefined, b: T | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
