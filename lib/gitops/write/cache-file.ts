import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { sha256 } from '../output/sums';
import type { Rendering } from '../render/render-cache';

/** Where tools keep what can be made again, below a `node_modules`: Git ignores it, and a fresh clone has none. */
const FOLDER = join('.cache', 'cdk8s-verrazzano');

/** How many output folders have a cache; the oldest go. */
const KEPT = 16;

const DIGEST_LENGTH = 64;

/** Columns of the file, which are faster to read than an object for each file of the output. */
interface Columns {
  readonly code: string;
  readonly keys: readonly string[];
  readonly texts: readonly string[];
  readonly hashes: readonly string[];
  /** Indices of objects that fields were dropped from. */
  readonly cut: readonly number[];
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
 * @returns objects by key; none where the file is not exactly what the same code wrote
 */
export function readCache(file: string, code: string): Map<string, Rendering> {
  const found = new Map<string, Rendering>();
  const columns = columnsOf(file);
  if (columns?.code !== code) return found;
  const { keys, texts, hashes } = columns;
  const cut = new Set(columns.cut);
  keys.forEach((key, index) => {
    found.set(key, { text: texts[index] ?? '', hash: hashes[index] ?? '', isCut: cut.has(index) });
  });
  return found;
}

/**
 * Leaves something for the next synthesis, all at once. If that cannot be written, it is not an error.
 * @param file - the cache
 * @param code - digest of the code that renders
 * @param objects - objects by key
 */
export function writeCache(file: string, code: string, objects: ReadonlyMap<string, Rendering>): void {
  const all = [...objects.values()];
  const columns: Columns = {
    code,
    keys: [...objects.keys()],
    texts: all.map(({ text }) => text),
    hashes: all.map(({ hash }) => hash),
    cut: all.flatMap(({ isCut }, index) => (isCut ? [index] : [])),
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
