import * as ts from 'typescript';
import type { Shape } from '../../lib/values/shape/shape';

/** Plain data; `Fields` are the values of a virtual cluster, and subjects are held to the rules of the Verrazzano resource. */
const OPEN: readonly string[] = ['JsonObject', 'Fields', 'SecurityProps'];

/** Data that is judged where it is used; values of charts have schemas of their own. */
function judgedElsewhere(name: string): Shape | undefined {
  if (name === 'JsonValue') return 'any';
  return OPEN.includes(name) || name.endsWith('Values') ? { map: 'any' } : undefined;
}

/** How many members tell the values of one class from those of another. */
const TELLING_MEMBERS = 4;

const { TypeFlags, SymbolFlags } = ts;

/** A static function of the public API, for the values that it returns. */
export interface Factory {
  /** Name, such as `Dns.oci`. */
  readonly name: string;
  /** Type of the value that it returns. */
  readonly returns: ts.Type;
}

/** Reads the shapes of types; a type with a name becomes one entry of `named`. */
export class ShapeReader {
  /** Shapes of the types with a name. */
  readonly named = new Map<string, Shape>();

  private readonly names = new Map<ts.Type, string>();

  /**
   * @param checker - of the program that holds the types
   * @param factories - where the values of classes come from
   */
  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly factories: readonly Factory[],
  ) {}

  /**
   * The shape of a type. `undefined` is left out of unions: the field or the parameter says whether a value is optional.
   * @param type - the type
   */
  shapeOf(type: ts.Type): Shape {
    const elsewhere = judgedElsewhere(nameOf(type));
    if (elsewhere !== undefined) return elsewhere;
    if (type.isUnion()) return hasName(type) ? this.reference(type, nameOf(type)) : this.union(type.types);
    return simple(type) ?? this.composite(type);
  }

  private union(types: readonly ts.Type[]): Shape {
    const parts = types.filter(({ flags }) => (flags & (TypeFlags.Undefined | TypeFlags.Void)) === 0);
    const literals = parts.flatMap((part) => literalOf(part) ?? []);
    if (literals.length === 1) return either(parts.map((part) => this.shapeOf(part)));
    const others = parts.filter((part) => literalOf(part) === undefined).map((part) => this.shapeOf(part));
    return either([...others, ...literalShapes(literals)]);
  }

  private composite(type: ts.Type): Shape {
    const { checker } = this;
    if (checker.isArrayType(type) || checker.isTupleType(type)) {
      const elements = checker.getTypeArguments(type as ts.TypeReference);
      return { list: either(elements.map((element) => this.shapeOf(element))) };
    }
    if (type.getCallSignatures().length > 0) return 'function';
    return hasName(type) ? this.reference(type, nameOf(type)) : this.content(type);
  }

  private reference(type: ts.Type, name: string): Shape {
    const known = this.names.get(type);
    if (known !== undefined) return { ref: known };
    if (this.named.has(name)) throw new Error(`two types of the public API are called ${name}; rename one`);
    this.names.set(type, name);
    // A type that refers to itself finds its name.
    this.named.set(name, 'any');
    this.named.set(name, this.content(type));
    return { ref: name };
  }

  private content(type: ts.Type): Shape {
    if (nameOf(type) === 'ComponentsProps') return this.components(type);
    if (type.isUnion()) return this.union(type.types);
    return hasBehaviour(type, this.checker) ? this.instance(type) : this.fields(type);
  }

  private fields(type: ts.Type): Shape {
    const { checker } = this;
    const properties = checker.getPropertiesOfType(type);
    const index = [ts.IndexKind.String, ts.IndexKind.Number].map(
      (kind) => checker.getIndexInfoOfType(type, kind)?.type,
    );
    const each = index.find((one) => one !== undefined) ?? genericRecordValue(type);
    if (properties.length === 0 && each !== undefined) return { map: this.shapeOf(each) };
    const fields = properties.flatMap((property): [string, Shape][] => {
      const of = checker.getTypeOfSymbol(property);
      if (isNever(of)) return [];
      const isOptional = (property.flags & SymbolFlags.Optional) !== 0;
      return [[isOptional ? `${property.name}?` : property.name, this.shapeOf(of)]];
    });
    return { fields: Object.fromEntries(fields) };
  }

  /** Options of components go into the Verrazzano resource, where its rules judge them; the chart does not. */
  private components(type: ts.Type): Shape {
    const { checker } = this;
    const fields = checker.getPropertiesOfType(type).map((property): [string, Shape] => {
      const chart = checker.getNonNullableType(checker.getTypeOfSymbol(property)).getProperty('chart');
      const read: Record<string, Shape> =
        chart === undefined ? {} : { 'chart?': this.shapeOf(checker.getTypeOfSymbol(chart)) };
      return [`${property.name}?`, { fields: read }];
    });
    return { fields: Object.fromEntries(fields) };
  }

  private instance(type: ts.Type): Shape {
    const { checker } = this;
    const own = new Set([...(type.getSymbol()?.members?.keys() ?? [])].map(String));
    const has = checker
      .getPropertiesOfType(type)
      .filter((property) => (property.flags & SymbolFlags.Optional) === 0 && isPublic(property))
      .map((property) => property.name)
      .sort((a, b) => Number(own.has(b)) - Number(own.has(a)))
      .slice(0, TELLING_MEMBERS);
    const from = this.factoriesOf(type);
    return { instance: nameOf(type), has, ...(from.length > 0 && { from: from.map((factory) => factory.name) }) };
  }

  /** Those of the class itself; an interface has those of the classes that implement it. */
  private factoriesOf(type: ts.Type): readonly Factory[] {
    const own = this.factories.filter(({ returns }) => returns.getSymbol() === type.getSymbol());
    return own.length > 0
      ? own
      : this.factories.filter(({ returns }) => this.checker.isTypeAssignableTo(returns, type));
  }
}

