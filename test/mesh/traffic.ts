import type { ApiObject, Chart } from 'cdk8s';
import type { DeliveryUnit } from '../../lib/gitops/delivery-unit';
import type { MeshObject } from '../../lib/mesh/routing/mesh-object';
import { cluster, type PlainCluster } from '../support/profiles';

/** An object of Istio as it is rendered, read by its keys. */
export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Record<string, string>;
  };
  readonly spec: ReturnType<ApiObject['toJson']>;
}

/** A unit `apps/shop` with namespace `shop`, in a cluster of its own. */
export function shop(): { prod: PlainCluster; unit: DeliveryUnit } {
  const prod = cluster();
  return { prod, unit: prod.unit('apps/shop', { wave: 40, namespace: 'shop' }) };
}

/** What a construct renders to. */
export function rendered(object: MeshObject): Rendered {
  return object.apiObject.toJson() as Rendered;
}

/** The objects of a Chart, `Kind/name`. */
export function names(chart: Chart): string[] {
  return (chart.toJson() as Rendered[]).map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort();
}

/** What the validations of a construct say. */
export function problems(object: { readonly node: MeshObject['node'] }): string[] {
  return object.node.validate();
}
