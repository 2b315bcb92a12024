import type { ConnectivityLayer } from '../../connectivity';
import { meshLayer } from '../../mesh/layer/mesh-layer';
import type { JsonObject } from '../../values/json';

/**
 * What decides besides policies. This module is loaded only where something of a mesh is evaluated.
 * @param objects - the manifests, objects of Istio among them
 */
export function layersOf(objects: readonly JsonObject[]): ConnectivityLayer[] {
  return [meshLayer(objects)];
}
