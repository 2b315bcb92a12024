import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** One generated module: a kind in use, and the file of schemas that defines it. */
export interface ImportedKind {
  /** Kind of the custom resource, such as `Application`. */
  readonly kind: string;
  /** API group of the kind; its schemas are in `<group>.yaml`. */
  readonly group: string;
  /**
   * What `cdk8s import` puts before the group in the name of the module. Needed where a group has several kinds in
   * use, because every import of a group writes the file of that group anew. Must agree with `imports` in cdk8s.yaml.
   */
  readonly prefix?: string;
}

/** The record of a generation, committed as `imports/imports.json`. */
export interface ImportRecord {
  /** Version of cdk8s-cli that generated the modules. */
  readonly generator: { readonly 'cdk8s-cli': string };
  /** sha256 of each file of schemas, by group. */
  readonly schemas: Record<string, string>;
  /** The generated modules by file name. */
  readonly modules: Record<string, ModuleRecord>;
}

/** What is known about one generated module. */
export interface ModuleRecord {
  readonly sha256: string;
  readonly kind: string;
  /** The version that the API server stores: the one this package writes. */
  readonly storageVersion: string;
  /** Generated class of the storage version. The plain name belongs to the version that the schema lists first. */
  readonly storageClass: string;
}

interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly storage: boolean }[];
  };
}

/** The kinds in use; nothing else is imported. */
export const IMPORTED_KINDS: readonly ImportedKind[] = [
  { kind: 'Application', group: 'argoproj.io', prefix: 'application' },
  { kind: 'AppProject', group: 'argoproj.io', prefix: 'appproject' },
  { kind: 'Verrazzano', group: 'install.verrazzano.io' },
];

/** The project's root. */
export const ROOT = join(__dirname, '..');

/** Where the generated modules are committed. */
export const IMPORTS_FOLDER = join(ROOT, 'imports');

/** Name of the record in the folder of the generated modules. */
export const RECORD_FILE = 'imports.json';

/** The folder of schemas: below VERRAZZANO_SHARED, or below `../shared` seen from the project's root. */
export function schemasFolder(): string {
  return join(process.env.VERRAZZANO_SHARED ?? join(ROOT, '..', 'shared'), 'crds');
}

/** sha256 of a file's bytes, in hexadecimal digits. */
export function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Version of the cdk8s-cli that is installed. */
export function generatorVersion(): string {
  const manifest = JSON.parse(readFileSync(require.resolve('cdk8s-cli/package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/**
 * Generates all modules and their record.
 *
 * @param schemas folder with one `<group>.yaml` per API group
 * @param output folder to fill; what it holds is replaced
 */
export function generateImports(schemas: string, output: string): void {
  const modules: Record<string, ModuleRecord> = {};
  const groups: Record<string, string> = {};
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  for (const imported of IMPORTED_KINDS) {
    const source = join(schemas, `${imported.group}.yaml`);
    if (!existsSync(source)) {
      throw new Error(`no schema ${source}; set VERRAZZANO_SHARED to the folder that holds crds/`);
    }
    const definition = findDefinition(source, imported);
    runImport(definition, imported, output);
    const file = `${imported.prefix ? `${imported.prefix}-` : ''}${imported.group}.ts`;
    modules[file] = { sha256: sha256(join(output, file)), kind: imported.kind, ...storage(definition) };
    groups[imported.group] = sha256(source);
  }
  const record: ImportRecord = { generator: { 'cdk8s-cli': generatorVersion() }, schemas: groups, modules };
  writeFileSync(join(output, RECORD_FILE), `${JSON.stringify(record, undefined, 2)}\n`);
}

/** Names of the files that two folders of generated modules do not share byte by byte. */
export function differingFiles(left: string, right: string): string[] {
  const list = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
  const read = (folder: string, file: string): string | undefined =>
    existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : undefined;
  return [...new Set([...list(left), ...list(right)])].sort().filter((file) => read(left, file) !== read(right, file));
}

/** Runs `use` with a folder that is gone afterwards. */
export function withTemporaryFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'imports-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function findDefinition(source: string, { group, kind }: ImportedKind): CustomResourceDefinition {
  const definitions = parseAllDocuments(readFileSync(source, 'utf8'))
    .map((document) => document.toJS() as CustomResourceDefinition | null)
    .filter((definition) => definition?.spec.group === group && definition.spec.names.kind === kind);
  const [definition, ...others] = definitions;
  if (!definition || others.length > 0) {
    throw new Error(`${source} must define ${kind} of ${group} once; found ${definitions.length}`);
  }
  return definition;
}

function storage({ spec }: CustomResourceDefinition): Pick<ModuleRecord, 'storageVersion' | 'storageClass'> {
  const index = spec.versions.findIndex((version) => version.storage);
  const version = spec.versions[index]?.name;
  if (version === undefined) throw new Error(`${spec.names.kind} of ${spec.group} has no storage version`);
  return { storageVersion: version, storageClass: spec.names.kind + (index === 0 ? '' : pascalCase(version)) };
}

/** `v1beta1` as `V1Beta1`, the suffix that the generator gives to every version but the first. */
function pascalCase(version: string): string {
  return version.replace(/[a-z]+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}

/** Runs the generator on one definition, in an empty folder: it reads no cdk8s.yaml, and it can write none. */
function runImport(definition: CustomResourceDefinition, { group, prefix }: ImportedKind, output: string): void {
  withTemporaryFolder((folder) => {
    const schema = join(folder, `${group}.yaml`);
    writeFileSync(schema, JSON.stringify(definition));
    const program = join(dirname(require.resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
    const spec = prefix === undefined ? schema : `${prefix}:=${schema}`;
    const options = ['--language=typescript', '--save=false', '--check-upgrade=false', `--output=${output}`];
    const result = spawnSync(process.execPath, [program, 'import', spec, ...options], {
      cwd: folder,
      encoding: 'utf8',
      // The generator takes every CDK8S_ variable for an option.
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CDK8S_'))),
    });
    if (result.status !== 0) throw new Error(`cdk8s import of ${spec} failed:\n${result.stdout}${result.stderr}`);
  });
}
