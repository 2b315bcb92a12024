import type { ChangeKind } from '../definition/replacement-change';
import { immutableDifferences } from '../gitops/kinds/immutable-fields';
import { keptDefaults } from '../gitops/kinds/kept-defaults';
import { compare } from '../values/compare';
import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';
import { worstFirst } from '../definition/hop/hop-finding';
import { isVersionLabel } from '../values/version-label';
import { valueAt } from '../connectivity/manifest';
import { podOf, scalarText, type PodFacts } from './manifest-pod';
import { serviceFindings } from './manifest-service';
import { findingOf, type ObjectFinding } from './object-finding';

/** Size in bytes of the annotation in which client-side apply keeps an object. */
const LAST_APPLIED_LIMIT = 262_144;

/** Objects whose loss takes data along. */
const STATE: readonly string[] = [
  'StatefulSet',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'CustomResourceDefinition',
  'Namespace',
];

/**
 * Findings about what changes between two sets of manifests of the same component, worst first: what runs, or was rendered
 * before, and what shall run. Both as `helm template` prints them, or as a cluster has them.
 * @param before - the manifests before
 * @param after - the manifests after
 */
export function evaluateManifests(before: readonly JsonObject[], after: readonly JsonObject[]): ObjectFinding[] {
  const [old, now] = [byKey(before), byKey(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort(compare);
  const ends: Ends = { before: podsOf(before), after: podsOf(after) };
  const findings = keys.flatMap((key) => {
    const [from, to] = [old.get(key), now.get(key)];
    if (to === undefined) return from === undefined ? [] : gone(from);
    return [...(from === undefined ? added(to) : changed(from, to, ends)), ...always(to)];
  });
  return worstFirst(findings) as ObjectFinding[];
}

function gone(object: JsonObject): ObjectFinding[] {
  const finding = findingOf(object);
  const kind = scalarText(object, 'kind');
  if (isHook(object)) return [];
  if (STATE.includes(kind)) {
    return [
      finding(
        'error',
        'object',
        'is removed, together with what it holds',
        'keep it, or back it up; protect it with Prune=false',
      ),
    ];
  }
  if (kind === 'ServiceAccount') {
    return [
      finding(
        'warning',
        'principal',
        'is removed: policies may name it as a principal',
        'keep it, or update the policies',
      ),
    ];
  }
  return [finding('warning', 'object', 'is removed', 'prune it once nothing refers to it')];
}

function added(object: JsonObject): ObjectFinding[] {
  const finding = findingOf(object);
  if (isHook(object)) {
    return [
      finding(
        'warning',
        'hook',
        'is a new hook',
        'expect it to run at every sync of Argo CD, or turn it off in the values',
      ),
    ];
  }
  return scalarText(object, 'kind') === 'NetworkPolicy' ? openings(object) : [];
}

/** The pods of both sides, by which targets of Services are resolved. */
interface Ends {
  readonly before: readonly PodFacts[];
  readonly after: readonly PodFacts[];
}

function podsOf(objects: readonly JsonObject[]): readonly PodFacts[] {
  return objects.flatMap((object) => podOf(object) ?? []);
}

function changed(before: JsonObject, after: JsonObject, ends: Ends): ObjectFinding[] {
  return [
    // A hook is created again each time.
    ...(isHook(before) && isHook(after) ? [] : immutable(before, after)),
    ...keptDefaults(before, after).map(({ path, effect, isRefused, fix }) =>
      findingOf(after)(isRefused ? 'error' : 'warning', 'object', `${path}: ${effect}`, fix),
    ),
    ...(scalarText(after, 'kind') === 'Service' ? serviceFindings(before, after, ends) : []),
    ...podFindings(before, after),
    ...secretFindings(before, after),
    ...(scalarText(after, 'kind') === 'NetworkPolicy' && openings(before).length === 0 ? openings(after) : []),
  ];
}

function immutable(before: JsonObject, after: JsonObject): ObjectFinding[] {
  const finding = findingOf(after);
  return immutableDifferences(before, after).map(({ path }) => {
    const kind = kindOfPath(path);
    const isState = STATE.includes(scalarText(after, 'kind'));
    return finding(
      'error',
      kind,
      `${path} changes, but it is immutable, so the API server rejects the change`,
      isState
        ? 'keep the value; otherwise delete the object with --cascade=orphan, keep its PersistentVolumeClaims, and let it be recreated'
        : 'keep the value, or let the object be recreated once: in Argo CD, set Replace=true,Force=true on it',
    );
  });
}

function kindOfPath(path: string): ChangeKind {
  if (path === 'spec.selector') return 'selector';
  if (path.startsWith('data') || path === 'type' || path === 'stringData') return 'secret';
  return path.startsWith('spec.volumeClaim') || path === 'spec.serviceName' ? 'statefulset' : 'object';
}

/** What others know the pods by: service account, labels, ports. */
function podFindings(before: JsonObject, after: JsonObject): ObjectFinding[] {
  const [old, now] = [podOf(before), podOf(after)];
  if (old === undefined || now === undefined) return [];
  const finding = findingOf(after);
  const renamed = old.serviceAccount !== now.serviceAccount;
  return [
    ...(renamed
      ? [
          finding(
            'error',
            'principal',
            `the service account ${old.serviceAccount} becomes ${now.serviceAccount}: AuthorizationPolicies that name the old one deny the pods`,
            `set the name of the service account to ${old.serviceAccount}, or name both in the policies`,
          ),
        ]
      : []),
    ...labelFindings(old, now, finding),
    ...portFindings(old, now, finding),
  ];
}

type Make = ReturnType<typeof findingOf>;

function labelFindings(old: PodFacts, now: PodFacts, finding: Make): ObjectFinding[] {
  const lost = Object.keys(old.labels)
    .filter((key) => old.labels[key] !== now.labels[key] && !isVersionLabel(key))
    .sort(compare);
  if (lost.length === 0) return [];
  return [
    finding(
      'warning',
      'behaviour',
      `the pods lose or change labels ${lost.join(', ')}: policies, Services and monitors may select by them`,
      'set the old labels in the values, or update what selects them',
    ),
  ];
}

function portFindings(old: PodFacts, now: PodFacts, finding: Make): ObjectFinding[] {
  const moved = old.ports.filter((port) => !now.ports.includes(port));
  const more = now.ports.filter((port) => !old.ports.includes(port));
  return [
    ...(moved.length > 0
      ? [
          finding(
            'warning',
            'port',
            `the pods no longer have ports ${moved.join(', ')}`,
            'update policies, probes and monitors',
          ),
        ]
      : []),
    ...(more.length > 0
      ? [finding('note', 'port', `the pods get ports ${more.join(', ')}`, 'allow access to them only if they are used')]
      : []),
  ];
}

function secretFindings(before: JsonObject, after: JsonObject): ObjectFinding[] {
  if (scalarText(after, 'kind') !== 'Secret') return [];
  const keys = (object: JsonObject): string[] => [...objectKeys(object['data']), ...objectKeys(object['stringData'])];
  const isSame = (key: string): boolean => secretText(before, key) === secretText(after, key);
  const made = keys(after).filter((key) => keys(before).includes(key) && !isSame(key));
  if (made.length === 0) return [];
  return [
    findingOf(after)(
      'error',
      'secret',
      `the values of ${made.join(', ')} are newly generated`,
      'keep the Secret out of the rendered output, and refer to the existing one',
    ),
  ];
}

/** Policies add up: one without sources admits every source to what it selects. */
function openings(object: JsonObject): ObjectFinding[] {
  const rules = valueAt(object, 'spec', 'ingress');
  const isOpen = (rule: JsonValue): boolean => {
    const from = isJsonObject(rule) ? rule['from'] : undefined;
    return from === undefined || from === null || (Array.isArray(from) && from.length === 0);
  };
  if (!Array.isArray(rules) || !(rules as readonly JsonValue[]).some(isOpen)) return [];
  return [
    findingOf(object)(
      'error',
      'policy',
      'admits any source, and so reopens what other policies close',
      'turn off the policy of the chart, or name its sources',
    ),
  ];
}

function always(object: JsonObject): ObjectFinding[] {
  if (scalarText(object, 'kind') !== 'CustomResourceDefinition') return [];
  const size = Buffer.byteLength(JSON.stringify(object));
  if (size <= LAST_APPLIED_LIMIT) return [];
  const what = `has ${Math.round(size / 1000)} kB, more than the ${LAST_APPLIED_LIMIT}-byte limit of the last-applied annotation`;
  return [findingOf(object)('error', 'crd', what, 'sync with ServerSideApply=true')];
}

function isHook(object: JsonObject): boolean {
  const annotations = valueAt(object, 'metadata', 'annotations');
  return isJsonObject(annotations) && 'helm.sh/hook' in annotations;
}

function objectKeys(value: JsonValue | undefined): string[] {
  return isJsonObject(value) ? Object.keys(value) : [];
}

function secretText({ data, stringData }: JsonObject, key: string): string | undefined {
  const plain = isJsonObject(stringData) ? stringData[key] : undefined;
  if (typeof plain === 'string') return Buffer.from(plain).toString('base64');
  const encoded = isJsonObject(data) ? data[key] : undefined;
  return typeof encoded === 'string' ? encoded : undefined;
}

/** Objects by group, kind, namespace and name; the members of lists count as objects. */
function byKey(objects: readonly JsonObject[]): Map<string, JsonObject> {
  const flat = objects.flatMap((object) => {
    const items = object['items'];
    return scalarText(object, 'kind').endsWith('List') && Array.isArray(items)
      ? (items as readonly JsonValue[]).filter(isJsonObject)
      : [object];
  });
  return new Map(flat.map((object) => [keyOf(object), object]));
}

function keyOf(object: JsonObject): string {
  const group = scalarText(object, 'apiVersion').split('/').slice(0, -1).join('/');
  return JSON.stringify([
    group,
    scalarText(object, 'kind'),
    scalarText(object, 'metadata', 'namespace'),
    scalarText(object, 'metadata', 'name'),
  ]);
}
