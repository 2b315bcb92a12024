import { MESH_PATH } from './account-fields';
import type { FieldRow } from './field-row';
import { ANY, isLess, PODS } from './field-row';
import { isVersionLabel } from '../../values/version-label';

/** Fields that hold data or that select, and values that cannot change. Source: `ValidatePodUpdate` and `ValidatePersistentVolumeClaimUpdate` in `pkg/apis/core/validation`. */
export const STATE_FIELDS: readonly FieldRow[] = [
  // Data.
  {
    kinds: /^\/PersistentVolume$/,
    path: /^spec\.persistentVolumeReclaimPolicy$/,
    risk: 'data-loss',
    text: 'the volume is deleted with its claim',
    when: (_, after) => after === 'Delete',
  },
  {
    kinds: /^apps\/StatefulSet$/,
    path: /^spec\.persistentVolumeClaimRetentionPolicy/,
    risk: 'data-loss',
    text: 'claims are deleted with the pods',
    when: (_, after) => JSON.stringify(after ?? '').includes('Delete'),
  },
  {
    kinds: ANY,
    path: /^metadata\.annotations(?:\["argocd\.argoproj\.io\/sync-options"\])?$/,
    risk: 'data-loss',
    text: 'nothing keeps Argo CD from pruning it any more',
    when: (before, after) =>
      /(?:Prune|Delete)=false/.test(JSON.stringify(before ?? '')) &&
      !/(?:Prune|Delete)=false/.test(JSON.stringify(after ?? '')),
  },
  {
    kinds: /^argoproj\.io\/Application$/,
    path: /^metadata\.finalizers/,
    risk: 'data-loss',
    text: 'deleting the Application deletes what it delivers',
    when: (before, after) =>
      JSON.stringify(after ?? '').includes('resources-finalizer') &&
      !JSON.stringify(before ?? '').includes('resources-finalizer'),
  },
  // What cannot change, beside the fields of `immutableDifferences`.
  {
    kinds: /^\/PersistentVolumeClaim$/,
    path: /^spec\.resources\.requests\.storage$/,
    risk: 'immutable',
    text: 'a claim cannot shrink',
    when: (before, after) => isLess(after, before),
  },
  {
    kinds: /^\/Pod$/,
    path: /^spec\.(?!(?:initContainers|containers)\[name=[^\]]*\]\.image$|activeDeadlineSeconds|tolerations)/,
    risk: 'immutable',
    text: 'little else than the image of a Pod can be changed',
  },
  // Selectors.
  {
    kinds: /^\/Service$/,
    path: /^spec\.externalName$/,
    risk: 'selector',
    text: 'the Service leads to another host',
    when: (before, after) => before !== undefined && after !== undefined,
  },
  { kinds: /^\/Service$/, path: /^spec\.selector/, risk: 'selector', text: 'the Service leads to other pods' },
  {
    kinds: PODS,
    path: /^spec\.(?:jobTemplate\.spec\.)?template\.metadata\.labels/,
    risk: 'selector',
    text: 'selectors of Services and policies see other labels',
    when: (_, __, path) => !isVersionLabel(labelIn(path)) && !MESH_PATH.test(path),
  },
  {
    kinds: /^networking\.k8s\.io\/NetworkPolicy$/,
    path: /^spec\.podSelector/,
    risk: 'selector',
    text: 'the policy protects other pods',
  },
  {
    kinds: /^(?:policy\/PodDisruptionBudget|monitoring\.coreos\.com\/\w+)$/,
    path: /^spec\.(?:selector|namespaceSelector)/,
    risk: 'selector',
    text: 'other objects are selected',
  },
  {
    kinds: /^(?:networking|security)\.istio\.io\/\w+$/,
    path: /^spec\.(?:selector|workloadSelector|subsets)/,
    risk: 'selector',
    text: 'other pods are selected',
  },
];

/** The label that a path ends with; empty where it is the one of all labels. */
function labelIn(path: string): string {
  const [, quoted, plain] = /\.labels(?:\["([^"]+)"\]|\.([\w$-]+))$/.exec(path) ?? [];
  return quoted ?? plain ?? '';
}
