import { join } from 'node:path';
import * as ts from 'typescript';
import { compile, DECLARATIONS } from '../../scripts/compiler';
import { freshDeclarations } from '../support/programs';

/** The parts of a path such as `a."b.c"[].d`: keys, and `[]` for the items of a list. */
function segments(path: string): readonly string[] {
  return [...path.matchAll(/"([^"]+)"|(\[\])|([^.[\]"]+)/g)].map(
    ([, quoted, items, key]) => quoted ?? items ?? key ?? '',
  );
}

/** Where the types of the resource's fields are exported. */
const ENTRIES = ['index.d.ts', 'entries/definitions.d.ts'].map((entry) => join(DECLARATIONS, entry));

/** What the TypeScript compiler knows about paths into the exported types of the package. */
export class TypedPaths {
  private readonly checker: ts.TypeChecker;
  private readonly exports: ReadonlyMap<string, ts.Symbol>;

  constructor() {
    freshDeclarations();
    const program = compile(ENTRIES);
    this.checker = program.getTypeChecker();
    const symbols = ENTRIES.flatMap((entry) => {
      const file = program.getSourceFile(entry);
      const module = file && this.checker.getSymbolAtLocation(file);
      if (module === undefined) throw new Error(`${entry} exports nothing`);
      return this.checker.getExportsOfModule(module);
    });
    this.exports = new Map(symbols.map((symbol) => [symbol.name, symbol]));
  }

  /** An exported interface, class (its instances) or alias. */
  exported(name: string): ts.Type {
    return this.checker.getDeclaredTypeOfSymbol(this.symbol(name));
  }

  /** The types that may be at a path, without undefined; only declared properties count. None when it is not typed. */
  at(type: ts.Type, path: string): readonly ts.Type[] {
    return segments(path).reduce<readonly ts.Type[]>(
      (types, segment) =>
        segment === '[]'
          ? types.flatMap((list) => this.elements(list))
          : this.properties(types, segment).flatMap((symbol) => this.parts(this.checker.getTypeOfSymbol(symbol))),
      this.parts(type),
    );
  }

  /** The types of a parameter of a static method, or at a path in it. */
  atParameter(type: string, method: string, parameter: string, path = ''): readonly ts.Type[] {
    const statics = this.checker.getTypeOfSymbol(this.symbol(type));
    const [signature] = this.properties([statics], method).flatMap((symbol) =>
      this.checker.getTypeOfSymbol(symbol).getCallSignatures(),
    );
    const found = signature?.getParameters().find(({ name }) => name === parameter);
    return found === undefined ? [] : this.at(this.checker.getTypeOfSymbol(found), path);
  }

  /** The types of the items of a list; none when it is no list. */
  elements(type: ts.Type): readonly ts.Type[] {
    if (!this.checker.isArrayType(type)) return [];
    return this.checker.getTypeArguments(type as ts.TypeReference).flatMap((element) => this.parts(element));
  }

  /** Whether a type is text, be it one of some literals or any beside these. */
  isText(type: ts.Type): boolean {
    if (type.isIntersection()) return type.types.some((part) => (part.flags & ts.TypeFlags.StringLike) !== 0);
    return (type.flags & ts.TypeFlags.StringLike) !== 0;
  }

  /** Whether a type is a map of any keys to text. */
  isMapOfText(type: ts.Type): boolean {
    const values = type.getStringIndexType();
    return values !== undefined && this.parts(values).every((part) => this.isText(part));
  }

  /** The parts of a path whose property has no docstring. */
  undocumented(type: ts.Type, path: string): readonly string[] {
    return this.prefixes(path).filter(
      (prefix) => !prefix.endsWith('[]') && !this.symbolsAt(type, prefix).some((symbol) => this.isDocumented(symbol)),
    );
  }

  /** Whether the property at the end of a path says its default, or must be given. */
  hasDefault(type: ts.Type, path: string): boolean {
    return this.symbolsAt(type, path).some(
      (symbol) =>
        (symbol.flags & ts.SymbolFlags.Optional) === 0 ||
        symbol.getJsDocTags(this.checker).some(({ name, text }) => name === 'default' && text !== undefined),
    );
  }

  private isDocumented(symbol: ts.Symbol): boolean {
    return symbol.getDocumentationComment(this.checker).length > 0;
  }

  private symbolsAt(type: ts.Type, path: string): readonly ts.Symbol[] {
    const parents = this.prefixes(path);
    const parent = parents[parents.length - 2];
    const name = segments(path)[parents.length - 1] ?? '';
    return this.properties(parent === undefined ? this.parts(type) : this.at(type, parent), name);
  }

  /** `a`, `a.b`, `a.b[]` for `a.b[]`. */
  private prefixes(path: string): readonly string[] {
    const names = segments(path);
    const written = names.map((name) => (name === '[]' ? name : `.${name.includes('.') ? `"${name}"` : name}`));
    return names.map((_, index) =>
      written
        .slice(0, index + 1)
        .join('')
        .replace(/^\./, ''),
    );
  }

  private properties(types: readonly ts.Type[], name: string): readonly ts.Symbol[] {
    return types.flatMap((type) => {
      const symbol = this.checker.getPropertyOfType(type, name);
      return symbol === undefined || this.parts(this.checker.getTypeOfSymbol(symbol)).length === 0 ? [] : [symbol];
    });
  }

  private parts(type: ts.Type): readonly ts.Type[] {
    const stated = this.checker.getNonNullableType(type);
    const parts = stated.isUnion() ? stated.types : [stated];
    return parts.filter(
      ({ flags }) =>
        (flags & (ts.TypeFlags.Never | ts.TypeFlags.Undefined | ts.TypeFlags.Any | ts.TypeFlags.Unknown)) === 0,
    );
  }

  private symbol(name: string): ts.Symbol {
    const symbol = this.exports.get(name);
    if (symbol === undefined) throw new Error(`${ENTRIES.join(' and ')} do not export ${name}`);
    return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : this.checker.getAliasedSymbol(symbol);
  }
}
