import type { JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import { valueAtPath } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { podTemplateOf } from '../pods';
import { matches } from '../walk';

/** `group/Kind`, where, pattern of a list, and the fields in which its items must differ; none for the items themselves. */
type UniqueRow = readonly [kinds: RegExp, where: 'object' | 'pod', pattern: string, fields: readonly string[]];

const PODS = /^(?:\/|apps\/|batch\/)/;
const WEBHOOKS = /^admissionregistration\.k8s\.io\/(?:Mutating|Validating)WebhookConfiguration$/;
const CONTAINERS = ['containers[]', 'initContainers[]'];

/** Lists of which the API server refuses equal items, beyond their schema. Source: validation of Kubernetes. */
const ROWS: readonly UniqueRow[] = [
  [PODS, 'pod', 'volumes', ['name']],
  [PODS, 'pod', 'topologySpreadConstraints', ['topologyKey', 'whenUnsatisfiable']],
  [PODS, 'pod', 'securityContext.sysctls', ['name']],
  ...CONTAINERS.flatMap((list): UniqueRow[] => [
    [PODS, 'pod', `${list}.volumeDevices`, ['name']],
    [PODS, 'pod', `${list}.volumeDevices`, ['devicePath']],
  ]),
  [/^\/Service$/, 'object', 'spec.ipFamilies', []],
  [/^\/LimitRange$/, 'object', 'spec.limits', ['type']],
  [/^\/Node$/, 'object', 'spec.taints', ['key', 'effect']],
  [/^discovery\.k8s\.io\/EndpointSlice$/, 'object', 'ports', ['name']],
  [/^discovery\.k8s\.io\/EndpointSlice$/, 'object', 'endpoints[].hints.forZones', ['name']],
  [/^certificates\.k8s\.io\/CertificateSigningRequest$/, 'object', 'spec.usages', []],
  [/^storage\.k8s\.io\/CSIDriver$/, 'object', 'spec.tokenRequests', ['audience']],
  [/^storage\.k8s\.io\/CSINode$/, 'object', 'spec.drivers', ['name']],
  [/^storage\.k8s\.io\/CSINode$/, 'object', 'spec.drivers[].topologyKeys', []],
  [/^storage\.k8s\.io\/StorageClass$/, 'object', 'allowedTopologies[].matchLabelExpressions', ['key']],
  [/^storage\.k8s\.io\/StorageClass$/, 'object', 'allowedTopologies[].matchLabelExpressions[].values', []],
  [/^node\.k8s\.io\/RuntimeClass$/, 'object', 'scheduling.tolerations', ['key', 'operator', 'value', 'effect']],
  [WEBHOOKS, 'object', 'webhooks', ['name']],
  [WEBHOOKS, 'object', 'webhooks[].admissionReviewVersions', []],
];

/** Items of lists that occur twice. */
export function uniqueFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => {
    const key = `${object.group}/${object.kind}`;
    const template = podTemplateOf(object);
    return ROWS.filter(([kinds]) => kinds.test(key)).flatMap(([, where, pattern, fields]) => {
      const found =
        where === 'object'
          ? matches(object.object, pattern)
          : matches(template?.spec, pattern, [...(template?.path ?? []), 'spec']);
      return found.flatMap(({ value, path }) =>
        Array.isArray(value) ? repeated(object, value as readonly JsonValue[], path, fields) : [],
      );
    });
  });
}

function repeated(at: CheckedObject, list: readonly JsonValue[], path: Path, fields: readonly string[]): Found[] {
  const seen = new Set<string>();
  return list.flatMap((item, index): Found[] => {
    if (fields.length > 0 && !isJsonObject(item)) return [];
    const parts = fields.map((field) => valueAtPath(item, [field]) ?? null);
    if (fields.length > 0 && parts.every((part) => part === null)) return [];
    const key = JSON.stringify(fields.length === 0 ? item : parts);
    const isDouble = seen.has(key);
    seen.add(key);
    if (!isDouble) return [];
    const what = fields.length === 0 ? 'of this value' : `with the same ${fields.join(' and ')}`;
    const base = {
      rule: 'invalid-value',
      severity: 'error',
      at,
      path: [...path, index],
      fix: 'keep one of them',
    } as const;
    return [{ ...base, message: `is the second item ${what}` }];
  });
}
