import { objectAt, textAt, valueAt } from '../../connectivity/manifest';
import { objectText, type CheckedObject } from '../checked-object';
import type { CheckContext, Pods } from '../context';
import type { Found } from '../finding';
import { matches, textMatches } from '../walk';
import { selectorOf } from './istio-exports';
import { isEverything, isOfRoot, selectedPods } from './selectors';

/** Kinds of Istio of which one object acts on a pod. Source: API references of Istio, and `pkg/config/analysis/analyzers`. */
const ONE_PER_POD: readonly string[] = [
  'networking.istio.io/ProxyConfig',
  'networking.istio.io/Sidecar',
  'security.istio.io/PeerAuthentication',
  'telemetry.istio.io/Telemetry',
];

/** Objects of Istio beside others that istiod takes in their place. */
export function meshRivalFindings(context: CheckContext): Found[] {
  return context.inventory.scopes.flatMap((scope) => [
    ...ONE_PER_POD.flatMap((each) => {
      const [group = '', kind = ''] = each.split('/');
      return rivals(context.inventory.ofKind(scope, group, kind), context);
    }),
    ...rivalEntries(context.inventory.ofKind(scope, 'networking.istio.io', 'ServiceEntry')),
  ]);
}

function rivals(objects: readonly CheckedObject[], context: CheckContext): Found[] {
  const ofNamespaces = new Map<string, CheckedObject>();
  const ofPods = new Map<string, Map<Pods, CheckedObject>>();
  return objects.flatMap((object): Found[] => {
    const [field, labels] = selectorOf(object.kind);
    const selector = objectAt(object.object, 'spec', field, labels);
    // It acts on Gateways or Services.
    if (['targetRef', 'targetRefs'].some((each) => valueAt(object.object, 'spec', each) !== undefined)) return [];
    if (isEverything(selector)) {
      const key = [object.root, object.namespace].join('\u0000');
      const other = ofNamespaces.get(key);
      if (other === undefined) ofNamespaces.set(key, object);
      return rival(object, other, ['spec'], `acts on every pod of namespace ${object.namespace}`);
    }
    const known = ofPods.get(object.root) ?? new Map<Pods, CheckedObject>();
    ofPods.set(object.root, known);
    const near = isOfRoot(object) ? context.pods(object.scope) : context.podsIn(object.scope, object.namespace);
    const pods = selectedPods(selector, near);
    const shared = pods.find((each) => known.has(each) && !isTwin(known.get(each), object));
    for (const each of pods) if (!known.has(each)) known.set(each, object);
    if (shared === undefined) return [];
    return rival(object, known.get(shared), ['spec', field], `selects pods of ${objectText(shared.owner)}`);
  });
}

function isTwin(other: CheckedObject | undefined, one: CheckedObject): boolean {
  return other?.name === one.name && other.namespace === one.namespace;
}

function rival(at: CheckedObject, other: CheckedObject | undefined, path: readonly string[], what: string): Found[] {
  if (other === undefined || isTwin(other, at)) return [];
  const message = `${what}, as ${objectText(other)} does: the older one alone is used`;
  return [{ rule: 'rival-object', severity: 'warning', at, path, message, got: at.name, fix: 'keep one of them' }];
}

/** Ports of one host that have two protocols. Source: Istio, `pkg/config/analysis/analyzers/serviceentry`. */
function rivalEntries(entries: readonly CheckedObject[]): Found[] {
  /** Of each host and port, an entry for each protocol. */
  const known = new Map<string, Map<string, CheckedObject>>();
  return entries.flatMap((entry) => {
    const hosts = textMatches(entry.object, 'spec.hosts[]').map(({ value }) => value);
    return matches(entry.object, 'spec.ports[]').flatMap(({ value, path }): Found[] => {
      const protocol = (textAt(value, 'protocol') ?? 'TCP').toUpperCase();
      const others = hosts.flatMap((host) => {
        const key = [entry.root, exportsOf(entry), host, JSON.stringify(valueAt(value, 'number'))].join('\u0000');
        const byProtocol = known.get(key) ?? new Map<string, CheckedObject>();
        known.set(key, byProtocol);
        if (!byProtocol.has(protocol)) byProtocol.set(protocol, entry);
        return [...byProtocol].filter(([name, other]) => name !== protocol && !isTwin(other, entry));
      });
      const [other] = others;
      if (other === undefined) return [];
      const message = `is another protocol than ${other[0]}, which ${objectText(other[1])} has for the host and the port`;
      const fix = 'give both the same protocol';
      return [
        {
          rule: 'rival-object',
          severity: 'warning',
          at: entry,
          path: [...path, 'protocol'],
          message,
          got: protocol,
          fix,
        },
      ];
    });
  });
}

/** Namespaces to which an entry is exported, as one text. */
function exportsOf({ object, namespace = '' }: CheckedObject): string {
  const names = textMatches(object, 'spec.exportTo[]').map(({ value }) => (value === '.' ? namespace : value));
  return names.length === 0 || names.includes('*') ? '*' : names.sort().join(',');
}
