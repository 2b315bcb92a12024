import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import * as ts from 'typescript';
import { compile, PROGRAM_OPTIONS } from '../../scripts/compiler';
import { writeDeclarations } from '../../scripts/declarations/write-declarations';

const ROOT = join(__dirname, '..', '..');

let areFresh = false;

/** Brings the declarations of the package up to date, once in a process. */
export function freshDeclarations(): void {
  if (!areFresh) writeDeclarations();
  areFresh = true;
}

/**
 * What the compiler says about programs, all in one go.
 * @param programs - source by name of the file
 */
export function compilerMessages(programs: ReadonlyMap<string, string>): readonly string[] {
  freshDeclarations();
  const folder = join(ROOT, 'build', 'programs');
  const sources = new Map([...programs].map(([name, source]) => [join(folder, name), source]));
  const program = compile([...sources.keys()], sources);
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
  evaluateFiles(new Map([['main.ts', source]]), 'main.ts', modules);
}

/**
 * Runs a program of several files in this process.
 * @param files - sources in TypeScript, by name
 * @param main - name of the file that is run
 * @param modules - modules that it gets in place of those of their name
 */
export function evaluateFiles(
  files: ReadonlyMap<string, string>,
  main: string,
  modules: Readonly<Record<string, object>> = {},
): void {
  const loaded = new Map<string, object>();
  const run = (file: string): object => {
    const before = loaded.get(file);
    if (before !== undefined) return before;
    const { outputText } = ts.transpileModule(files.get(file) ?? '', { compilerOptions: PROGRAM_OPTIONS });
    const exports = {};
    loaded.set(file, exports);
    const load = (name: string): unknown =>
      name.startsWith('./') ? run(`${name.slice(2)}.ts`) : (modules[name] ?? jest.requireActual(name));
    runInThisContext(`(function (require, exports, console) {${outputText}\n})`)(load, exports, {
      ...console,
      log: () => undefined,
    });
    return exports;
  };
  run(main);
}
