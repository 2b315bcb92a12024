import * as ts from 'typescript';

/**
 * The names that declaration files export. A name that one entry refers to may be exported by another one.
 * @param files - the declaration files of all entries
 */
export function exportedNames(files: readonly string[]): ReadonlySet<string> {
  const program = ts.createProgram([...files], { skipLibCheck: true, types: ['node'] });
  const checker = program.getTypeChecker();
  const names = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    const symbol = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    return symbol === undefined ? [] : checker.getExportsOfModule(symbol).map(({ name }) => name);
  });
  return new Set(names);
}
