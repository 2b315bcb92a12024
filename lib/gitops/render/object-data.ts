import {
  ApiObject,
  App,
  ImplicitTokenResolver,
  JsonPatch,
  Lazy,
  LazyResolver,
  NumberStringUnionResolver,
  type IResolver,
} from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { JsonObject } from '../../values/json';
import { plainMetadata } from './plain-metadata';
import { isManifestRewriter, rewrittenBy, type ManifestRewriter } from './manifest-rewriter';

/** What `ApiObject.toJson` of cdk8s reads, which its type hides. */
interface Internals {
  readonly props?: Readonly<Record<string, unknown>>;
  readonly patches?: readonly JsonPatch[];
}

const BUILT_IN_RESOLVERS = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

/**
 * The data of an object, as `toJson()` of cdk8s gives it, but with the fields that are null: cdk8s leaves those out,
 * and a value of a Helm chart that is null takes a default of the chart away. Metadata is that of cdk8s, without null.
 *
 * Data that is plain already is not copied. Objects with a `toJson` of their own, and apps with resolvers of their own,
 * are rendered by cdk8s.
 *
 * @param app - resolvers of the app of the construct
 * @throws Error when the object has something that is not data
 */
export function objectData(construct: ApiObject, app: Resolvers = resolversOf(construct)): unknown {
  const { props, patches } = construct as unknown as Internals;
  const isOwn = construct.toJson !== ApiObject.prototype.toJson;
  if (isOwn || props === undefined || patches === undefined || app.isForeign) {
    return rewritten(app, construct.toJson() as unknown);
  }
  return rewritten(app, dataOf(construct, props, patches));
}

/** Whether the data of an object is that of its props, with nothing that others have made of it. */
export function isSettled(construct: ApiObject, app: Resolvers): boolean {
  return construct.toJson === ApiObject.prototype.toJson && !app.isForeign && app.rewriters.length === 0;
}

/** What an app does to the data of its objects. */
export interface Resolvers {
  /** Whether it has a resolver that only cdk8s can ask. */
  readonly isForeign: boolean;
  readonly rewriters: readonly ManifestRewriter[];
}

/** The resolvers of the app that a construct is in. */
export function resolversOf(construct: IConstruct): Resolvers {
  const { resolvers } = App.of(construct);
  return { isForeign: resolvers.some(isForeign), rewriters: resolvers.filter(isManifestRewriter) };
}

/**
 * An object whose fields that are null are written, by `GitOpsApp` and by any other app of cdk8s.
 */
export class ExactApiObject extends ApiObject {
  /** The data with the fields that are null. */
  override toJson(): unknown {
    const { props, patches } = this as unknown as Internals;
    const app = resolversOf(this);
    const isKnown = props !== undefined && patches !== undefined && !app.isForeign;
    return isKnown ? rewritten(app, dataOf(this, props, patches)) : (super.toJson() as unknown);
  }
}

/** Paths of the fields that are null in the props of an object and absent in its data, as JSON pointers. */
export function lostNulls(construct: ApiObject, data: unknown): string[] {
  const { props } = construct as unknown as Internals;
  if (props === undefined || construct.toJson === ApiObject.prototype.toJson) return [];
  const { metadata: _, ...fields } = props;
  return nullPaths(fields, data, '');
}

function dataOf(construct: ApiObject, props: object, patches: readonly JsonPatch[]): unknown {
  const metadata = plainMetadata(construct.metadata);
  const data = { ...props, metadata: metadata ?? (construct.metadata.toJson() as unknown) } as Record<string, unknown>;
  for (const key of Object.keys(props)) if (key !== 'metadata') data[key] = settled(data[key]);
  return patches.length === 0 ? data : (JsonPatch.apply(copied(data), ...patches) as unknown);
}

/** Whether a resolver is one that only cdk8s can ask. */
function isForeign(resolver: IResolver): boolean {
  return !isManifestRewriter(resolver) && !BUILT_IN_RESOLVERS.some((known) => resolver instanceof known);
}

/** What the resolvers of the app that rewrite whole objects make of the data. */
function rewritten({ rewriters }: Resolvers, data: unknown): unknown {
  return rewriters.length === 0 ? data : rewrittenBy(rewriters, data as JsonObject);
}

/**
 * The value with everything late produced, as the resolvers of cdk8s do it; the same value when nothing in it is late.
 * @param value - props of an object, or a part of them
 * @throws Error for what is not data
 */
export function settled(value: unknown): unknown {
  if (typeof value !== 'object') {
    if (typeof value === 'function' || typeof value === 'symbol') throw new Error(`a ${typeof value} is not data`);
    return value;
  }
  if (value === null) return value;
  // Nearly everything is a list or a map of this realm, which cannot be a Lazy.
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Array.prototype) return settledList(value as readonly unknown[]);
  if (prototype !== Object.prototype && value instanceof Lazy) return settled(value.produce());
  if (isToken(value)) return settled(value.resolve());
  if (Array.isArray(value)) return settledList(value);
  if (isPlain(value)) return settledMap(value as Readonly<Record<string, unknown>>);
  if ('value' in value && ['number', 'string'].includes(typeof value.value)) return { value: value.value };
  throw new Error(`can't render non-simple object of type '${value.constructor?.name ?? 'null'}'`);
}

/** Whether it is a map, of this realm or of another one: programs that run in a context of their own have their own `Object`. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isToken(value: object): value is { resolve(): unknown } {
  return 'resolve' in value && typeof value.resolve === 'function';
}

function settledList(list: readonly unknown[]): readonly unknown[] {
  let result: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const value = settled(list[index]);
    if (value === list[index]) continue;
    result ??= [...list];
    result[index] = value;
  }
  return result ?? list;
}

function settledMap(map: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let result: Record<string, unknown> | undefined;
  // Without a list of keys for each map: nearly all are left as they are.
  for (const key in map) {
    const before = map[key];
    if (typeof before === 'string') continue;
    const value = settled(before);
    if (value === before) continue;
    result ??= { ...map };
    result[key] = value;
  }
  return result ?? map;
}

function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([k, v]) => (v === undefined ? [] : [[k, copied(v)]])));
}

function nullPaths(meant: unknown, data: unknown, pointer: string): string[] {
  if (typeof meant !== 'object' || meant === null) return [];
  if (!Array.isArray(meant) && !isPlain(meant)) return [];
  const there = typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
  return Object.entries(meant).flatMap(([key, value]) => {
    const path = `${pointer}/${key}`;
    return value === null ? (there[key] === null ? [] : [path]) : nullPaths(value, there[key], path);
  });
}
