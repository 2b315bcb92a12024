import type {
  BindingName,
  Expression,
  FunctionLikeDeclaration,
  Identifier,
  ImportDeclaration,
  Node,
  Statement,
} from 'typescript';
import type { Program, Source } from './program';

/** What a name stands for. */
export type Declared =
  | { readonly kind: 'value'; readonly value: Expression; readonly path: readonly string[]; readonly source: Source }
  | {
      readonly kind: 'parameter';
      readonly of: FunctionLikeDeclaration;
      readonly index: number;
      readonly path: readonly string[];
    }
  | { readonly kind: 'function'; readonly of: FunctionLikeDeclaration; readonly source: Source };

/**
 * The declaration of a name.
 * @param name - where the name is used
 * @param source - the file
 * @param program - for names that are imported
 * @returns undefined where it is not found, or its value is not written, such as that of a loop
 */
export function declarationOf(name: Identifier, source: Source, program: Program): Declared | undefined {
  for (let node: Node | undefined = name.parent; node !== undefined; node = node.parent) {
    const found = inScope(node, name.text, source, program);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inScope(node: Node, name: string, source: Source, program: Program): Declared | undefined {
  const { ts } = source;
  if (ts.isFunctionLike(node)) {
    for (const [index, parameter] of node.parameters.entries()) {
      const path = pathIn(parameter.name, name, source);
      if (path !== undefined) return { kind: 'parameter', of: node as FunctionLikeDeclaration, index, path };
    }
    return undefined;
  }
  if (!ts.isBlock(node) && !ts.isSourceFile(node)) return undefined;
  for (const statement of node.statements) {
    const found = inStatement(statement, name, source, program);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inStatement(statement: Statement, name: string, source: Source, program: Program): Declared | undefined {
  const { ts } = source;
  if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) {
    return { kind: 'function', of: statement, source };
  }
  if (ts.isImportDeclaration(statement)) return imported(statement, name, source, program);
  if (!ts.isVariableStatement(statement)) return undefined;
  for (const declaration of statement.declarationList.declarations) {
    const path = pathIn(declaration.name, name, source);
    const value = declaration.initializer;
    if (path === undefined || value === undefined) continue;
    if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return { kind: 'function', of: value, source };
    return { kind: 'value', value, path, source };
  }
  return undefined;
}

function imported(
  { importClause, moduleSpecifier }: ImportDeclaration,
  name: string,
  { ts, file }: Source,
  program: Program,
): Declared | undefined {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings) || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  const element = bindings.elements.find((each) => each.name.text === name);
  const source = element && program.imported(file, moduleSpecifier.text);
  if (element === undefined || source === undefined) return undefined;
  const exported = (element.propertyName ?? element.name).text;
  return inScope(source.syntax, exported, source, program);
}

/** Keys by which a pattern takes a name out of a value; empty for the value itself. */
function pathIn(pattern: BindingName, name: string, source: Source): readonly string[] | undefined {
  const { ts } = source;
  if (ts.isIdentifier(pattern)) return pattern.text === name ? [] : undefined;
  if (!ts.isObjectBindingPattern(pattern)) return undefined;
  for (const element of pattern.elements) {
    const below = pathIn(element.name, name, source);
    if (below === undefined) continue;
    if (element.dotDotDotToken !== undefined) return below;
    const key = element.propertyName ?? element.name;
    return ts.isIdentifier(key) || ts.isStringLiteral(key) ? [key.text, ...below] : undefined;
  }
  return undefined;
}
