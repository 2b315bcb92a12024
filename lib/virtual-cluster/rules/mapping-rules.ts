import { isJsonObject } from '../../values/json';
import { DNS_LABEL, DNS_SUBDOMAIN, isDnsLabel, isDnsSubdomain } from '../../values/names';
import type { Problem } from '../../values/problem';
import { entriesOf, type ChartValues, scalarText } from '../values/chart-values';

const KEYS = 'NAMESPACE/NAME, NAMESPACE/*, /NAME, or an empty text for the namespace of the virtual cluster';
const VALUES = 'NAMESPACE/NAME or NAMESPACE/*, and NAMESPACE where the key is empty';

/** Objects of the host that are shown inside: which, and under which name. */
export function mappingProblems(values: ChartValues): Problem[] {
  const kinds = ['configMaps', 'secrets'].filter((kind) => values.has(`sync.fromHost.${kind}.enabled`));
  return [...kinds.flatMap((kind) => kindProblems(values, `sync.fromHost.${kind}`)), ...customResources(values)];
}

function kindProblems(values: ChartValues, path: string): Problem[] {
  const mappings = values.entries(`${path}.mappings.byName`);
  const at = `${path}.mappings.byName`;
  if (mappings.length === 0) return [noMapping(at)];
  return mappings.flatMap(([key, value]) => [
    ...formProblems(at, key, scalarText(value)),
    ...nameProblems(at, key, scalarText(value)),
  ]);
}

function noMapping(at: string): Problem {
  return { at, what: 'has no entry, and nothing would be shown', got: {}, allowed: KEYS, fix: 'name the objects' };
}

function formProblems(at: string, key: string, value: string): Problem[] {
  if (key !== '' && !key.includes('/')) return [{ at, what: 'has a key of the wrong form', got: key, allowed: KEYS }];
  if (key !== '' && !value.includes('/')) {
    return [{ at: `${at}.${key}`, what: 'has the wrong form', got: value, allowed: VALUES }];
  }
  if (key.endsWith('/*') && !value.endsWith('/*')) {
    const allowed = 'NAMESPACE/* where the key ends with /*';
    return [{ at: `${at}.${key}`, what: 'names one object for all of a namespace', got: value, allowed }];
  }
  return [];
}

function nameProblems(at: string, key: string, value: string): Problem[] {
  const host = key.split('/');
  const inside = value.split('/');
  if (host.length > 2 || inside.length > 2) {
    return [{ at, what: 'has an entry with too many slashes', got: `${key}: ${value}`, allowed: `${KEYS}; ${VALUES}` }];
  }
  const hostNamespace = host[0] ?? '';
  const wrong = [
    ...(hostNamespace !== '' && !isDnsLabel(hostNamespace) ? [badNamespace(at, hostNamespace)] : []),
    ...(isDnsLabel(inside[0]) ? [] : [badNamespace(at, inside[0] ?? '')]),
  ];
  const names = [...(key === '' ? [] : [host[1]]), inside[1]].filter(
    (name) => name !== undefined && name !== '' && name !== '*' && !isDnsSubdomain(name),
  );
  const bad = names.map((name) => ({
    at,
    what: 'has a name that objects cannot have',
    got: name,
    allowed: DNS_SUBDOMAIN,
  }));
  return [...wrong, ...bad];
}

function badNamespace(at: string, got: string): Problem {
  return { at, what: 'has a namespace that is not valid', got, allowed: DNS_LABEL };
}

function customResources(values: ChartValues): Problem[] {
  return entriesOf(values.object('sync.fromHost').customResources).flatMap(([name, settings]) => {
    if (!isJsonObject(settings)) return [];
    const { scope = '', mappings } = settings;
    const entries = entriesOf(isJsonObject(mappings) ? mappings.byName : undefined);
    const at = `sync.fromHost.customResources.${name}.mappings.byName`;
    if (scope !== 'Namespaced') {
      const fix = 'remove the mappings, or state scope: Namespaced';
      return entries.length === 0 ? [] : [{ at, what: 'is stated for a resource without namespaces', got: scope, fix }];
    }
    if (entries.length === 0) return [noMapping(at)];
    return entries.flatMap(([key, value]) => nameProblems(at, key, scalarText(value)));
  });
}
