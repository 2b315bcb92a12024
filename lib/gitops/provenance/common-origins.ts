import type { IConstruct } from 'constructs';
import { isJsonObject, type JsonObject } from '../../values/json';
import { SYNC_OPTIONS_ANNOTATION } from '../argo/sync-options';
import { DeliveryUnit } from '../delivery-unit';
import { GitOpsCluster } from '../gitops-cluster';
import { SYNC_WAVE_ANNOTATION } from '../wave';
import type { ExplainedDocument, FieldOrigin, FieldPath } from './field-origin';

/** Fields of an Application of Argo CD, and what they follow from. */
const APPLICATION: ReadonlyArray<{
  readonly at: FieldPath;
  readonly kind: FieldOrigin['kind'];
  readonly text: string;
  readonly of: 'app' | 'cluster' | 'unit';
  readonly option?: readonly string[];
}> = [
  { at: ['metadata', 'name'], kind: 'rule', text: 'names of cluster and delivery unit', of: 'unit' },
  {
    at: ['metadata', 'namespace'],
    kind: 'option',
    text: 'argoCd.namespace',
    option: ['argoCd', 'namespace'],
    of: 'app',
  },
  {
    at: ['metadata', 'annotations', SYNC_WAVE_ANNOTATION],
    kind: 'option',
    text: 'wave of the delivery unit',
    option: ['wave'],
    of: 'unit',
  },
  { at: ['spec', 'project'], kind: 'rule', text: 'each cluster has an AppProject', of: 'cluster' },
  {
    at: ['spec', 'source', 'repoURL'],
    kind: 'option',
    text: 'repository.url',
    option: ['repository', 'url'],
    of: 'app',
  },
  {
    at: ['spec', 'source', 'targetRevision'],
    kind: 'option',
    text: 'repository.revision, or that of the ring',
    option: ['repository', 'revision'],
    of: 'app',
  },
  {
    at: ['spec', 'source', 'path'],
    kind: 'option',
    text: 'repository.path, and the folder of the unit',
    option: ['repository', 'path'],
    of: 'app',
  },
  { at: ['spec', 'source', 'helm'], kind: 'option', text: 'helm of the delivery unit', option: ['helm'], of: 'unit' },
  { at: ['spec', 'source', 'chart'], kind: 'option', text: 'helm of the delivery unit', option: ['helm'], of: 'unit' },
  { at: ['spec', 'sources'], kind: 'option', text: 'helm of the delivery unit', option: ['helm'], of: 'unit' },
  {
    at: ['spec', 'destination', 'namespace'],
    kind: 'option',
    text: 'namespace of the delivery unit',
    option: ['namespace'],
    of: 'unit',
  },
  { at: ['spec', 'destination'], kind: 'option', text: 'destination', of: 'cluster' },
  {
    at: ['spec', 'syncPolicy', 'automated'],
    kind: 'option',
    text: 'argoCd.automated',
    option: ['argoCd', 'automated'],
    of: 'app',
  },
  {
    at: ['spec', 'syncPolicy', 'retry'],
    kind: 'option',
    text: 'retry of the delivery unit',
    option: ['retry'],
    of: 'unit',
  },
  { at: ['spec', 'syncPolicy', 'syncOptions'], kind: 'option', text: 'settings of the delivery unit', of: 'unit' },
  {
    at: ['spec', 'ignoreDifferences'],
    kind: 'option',
    text: 'ignoreDifferences of the delivery unit',
    option: ['ignoreDifferences'],
    of: 'unit',
  },
];

/**
 * Origins of what every output has, whatever is in it: the Applications of Argo CD, and the metadata that delivery adds to objects.
 * They come after those of the constructs.
 * @param construct - what the document is made of
 * @param document - the document
 */
export function commonOrigins(construct: IConstruct, { content, creator }: ExplainedDocument): readonly FieldOrigin[] {
  if (content.kind === 'Application' && textOf(content.apiVersion).startsWith('argoproj.io/')) {
    const path = { app: '', cluster: GitOpsCluster.of(construct)?.node.path, unit: construct.node.path };
    return APPLICATION.map(({ at, kind, text, option, of }) => {
      // Settings of a unit that this package makes are not stated by the program.
      const isMade = of === 'unit' && kind === 'option' && creator !== construct.node.path;
      return {
        at,
        kind: isMade ? 'rule' : kind,
        text: isMade ? `${text}, as this package creates it` : text,
        of: path[of] ?? '',
        ...(option !== undefined && !isMade && { option }),
      };
    });
  }
  const unit = construct.node.scopes.reverse().find((scope) => DeliveryUnit.isDeliveryUnit(scope));
  if (content.kind === 'Kustomization' && unit?.props.kustomization === undefined) {
    return [{ at: ['resources'], kind: 'rule', text: 'a unit of objects names its files', of: unit?.node.path ?? '' }];
  }
  const metadata = isJsonObject(content.metadata) ? content.metadata : {};
  const annotations = isJsonObject(metadata.annotations) ? metadata.annotations : {};
  return [
    ...(SYNC_OPTIONS_ANNOTATION in annotations
      ? [
          {
            at: ['metadata', 'annotations', SYNC_OPTIONS_ANNOTATION],
            kind: 'rule' as const,
            text: 'what must not go by accident is never pruned, and a CustomResourceDefinition may arrive later than its objects',
          },
        ]
      : []),
    ...(metadata.namespace !== undefined && unit?.props.namespace === metadata.namespace
      ? [
          {
            at: ['metadata', 'namespace'],
            kind: 'option' as const,
            text: 'namespace of the delivery unit',
            of: unit.node.path,
            option: ['namespace'],
          },
        ]
      : []),
  ];
}

function textOf(value: JsonObject[string]): string {
  return typeof value === 'string' ? value : '';
}
