import { kindText, type CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { KNOWN_MINORS, kindKey, nativeKinds } from '../schema/known-kinds';
import { API_VERSIONS, type ApiVersionRow } from './api-versions';

/** API versions that a version of Kubernetes in use does not serve, or that are deprecated there. */
export function removedApis(context: CheckContext): Found[] {
  return context.inventory.objects.flatMap((object) => findingsOf(object, context));
}

function findingsOf(object: CheckedObject, { minors, inventory }: CheckContext): Found[] {
  const { group, version, kind } = object;
  const base = { at: object, path: ['apiVersion'], got: group === '' ? version : `${group}/${version}` } as const;
  const row = rowOf(object);
  if (row?.removed !== undefined && row.removed <= minors.newest) {
    const message = `is not served by Kubernetes 1.${row.removed} and newer`;
    return [{ ...base, rule: 'removed-api', severity: 'error', message, ...wayOut(row) }];
  }
  const native = nativeKinds().get(kindKey(group, version, kind));
  if (native !== undefined) {
    const missing = [minors.oldest, minors.newest].find(
      (minor) => KNOWN_MINORS.includes(minor) && !native.nodes.has(minor),
    );
    if (missing !== undefined) return [{ ...base, ...notServed(object, missing, [...native.nodes.keys()]) }];
  } else if (isOfKubernetes(object, inventory.custom.find(group, version, kind) !== undefined)) {
    const others = [...nativeKinds().keys()].filter((key) => key.startsWith(`${group}/`) && key.endsWith(`/${kind}`));
    const elsewhere = [...nativeKinds().keys()].filter((key) => key.endsWith(`/${kind}`));
    const allowed = (others.length > 0 ? others : elsewhere).map((key) =>
      key.split('/').slice(0, 2).filter(Boolean).join('/'),
    );
    const message = `is not an API version of Kubernetes with the kind ${kind}`;
    const known = allowed.length > 0 ? { allowed: allowed.join(', ') } : {};
    return [{ ...base, rule: 'removed-api', severity: 'error', message, ...known, fix: 'correct apiVersion or kind' }];
  }
  if (row !== undefined && row.deprecated <= minors.newest) {
    const until = row.removed === undefined ? '' : ` and gone in 1.${row.removed}`;
    const message = `is deprecated since Kubernetes 1.${row.deprecated}${until}`;
    return [{ ...base, rule: 'deprecated-api', severity: 'warning', message, ...wayOut(row) }];
  }
  const deprecated = inventory.custom.find(group, version, kind)?.deprecated;
  if (deprecated === undefined) return [];
  return [
    {
      ...base,
      rule: 'deprecated-api',
      severity: 'warning',
      message: `is deprecated: ${deprecated}`,
      fix: 'write a newer version',
    },
  ];
}

function notServed(
  { group, kind }: CheckedObject,
  missing: number,
  served: readonly number[],
): Pick<Found, 'rule' | 'severity' | 'message' | 'allowed' | 'fix'> {
  const first = served[0] ?? missing;
  const last = served[served.length - 1] ?? missing;
  const when = missing < first ? `before 1.${first}` : `after 1.${last}`;
  return {
    rule: 'removed-api',
    severity: 'error',
    message: `is not served by Kubernetes ${when}`,
    allowed: `${kindText(group, kind)} in a version that Kubernetes 1.${missing} serves`,
    fix: `write another version, or check for other versions of Kubernetes with --kubernetes`,
  };
}

/** Kinds that are read only, and so have no schema of what is written. */
const STILL_SERVED: ReadonlySet<string> = new Set([kindKey('', 'v1', 'ComponentStatus')]);

/** Groups without a dot, and those of k8s.io that no definition has, belong to Kubernetes itself. */
function isOfKubernetes({ group, version, kind }: CheckedObject, isDefined: boolean): boolean {
  if (isDefined || version === '' || kind.endsWith('List') || STILL_SERVED.has(kindKey(group, version, kind)))
    return false;
  const groups = new Set([...nativeKinds().keys()].map((key) => key.split('/')[0]));
  return groups.has(group) || ['extensions'].includes(group);
}

function rowOf({ group, version, kind }: CheckedObject): ApiVersionRow | undefined {
  return API_VERSIONS.find(
    (row) => row.group === group && row.version === version && row.kinds?.includes(kind) !== false,
  );
}

function wayOut({ replacement }: ApiVersionRow): Pick<Found, 'allowed' | 'fix'> {
  if (replacement === undefined) return { fix: 'remove it: no version has the kind any more' };
  const fix = replacement.includes('/') ? `write ${replacement}; fields may differ` : `move to ${replacement}`;
  return { allowed: replacement, fix };
}
