import { inheritedFrom } from '../../connectivity/manifest';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { InputError } from './input-error';
import { documentsOf } from './read-manifests-documents';
import { manifestFiles } from './read-manifests-files';
import { readText } from './read-text';

/** An object and the file it is in. */
export interface Manifest {
  /** The file. */
  readonly file: string;
  /** The object; it has a `kind`. */
  readonly object: JsonObject & { readonly kind: string };
}

/** Limits for all paths of one command line together. */
export const TOTALS = {
  /** Files. */
  files: 10_000,
  /** Bytes: 128 MiB. */
  bytes: 128 * 1024 * 1024,
  /** Values, aliases resolved. */
  values: 10_000_000,
} as const;

/** What was read so far, by the keys of {@link TOTALS}. */
export type Totals = Record<keyof typeof TOTALS, number>;

/** What a path holds. */
export interface PathContent {
  /** Its objects, those of Lists one by one. */
  readonly manifests: readonly Manifest[];
  /** How many documents and items are not objects, or have no kind. */
  readonly others: number;
}

/**
 * Reads every object of a file, or of all YAML and JSON files in a folder.
 * @param path - path of a file or folder
 * @param totals - what was read before; what is read now is added
 * @param options - `empty`: there may be no object at all
 * @throws InputError when a file is refused, there is no object, or the totals are exceeded
 */
export function readManifests(
  path: string,
  totals: Totals,
  { empty = false }: { readonly empty?: boolean } = {},
): PathContent {
  const manifests: Manifest[] = [];
  let [documents, others] = [0, 0];
  const files = manifestFiles(path);
  add(totals, 'files', files.length, path);
  for (const file of files) {
    const text = readText(file, TOTALS.bytes);
    add(totals, 'bytes', Buffer.byteLength(text), path);
    for (const document of documentsOf(file, text)) {
      add(totals, 'values', sizeOf(document), path);
      documents++;
      for (const item of itemsOf(file, document)) {
        if (hasKind(item)) manifests.push({ file, object: item });
        else others++;
      }
    }
  }
  if (manifests.length > 0 || (empty && others === 0)) return { manifests, others };
  throw new InputError({
    at: path,
    what: documents === 0 ? 'is empty' : 'holds no Kubernetes object',
    got: others > 0 ? 'values without kind' : 'nothing',
    allowed: 'objects with apiVersion and kind, or Lists of them',
    fix: 'pass what `kubectl get -o yaml` prints, or the files that you apply',
  });
}

/** The value, or what a List holds. Items of a list such as PodList may leave out what its kind says. */
function itemsOf(file: string, value: JsonValue): JsonValue[] {
  if (!hasKind(value) || !value.kind.endsWith('List')) return [value];
  const { kind, items } = value;
  if (Array.isArray(items)) {
    const inherited = inheritedFrom(value);
    return (items as readonly JsonValue[]).flatMap((item) =>
      itemsOf(file, isJsonObject(item) ? { ...inherited, ...item } : item),
    );
  }
  if (kind !== 'List') return [value];
  if (items === undefined || items === null) return [];
  throw new InputError({
    at: file,
    what: 'has a List whose items are not a list',
    got: typeof items,
    allowed: 'a list of objects',
    fix: 'pass the List as kubectl prints it',
  });
}

function hasKind(value: JsonValue): value is Manifest['object'] {
  return isJsonObject(value) && typeof value.kind === 'string' && value.kind !== '';
}

function sizeOf(value: JsonValue): number {
  let size = 1;
  if (Array.isArray(value)) for (const item of value as readonly JsonValue[]) size += sizeOf(item);
  else if (isJsonObject(value)) for (const key in value) size += sizeOf(value[key] ?? null);
  return size;
}

function add(totals: Totals, what: keyof Totals, amount: number, path: string): void {
  totals[what] += amount;
  if (totals[what] <= TOTALS[what]) return;
  throw new InputError({
    at: path,
    what: 'exceeds the limit of one run, together with what was read before',
    got: `more than ${TOTALS[what]} ${what}`,
    allowed: `at most ${TOTALS[what]}`,
    fix: 'name fewer files',
  });
}
