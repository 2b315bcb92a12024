import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** Programs of users: as in docs/getting-started.md, with the package in this folder. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  strict: true,
  esModuleInterop: true,
  skipLibCheck: true,
  noEmit: true,
  noUnusedLocals: true,
  types: ['node'],
  paths: {
    'cdk8s-verrazzano': [join(ROOT, 'lib', 'index.ts')],
    'cdk8s-verrazzano/*': [join(ROOT, 'lib', 'entries', '*.ts')],
  },
};

/**
 * What the compiler says about programs, all in one go.
 * @param programs - source by name of the file
 */
export function compilerMessages(programs: ReadonlyMap<string, string>): readonly string[] {
  const folder = join(ROOT, 'build', 'programs');
  const sources = new Map([...programs].map(([name, source]) => [join(folder, name), source]));
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile, directoryExists } = host;
  // Programs of several files import each other.
  host.directoryExists = (name) => name === folder || directoryExists?.call(host, name) === true;
  host.fileExists = (file) => sources.has(file) || fileExists.call(host, file);
  host.readFile = (file) => sources.get(file) ?? readFile.call(host, file);
  host.getSourceFile = (file, ...rest) => {
    const source = sources.get(file);
    if (source === undefined) return getSourceFile.call(host, file, ...rest);
    return ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  };
  const program = ts.createProgram([...sources.keys()], OPTIONS, host);
  return [...sources.keys()].flatMap((name) => {
    const file = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText, start = 0 }) => {
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
      return `${name.slice(folder.length + 1)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
}

/**
 * Runs a program in this process.
 * @param source - the program, in TypeScript
 * @param modules - modules that it gets in place of those of their name
 */
export function evaluate(source: string, modules: Readonly<Record<string, object>> = {}): void {
  const { outputText } = ts.transpileModule(source, { compilerOptions: OPTIONS });
  const load = (name: string): unknown => modules[name] ?? jest.requireActual(name);
  runInThisContext(`(function (require, exports, console) {${outputText}\n})`)(
    load,
    {},
    { ...console, log: () => undefined },
  );
}
