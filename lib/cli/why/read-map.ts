import { existsSync } from 'fs';
import { basename, dirname, join, relative, resolve, sep } from 'path';
import { defaultMapFile } from '../../gitops/provenance/write-map';
import { MAP_VERSION, type ProvenanceMap } from '../../gitops/provenance/provenance-map';
import { isJsonObject, type JsonValue } from '../../values/json';
import { InputError } from '../input/input-error';
import { readText } from '../input/read-text';

/** How a map is made. */
const MAKE = 'synthesize with the environment variable CDK8S_VERRAZZANO_PROVENANCE=1';

/** A map that is not at its usual place. */
export interface GivenMap {
  /** Its file. */
  readonly map: string;
  /** The output folder that it is about. */
  readonly output: string;
}

/** A map, and the output that it is about. */
export interface FoundMap {
  /** The map. */
  readonly map: ProvenanceMap;
  /** The output folder. */
  readonly outdir: string;
  /** Path of the file below it. */
  readonly path: string;
}

/**
 * The map that knows a file of an output.
 * @param file - the file
 * @param given - the map, and the output folder it is about; undefined: found beside a folder around the file
 * @throws InputError when there is none, or it does not know the file
 */
export function findMap(file: string, given: GivenMap | undefined): FoundMap {
  const place = resolve(file);
  const outdir = given === undefined ? outputAround(place) : resolve(given.output);
  if (outdir === undefined) {
    throw new InputError({ at: file, what: 'no folder around it has a map of its provenance', fix: MAKE });
  }
  const source = given?.map ?? defaultMapFile(outdir);
  const map = readMap(source);
  return { map, outdir, path: relative(outdir, place).split(sep).join('/') };
}

function outputAround(place: string): string | undefined {
  const folder = dirname(place);
  if (folder === place) return undefined;
  if (basename(folder) !== '' && existsSync(defaultMapFile(folder))) return folder;
  return outputAround(folder);
}

function readMap(file: string): ProvenanceMap {
  let map: JsonValue | undefined;
  const text = readText(file);
  try {
    map = JSON.parse(text) as JsonValue;
  } catch {
    map = undefined;
  }
  const isMap = isJsonObject(map) && isJsonObject(map.constructs) && isJsonObject(map.files);
  if (!isMap || !isJsonObject(map) || map.version !== MAP_VERSION) {
    throw new InputError({
      at: relative('.', file) || join('.', file),
      what: 'is not a provenance map, or was written by another version of this package',
      fix: MAKE,
    });
  }
  return map as unknown as ProvenanceMap;
}
