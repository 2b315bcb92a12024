import type { DeliveryUnit, DeliveryUnitProps } from '../delivery-unit';
import type { GroupKind } from '../kinds/kind-scope';
import { groupOf, kindName, uniqueKinds } from '../kinds/kind-scope';
import type { KindTable } from '../kinds/kind-table';
import { helmProblems, helmSecrets } from '../helm-source';
import { kustomizationDocument, kustomizationProblems } from '../kustomization';
import { objectPath } from '../output/paths';
import { writtenYaml } from '../output/written';
import { toYaml } from '../output/yaml';
import { problem } from '../problem';
import { mergeSyncOptions, SYNC_OPTIONS_ANNOTATION } from '../argo/sync-options';
import type { Delivery } from '../argo/settings';
import { retryProblems } from '../retry';
import { allowListProblems } from './check-secrets';
import type { CollectedUnit } from './collect';
import type { Manifest, RenderedObject } from './rendered-object';
import { withMetadata } from './rendered-object';
import { renderObject } from './render-object';

/** A file and the construct it comes from. */
export interface RenderedFile {
  readonly content: string;
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
  delivery: Delivery,
): RenderedUnit {
  for (const text of unitProblems(unit.node.path, unit.props)) problems.push(text);
  const { kustomization, helm, grants } = unit.props;
  const rendered = objects.flatMap((object) => renderObject(object, unit, kinds, problems) ?? []);
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
  const own = new Set(rendered.flatMap(({ manifest }) => definedKind(manifest) ?? []));
  const files = rendered.map(({ path, id, manifest }) => {
    const { text: content, problems: differences } = writtenYaml(
      forDelivery(withSyncOptions(manifest, kinds, own), delivery),
    );
    for (const difference of differences) problems.push(problem(path, difference));
    return [objectPath(id), { content, path }] as const;
  });
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

function withSyncOptions(manifest: Manifest, kinds: KindTable, own: ReadonlySet<string>): Manifest {
  const kind = { group: groupOf(manifest.apiVersion), kind: manifest.kind };
  const options = [
    ...(PROTECTED.has(kindName(kind)) ? ['Prune=false', 'Delete=false'] : []),
    ...(kinds.isCustom(kind) && !own.has(kindName(kind)) ? ['SkipDryRunOnMissingResource=true'] : []),
  ];
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
