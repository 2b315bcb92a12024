import { listAt, objectAt } from '../../connectivity/manifest';
import type { JsonObject } from '../../values/json';
import { isJsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import { CONTAINER_LISTS } from '../../values/container-lists';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { nativePodTemplateOf } from '../pods';
import { matches } from '../walk';
import { amountOf } from './forms';
import { refused } from './refused';

/**
 * Amounts that contradict each other: extended resources with parts, or without the same limit, LimitRanges whose defaults are outside of their
 * bounds, and quotas of half an object. Source: validation of Kubernetes, `ValidateResourceRequirements` and `ValidateLimitRange`.
 */
export function resourceAmountFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => {
    if (object.group === '' && object.kind === 'LimitRange') return limitRange(object);
    if (object.group === '' && object.kind === 'ResourceQuota') return counts(object);
    const template = nativePodTemplateOf(object);
    if (template === undefined) return [];
    const containers = CONTAINER_LISTS.flatMap((list) =>
      matches(template.spec, `${list}[]`, [...template.path, 'spec']),
    );
    return containers.flatMap(({ value, path }) => (isJsonObject(value) ? extended(object, value, path) : []));
  });
}

/** Whether a resource is counted in whole pieces that are never shared. */
function isExtended(name: string): boolean {
  return name.includes('/') && !/(?:^|\.)kubernetes\.io\//.test(name);
}

function extended(object: CheckedObject, container: JsonObject, path: Path): Found[] {
  const requests = objectAt(container, 'resources', 'requests');
  const limits = objectAt(container, 'resources', 'limits');
  const at = [...path, 'resources'];
  const parts = (['requests', 'limits'] as const).flatMap((list) =>
    Object.entries(list === 'requests' ? requests : limits).flatMap(([name, value]): Found[] => {
      const amount = amountOf(value);
      if (!isExtended(name) || amount === undefined || Number.isInteger(amount)) return [];
      return [refused(object, [...at, list, name], 'must be a whole number', value ?? null)];
    }),
  );
  const names = Object.keys(requests).filter((name) => isExtended(name) || name.startsWith('hugepages-'));
  const unequal = names.flatMap((name): Found[] => {
    const [wanted, most] = [amountOf(requests[name]), amountOf(limits[name])];
    if (wanted === most || wanted === undefined) return [];
    const message = most === undefined ? 'needs the same limit' : 'is not equal to the limit';
    return [refused(object, [...at, 'requests', name], message, requests[name] ?? null)];
  });
  return [...parts, ...unequal];
}

/** Numbers of objects and pieces are whole. Source: `ValidateResourceQuantityValue` of Kubernetes. */
function counts(object: CheckedObject): Found[] {
  return matches(object.object, 'spec.hard.{}').flatMap(({ value, path }): Found[] => {
    const [name, amount] = [String(path[path.length - 1]), amountOf(value)];
    if (amount === undefined || Number.isInteger(amount) || !isCount(name)) return [];
    return [refused(object, path, 'must be a whole number', value)];
  });
}

/** Whether a quota counts, and does not measure. */
function isCount(name: string): boolean {
  if (isExtended(name)) return !name.startsWith('requests.');
  return /^(?:pods|services(?:\..+)?|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims)$/.test(
    name,
  );
}

/** Bounds of a LimitRange from the least to the greatest. */
const ORDER = ['min', 'defaultRequest', 'default', 'max'] as const;

function limitRange(object: CheckedObject): Found[] {
  return listAt(object.object, 'spec', 'limits').flatMap((limit, index) =>
    ORDER.flatMap((field, place) =>
      Object.entries(objectAt(limit, field)).flatMap(([name, value]): Found[] => {
        const own = amountOf(value);
        const below = ORDER.slice(0, place).find((other) => isMore(amountOf(objectAt(limit, other)[name]), own));
        if (below === undefined) return [];
        const path = ['spec', 'limits', index, field, name];
        return [refused(object, path, `is less than ${below}`, value ?? null)];
      }),
    ),
  );
}

function isMore(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && a > b;
}
