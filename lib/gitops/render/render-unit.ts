import type { DeliveryUnit, DeliveryUnitProps } from '../delivery-unit';
import type { GroupKind } from '../kinds/kind-scope';
import { groupOf, kindName, uniqueKinds } from '../kinds/kind-scope';
import type { KindTable } from '../kinds/kind-table';
import { helmProblems, helmSecrets } from '../helm-source';
import { kustomizationDocument, kustomizationProblems } from '../kustomization';
import type { OutputFile } from '../output/output-file';
import { objectPath } from '../output/paths';
import { sha256 } from '../output/sums';
import { writtenYaml } from '../output/written';
import { toYaml } from '../output/yaml';
import { problem } from '../problem';
import { mergeSyncOptions, SYNC_OPTIONS_ANNOTATION } from '../argo/sync-options';
import type { Delivery } from '../argo/settings';
import { retryProblems } from '../retry';
import { allowListProblems } from './check-secrets';
import type { CollectedObject, CollectedUnit } from './collect';
import { withoutDroppedFields } from './dropped-fields';
import type { RenderCache } from './render-cache';
import type { Manifest, RenderedObject } from './rendered-object';
import { identityOf, withMetadata } from './rendered-object';
import { manifestProblems, preparedObject, unitContext, type PreparedObject } from './render-object';

/** A file and the construct it comes from. */
export interface RenderedFile extends OutputFile {
  /** Path of the construct. */
  readonly path: string;
}

/** A delivery unit as files, and what it applies. */
export interface RenderedUnit {
  readonly unit: DeliveryUnit;
  readonly objects: readonly RenderedObject[];
  /** Path below the folder of the unit, one entry per file; two files may claim one path. */
  readonly files: readonly (readonly [string, RenderedFile])[];
  /** Cluster-scoped kinds. */
  readonly clusterScoped: readonly GroupKind[];
  /** Namespaced kinds. */
  readonly namespaced: readonly GroupKind[];
  /** Namespaces of objects and grants, sorted. */
  readonly namespaces: readonly string[];
}

/** How units are rendered. */
export interface UnitOptions {
  readonly delivery: Delivery;
  /** What is known of objects from an earlier synthesis. */
  readonly cache?: RenderCache | undefined;
}

/** Kinds that must never be deleted by accident, since data or other objects are deleted with them. */
const PROTECTED = new Set([
  'CustomResourceDefinition.apiextensions.k8s.io',
  'Namespace',
  'PersistentVolume',
  'PersistentVolumeClaim',
]);

/** Renders the objects of a unit, or its kustomization. */
export function renderUnit(
  { unit, objects }: CollectedUnit,
  kinds: KindTable,
  problems: string[],
  { delivery, cache }: UnitOptions,
): RenderedUnit {
  for (const text of unitProblems(unit.node.path, unit.props)) problems.push(text);
  const { kustomization, helm, grants } = unit.props;
  if (kustomization !== undefined) {
    for (const object of objects) {
      const fix = 'move it to another unit, or name it in the resources of the kustomization';
      problems.push(problem(object.path, { what: 'the object is in a unit that is a kustomization', fix }));
    }
  }
  if (helm !== undefined) {
    for (const object of objects) {
      const fix = 'move it to another unit';
      problems.push(problem(object.path, { what: 'the object is in a unit that is a chart', fix }));
    }
  }
  const prepared = preparedObjects(unit, objects, kinds, problems);
  const own = new Set(prepared.flatMap(({ manifest }) => definedKind(manifest) ?? []));
  const write = objectWriter(unit, { delivery, cache, syncOptions: syncOptions(kinds, own) }, problems);
  const all = prepared.map(write);
  const rendered = all.map(({ object }) => object);
  const files = all.map(({ object, file }) => [objectPath(object.id), file] as const);
  const isNamespaced = (o: RenderedObject): boolean => o.id.namespace !== undefined;
  return {
    unit,
    objects: rendered,
    files: [...files, ...kustomizationFiles(unit)],
    clusterScoped: uniqueKinds([
      ...rendered.filter((o) => !isNamespaced(o)).map(({ id }) => id),
      ...(grants?.clusterScoped ?? []),
    ]),
    namespaced: uniqueKinds([...rendered.filter(isNamespaced).map(({ id }) => id), ...(grants?.namespaced ?? [])]),
    namespaces: [
      ...new Set([...rendered.flatMap(({ id }) => id.namespace ?? []), ...(grants?.namespaces ?? [])]),
    ].sort(),
  };
}

