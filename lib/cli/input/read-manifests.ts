import { existsSync } from 'fs';
import { inheritedFrom } from '../../connectivity/manifest';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { isOfChart } from './chart-files';
import { InputError } from './input-error';
import { documentsOf } from './read-manifests-documents';
import { manifestFiles } from './read-manifests-files';
import { readText } from './read-text';
import { addTo, sizeOf, TOTALS, type Totals } from './totals';

/** An object and the file it is in. */
export interface FileManifest {
  /** The file. */
  readonly file: string;
  /** The object; it has a `kind`. */
  readonly object: JsonObject & { readonly kind: string };
}

/** What a path holds. */
export interface PathContent {
  /** Its objects, those of Lists one by one. */
  readonly manifests: readonly FileManifest[];
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
  const manifests: FileManifest[] = [];
  let [documents, others] = [0, 0];
  const files = manifestFiles(path);
  const from = { path, fix: 'name fewer files' };
  addTo(totals, { files: files.length }, from);
  for (const file of files) {
    const text = readText(file, TOTALS.bytes);
    addTo(totals, { bytes: Buffer.byteLength(text) }, from);
    for (const document of documentsIn(file, text)) {
      addTo(totals, { values: sizeOf(document) }, from);
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

/** The documents of a file; of a template of a chart it says so, as its lines are not what is wrong. */
function documentsIn(file: string, text: string): JsonValue[] {
  try {
    return documentsOf(file, text);
  } catch (error) {
    if (!(error instanceof InputError) || !text.includes('{{') || !isOfChart(file, existsSync)) throw error;
    const fix = 'pass what `helm template` prints of the chart, without the folder of the chart';
    throw new InputError({ at: file, what: 'is a template of a Helm chart', allowed: 'manifests', fix });
  }
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

function hasKind(value: JsonValue): value is FileManifest['object'] {
  return isJsonObject(value) && typeof value.kind === 'string' && value.kind !== '';
}
