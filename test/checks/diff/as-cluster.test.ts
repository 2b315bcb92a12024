import fc from 'fast-check';
import { asCluster } from '../../../lib/checks/diff/as-cluster';
import { diffObjects } from '../../../lib/checks/diff/diff';
import type { SourceObject } from '../../../lib/checks/checked-object';
import type { JsonObject } from '../../../lib/values/json';
import { runs } from '../../support/fc-runs';

const source = (object: JsonObject, index: number): SourceObject => ({
  file: `argocd/${index}.yaml`,
  document: 0,
  item: [],
  object,
  root: '.',
  apart: false,
  cluster: '',
});

/** What delivers a cluster: an Application of Argo CD for each unit, and a Kustomization of Flux. */
function deliveries(cluster: string, units: readonly string[]): readonly SourceObject[] {
  return units
    .flatMap((unit): JsonObject[] => [
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: `${cluster}-${unit}`, namespace: 'argocd' },
        spec: {
          project: cluster,
          destination: { name: cluster, namespace: unit },
          source: { repoURL: 'https://git.example.com/charts.git', path: `dist/${cluster}/${unit}`, chart: unit },
        },
      },
      {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name: unit, namespace: 'flux-system' },
        spec: { path: `./dist/${cluster}/${unit}`, dependsOn: [{ name: unit }] },
      },
    ])
    .map(source);
}

// Units may have the name of a cluster, and clusters names that begin with that of another one.
const NAMES = ['charts', 'closest', 'prod', 'prod-1', 'objects', 'dist'];
const names = fc.constantFrom(...NAMES);
const units = fc.uniqueArray(fc.constantFrom(...NAMES, 'keycloak', 'prod-1-web'), { minLength: 1 });

test('the same program for a cluster of another name differs in nothing', () => {
  fc.assert(
    fc.property(names, names, units, (from, to, all) => {
      const [before, after] = [deliveries(from, all), deliveries(to, all)];
      expect(diffObjects(asCluster(before, from, after, to), after)).toEqual([]);
    }),
    { numRuns: runs(20) },
  );
});

test('what differs apart from the name is kept', () => {
  fc.assert(
    fc.property(names, names, units, (from, to, all) => {
      const after = deliveries(to, all);
      const changed = deliveries(from, all).map(({ object, ...rest }) => ({
        ...rest,
        object: { ...object, spec: { ...(object.spec as JsonObject), interval: '7m' } },
      }));
      const found = diffObjects(asCluster(changed, from, after, to), after);
      expect(found.map(({ kind, fields }) => [kind, fields.map(({ path }) => path)])).toEqual(
        after.map(() => ['changed', ['spec.interval']]),
      );
    }),
    { numRuns: runs(10) },
  );
});

test('objects that deliver nothing stay as they are', () => {
  const [labels] = [{ name: 'prod' }];
  const map = source({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'prod-web', labels } }, 0);
  expect(asCluster([map], 'prod', [map], 'lab')).toEqual([map]);
});
