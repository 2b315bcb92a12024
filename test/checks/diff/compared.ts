import type { Change, Risk } from '../../../lib/checks/diff/change';
import { diffObjects } from '../../../lib/checks/diff/diff';
import type { JsonObject } from '../../../lib/values/json';

/**
 * What differs between objects of one folder.
 * @param before - the objects before
 * @param after - the objects after
 */
export function compared(before: readonly JsonObject[], after: readonly JsonObject[]): Change[] {
  const sources = (objects: readonly JsonObject[]) =>
    objects.map((object) => ({ file: 'a.yaml', document: 0, item: [], object, root: '', apart: false }));
  return diffObjects(sources(before), sources(after));
}

/**
 * An object in the namespace `shop`.
 * @param type - apiVersion and kind, as in `apps/v1 Deployment`
 * @param name - its name
 * @param rest - its other fields
 */
export function object(type: string, name: string, rest: object = {}): JsonObject {
  const [apiVersion = '', kind = ''] = type.split(' ');
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, ...rest };
}

/**
 * A Deployment with one container, and another image of it in another version.
 * @param container - fields of the container
 * @param pod - fields of the pod
 * @param spec - fields of the Deployment
 */
export function deployment(container: object = {}, pod: object = {}, spec: object = {}): JsonObject {
  return object('apps/v1 Deployment', 'web', {
    spec: {
      ...spec,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'web:1', ...container }], ...pod },
      },
    },
  });
}

/** A change of one object: what it is, both sides, its risk, and a part of the reason. */
export type RiskRow = readonly [
  name: string,
  sides: readonly [before: JsonObject, after: JsonObject],
  risk: Risk,
  text?: string,
];

/**
 * An object with one `spec` and then another.
 * @param type - apiVersion and kind
 * @param before - its `spec` before
 * @param after - its `spec` afterwards
 */
export function specs(type: string, before: object, after: object): readonly [JsonObject, JsonObject] {
  return [object(type, 'web', { spec: before }), object(type, 'web', { spec: after })];
}

/**
 * An object with fields beside its metadata, and then others.
 * @param type - apiVersion and kind
 * @param before - its fields before
 * @param after - its fields afterwards
 */
export function fields(type: string, before: object, after: object): readonly [JsonObject, JsonObject] {
  return [object(type, 'web', before), object(type, 'web', after)];
}

/**
 * An object with metadata, and then other metadata.
 * @param type - apiVersion and kind
 * @param before - its metadata before, apart from its name
 * @param after - its metadata afterwards
 */
export function metadata(type: string, before: object, after: object): readonly [JsonObject, JsonObject] {
  const of = (rest: object): JsonObject =>
    object(type, 'web', { metadata: { name: 'web', namespace: 'shop', ...rest } });
  return [of(before), of(after)];
}

/** Expects the risk of a change of one object, and its reason. */
export function expectRisk([, [before, after], risk, text = '']: RiskRow): void {
  const [change, ...others] = compared([before], [after]);
  expect(others).toEqual([]);
  expect([change?.risk, change?.reasons[0]?.text ?? '']).toEqual([risk, expect.stringContaining(text)]);
}
