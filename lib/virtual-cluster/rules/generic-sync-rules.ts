import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { Problem } from '../../values/problem';
import { entriesOf, isSet, type ChartValues, scalarText } from '../values/chart-values';

const PATH = 'experimental.genericSync';
const VERBS = ['get', 'list', 'create', 'update', 'patch', 'watch', 'delete', 'deletecollection'];

/** What patches may do; false where a source path makes no sense. */
const OPERATIONS: Readonly<Record<string, 'no source' | 'any' | 'a source'>> = {
  add: 'no source',
  remove: 'no source',
  replace: 'no source',
  copyFromObject: 'a source',
  rewriteLabelExpressionsSelector: 'any',
  rewriteLabelKey: 'any',
  rewriteLabelSelector: 'any',
  rewriteName: 'any',
};

/** The older way to synchronize any resources. */
export function genericSyncProblems(values: ChartValues): Problem[] {
  const hooks = values.object(PATH).hooks;
  const hooked = ['hostToVirtual', 'virtualToHost'].flatMap((way) =>
    objects(isJsonObject(hooks) ? hooks[way] : undefined, `${PATH}.hooks.${way}`),
  );
  return [
    ...mixedProblems(values),
    ...['export', 'import'].flatMap((way) => resourceProblems(values, way)),
    ...hooked.flatMap(([at, hook]) => [...verbProblems(at, hook), ...patchProblems(at, 'patches', hook)]),
  ];
}

/** The newer way excludes the older one. */
function mixedProblems(values: ChartValues): Problem[] {
  const newer = ['toHost', 'fromHost'].filter(
    (way) => entriesOf(values.object(`sync.${way}`).customResources).length > 0,
  );
  const generic = values.object(PATH);
  const hooks = entriesOf(generic.hooks).some(([, list]) => isSet(list));
  const older = [...['export', 'import'].filter((key) => isSet(generic[key])), ...(hooks ? ['hooks'] : [])];
  if (newer.length === 0) return [];
  return older.map((key) => ({
    at: `${PATH}.${key}`,
    what: `is stated together with sync.${newer[0] ?? ''}.customResources`,
    got: generic[key],
    allowed: 'one of the two ways to synchronize custom resources',
    fix: 'state all of them below sync',
  }));
}

function resourceProblems(values: ChartValues, way: string): Problem[] {
  const all = objects(values.object(PATH)[way], `${PATH}.${way}`);
  const seen = new Set<string>();
  return all.flatMap(([at, resource]) => {
    const identity = `${scalarText(resource.apiVersion)} ${scalarText(resource.kind)}`;
    const twice = seen.has(identity);
    seen.add(identity);
    return [
      ...['kind', 'apiVersion']
        .filter((field) => !isSet(resource[field]))
        .map((field) => ({
          at: `${at}.${field}`,
          what: 'is missing',
          got: undefined,
          allowed: 'a string',
          fix: 'state it',
        })),
      ...(twice ? [{ at, what: 'names a resource that is named before', got: identity, allowed: 'each once' }] : []),
      ...patchProblems(at, 'patches', resource),
      ...patchProblems(at, 'reversePatches', resource),
    ];
  });
}

function verbProblems(at: string, { verbs }: JsonObject): Problem[] {
  const stated = Array.isArray(verbs) ? (verbs as readonly JsonValue[]) : [];
  const wrong = stated.filter((verb) => !VERBS.includes(scalarText(verb)));
  return wrong.map((got) => ({ at: `${at}.verbs`, what: 'has an unknown verb', got, allowed: VERBS.join(', ') }));
}

function patchProblems(at: string, field: string, owner: JsonObject): Problem[] {
  return objects(owner[field], `${at}.${field}`).flatMap(([place, { op, fromPath }]): Problem[] => {
    const needs = typeof op === 'string' && Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op] : undefined;
    const allowed = Object.keys(OPERATIONS).join(', ');
    if (needs === undefined) return [{ at: `${place}.op`, what: 'is not an operation of patches', got: op, allowed }];
    if (needs === 'a source' && !isSet(fromPath))
      return [{ at: `${place}.fromPath`, what: `is needed by ${scalarText(op)}` }];
    if (needs === 'no source' && isSet(fromPath)) {
      return [{ at: `${place}.fromPath`, what: `has no use in ${scalarText(op)}`, got: fromPath, fix: 'remove it' }];
    }
    return [];
  });
}

function objects(list: JsonValue | undefined, at: string): ReadonlyArray<readonly [string, JsonObject]> {
  if (!Array.isArray(list)) return [];
  return (list as readonly JsonValue[]).flatMap((item, index) =>
    isJsonObject(item) ? [[`${at}[${index}]`, item] as const] : [],
  );
}
