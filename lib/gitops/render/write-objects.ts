import { mergeSyncOptions, SYNC_OPTIONS_ANNOTATION } from '../argo/sync-options';
import type { Delivery } from '../argo/settings';
import type { DeliveryUnit } from '../delivery-unit';
import { groupOf, kindName } from '../kinds/kind-scope';
import type { KindTable } from '../kinds/kind-table';
import type { OutputFile } from '../output/output-file';
import { sha256 } from '../output/sums';
import { writtenYaml } from '../output/written';
import { toYaml } from '../output/yaml';
import { problem } from '../problem';
import { withoutDroppedFields } from './dropped-fields';
import { objectGroups } from './object-groups';
import type { RenderCache, Rendering } from './render-cache';
import type { AllowedSecret } from '../secrets';
import { manifestProblems, type PreparedObject } from './render-object';
import type { Manifest, RenderedObject } from './rendered-object';
import { identityOf, withMetadata } from './rendered-object';

/** A file and the construct it comes from. */
export interface RenderedFile extends OutputFile {
  /** Path of the construct. */
  readonly path: string;
}

/** An object and its file. */
export interface WrittenObject {
  readonly object: RenderedObject;
  readonly file: RenderedFile;
}

/** How the objects of a unit are written. */
export interface WriterInput {
  readonly unit: DeliveryUnit;
  readonly delivery: Delivery;
  readonly kinds: KindTable;
  /** What is known of objects from an earlier synthesis. */
  readonly cache?: RenderCache | undefined;
}

/** What the files of a unit follow from besides the data of its objects. */
interface Writer {
  readonly allowSecrets: readonly AllowedSecret[] | undefined;
  readonly delivery: Delivery;
  /** Options of Argo CD for an object. */
  readonly syncOptions: (manifest: Manifest) => readonly string[];
}

/** Kinds that must never be deleted by accident, since data or other objects are deleted with them. */
const PROTECTED = new Set([
  'CustomResourceDefinition.apiextensions.k8s.io',
  'Namespace',
  'PersistentVolume',
  'PersistentVolumeClaim',
]);

/**
 * Checks and writes the objects of a unit, but for those whose files the cache knows.
 *
 * @param objects - in order of their construct paths
 * @param input - how they are written
 * @param problems - takes what is wrong with their data
 */
export function writeObjects(
  objects: readonly PreparedObject[],
  { unit, delivery, kinds, cache }: WriterInput,
  problems: string[],
): readonly WrittenObject[] {
  const own = new Set(objects.flatMap(({ manifest }) => definedKind(manifest) ?? []));
  const writer = { allowSecrets: unit.props.allowSecrets, delivery, syncOptions: syncOptions(kinds, own) };
  if (cache === undefined) return objects.map((object) => written(object, writer, problems));
  return objectGroups(objects).flatMap((group) => writeGroup(group, writer, cache, problems));
}

function writeGroup(
  group: readonly PreparedObject[],
  writer: Writer,
  cache: RenderCache,
  problems: string[],
): readonly WrittenObject[] {
  const manifests = group.map(({ manifest }) => manifest);
  const { allowSecrets, delivery } = writer;
  const isData = group.every((object) => object.isData);
  const key = cache.keyOf(manifests, [delivery, allowSecrets, manifests.map(writer.syncOptions)], isData);
  const known = key === undefined ? undefined : cache.get(key);
  if (known !== undefined) return known.flatMap((each, index) => recognised(group[index], each, writer));
  const count = problems.length;
  const all = group.map((object) => written(object, writer, problems));
  if (key === undefined || problems.length > count) return all;
  const hashed = all.map(({ object, file: { content, path } }) => {
    return { object, file: { content, path, hash: sha256(content) } };
  });
  const renderings = hashed.map(({ object: { manifest }, file: { hash } }, index) => {
    return { hash, isCut: manifest !== manifests[index] };
  });
  cache.put(key, renderings);
  return hashed;
}

function written({ construct, path, manifest }: PreparedObject, writer: Writer, problems: string[]): WrittenObject {
  const whole = withoutDroppedFields(manifest);
  const { text: content, isProven, problems: differences } = writtenYaml(delivered(whole, writer));
  const found = manifestProblems(manifest, isProven, writer.allowSecrets);
  for (const each of [...found, ...differences]) problems.push(problem(path, each));
  return { object: { construct, path, manifest: whole, id: identityOf(whole) }, file: { content, path } };
}

/** An object that an earlier synthesis has written. */
function recognised(
  prepared: PreparedObject | undefined,
  { hash, isCut }: Rendering,
  writer: Writer,
): WrittenObject | readonly never[] {
  if (prepared === undefined) return [];
  const { construct, path, manifest } = prepared;
  const whole = isCut ? withoutDroppedFields(manifest) : manifest;
  const object = { construct, path, manifest: whole, id: identityOf(whole) };
  return { object, file: new LateFile(object, hash, writer) };
}

/** A file whose hash is known, so that its content is mostly not asked for. */
class LateFile implements RenderedFile {
  constructor(
    private readonly object: RenderedObject,
    readonly hash: string,
    private readonly writer: Writer,
  ) {}

  get path(): string {
    return this.object.path;
  }

  get content(): string {
    return toYaml(delivered(this.object.manifest, this.writer));
  }
}

/** An object as it is written. */
function delivered(manifest: Manifest, { delivery, syncOptions: optionsOf }: Writer): Manifest {
  return forDelivery(withSyncOptions(manifest, optionsOf(manifest)), delivery);
}

/** Name of the kind that a CustomResourceDefinition defines; undefined for other objects. */
function definedKind(manifest: Manifest): string | undefined {
  if (manifest.kind !== 'CustomResourceDefinition') return undefined;
  const spec = manifest.spec as { group?: string; names?: { kind?: string } } | undefined;
  return spec?.group && spec.names?.kind ? kindName({ group: spec.group, kind: spec.names.kind }) : undefined;
}

/** Options for the objects of a unit, which depend on their kinds. */
function syncOptions(kinds: KindTable, own: ReadonlySet<string>): (manifest: Manifest) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return ({ apiVersion, kind }) => {
    const group = groupOf(apiVersion);
    const name = kindName({ group, kind });
    const options = known.get(name) ?? [
      ...(PROTECTED.has(name) ? ['Prune=false', 'Delete=false'] : []),
      ...(kinds.isCustom({ group, kind }) && !own.has(name) ? ['SkipDryRunOnMissingResource=true'] : []),
    ];
    known.set(name, options);
    return options;
  };
}

function withSyncOptions(manifest: Manifest, options: readonly string[]): Manifest {
  if (options.length === 0) return manifest;
  const existing = manifest.metadata.annotations?.[SYNC_OPTIONS_ANNOTATION];
  const merged = mergeSyncOptions(typeof existing === 'string' ? existing : undefined, options);
  return withMetadata(manifest, {
    annotations: { ...manifest.metadata.annotations, [SYNC_OPTIONS_ANNOTATION]: merged },
  });
}

/** Flux knows another annotation for what must not go. */
function forDelivery(manifest: Manifest, delivery: Delivery): Manifest {
  const { annotations } = manifest.metadata;
  const options = annotations?.[SYNC_OPTIONS_ANNOTATION];
  if (delivery !== 'flux' || typeof options !== 'string' || !/(^|,)Prune=false(,|$)/.test(options)) return manifest;
  return withMetadata(manifest, { annotations: { ...annotations, 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } });
}