/** Name of the kind that a CustomResourceDefinition defines; undefined for other objects. */
function definedKind(manifest: Manifest): string | undefined {
  if (manifest.kind !== 'CustomResourceDefinition') return undefined;
  const spec = manifest.spec as { group?: string; names?: { kind?: string } } | undefined;
  return spec?.group && spec.names?.kind ? kindName({ group: spec.group, kind: spec.names.kind }) : undefined;
}

function preparedObjects(
  unit: DeliveryUnit,
  objects: readonly CollectedObject[],
  kinds: KindTable,
  problems: string[],
): PreparedObject[] {
  if (objects.length === 0) return [];
  const context = unitContext(unit, kinds);
  return objects.flatMap((object) => preparedObject(object, context, problems) ?? []);
}

/** What is written of the objects of a unit, besides their data. */
interface WriterOptions extends UnitOptions {
  /** Options of Argo CD for an object. */
  readonly syncOptions: (manifest: Manifest) => readonly string[];
}

/** Checks and writes the objects of a unit, unless the cache has what they are written as. */
function objectWriter(
  { props: { allowSecrets } }: DeliveryUnit,
  { delivery, cache, syncOptions: optionsOf }: WriterOptions,
  problems: string[],
): (object: PreparedObject) => { readonly object: RenderedObject; readonly file: RenderedFile } {
  const context = JSON.stringify([delivery, allowSecrets]);
  return ({ construct, path, manifest, isData }) => {
    const options = optionsOf(manifest);
    const key = cache?.keyOf(manifest, `${context}${options.join(',')}`, isData);
    const known = key === undefined ? undefined : cache?.get(key);
    const isCut = known?.isCut ?? true;
    const whole = isCut ? withoutDroppedFields(manifest) : manifest;
    const object = { construct, path, manifest: whole, id: identityOf(whole) };
    const delivered = (): Manifest => forDelivery(withSyncOptions(whole, options), delivery);
    if (known !== undefined) return { object, file: new LateFile(path, known.hash, () => toYaml(delivered())) };
    const found = manifestProblems(manifest, allowSecrets);
    const { text: content, problems: differences } = writtenYaml(delivered());
    for (const each of [...found, ...differences]) problems.push(problem(path, each));
    if (key === undefined || found.length + differences.length > 0) return { object, file: { content, path } };
    const hash = sha256(content);
    cache?.put(key, { hash, isCut: whole !== manifest });
    return { object, file: { content, path, hash } };
  };
}

/** A file whose hash is known, so that its content is mostly not asked for. */
class LateFile implements RenderedFile {
  constructor(
    readonly path: string,
    readonly hash: string,
    private readonly write: () => string,
  ) {}

  get content(): string {
    return this.write();
  }
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

function kustomizationFiles({ node, props: { kustomization } }: DeliveryUnit): (readonly [string, RenderedFile])[] {
  if (kustomization === undefined) return [];
  const own = { content: toYaml(kustomizationDocument(kustomization)), path: node.path };
  const files = Object.entries(kustomization.files ?? {});
  return [
    ['kustomization.yaml', own],
    ...files.map(([name, content]) => [name, { content, path: node.path }] as const),
  ];
}

function unitProblems(path: string, props: DeliveryUnitProps): string[] {
  const { kustomization, helm, grants, ignoreDifferences = [], allowSecrets = [], retry } = props;
  const found: string[] = retryProblems(retry).map(({ field, got, allowed }) =>
    problem(path, { what: `retry.${field} is not usable`, got, allowed }),
  );
  for (const { kind, reason, jsonPointers = [], jqPathExpressions = [] } of ignoreDifferences) {
    if (reason.trim() === '') {
      found.push(
        problem(path, { what: `ignoreDifferences of ${kind} has no reason`, fix: 'say who writes the fields' }),
      );
    }
    if (jsonPointers.length + jqPathExpressions.length === 0) {
      const fix = 'give jsonPointers or jqPathExpressions';
      found.push(problem(path, { what: `ignoreDifferences of ${kind} names no field`, fix }));
    }
    for (const pointer of jsonPointers.filter((p) => !p.startsWith('/'))) {
      found.push(
        problem(path, { what: `ignoreDifferences of ${kind} has no JSON pointer`, got: pointer, allowed: '/...' }),
      );
    }
  }
  for (const text of allowListProblems(path, allowSecrets)) found.push(text);
  if (helm !== undefined) {
    for (const text of helmProblems(path, grants !== undefined, kustomization !== undefined)) found.push(text);
    for (const text of helmSecrets(path, helm, allowSecrets)) found.push(text);
  }
  if (kustomization === undefined) return found;
  if (grants === undefined) {
    const fix = 'list the kinds and namespaces that it applies';
    found.push(problem(path, { what: 'the kustomization needs grants: its content is not known here', fix }));
  }
  return [...found, ...kustomizationProblems(path, kustomization, allowSecrets)];
}
