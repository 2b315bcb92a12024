import type { Destination } from '../gitops-cluster';
import type { DeliveryUnitProps, IgnoreDifference } from '../delivery-unit';
import { helmApplicationSource, type HelmSource } from '../helm-source';
import type { RetryProps } from '../retry';
import { retryPolicy } from '../retry';
import { SYNC_WAVE_ANNOTATION } from '../wave';
import type { DeliverySettings } from './settings';

/** One Application. */
export interface ApplicationProps {
  /** Name of the Application. */
  readonly name: string;
  /** Name of its AppProject. */
  readonly project: string;
  /** Folder below the output folder. */
  readonly folder: string;
  /** Branch, tag or commit. @default - that of the repository */
  readonly revision?: string;
  /** How the folder is read; undefined lets Argo CD find a kustomization. */
  readonly directory?: { readonly recurse?: boolean; readonly exclude?: string };
  /** A chart in place of the folder. @default - none */
  readonly helm?: HelmSource;
  /** Cluster. */
  readonly destination: Destination;
  /** Namespace of objects that name none. */
  readonly namespace: string;
  /** Order among Applications. @default - no wave */
  readonly wave?: number;
  /** How a failed sync is tried again. @default - as `retryPolicy()` */
  readonly retry?: RetryProps;
  /** Server-side apply. @default false */
  readonly serverSideApply?: boolean;
  /** Fields that are not put back. @default - none */
  readonly ignoreDifferences?: DeliveryUnitProps['ignoreDifferences'];
  /** What it delivered goes with it. @default false */
  readonly finalizer?: boolean;
}

/** Finalizer by which Argo CD deletes what an Application delivered before the Application. */
const CASCADE = 'resources-finalizer.argocd.argoproj.io';

/**
 * An Application. Without finalizer, deleting or pruning it leaves what it delivered.
 * Source: Argo CD 2.8, `Application.spec`.
 */
export function application(settings: DeliverySettings, props: ApplicationProps): object {
  const { argoCd } = settings;
  const ignored = props.ignoreDifferences ?? [];
  const syncOptions = [
    ...(ignored.length > 0 ? ['RespectIgnoreDifferences=true'] : []),
    ...(props.serverSideApply ? ['ServerSideApply=true'] : []),
  ];
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: props.name,
      namespace: argoCd.namespace,
      ...(props.finalizer === true ? { finalizers: [CASCADE] } : {}),
      ...(props.wave === undefined ? {} : { annotations: { [SYNC_WAVE_ANNOTATION]: String(props.wave) } }),
    },
    spec: {
      project: props.project,
      ...sourceOf(settings, props),
      destination: { ...props.destination, namespace: props.namespace },
      syncPolicy: {
        ...(argoCd.automated ? { automated: argoCd.automated } : {}),
        retry: retryPolicy(props.retry),
        ...(syncOptions.length > 0 ? { syncOptions } : {}),
      },
      ...(ignored.length > 0 ? { ignoreDifferences: ignored.map(withoutReason) } : {}),
    },
  };
}

function sourceOf({ repository }: DeliverySettings, { helm, folder, directory, revision }: ApplicationProps): object {
  if (helm !== undefined) return helmApplicationSource(helm);
  return {
    source: {
      repoURL: repository.url,
      targetRevision: revision ?? repository.revision,
      path: [repository.path, folder].filter((part) => part !== '').join('/'),
      ...(directory ? { directory } : {}),
    },
  };
}

function withoutReason({ group, kind, name, namespace, jsonPointers, jqPathExpressions }: IgnoreDifference): object {
  const entries = Object.entries({ group, kind, name, namespace, jsonPointers, jqPathExpressions });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
