import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { transformSync, type Options } from '@swc/core';
import { COMPILER, PROGRAM_PATHS } from '../../scripts/compiler';
import { writeDeclarations } from '../../scripts/declarations/write-declarations';

const ROOT = join(__dirname, '..', '..');

/** Programs find the modules of the clone from here. */
const PROGRAMS = join(ROOT, 'build', 'programs');

/** Options of programs of users: as in docs/getting-started.md, with the package in this folder. They have no document object model. */
const COMPILER_OPTIONS = {
  target: 'es2022',
  lib: ['es2022'],
  module: 'preserve',
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  noUnusedLocals: true,
  types: ['node'],
  paths: PROGRAM_PATHS,
};

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
  mkdirSync(PROGRAMS, { recursive: true });
  const folder = mkdtempSync(join(PROGRAMS, 'of-test-'));
  try {
    for (const [name, source] of programs) writeFileSync(join(folder, name), source);
    const config = { compilerOptions: COMPILER_OPTIONS, files: [...programs.keys()] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const { stdout, stderr } = spawnSync(process.execPath, [COMPILER, '--project', folder, '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    return `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Runs a program in this process.
 * @param source - the program, in TypeScript
 * @param modules - modules that it gets in place of those of their name
 */
export function evaluate(source: string, modules: Readonly<Record<string, object>> = {}): void {
  evaluateFiles(new Map([['main.ts', source]]), 'main.ts', modules);
}

const TO_COMMONJS: Options = {
  swcrc: false,
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
};

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
  runFiles(
    (file) => files.get(file) ?? '',
    main,
    (name) => modules[name] ?? jest.requireActual(name),
  );
}

/**
 * Runs a program of a folder in this process, however often it ran before: other tests may have loaded it as a module.
 * @param folder - absolute path
 */
export function evaluateFolder(folder: string): void {
  runFiles((file) => readFileSync(join(folder, file), 'utf8'), 'main.ts', jest.requireActual, folder);
}

function runFiles(
  sourceOf: (file: string) => string,
  main: string,
  moduleOf: (name: string) => unknown,
  folder = '',
): void {
  const loaded = new Map<string, object>();
  const run = (file: string): object => {
    const before = loaded.get(file);
    if (before !== undefined) return before;
    const { code } = transformSync(sourceOf(file), TO_COMMONJS);
    const exports = {};
    loaded.set(file, exports);
    const load = (name: string): unknown => (name.startsWith('./') ? run(`${name.slice(2)}.ts`) : moduleOf(name));
    const silent = { ...console, log: () => undefined };
    runInThisContext(`(function (require, exports, console, __dirname) {${code}\n})`)(load, exports, silent, folder);
    return exports;
  };
  run(main);
}
