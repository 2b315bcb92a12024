import { join } from 'path';
import * as ts from 'typescript';
import { compare } from '../../lib/values/compare';
import { compile } from '../compiler';

/** The values of an option: one shape per kind of value. */
export type Shape =
  /** Scalars; `types` are their types as text. */
  | { readonly kind: 'leaf'; readonly types: readonly string[] }
  /** Any JSON below. */
  | { readonly kind: 'open' }
  /** `rest` describes all other keys. */
  | { readonly kind: 'object'; readonly options: readonly Option[]; readonly rest?: Option }
  | { readonly kind: 'list' | 'map'; readonly of: readonly Shape[] };

/** One option, from types and docstrings. */
export interface Option {
  /** Key, verbatim; empty for any other key. */
  readonly name: string;
  /** Type as a reader writes it: literals written out, interfaces by name, `[]` after lists, `{}` after maps. */
  readonly type: string;
  /** Whether it may be left out. */
  readonly optional: boolean;
  /** Text of `@default`, in which a dash comes before prose; undefined when there is none. */
  readonly default: string | undefined;
  /** Docstring. */
  readonly description: string;
  /** Names of the options beside it that cannot be set together with it. */
  readonly excludes: readonly string[];
  /** Its values. */
  readonly shapes: readonly Shape[];
}

/** Facts of the sources about components. */
export interface ComponentSources {
  /** Docstring of each definition, by name of the component. */
  readonly docstrings: ReadonlyMap<string, string>;
  /** Options of each component, by key in the Verrazzano resource. */
  readonly options: ReadonlyMap<string, readonly Option[]>;
}

const ROOT = join(__dirname, '..', '..');

/** Declares the options of all components. */
const BASE = '/lib/definition/component.ts';

let known: ComponentSources | undefined;

/**
 * Docstrings and types of `lib/components`, read with the TypeScript compiler once in a process.
 * @throws Error when the registry has no table of options
 */
export function readSources(): ComponentSources {
  known ??= sourcesOf();
  return known;
}

