import * as ts from 'typescript';
import type { Shape } from '../../lib/values/shape/shape';
import { ShapeReader, type Factory } from './shape-reader';

/**
 * Shapes of everything that the public API takes: the parameters of constructors, factories and functions.
 * @param entries - declaration files of the entries of the package
 */
export function publicShapes(entries: readonly string[]): ReadonlyMap<string, Shape> {
  const program = ts.createProgram([...entries], {
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
  });
  const checker = program.getTypeChecker();
  const types = entries.flatMap((entry) => exportedTypes(program, entry));
  const statics = types.flatMap((type) => factoriesOf(checker, type));
  const reader = new ShapeReader(
    checker,
    statics.map(({ factory }) => factory),
  );
  const signatures = [
    ...types.flatMap((type) => [...type.getCallSignatures(), ...type.getConstructSignatures()]),
    ...statics.map(({ signature }) => signature),
  ];
  for (const signature of signatures) {
    for (const parameter of signature.getParameters()) reader.shapeOf(checker.getTypeOfSymbol(parameter));
  }
  return new Map([...reader.named].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function exportedTypes(program: ts.Program, entry: string): ts.Type[] {
  const checker = program.getTypeChecker();
  const file = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
  return checker
    .getExportsOfModule(file)
    .map((symbol) => ((symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol)))
    .filter(({ flags }) => (flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Function)) !== 0)
    .map((symbol) => checker.getTypeOfSymbol(symbol));
}

function factoriesOf(checker: ts.TypeChecker, type: ts.Type): { factory: Factory; signature: ts.Signature }[] {
  return type.getProperties().flatMap((property) =>
    checker
      .getTypeOfSymbol(property)
      .getCallSignatures()
      .filter((signature) => (signature.getReturnType().flags & ts.TypeFlags.Any) === 0)
      .map((signature) => ({
        signature,
        factory: { name: `${type.getSymbol()!.name}.${property.name}`, returns: signature.getReturnType() },
      })),
  );
}
