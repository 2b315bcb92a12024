import type { CheckedObject } from '../checked-object';
import { fluxReferences } from './flux-references';
import { gatewayReferences } from './gateway-references';
import { istioReferences } from './istio-references';
import {
  analysisReferences,
  bindingReferences,
  certificateReferences,
  claimReferences,
  fieldReferences,
  ingressReferences,
  scaleReferences,
  webhookReferences,
} from './object-references';
import { injectedReferences, namedReferences } from './named-references';
import { podReferences } from './pod-references';
import type { FindReferences, Reference } from './reference';

const FINDERS: readonly FindReferences[] = [
  podReferences,
  fieldReferences,
  claimReferences,
  ingressReferences,
  certificateReferences,
  bindingReferences,
  webhookReferences,
  scaleReferences,
  analysisReferences,
  namedReferences,
  injectedReferences,
  istioReferences,
  gatewayReferences,
  fluxReferences,
];

/**
 * The references of an object to other objects.
 * @param object - the object
 */
export function referencesOf(object: CheckedObject): Reference[] {
  return FINDERS.flatMap((find) => find(object));
}
