import { dirname, join } from 'node:path';
import * as ts from 'typescript';

/** The declarations of this package, as users get them; `writeDeclarations` brings them up to date. */
export const DECLARATIONS = join(__dirname, '..', 'build', 'public', 'lib');

/** Options of programs of users: as in docs/getting-started.md, with the package in this folder. They have no document object model. */
export const PROGRAM_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.CommonJS,
  strict: true,
  esModuleInterop: true,
  skipLibCheck: true,
  noEmit: true,
  noUnusedLocals: true,
  types: ['node'],
  paths: {
    'cdk8s-verrazzano': [join(DECLARATIONS, 'index.d.ts')],
    'cdk8s-verrazzano/testing/jest': [join(DECLARATIONS, 'entries', 'testing-jest.d.ts')],
    'cdk8s-verrazzano/*': [join(DECLARATIONS, 'entries', '*.d.ts')],
  },
};

/** Files on disk, parsed once: 700 of the compiler, of Node.js and of this package take longer than most programs. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * A program of the TypeScript compiler with {@link PROGRAM_OPTIONS}, which parses files of the disk once for all programs of the process.
 * @param names - files to compile
 * @param sources - files that are not on the disk, by path
 */
export function compile(names: readonly string[], sources: ReadonlyMap<string, string> = new Map()): ts.Program {
  const host = ts.createCompilerHost(PROGRAM_OPTIONS);
  const onDisk = ts.createCompilerHost(PROGRAM_OPTIONS);
  // Programs of several files import each other.
  const folders = new Set([...sources.keys()].map(dirname));
  host.directoryExists = (name) => folders.has(name) || onDisk.directoryExists?.(name) === true;
  host.fileExists = (file) => sources.has(file) || onDisk.fileExists(file);
  host.readFile = (file) => sources.get(file) ?? onDisk.readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const source = sources.get(file);
    if (source !== undefined) return ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
    if (!parsed.has(file)) parsed.set(file, onDisk.getSourceFile(file, ...rest));
    return parsed.get(file);
  };
  return ts.createProgram([...names], PROGRAM_OPTIONS, host);
}
