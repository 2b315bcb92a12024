import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { sha256 } from '../output/sums';
import type { Rendering } from '../render/render-cache';
import type { FileState } from './file-states';

/** Where tools keep what can be made again, below a `node_modules`: Git ignores it, and a fresh clone has none. */
const FOLDER = join('.cache', 'cdk8s-verrazzano');

/** How many output folders have a cache; the oldest go. */
const KEPT = 16;

const DIGEST_LENGTH = 64;

/** What a synthesis leaves for the next one. */
export interface Cached {
  /** Objects by key of their group. */
  readonly groups: ReadonlyMap<string, readonly Rendering[]>;
  /** Files by path below the output folder. */
  readonly files: ReadonlyMap<string, FileState>;
}

/** Columns of the file, which are faster to read than an object for each file of the output; digests one after the other. */
interface Columns {
  readonly code: string;
  readonly keys: string;
  /** How many objects each group has. */
  readonly sizes: readonly number[];
  readonly hashes: string;
  /** Indices of objects that fields were dropped from. */
  readonly cut: readonly number[];
  readonly paths: readonly string[];
  readonly contents: string;
  /** Size, number and times of each file, one after the other. */
  readonly stated: readonly number[];
}

/**
 * Where the cache of an output folder is: below the nearest `node_modules` above that folder, or above the working directory.
 * @returns undefined where there is no `node_modules`
 */
export function cacheFileOf(outdir: string): string | undefined {
  const folder = resolve(outdir);
  const modules = nearestModules(folder) ?? nearestModules(process.cwd());
  return modules === undefined ? undefined : join(modules, FOLDER, `${sha256(folder).slice(0, 32)}.json`);
}

/**
 * Reads what an earlier synthesis has left.
 * @param file - the cache; it may be absent, damaged, or of another version
 * @param code - digest of the code that renders
 * @returns nothing where the file is not exactly what the same code wrote
 */
export function readCache(file: string, code: string): Cached & { readonly groups: Map<string, readonly Rendering[]> } {
  const [groups, files] = [new Map<string, readonly Rendering[]>(), new Map<string, FileState>()];
  const columns = columnsOf(file);
  if (columns?.code !== code) return { groups, files };
  const { keys, sizes, hashes, paths, contents, stated } = columns;
  const cut = new Set(columns.cut);
  let object = 0;
  sizes.forEach((size, group) => {
    const renderings: Rendering[] = [];
    for (const end = object + size; object < end; object++) {
      renderings.push({ hash: digestAt(hashes, object), isCut: cut.has(object) });
    }
    groups.set(digestAt(keys, group), renderings);
  });
  paths.forEach((path, index) => {
    const at = 4 * index;
    const [size = 0, ino = 0] = [stated[at], stated[at + 1]];
    const [mtimeMs = 0, ctimeMs = 0] = [stated[at + 2], stated[at + 3]];
    files.set(path, { hash: digestAt(contents, index), size, ino, mtimeMs, ctimeMs });
  });
  return { groups, files };
}

/** One of many digests. */
function digestAt(digests: string, index: number): string {
  return digests.slice(index * DIGEST_LENGTH, (index + 1) * DIGEST_LENGTH);
}

/**
 * Leaves something for the next synthesis, all at once. If that cannot be written, it is not an error.
 * @param file - the cache
 * @param code - digest of the code that renders
 * @param cached - what the next synthesis needs to know
 */
export function writeCache(file: string, code: string, { groups, files }: Cached): void {
  const [grouped, states] = [[...groups.values()], [...files.values()]];
  const renderings = grouped.flat();
  const columns: Columns = {
    code,
    keys: [...groups.keys()].join(''),
    sizes: grouped.map(({ length }) => length),
    hashes: renderings.map(({ hash }) => hash).join(''),
    cut: renderings.flatMap(({ isCut }, index) => (isCut ? [index] : [])),
    paths: [...files.keys()],
    contents: states.map(({ hash }) => hash).join(''),
    stated: states.flatMap(({ size, ino, mtimeMs, ctimeMs }) => [size, ino, mtimeMs, ctimeMs]),
  };
  const json = JSON.stringify(columns);
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, `${sha256(json)}${json}`);
    renameSync(draft, file);
    sweep(dirname(file));
  } catch {
    discard(draft);
  }
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The folder is not a folder, or gone.
  }
}

/** The digest at the start holds for the rest, so that no damage of the file gets into the output. */
function columnsOf(file: string): Columns | undefined {
  try {
    const bytes = readFileSync(file);
    const body = bytes.subarray(DIGEST_LENGTH);
    if (bytes.toString('latin1', 0, DIGEST_LENGTH) !== sha256(body)) return undefined;
    return JSON.parse(body.toString('utf8')) as Columns;
  } catch {
    return undefined;
  }
}

function sweep(folder: string): void {
  const names = readdirSync(folder);
  if (names.length <= KEPT) return;
  const files = names.map((name) => ({ path: join(folder, name), at: timeOf(join(folder, name)) }));
  for (const { path } of files.sort((a, b) => b.at - a.at).slice(KEPT)) discard(path);
}

function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function nearestModules(folder: string): string | undefined {
  const modules = join(folder, 'node_modules');
  if (existsSync(modules)) return modules;
  const above = dirname(folder);
  return above === folder ? undefined : nearestModules(above);
}
