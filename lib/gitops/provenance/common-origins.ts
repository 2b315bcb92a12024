import type { IConstruct } from 'constructs';
import { isJsonObject, type JsonObject } from '../../values/json';
import { SYNC_OPTIONS_ANNOTATION } from '../argo/sync-options';
import type { DeliveryProps } from '../argo/settings';
import { DeliveryUnit } from '../delivery-unit';
import { applicationOrigins, unitOrigin } from './application-origins';
import type { ExplainedDocument, FieldOrigin } from './field-origin';

/**
 * Origins of what every output has, whatever is in it: the Applications of Argo CD, and the metadata that delivery adds to objects.
 * They come after those of the constructs.
 * @param construct - what the document is made of
 * @param document - the document
 * @param app - options of the app
 */
export function commonOrigins(
  construct: IConstruct,
  document: ExplainedDocument,
  app: DeliveryProps,
): readonly FieldOrigin[] {
  const { content, creator } = document;
  const unit = construct.node.scopes.reverse().find((scope) => DeliveryUnit.isDeliveryUnit(scope));
  if (content.kind === 'Application' && textOf(content.apiVersion).startsWith('argoproj.io/')) {
    return applicationOrigins(construct, unit, document, app);
  }
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
            text: 'what must not be deleted by accident is never pruned, and a CustomResourceDefinition may arrive later than its objects',
          },
        ]
      : []),
    ...(metadata.namespace !== undefined && unit?.props.namespace === metadata.namespace
      ? [unitOrigin(['metadata', 'namespace'], unit, creator, 'namespace')]
      : []),
  ];
}

function textOf(value: JsonObject[string]): string {
  return typeof value === 'string' ? value : '';
}
