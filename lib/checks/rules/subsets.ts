import { listAt, textAt, textsAt } from '../../connectivity/manifest';
import { GroupedBy } from '../../values/grouped-by';
import type { JsonObject, JsonValue } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { DESTINATIONS, hostService } from '../references/istio-references';
import { matches, type Match } from '../walk';
import { hostText } from './mesh-hosts';
import { selectedPods } from './selectors';

/** Subsets of routes that no DestinationRule has, and subsets that match no pod of their Service. */
export function subsetFindings(context: CheckContext): Found[] {
  return context.inventory.objects.flatMap((object) => {
    if (object.group !== 'networking.istio.io') return [];
    if (object.kind === 'VirtualService') return missingSubsets(object, context);
    return object.kind === 'DestinationRule' ? emptySubsets(object, context) : [];
  });
}

function missingSubsets(route: CheckedObject, context: CheckContext): Found[] {
  const rules = context.inventory.ofKind(route.scope, 'networking.istio.io', 'DestinationRule');
  return DESTINATIONS.flatMap((pattern) => matches(route.object, pattern)).flatMap((match): Found[] => {
    const [host, subset] = [textAt(match.value, 'host'), textAt(match.value, 'subset')];
    if (host === undefined || subset === undefined) return [];
    const own = rulesFor(rules, hostText(host, route));
    const names = own.flatMap(({ object }) => listAt(object, 'spec', 'subsets').map((each) => textAt(each, 'name')));
    if (names.includes(subset)) return [];
    const opener = own.length > 0 ? undefined : context.provided(route.scope).openedBy(route.namespace);
    return [missingSubset(route, match, { host, subset, names, opener })];
  });
}

interface Missing {
  readonly host: string;
  readonly subset: string;
  readonly names: ReadonlyArray<string | undefined>;
  readonly opener: string | undefined;
}

function missingSubset(at: CheckedObject, { path }: Match, { host, subset, names, opener }: Missing): Found {
  const what = `refers to the subset ${subset}, which no DestinationRule for ${host} has`;
  return {
    rule: 'dangling-reference',
    severity: opener === undefined ? 'error' : 'info',
    at,
    path: [...path, 'subset'],
    message: opener === undefined ? what : `${what} in the input; ${opener} may bring it`,
    got: subset,
    ...(names.length > 0 && { allowed: [...new Set(names)].join(', ') }),
    fix: 'add the subset to a DestinationRule, or correct the name',
  };
}

/** Key of rules for several hosts, whose names begin with it. */
const WILD = '*';

const BY_HOST = new GroupedBy<CheckedObject>((rule) => {
  const host = hostOf(rule);
  return [host.startsWith(WILD) ? WILD : hostText(host, rule)];
});

function hostOf({ object }: CheckedObject): string {
  return textAt(object, 'spec', 'host') ?? '';
}

function rulesFor(rules: readonly CheckedObject[], host: string): readonly CheckedObject[] {
  const wild = BY_HOST.of(rules, WILD).filter((rule) => host.endsWith(hostOf(rule).slice(WILD.length)));
  return [...BY_HOST.of(rules, host), ...wild];
}

function emptySubsets(rule: CheckedObject, context: CheckContext): Found[] {
  const service = hostService(textAt(rule.object, 'spec', 'host') ?? '', rule);
  if (service === undefined) return [];
  const { inventory } = context;
  const [found] = inventory.named(rule.scope, '', 'Service', service.namespace, service.name);
  const selector = found === undefined ? {} : textsAt(found.object, 'spec', 'selector');
  if (found === undefined || Object.keys(selector).length === 0) return [];
  const labels = selectedPods(selector, context.podsIn(rule.scope, found.namespace))
    .flatMap(({ variants }) => variants)
    .filter((each) => hasAll(each, selector));
  const isDecided = context.provided(rule.scope).openedBy(found.namespace) === undefined;
  return listAt(rule.object, 'spec', 'subsets').flatMap((subset, index): Found[] => {
    const wanted = ownLabels(subset);
    if (!isDecided || labels.length === 0 || labels.some((each) => hasAll(each, wanted))) return [];
    const got: JsonObject = wanted;
    return [
      {
        rule: 'unmatched-selector',
        severity: 'warning',
        at: rule,
        path: ['spec', 'subsets', index, 'labels'],
        message: `matches no pod of Service ${found.namespace}/${found.name}`,
        got,
        fix: 'make the labels of the subset and of the pods agree',
      },
    ];
  });
}

/** Labels that istiod adds to what it knows of a pod, from its node and its cluster. Source: module `istio.io/api`, `label/labels.yaml`. */
const ADDED: ReadonlySet<string> = new Set([
  'kubernetes.io/hostname',
  'topology.istio.io/cluster',
  'topology.istio.io/network',
  'topology.istio.io/subzone',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
]);

/** The labels of a subset that pods must have themselves. */
function ownLabels(subset: JsonValue): Record<string, string> {
  const labels = Object.entries(textsAt(subset, 'labels'));
  return Object.fromEntries(labels.filter(([key, value]) => value === '' || !ADDED.has(key)));
}

function hasAll(labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}
