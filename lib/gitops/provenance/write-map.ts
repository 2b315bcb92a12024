import { mkdirSync, writeFileSync } from 'fs';
import { basename, dirname, join, resolve } from 'path';
import type { ProvenanceMap } from './provenance-map';

/** Folder beside an output folder; what is in it stays out of Git. */
const FOLDER = '.provenance';

/**
 * Where the map of an output folder is by default.
 * @param outdir - the output folder
 */
export function defaultMapFile(outdir: string): string {
  const folder = resolve(outdir);
  return join(dirname(folder), FOLDER, `${basename(folder)}.json`);
}

/**
 * Writes a map.
 * @param map - the map
 * @param outdir - the output folder
 * @param file - where it goes; undefined: beside the output folder, in a folder that Git ignores
 */
export function writeMap(map: ProvenanceMap, outdir: string, file: string | undefined): void {
  const place = resolve(file ?? defaultMapFile(outdir));
  mkdirSync(dirname(place), { recursive: true });
  if (file === undefined) writeFileSync(join(dirname(place), '.gitignore'), '*\n');
  writeFileSync(place, `${JSON.stringify(map)}\n`);
}