function nameOf(type: ts.Type): string {
  return type.aliasSymbol?.name ?? type.getSymbol()?.name ?? '__type';
}

/** Whether a type has a name of its own; the name of a generic type is that of many. */
function hasName(type: ts.Type): boolean {
  return !nameOf(type).startsWith('__') && (type.aliasTypeArguments ?? []).length === 0;
}

/** Type of the values of a `Record` whose keys are a type parameter. */
function genericRecordValue({ aliasSymbol, aliasTypeArguments: [first, second] = [] }: ts.Type): ts.Type | undefined {
  if (aliasSymbol?.name === 'Record') return second;
  return aliasSymbol?.name === 'Readonly' && first !== undefined ? genericRecordValue(first) : undefined;
}

function literalOf(type: ts.Type): string | number | boolean | undefined {
  if (type.isStringLiteral() || type.isNumberLiteral()) return type.value;
  if ((type.flags & TypeFlags.BooleanLiteral) === 0) return undefined;
  return (type as ts.Type & { readonly intrinsicName: string }).intrinsicName === 'true';
}

function literalShapes(literals: readonly (string | number | boolean)[]): Shape[] {
  const isBoolean = literals.includes(true) && literals.includes(false);
  const values = isBoolean ? literals.filter((value) => typeof value !== 'boolean') : literals;
  return [...(isBoolean ? (['boolean'] as const) : []), ...(values.length > 0 ? [{ values }] : [])];
}

function either(shapes: readonly Shape[]): Shape {
  const distinct = [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
  if (distinct.includes('any') || distinct.length === 0) return 'any';
  return distinct.length === 1 ? distinct[0]! : { of: distinct };
}

function simple(type: ts.Type): Shape | undefined {
  const { flags } = type;
  // One literal tells alternatives apart, or is a version: what it must be is judged together with other values.
  if ((flags & TypeFlags.BooleanLike) !== 0) return 'boolean';
  if ((flags & TypeFlags.StringLike) !== 0) return 'string';
  if ((flags & TypeFlags.NumberLike) !== 0) return 'number';
  if ((flags & TypeFlags.Null) !== 0) return 'null';
  // `string & {}` keeps the proposals of an editor.
  if (type.isIntersection() && type.types.some((part) => (part.flags & TypeFlags.StringLike) !== 0)) return 'string';
  return (flags & (TypeFlags.Object | TypeFlags.Intersection)) === 0 ? 'any' : undefined;
}

/** Whether no value can be given: the field of another alternative. */
function isNever(type: ts.Type): boolean {
  const parts = type.isUnion() ? type.types : [type];
  return parts.every(({ flags }) => (flags & (TypeFlags.Never | TypeFlags.Undefined)) !== 0);
}

function isPublic(property: ts.Symbol): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (property.declarations ?? []).every((one) => (ts.getCombinedModifierFlags(one) & hidden) === 0);
}

/** Whether values of a type are more than data: made by a class, or with functions. */
function hasBehaviour(type: ts.Type, checker: ts.TypeChecker): boolean {
  return type.isClass() || checker.getPropertiesOfType(type).some(({ flags }) => (flags & SymbolFlags.Method) !== 0);
}
