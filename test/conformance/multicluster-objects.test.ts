import { readFileSync } from 'fs';
import { deletedByOperators, operatorObjects } from '../../lib/resource/multicluster';
import type { KubernetesManifest } from '../../lib/definition/kubernetes-manifest';
import type { JsonObject } from '../../lib/values/json';
import { describeShared, sharedPath } from '../support/shared';

interface Changes {
  readonly created?: readonly KubernetesManifest[];
  readonly deleted?: readonly string[];
}

interface Run {
  readonly id: string;
  readonly kind: string;
  readonly input: Readonly<Record<'admin' | 'managed', readonly JsonObject[]>>;
  readonly cluster: Readonly<Record<'admin' | 'managed', readonly JsonObject[]>>;
  readonly steps: readonly { readonly do: string }[];
  readonly expected: Readonly<Partial<Record<'admin' | 'managed', Changes>>>;
}

const SIDES = [
  ['admin', 'local'],
  ['managed', 'managed1'],
] as const;

const keyOf = ({ kind, metadata }: KubernetesManifest): string =>
  `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;

/** What a program knows of an object: no finalizers, no status, no content of Secrets, no annotations that only a Secret in the cluster has. */
function stated({ status: _status, data, stringData: _text, ...object }: KubernetesManifest): JsonObject {
  const { finalizers: _finalizers, ...metadata } = object.metadata as KubernetesManifest['metadata'] & JsonObject;
  if (object.kind !== 'Secret') return { ...object, metadata, ...(data !== undefined && { data }) };
  const { sl: _label, ...labels } = metadata.labels ?? {};
  const { type: _type, ...rest } = object;
  return { ...rest, metadata: { name: metadata.name, namespace: metadata.namespace, labels } };
}

describeShared('what the operators of release 1.7.2 make of projects and MultiCluster resources', () => {
  const all = JSON.parse(readFileSync(sharedPath('upstream', 'multicluster', 'vectors.json'), 'utf8')) as Run[];
  const runs = all.filter(({ kind }) => kind === 'project' || kind === 'agent');

  test.each(runs)('$id: every object that they create is known, with its content', ({ input, expected }) => {
    for (const [side, cluster] of SIDES) {
      const known = new Map(operatorObjects(input.admin, cluster).map(({ manifest }) => [keyOf(manifest), manifest]));
      for (const created of expected[side]?.created ?? []) {
        const manifest = known.get(keyOf(created));
        expect(manifest && stated(manifest)).toEqual(stated(created));
      }
    }
  });

  // Where a step deletes something, its consequences are not those of what is there.
  const untouched = runs.filter(({ steps }) => steps.every((step) => step.do !== 'delete'));
  test.each(untouched)('$id: what they delete is known', ({ input, cluster, expected }) => {
    for (const [side, name] of SIDES) {
      const there = [...cluster[side], ...input[side]];
      const deleted = deletedByOperators(input.admin, name, there) as unknown as KubernetesManifest[];
      const isRegistration = (key: string): boolean => key.startsWith('Secret verrazzano-system/');
      const wanted = (expected[side]?.deleted ?? []).filter((key) => !isRegistration(key));
      expect(deleted.map(keyOf).sort()).toEqual([...wanted].sort());
    }
  });
});
