import { TRACKING_ID } from '../../gitops/argo/tracking-id';
import type { VerrazzanoResource } from '../../resource/merge';
import { isJsonList, isJsonObject, type JsonValue } from '../../values/json';
import { SYNC_OPTIONS_ANNOTATION } from '../../gitops/argo/sync-options';

/** The metadata of a resource that a program keeps. */
export interface ImportedMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Texts;
  readonly annotations?: Texts;
}

type Texts = Readonly<Record<string, string>>;

/** Something to tell the user about a field. */
export interface Note {
  /** Path of the field. */
  readonly path: string;
  /** The note itself, as the rest of a sentence about the field. */
  readonly text: string;
}

/** Annotations that Argo CD or the installer of this package sets. */
const SET_AGAIN = [TRACKING_ID, SYNC_OPTIONS_ANNOTATION];

/** The finalizer of the platform operator, which adds it again. */
const FINALIZER = 'install.verrazzano.io';

const KEPT = ['name', 'namespace', 'labels', 'annotations', 'finalizers'];

/**
 * Reads the metadata of a resource, without what an API server writes.
 * @param resource - the resource
 * @param notes - takes what is not kept
 */
export function importedMetadata({ metadata = {} }: VerrazzanoResource, notes: Note[]): ImportedMetadata {
  const { finalizers } = metadata;
  const others = isJsonList(finalizers) ? finalizers.filter((one) => one !== FINALIZER) : [];
  const lost = Object.keys(metadata).filter((key) => !KEPT.includes(key));
  for (const key of [...(others.length > 0 ? ['finalizers'] : []), ...lost]) {
    notes.push({ path: `metadata.${key}`, text: 'cannot be expressed in a program; it is left out' });
  }
  const labels = texts('labels', metadata.labels, notes);
  const annotations = texts('annotations', metadata.annotations, notes);
  return {
    name: textOr('name', metadata.name, 'verrazzano', notes),
    namespace: textOr('namespace', metadata.namespace, 'default', notes),
    ...(labels && { labels }),
    ...(annotations && { annotations }),
  };
}

function textOr(key: string, value: JsonValue | undefined, otherwise: string, notes: Note[]): string {
  if (typeof value === 'string' && value !== '') return value;
  notes.push({ path: `metadata.${key}`, text: `is not set; the program sets ${otherwise}` });
  return otherwise;
}

function texts(key: string, value: JsonValue | undefined, notes: Note[]): Texts | undefined {
  if (!isJsonObject(value)) return undefined;
  const kept = Object.entries(value).flatMap(([name, text]): [string, string][] => {
    if (key === 'annotations' && SET_AGAIN.includes(name)) return [];
    if (typeof text === 'string') return [[name, text]];
    notes.push({ path: `metadata.${key}.${name}`, text: 'is not a string; it is left out' });
    return [];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
