import * as cdk8s from 'cdk8s';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import * as ts from 'typescript';
import { parse } from 'yaml';
import * as library from '../../lib';
import { platformsIn, type VerrazzanoManifest } from '../../lib/definition/platform';

const root = join(__dirname, '..', '..');

/** As in docs/getting-started.md, with the package in this folder. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  strict: true,
  esModuleInterop: true,
  skipLibCheck: true,
  noEmit: true,
  noUnusedLocals: true,
  types: ['node'],
  paths: { 'cdk8s-verrazzano': [join(root, 'lib', 'index.ts')] },
};

/**
 * What the compiler says about programs, all in one go.
 * @param programs - source by name of the file
 */
export function compilerMessages(programs: ReadonlyMap<string, string>): readonly string[] {
  const folder = join(root, 'build', 'imported');
  const sources = new Map([...programs].map(([name, source]) => [join(folder, name), source]));
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
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

/** What a program made. */
export interface Made {
  /** The resource as the profile states it. */
  readonly stated: VerrazzanoManifest;
  /** The resource in the output; undefined when nothing was written. */
  readonly written: VerrazzanoManifest | undefined;
}

/** Runs a program and gives the resources that its profiles state, without synthesis. */
export function statedBy(source: string): readonly VerrazzanoManifest[] {
  const apps = new Set<cdk8s.App>();
  class App extends cdk8s.App {
    override synth(): void {
      apps.add(this);
    }
  }
  evaluate(source, { cdk8s: { ...cdk8s, App }, 'cdk8s-verrazzano': library });
  return [...apps].flatMap((app) => platformsIn(app).map(({ resource }) => resource));
}

/**
 * Runs a program, and reads what it wrote.
 * @param source - the program
 * @param parent - a folder for its output
 */
export function runProgram(source: string, parent: string): readonly Made[] {
  const apps = new Set<cdk8s.App>();
  class App extends cdk8s.App {
    override synth(): void {
      super.synth();
      apps.add(this);
    }
  }
  class GitOpsApp extends library.GitOpsApp {
    override synth(): void {
      super.synth();
      apps.add(this);
    }
  }
  const outdir = mkdtempSync(join(parent, 'out-'));
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = outdir;
  try {
    evaluate(source, { cdk8s: { ...cdk8s, App }, 'cdk8s-verrazzano': { ...library, GitOpsApp } });
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
  }
  const written = documentsIn(outdir);
  rmSync(outdir, { recursive: true, force: true });
  return [...apps].flatMap((app) =>
    platformsIn(app).map(({ resource, node }) => {
      // A chart is a file, a cluster is a folder.
      const found = written.filter(({ file }) => file.split(/[/\\.]/)[0] === node.scope?.node.id);
      return { stated: resource, written: found[0]?.document };
    }),
  );
}

/** Runs a program; it sees the given modules and no others. */
function evaluate(source: string, modules: Readonly<Record<string, object>>): void {
  const { outputText } = ts.transpileModule(source, { compilerOptions: OPTIONS });
  const require = (name: string): object => {
    const found = modules[name];
    if (found === undefined) throw new Error(`the program imports ${name}`);
    return found;
  };
  runInThisContext(`(function (require, exports) {${outputText}\n})`)(require, {});
}

interface Document {
  readonly file: string;
  readonly document: VerrazzanoManifest;
}

function documentsIn(folder: string): Document[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  return files
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split(/^---$/m)
        .map((text) => ({ file, document: parse(text) as VerrazzanoManifest })),
    )
    .filter(({ document }) => document?.kind === 'Verrazzano');
}
