import type { DeliveryUnit, DeliveryUnitProps } from '../delivery-unit';
import type { GroupKind } from '../kinds/kind-scope';
import { kindName, uniqueKinds } from '../kinds/kind-scope';
import type { KindTable } from '../kinds/kind-table';
import { helmProblems, helmSecrets } from '../helm-source';
import { kustomizationDocument, kustomizationProblems } from '../kustomization';
import { objectPath } from '../output/paths';
import { toYaml } from '../output/yaml';
import { problem } from '../problem';
import type { Delivery } from '../argo/settings';
import { retryProblems } from '../retry';
import { allowListProblems } from './check-secrets';
import type { CollectedObject, CollectedUnit } from './collect';
import type { RenderCache } from './render-cache';
import type { RenderedObject } from './rendered-object';
import { preparedObject, unitContext, type PreparedObject } from './render-object';
import { writeObjects, type RenderedFile } from './write-objects';

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
  const written = writeObjects(prepared, { unit, delivery, kinds, cache }, problems);
  const rendered = written.map(({ object }) => object);
  const { clusterScoped, namespaced, namespaces } = applied(rendered);
  return {
    unit,
    objects: rendered,
    files: [...written.map(({ object, file }) => [objectPath(object.id), file] as const), ...kustomizationFiles(unit)],
    clusterScoped: uniqueKinds([...clusterScoped, ...(grants?.clusterScoped ?? [])]),
    namespaced: uniqueKinds([...namespaced, ...(grants?.namespaced ?? [])]),
    namespaces: [...new Set([...namespaces, ...(grants?.namespaces ?? [])])].sort(),
  };
}

/** The kinds of objects, each once, and their namespaces. */
function applied(
  objects: readonly RenderedObject[],
): Record<'clusterScoped' | 'namespaced', Iterable<GroupKind>> & { readonly namespaces: Iterable<string> } {
  const [clusterScoped, namespaced] = [new Map<string, GroupKind>(), new Map<string, GroupKind>()];
  const namespaces = new Set<string>();
  for (const { id } of objects) {
    if (id.namespace !== undefined) namespaces.add(id.namespace);
    (id.namespace === undefined ? clusterScoped : namespaced).set(kindName(id), id);
  }
  return { clusterScoped: clusterScoped.values(), namespaced: namespaced.values(), namespaces };
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