function sourcesOf(): ComponentSources {
  const index = join(ROOT, 'lib', 'components', 'index.ts');
  const program = compile([index]);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(index);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${index} exports nothing`);
  const exported = checker.getExportsOfModule(module);
  const props = exported.find(({ name }) => name === 'ComponentsProps');
  if (props === undefined) throw new Error(`${index} does not export ComponentsProps`);
  const reader = new OptionReader(checker);
  return {
    docstrings: docstrings(checker, exported),
    options: new Map(
      checker
        .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(props))
        .map((symbol): [string, readonly Option[]] => [symbol.name, reader.optionsOf(symbol)])
        .sort(([left], [right]) => compare(left, right)),
    ),
  };
}

function docstrings(checker: ts.TypeChecker, exported: readonly ts.Symbol[]): Map<string, string> {
  const isDefinition = ({ valueDeclaration: node }: ts.Symbol): boolean =>
    node !== undefined &&
    ts.isVariableDeclaration(node) &&
    node.initializer !== undefined &&
    ts.isCallExpression(node.initializer) &&
    node.initializer.expression.getText() === 'defineComponent';
  return new Map(
    exported.filter(isDefinition).map((symbol) => {
      const name = checker.getTypeOfSymbol(symbol).getProperty('name');
      const type = name && checker.getTypeOfSymbol(name);
      if (type?.isStringLiteral() !== true) throw new Error(`the definition ${symbol.name} has no literal name`);
      return [type.value, text(symbol.getDocumentationComment(checker))];
    }),
  );
}

/** Walks types. */
class OptionReader {
  /** Types on the way down, so that one that contains itself ends. */
  private readonly above = new Set<ts.Type>();

  constructor(private readonly checker: ts.TypeChecker) {}

  /** The options below a property. */
  optionsOf(symbol: ts.Symbol): readonly Option[] {
    return this.options(this.typesOf([symbol]));
  }

  /** The options of an object; where it may be one of several objects, those of all of them. */
  private options(types: readonly ts.Type[]): readonly Option[] {
    const choices = types.map((type) => this.checker.getPropertiesOfType(type));
    const names = new Set(
      choices
        .flat()
        .sort(byDeclaration)
        .map(({ name }) => name),
    );
    return [...names].map((name) => this.option(name, choices));
  }

  private option(name: string, choices: ReadonlyArray<readonly ts.Symbol[]>): Option {
    const allowing = choices.filter((choice) =>
      choice.some((symbol) => symbol.name === name && this.isAllowed(symbol)),
    );
    const symbols = allowing.flatMap((choice) => choice.filter((symbol) => symbol.name === name));
    const types = this.typesOf(symbols);
    const documented = symbols.find((symbol) => symbol.getDocumentationComment(this.checker).length > 0) ?? symbols[0];
    const forbidden = allowing.map(
      (choice) => new Set(choice.filter((symbol) => !this.isAllowed(symbol)).map((symbol) => symbol.name)),
    );
    const tag = documented?.getJsDocTags(this.checker).find((one) => one.name === 'default');
    return {
      name,
      type: this.text(types),
      optional:
        allowing.length < choices.length || symbols.some(({ flags }) => (flags & ts.SymbolFlags.Optional) !== 0),
      default: tag && text(tag.text),
      description: text(documented?.getDocumentationComment(this.checker)) || this.descriptionOf(types),
      excludes: [...(forbidden[0] ?? [])].filter((other) => forbidden.every((names) => names.has(other))),
      shapes: this.shapes(types),
    };
  }

  /** What properties may hold besides null and undefined, each type once. */
  private typesOf(symbols: readonly ts.Symbol[]): readonly ts.Type[] {
    return [...new Set(symbols.flatMap((symbol) => this.parts(this.checker.getTypeOfSymbol(symbol))))];
  }

  /** The members of a union; any other type alone. */
  private parts(type: ts.Type): readonly ts.Type[] {
    const present = this.checker.getNonNullableType(type);
    return present.isUnion() ? present.types : [present];
  }

  /** The docstring of a type, for a property that has none. */
  private descriptionOf(types: readonly ts.Type[]): string {
    return types
      .map(({ symbol }) => (symbol ? text(symbol.getDocumentationComment(this.checker)) : ''))
      .join(' ')
      .trim();
  }

  private isAllowed(symbol: ts.Symbol): boolean {
    const type = this.checker.getNonNullableType(this.checker.getTypeOfSymbol(symbol));
    return (type.flags & ts.TypeFlags.Never) === 0;
  }

  private shapes(types: readonly ts.Type[]): readonly Shape[] {
    if (types.some(isJsonObject)) return [{ kind: 'open' }];
    const objects = types.filter((type) => this.isPlainObject(type));
    const lists = types.filter((type) => this.checker.isArrayType(type));
    const maps = types.filter((type) => isMap(type));
    const others = types.filter((type) => !objects.includes(type) && !lists.includes(type) && !maps.includes(type));
    return [
      ...(others.length > 0 ? [{ kind: 'leaf', types: this.textsOf(others) } as const] : []),
      ...lists.map((type) => ({ kind: 'list', of: this.shapes(this.elements(type)) }) as const),
      ...maps.map((type) => ({ kind: 'map', of: this.shapes(this.elements(type)) }) as const),
      ...(objects.length > 0 ? [this.object(objects)] : []),
    ];
  }

  private object(types: readonly ts.Type[]): Shape {
    if (types.some((type) => this.above.has(type))) return { kind: 'open' };
    for (const type of types) this.above.add(type);
    const rest = types.flatMap((type) => this.checker.getIndexInfosOfType(type)).map((info) => this.rest(info));
    const shape: Shape = { kind: 'object', options: this.options(types), rest: rest[0] };
    for (const type of types) this.above.delete(type);
    return shape;
  }

  /** The values of any other key of an object. */
  private rest({ type, declaration }: ts.IndexInfo): Option {
    const types = this.parts(type);
    const [comment] = declaration === undefined ? [] : ts.getJSDocCommentsAndTags(declaration);
    return {
      name: '',
      type: this.text(types),
      optional: true,
      default: undefined,
      description: ts.getTextOfJSDocComment(comment?.comment) ?? '',
      excludes: [],
      shapes: this.shapes(types),
    };
  }

  /** The types of the items of a list, or of the values of a map. */
  private elements(type: ts.Type): readonly ts.Type[] {
    const element = this.checker.isArrayType(type)
      ? this.checker.getTypeArguments(type as ts.TypeReference)[0]
      : type.getStringIndexType();
    return element === undefined ? [] : this.parts(element);
  }

  private isPlainObject(type: ts.Type): boolean {
    if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return false;
    if (type.isClass() || isOpenString(type)) return false;
    return !this.checker.isArrayType(type) && !isMap(type) && type.getCallSignatures().length === 0;
  }

  /** The union of types as text; sorted, for the compiler's own order follows from unrelated files. */
  private text(types: readonly ts.Type[]): string {
    if (types.some(isJsonObject)) {
      return types.some((type) => this.checker.isArrayType(type)) ? 'JsonValue' : 'JsonObject';
    }
    return this.textsOf(types).join(' | ');
  }

  private textsOf(types: readonly ts.Type[]): readonly string[] {
    const texts = new Set(types.map((type) => this.textOfPart(type)));
    const isBoolean = texts.has('false') && texts.has('true');
    const others = [...texts].filter((text) => !(isBoolean && (text === 'false' || text === 'true')));
    const wide = others.filter((text) => !(text.startsWith("'") && texts.has('string')));
    return [...wide, ...(isBoolean ? ['boolean'] : [])].sort(compare);
  }

  private textOfPart(type: ts.Type): string {
    if (type.isStringLiteral()) return `'${type.value}'`;
    if (isOpenString(type)) return 'string';
    const suffix = this.checker.isArrayType(type) ? '[]' : isMap(type) ? '{}' : undefined;
    if (suffix === undefined) return this.isAnonymous(type) ? 'object' : this.checker.typeToString(type);
    const element = this.text(this.elements(type));
    return element.includes(' | ') ? `(${element})${suffix}` : `${element}${suffix}`;
  }

  private isAnonymous(type: ts.Type): boolean {
    return this.isPlainObject(type) && type.aliasSymbol === undefined && !type.isClassOrInterface();
  }
}

/** Common options first, then in the order of the sources. */
function byDeclaration(left: ts.Symbol, right: ts.Symbol): number {
  const [a, b] = [left, right].map(({ declarations }) => declarations?.[0]);
  if (a === undefined || b === undefined) return 0;
  const [fileA, fileB] = [a, b].map((node) => node.getSourceFile().fileName);
  if (fileA === fileB) return a.pos - b.pos;
  return Number(fileB?.endsWith(BASE)) - Number(fileA?.endsWith(BASE)) || compare(fileA ?? '', fileB ?? '');
}

function isJsonObject(type: ts.Type): boolean {
  return type.symbol?.name === 'JsonObject';
}

/** `string & Record<never, never>`: any string beside literals that an editor offers. */
function isOpenString(type: ts.Type): boolean {
  return type.isIntersection() && type.types.some(({ flags }) => (flags & ts.TypeFlags.String) !== 0);
}

function isMap(type: ts.Type): boolean {
  return !isOpenString(type) && type.getStringIndexType() !== undefined && type.getProperties().length === 0;
}

/** A docstring as Markdown; links to names of the code become code. */
function text(documentation: readonly ts.SymbolDisplayPart[] | undefined): string {
  return ts
    .displayPartsToString([...(documentation ?? [])])
    .replace(/\{@link ([^}\s]+)[^}]*\}/g, '`$1`')
    .trim();
}
