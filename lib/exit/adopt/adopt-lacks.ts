import { compare } from '../../values/compare';
import type { DriftEntry } from '../drift/drift-entry';
import type { Dump } from '../dump/dump';
import { resourceOf } from '../dump/resource-names';
import type { FoundEstate } from './adopt-managed-clusters';
import { PLACED } from '../../resource/multicluster/placement-rules';

/** Objects that a dump does not list, so that nothing is known of them. */
export interface Lacking {
  /** Kind. */
  readonly kind: string;
  /** Namespaces of which it lacks the kind; empty for kinds that have none. */
  readonly namespaces: readonly string[];
  /** How many objects of the platform are therefore unknown. */
  readonly objects: number;
  /** Command that prints what is missing. */
  readonly command: string;
}

/** Kinds that adoption reads beside those of the platform. */
const ALSO_READ: readonly string[] = [
  'Verrazzano',
  'Node',
  'StorageClass',
  'PersistentVolumeClaim',
  'ApplicationConfiguration',
  'VerrazzanoManagedCluster',
];

/**
 * What a dump lacks: kinds by namespace, with the command that prints them.
 * @param dump - the dump
 * @param drift - the drift, whose unknown objects are counted
 * @param role - the role of the cluster
 * @param hasOperator - whether the platform operator installs, which reads a Verrazzano resource
 */
export function lackingIn(
  dump: Dump,
  drift: readonly DriftEntry[],
  role: FoundEstate['role'],
  hasOperator = true,
): readonly Lacking[] {
  const found = new Map<string, { namespaces: Set<string>; objects: number }>();
  for (const { kind, object } of drift) {
    if (kind !== 'unknown') continue;
    const [ofKind = '', place = ''] = object.split(' ');
    const entry = found.get(ofKind) ?? { namespaces: new Set<string>(), objects: 0 };
    entry.objects++;
    if (place.includes('/')) entry.namespaces.add(place.slice(0, place.indexOf('/')));
    found.set(ofKind, entry);
  }
  const platform = [...found].map(([kind, { namespaces, objects }]): Lacking => {
    const names = [...namespaces].sort(compare);
    return { kind, namespaces: names, objects, command: commandFor(kind, names) };
  });
  const wanted = [...ALSO_READ, ...(role === 'admin' ? PLACED : [])];
  const others = wanted
    .filter((kind) => dump.list(kind).length === 0 && !dump.covers(kind, undefined))
    .filter((kind) => hasOperator || kind !== 'Verrazzano')
    .map((kind): Lacking => ({ kind, namespaces: [], objects: 0, command: commandFor(kind, []) }));
  return [...platform, ...others].sort((a, b) => compare(a.kind, b.kind));
}

/** End of a command that prints Secrets with their keys and without their content, which no dump needs. */
export const WITHOUT_CONTENT = ` -o json | jq '.items[].data |= ((. // {}) | map_values(""))'`;

/** The same for what MultiClusterSecrets place on clusters. */
const WITHOUT_TEMPLATE = ` -o json | jq '.items[].spec.template |= (del(.stringData) | .data |= ((. // {}) | map_values("")))'`;

/** How the objects of a kind are printed. */
const OUTPUTS: ReadonlyMap<string, string> = new Map([
  ['Secret', WITHOUT_CONTENT],
  ['MultiClusterSecret', WITHOUT_TEMPLATE],
]);

function commandFor(kind: string, namespaces: readonly string[]): string {
  const [only, ...more] = namespaces;
  const scope = only === undefined || more.length > 0 ? '-A' : `-n ${only}`;
  return `kubectl get ${resourceOf(kind)} ${scope}${OUTPUTS.get(kind) ?? ' -o yaml'}`;
}
