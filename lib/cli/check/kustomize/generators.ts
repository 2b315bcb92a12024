import { basename, dirname, join, normalize } from 'path';
import { listAt, objectAt, textAt } from '../../../connectivity/manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import type { Kustomization } from '../kustomizations';
import { changed, idOf, idsOf, uncertain, type BuiltObject } from './built-object';

/** The text of a file; nothing when it cannot be read. */
export type ReadFile = (file: string) => string | undefined;

const FIELDS = [
  ['configMapGenerator', 'ConfigMap'],
  ['secretGenerator', 'Secret'],
] as const;

const UNKNOWN = 'with content that is not in the input';

/** Keys with their content, and whether these are all. */
interface Content {
  readonly data: Readonly<Record<string, string>>;
  readonly isWhole: boolean;
}

/**
 * Objects with the ConfigMaps and Secrets that the generators of a kustomization make or change. Their names have no hash: references to them
 * have none either; `unhashedNames` finds those that keep their name.
 * @param objects - the objects
 * @param kustomization - the kustomization
 * @param place - where the kustomization is
 * @param read - reads files
 */
export function withGenerated(
  objects: readonly BuiltObject[],
  { file, object }: Kustomization,
  place: Omit<BuiltObject['source'], 'object' | 'item'>,
  read: ReadFile,
): readonly BuiltObject[] {
  return FIELDS.flatMap(([field, kind]) =>
    listAt(object, field).map((each, index) => ({ each, kind, item: [field, index] })),
  ).reduce((all, { each, kind, item }) => {
    if (!isJsonObject(each)) return all;
    const content = contentOf(each, dirname(file), read);
    const made = generated(each, kind, content, objectAt(object, 'generatorOptions'));
    const behaviour = textAt(each, 'behavior');
    const isHashed = ![each.options, object.generatorOptions].some(keepsNames);
    const built: BuiltObject = { source: { ...place, item, object: made }, object: made, earlier: [], isHashed };
    const whole = content.isWhole ? built : uncertain(built, UNKNOWN);
    return behaviour === 'merge' || behaviour === 'replace' ? combined(all, whole, behaviour) : [...all, whole];
  }, objects);
}

function keepsNames(options: JsonValue | undefined): boolean {
  return isJsonObject(options) && options.disableNameSuffixHash === true;
}

function generated(each: JsonObject, kind: 'ConfigMap' | 'Secret', { data }: Content, shared: JsonObject): JsonObject {
  const namespace = textAt(each, 'namespace');
  const [options, type] = [objectAt(each, 'options'), textAt(each, 'type')];
  const labels = { ...objectAt(shared, 'labels'), ...objectAt(options, 'labels') };
  const annotations = { ...objectAt(shared, 'annotations'), ...objectAt(options, 'annotations') };
  const name = textAt(each, 'name') ?? '';
  const metadata = {
    name,
    ...(namespace !== undefined && { namespace }),
    labels,
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
  const content = Object.fromEntries(
    Object.entries(data).map(([key, text]) => [key, kind === 'Secret' ? Buffer.from(text).toString('base64') : text]),
  );
  return { apiVersion: 'v1', kind, metadata, ...(kind === 'Secret' && { type: type ?? 'Opaque' }), data: content };
}

/** What is there already with the content that a generator adds, or has in its place. */
function combined(
  objects: readonly BuiltObject[],
  made: BuiltObject,
  behaviour: 'merge' | 'replace',
): readonly BuiltObject[] {
  const { kind, name } = idOf(made);
  const found = objects.filter((each) => idsOf(each).some((id) => id.kind === kind && id.name === name));
  const [own] = found;
  if (own === undefined || found.length > 1) return [...objects, made];
  const data = { ...(behaviour === 'merge' && objectAt(own.object, 'data')), ...objectAt(made.object, 'data') };
  const isHashed = own.isHashed === true || made.isHashed === true;
  const whole = { ...changed(own, { ...own.object, data }), isHashed };
  return objects.map((each) => {
    if (each !== own) return each;
    return made.uncertain === undefined ? whole : uncertain(whole, made.uncertain);
  });
}

function contentOf(each: JsonObject, folder: string, read: ReadFile): Content {
  const data: Record<string, string> = {};
  let isWhole = true;
  for (const literal of texts(each, 'literals')) {
    const at = literal.indexOf('=');
    if (at > 0) data[literal.slice(0, at)] = literal.slice(at + 1).replace(/^(['"])(.*)\1$/s, '$2');
  }
  for (const entry of texts(each, 'files')) {
    const at = entry.indexOf('=');
    const path = entry.slice(at + 1);
    data[at < 0 ? basename(path) : entry.slice(0, at)] = within(folder, path, read) ?? '';
  }
  const env = textAt(each, 'env');
  for (const path of [...texts(each, 'envs'), ...(env === undefined ? [] : [env])]) {
    const text = within(folder, path, read);
    isWhole &&= text !== undefined;
    Object.assign(data, Object.fromEntries(variables(text ?? '')));
  }
  return { data, isWhole };
}

function variables(text: string): Array<[key: string, value: string]> {
  return text.split(/\r?\n/).flatMap((line): Array<[string, string]> => {
    const [, key, value = ''] = /^\s*([^#=\s][^=]*?)=(.*)$/.exec(line) ?? [];
    return key === undefined ? [] : [[key, value]];
  });
}

function texts(each: JsonObject, field: string): string[] {
  return listAt(each, field).filter((value: JsonValue): value is string => typeof value === 'string');
}

/** Kustomize reads files of the folder of the kustomization alone. */
function within(folder: string, path: string, read: ReadFile): string | undefined {
  const file = normalize(join(folder, path));
  return file.startsWith(normalize(`${folder}/`)) || folder === '.' ? read(file) : undefined;
}
