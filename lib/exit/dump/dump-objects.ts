import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { isDnsLabel, isDnsSubdomain } from '../../values/names';
import { kindOfFile, type FileKind } from './dump-kinds';

/** A file of a dump, parsed. */
export interface DumpFile {
  /** Path, for messages and for the kind of items that do not say theirs. */
  readonly file: string;
  /** Its documents; none for an empty file. */
  readonly documents: readonly JsonValue[];
  /** Line at which each document begins, from 1. @default - not known: of JSON, and where every document is an object */
  readonly lines?: readonly number[];
}

/** A value that is not an object of Kubernetes, such as versions and releases of Helm. */
export interface OtherValue {
  readonly file: string;
  /** Line at which it begins; undefined where it is not known. */
  readonly line: number | undefined;
  readonly value: JsonValue;
}

/** An object with the file and the list that it was read from. */
export interface FoundObject {
  readonly file: string;
  readonly object: JsonObject & { readonly apiVersion: string; readonly kind: string };
  /** Number of the list among all lists of the dump; undefined for an object on its own. */
  readonly list: number | undefined;
}

/** A list without items: proof that there is no object of that kind. */
export interface EmptyList {
  readonly file: string;
  readonly kind: string;
}

/** What the files of a dump hold. */
export interface DumpContent {
  readonly objects: readonly FoundObject[];
  readonly emptyLists: readonly EmptyList[];
  readonly others: readonly OtherValue[];
  /** Files with items of unknown kind, and how many. */
  readonly unknown: ReadonlyMap<string, number>;
  /** Files with objects that no API server stores, since their kind, name or namespace is not valid, and how many. */
  readonly invalid: ReadonlyMap<string, number>;
}

/** API groups that the redaction of Verrazzano's command line leaves unreadable, since they look like host names. */
const REDACTED = /^(?:REDACTED-.*|[0-9a-f]{64})$/;

/**
 * The objects of the files of a dump. Items of lists that do not say their kind get it from the list, else from the name of the file.
 * @param files - the files
 */
export function dumpObjects(files: readonly DumpFile[]): DumpContent {
  const content = {
    objects: [] as FoundObject[],
    emptyLists: [] as EmptyList[],
    others: [] as OtherValue[],
    unknown: new Map<string, number>(),
    invalid: new Map<string, number>(),
  };
  let lists = 0;
  const add = (file: string, value: JsonValue, inherited: Partial<FileKind>, list?: number, line?: number): void => {
    const items = itemsOf(value);
    if (items !== undefined && isJsonObject(value)) {
      const own = itemKind(value, inherited);
      if (items.length === 0 && own.kind !== undefined) content.emptyLists.push({ file, kind: own.kind });
      const number = ++lists;
      for (const item of items) add(file, item, own, number);
      return;
    }
    const object = objectOf(value, inherited);
    if (object !== undefined && !isStored(object)) count(content.invalid, file);
    else if (object !== undefined) content.objects.push({ file, object, list });
    else if (list === undefined) content.others.push({ file, line, value });
    else count(content.unknown, file);
  };
  for (const { file, documents, lines } of files) {
    const own = kindOfFile(file) ?? {};
    documents.forEach((document, index) => add(file, document, own, undefined, lines?.[index]));
  }
  return content;
}

function count(counts: Map<string, number>, file: string): void {
  counts.set(file, (counts.get(file) ?? 0) + 1);
}

/** Names go into commands, so that they must be names. Those of RBAC may hold anything, and are not used. */
function isStored({ apiVersion, kind, metadata }: FoundObject['object']): boolean {
  const { name, namespace } = isJsonObject(metadata) ? metadata : {};
  if (!/^[A-Za-z][A-Za-z0-9]{0,62}$/.test(kind)) return false;
  if (namespace !== undefined && namespace !== '' && !isDnsLabel(namespace)) return false;
  return typeof name === 'string' && (isDnsSubdomain(name) || apiVersion.startsWith('rbac.authorization.k8s.io/'));
}

/** Items of a list of objects; undefined for everything else, such as a custom resource with a field of that name. */
function itemsOf(value: JsonValue): readonly JsonValue[] | undefined {
  if (!isJsonObject(value) || !('items' in value)) return undefined;
  const { kind, items } = value;
  const isList = kind === undefined || (typeof kind === 'string' && kind.endsWith('List'));
  if (!isList || (items !== null && !Array.isArray(items))) return undefined;
  return (items as readonly JsonValue[] | null) ?? [];
}

/** A list of one kind says it; one of any kind says nothing. */
function itemKind({ apiVersion, kind }: JsonObject, inherited: Partial<FileKind>): Partial<FileKind> {
  if (typeof kind !== 'string' || kind === 'List' || typeof apiVersion !== 'string') return inherited;
  return { apiVersion, kind: kind.slice(0, -'List'.length) };
}

function objectOf(value: JsonValue, inherited: Partial<FileKind>): FoundObject['object'] | undefined {
  if (!isJsonObject(value)) return undefined;
  const kind = textOr(value.kind, inherited.kind);
  const apiVersion = textOr(value.apiVersion, inherited.kind === kind ? inherited.apiVersion : undefined);
  if (kind === undefined || apiVersion === undefined || !isJsonObject(value.metadata)) return undefined;
  return { ...value, apiVersion: readable(apiVersion, inherited), kind };
}

function textOr(value: JsonValue | undefined, otherwise: string | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : otherwise;
}

/** The version is not redacted, only the group. */
function readable(apiVersion: string, { apiVersion: known }: Partial<FileKind>): string {
  const [group = '', version] = apiVersion.split('/');
  const [knownGroup] = (known ?? '').split('/');
  return version !== undefined && REDACTED.test(group) && known?.includes('/') === true
    ? `${knownGroup}/${version}`
    : apiVersion;
}
