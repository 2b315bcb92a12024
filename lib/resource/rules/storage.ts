import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { dig, digComponent, itemsOf, textOf } from './dig';

/** What a volume source comes to: nothing, no volume, a claim of some template, or a kind that cannot be used. */
export type Storage =
  | { readonly kind: 'none' | 'emptyDir' | 'other' }
  | { readonly kind: 'claim'; readonly claimName: string; readonly template?: JsonValue };

/** What a volume source comes to in an effective spec. */
export function storageOf(spec: JsonObject | undefined, source: JsonValue | undefined): Storage {
  if (!isJsonObject(source)) return { kind: 'none' };
  if (dig(source, 'emptyDir') !== undefined) return { kind: 'emptyDir' };
  const claim = dig(source, 'persistentVolumeClaim');
  if (claim === undefined) return { kind: 'other' };
  const claimName = textOf(dig(claim, 'claimName'));
  const templates = itemsOf(dig(spec, 'volumeClaimSpecTemplates'));
  return {
    kind: 'claim',
    claimName,
    template: templates.find((item) => textOf(dig(item, 'metadata', 'name')) === claimName),
  };
}

/** What the default volume source of an effective spec comes to. */
export function defaultStorage(spec: JsonObject | undefined): Storage {
  return storageOf(spec, dig(spec, 'defaultVolumeSource'));
}

/** The storage request of a claim; `''` where there is none. */
export function sizeOf(storage: Storage): string {
  return storage.kind === 'claim' ? textOf(dig(storage.template, 'spec', 'resources', 'requests', 'storage')) : '';
}

/** The volume of MySQL: its own source, else the default one. */
export function mysqlStorage(spec: JsonObject | undefined): Storage {
  const own = digComponent(spec, 'keycloak', 'mysql', 'volumeSource');
  return storageOf(spec, own ?? dig(spec, 'defaultVolumeSource'));
}
