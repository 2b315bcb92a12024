import type { JsonObject } from '../../values/json';
import {
  annotationsOf,
  globalAnnotations,
  labelsOf,
  metadataOf,
  serviceAccountOf,
  setFields,
  type Release,
} from '../release';

const ADVANCED = 'controlPlane.advanced';

/** ServiceAccounts of the control plane and of the workloads. */
export function serviceAccounts(release: Release): JsonObject[] {
  const { name, values } = release;
  const own = values.list(`${ADVANCED}.serviceAccount.imagePullSecrets`);
  const workloads = [...own, ...values.list(`${ADVANCED}.workloadServiceAccount.imagePullSecrets`)];
  const workloadName = values.text(`${ADVANCED}.workloadServiceAccount.name`) || `vc-workload-${name}`;
  return [
    ...account(release, 'serviceAccount', serviceAccountOf(release), own),
    ...account(release, 'workloadServiceAccount', workloadName, workloads),
  ];
}

function account(release: Release, key: string, name: string, imagePullSecrets: JsonObject['']): JsonObject[] {
  const { values } = release;
  if (!values.has(`${ADVANCED}.${key}.enabled`)) return [];
  const labels = labelsOf(release, values.object(`${ADVANCED}.${key}.labels`));
  const own = values.object(`${ADVANCED}.${key}.annotations`);
  const annotations = annotationsOf(own, globalAnnotations(release));
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { ...metadataOf(release, name, { labels }), annotations },
      ...setFields({ imagePullSecrets }),
    },
  ];
}
