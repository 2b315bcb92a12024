import { join } from 'node:path';
import * as ts from 'typescript';

/** The declarations of this package, as users get them; `writeDeclarations` brings them up to date. */
export const DECLARATIONS = join(__dirname, '..', 'build', 'public', 'lib');

/** Where programs find the package: the option `paths` of the compiler. */
export const PROGRAM_PATHS: Record<string, string[]> = {
  'cdk8s-verrazzano': [join(DECLARATIONS, 'index.d.ts')],
  'cdk8s-verrazzano/testing/jest': [join(DECLARATIONS, 'entries', 'testing-jest.d.ts')],
  'cdk8s-verrazzano/*': [join(DECLARATIONS, 'entries', '*.d.ts')],
};

/** The native compiler, which has no API. */
export const COMPILER = join(__dirname, '..', 'node_modules', 'typescript-7', 'bin', 'tsc');

/** Options of programs of users, as far as they change types. */
const PROGRAM_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.CommonJS,
  strict: true,
  esModuleInterop: true,
  types: ['node'],
  paths: PROGRAM_PATHS,
};

/**
 * A program of the TypeScript compiler with an API, for what reads types.
 * @param names - files to compile
 */
export function compile(names: readonly string[]): ts.Program {
  return ts.createProgram([...names], PROGRAM_OPTIONS);
}
