import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { Problem } from '../../values/problem';
import { entriesOf, isSet, type ChartValues } from '../values/chart-values';

/** Patches of synced objects, each of which does exactly one thing; and the scopes of custom resources. */
export function patchProblems(values: ChartValues): Problem[] {
  return ['toHost', 'fromHost'].flatMap((way) =>
    entriesOf(values.at(`sync.${way}`)).flatMap(([kind, settings]) => {
      const path = `sync.${way}.${kind}`;
      if (kind !== 'customResources') return patchesOf(path, settings);
      return entriesOf(settings).flatMap(([name, resource]) => patchesOf(`${path}.${name}`, resource));
    }),
  );
}

function patchesOf(path: string, settings: JsonValue): Problem[] {
  const patches = isJsonObject(settings) && Array.isArray(settings.patches) ? (settings.patches as JsonValue[]) : [];
  // The control plane does not look at the patches of host Secrets.
  if (path === 'sync.fromHost.secrets') return [];
  return patches.flatMap((patch, index) =>
    isJsonObject(patch) ? patchProblem(`${path}.patches[${index}]`, patch) : [],
  );
}

function patchProblem(at: string, patch: JsonObject): Problem[] {
  const { expression, reverseExpression, labels, reference } = patch;
  const used = [isSet(expression) || isSet(reverseExpression), labels !== undefined, reference !== undefined];
  const count = used.filter(Boolean).length;
  if (count === 1) return [];
  return [
    {
      at,
      what: count === 0 ? 'does nothing' : 'does more than one thing',
      got: patch,
      allowed: 'one of: expression and reverseExpression, labels, reference',
      fix: count === 0 ? 'state one of them' : 'make a patch of each',
    },
  ];
}
