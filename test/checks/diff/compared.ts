import type { Change } from '../../../lib/checks/diff/change';
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
