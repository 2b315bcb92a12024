import type * as ts from 'typescript';

/**
 * The names that declaration files export. A name that one entry refers to may be exported by another one.
 * @param program - a program that has the files
 * @param files - the declaration files of all entries
 */
export function exportedNames(program: ts.Program, files: readonly string[]): ReadonlySet<string> {
  const checker = program.getTypeChecker();
  const names = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    const symbol = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    return symbol === undefined ? [] : checker.getExportsOfModule(symbol).map(({ name }) => name);
  });
  return new Set(names);
}
