import { isJsonObject } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import { matches } from '../walk';
import type { FindReferences, Reference, TargetKind } from './reference';

const SOURCES = 'source.toolkit.fluxcd.io';

/** Where objects of Flux name others, by `group/kind`. Sources: API references of Flux. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  'kustomize.toolkit.fluxcd.io/Kustomization': ['spec.sourceRef', 'spec.dependsOn[]'],
  'helm.toolkit.fluxcd.io/HelmRelease': ['spec.chart.spec.sourceRef', 'spec.chartRef', 'spec.dependsOn[]'],
  'source.toolkit.fluxcd.io/HelmChart': ['spec.sourceRef'],
};

/** What the bootstrap of Flux makes is not in every input. */
const BOOTSTRAP = 'flux-system';

/** The kind of source that controllers make. */
const MADE = 'ExternalArtifact';

/** Sources of Kustomizations and HelmReleases, and those that they wait for. */
export const fluxReferences: FindReferences = (object) =>
  (FIELDS[`${object.group}/${object.kind}`] ?? []).flatMap((pattern) =>
    matches(object.object, pattern).flatMap(({ value, path }): Reference[] => {
      if (!isJsonObject(value) || typeof value.name !== 'string' || value.name === BOOTSTRAP) return [];
      if (value.kind === MADE) return [];
      const kind = targetOf(object, value.kind);
      const namespace = typeof value.namespace === 'string' ? value.namespace : object.namespace;
      const base = { from: object, path: [...path, 'name'], name: value.name } as const;
      return [{ ...base, kind, namespace, waits: 'none', severity: 'error' }];
    }),
  );

/** A source says its kind; what an object waits for is of its own kind. */
function targetOf({ group, kind }: CheckedObject, named: unknown): TargetKind {
  return typeof named === 'string'
    ? { group: SOURCES, kind: named, namespaced: true }
    : { group, kind, namespaced: true };
}
