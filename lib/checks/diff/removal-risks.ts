import { textAt, listAt } from '../../connectivity/manifest';
import { OPERATOR_KINDS } from '../../connectivity/pod-kinds';
import { objectOf } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import { annotationsOf } from '../inventory';
import type { Reason } from './change';
import { SYNC_OPTIONS_ANNOTATION } from '../../gitops/argo/sync-options';

const OPERATED = 'its operator deletes what it manages, which may hold data';

/** Kinds whose removal deletes more than themselves. */
const DATA: Readonly<Record<string, string>> = {
  '/Namespace': 'everything in the namespace is deleted with it',
  '/PersistentVolume': 'the volume, and with the policy Delete its data',
  '/PersistentVolumeClaim': 'the claim, and with the policy Delete its data',
  'apiextensions.k8s.io/CustomResourceDefinition': 'every object of this kind is deleted with its definition',
  'install.verrazzano.io/Verrazzano': 'the platform is uninstalled',
  'clusters.verrazzano.io/VerrazzanoManagedCluster': 'the managed cluster leaves its admin cluster',
  'snapshot.storage.k8s.io/VolumeSnapshot': 'the snapshot is deleted',
  'snapshot.storage.k8s.io/VolumeSnapshotContent': 'the snapshot is deleted',
  'cluster.x-k8s.io/Cluster': 'the cluster is deleted',
  'helm.cattle.io/HelmChart': 'the chart is uninstalled, with everything that it made',
  'ceph.rook.io/CephBlockPool': OPERATED,
  'kafka.strimzi.io/KafkaTopic': OPERATED,
  'objectbucket.io/ObjectBucketClaim': OPERATED,
};

/**
 * Why it is risky that an object goes away.
 * @param object - the object
 */
export function removalReasons(object: CheckedObject): Reason[] {
  const key = `${object.group}/${object.kind}`;
  const data = DATA[key] ?? managed(object) ?? application(object) ?? delivered(object) ?? claims(object);
  if (data !== undefined) return [{ risk: 'data-loss', text: data }];
  return [{ risk: 'removal', text: 'is no longer there' }];
}

/** Operators delete what they made of an object with it. */
function managed({ group, kind }: CheckedObject): string | undefined {
  const isOperated = group !== 'argoproj.io' && group !== 'core.oam.dev' && Object.hasOwn(OPERATOR_KINDS, group);
  if (!isOperated || OPERATOR_KINDS[group]?.includes(kind) !== true) return undefined;
  return OPERATED;
}

function application({ group, kind, object }: CheckedObject): string | undefined {
  if (group !== 'argoproj.io' || (kind !== 'Application' && kind !== 'ApplicationSet')) return undefined;
  const finalizers = listAt(object, 'metadata', 'finalizers');
  const deletes = finalizers.some((each) => typeof each === 'string' && each.includes('resources-finalizer'));
  return deletes || kind === 'ApplicationSet' ? 'everything that it delivers is deleted' : undefined;
}

/** What Flux delivered goes with what says so. Source: documentation of Flux, "Garbage collection" and "Uninstall". */
function delivered({ group, kind, object }: CheckedObject): string | undefined {
  const { prune, suspend, deletionPolicy } = objectOf(object.spec);
  if (suspend === true) return undefined;
  if (group === 'helm.toolkit.fluxcd.io' && kind === 'HelmRelease')
    return 'the release is uninstalled, with everything that it made';
  if (group !== 'kustomize.toolkit.fluxcd.io' || kind !== 'Kustomization') return undefined;
  const deletes =
    deletionPolicy === 'Orphan'
      ? false
      : prune === true || deletionPolicy === 'Delete' || deletionPolicy === 'WaitForTermination';
  return deletes ? 'everything that it delivers is deleted' : undefined;
}

function claims({ kind, object }: CheckedObject): string | undefined {
  if (kind !== 'StatefulSet' || listAt(object, 'spec', 'volumeClaimTemplates').length === 0) return undefined;
  const policy = textAt(object, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted');
  return policy === 'Delete' ? 'its claims are deleted with it' : undefined;
}

/** Whether Argo CD keeps an object that is no longer in Git. */
export function isKept({ object }: CheckedObject): boolean {
  return /(?:^|,)\s*Prune=false/.test(annotationsOf(object)[SYNC_OPTIONS_ANNOTATION] ?? '');
}
