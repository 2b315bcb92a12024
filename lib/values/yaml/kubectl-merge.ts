import type { Node, Scalar, ScalarTag, YAMLMap } from 'yaml';
import { yamlLibrary } from './yaml-library';

type AddToMap = NonNullable<Scalar['addToJSMap']>;
type Context = Parameters<AddToMap>[0];
type Target = Parameters<AddToMap>[1];
type Entries = ReadonlyMap<unknown, unknown>;

/**
 * The tag of the merge key `<<`, as kubectl reads it: keys take effect in the order in which they appear, so that a merge
 * replaces what comes before it. YAML's own rule is that it never replaces. Of a list of maps, the first wins.
 *
 * Each map is read once, however often it is merged. Source: `decodeMap` and `merge` in `decode.go` of yaml.v2, from which
 * `goyaml.v2` in the repository kubernetes-sigs/yaml is made.
 * @param limit - how many keys all merges of a document may bring
 */
export function kubectlMerge(limit: number): ScalarTag {
  const known = new WeakMap<Node, Entries>();
  let count = 0;
  const merge: AddToMap = (context, target, value) => {
    for (const source of sourcesOf(context, value)) {
      const entries = known.get(source) ?? (source.toJSON(null, context, Map) as Entries);
      known.set(source, entries);
      count += entries.size + 1;
      if (count > limit) throw new Error('Excessive use of merge keys');
      entries.forEach((entry, key) => set(target, key, entry));
    }
  };
  return {
    identify: (value) => value === '<<',
    default: 'key',
    tag: 'tag:yaml.org,2002:merge',
    test: /^<<$/,
    resolve: () => Object.assign(new (yamlLibrary().Scalar)('<<'), { addToJSMap: merge }),
  };
}

function sourcesOf(context: Context, value: unknown): YAMLMap[] {
  if (!yamlLibrary().isSeq(value)) return [mapOf(context, value)];
  return value.items.map((item) => mapOf(context, item)).reverse();
}

function mapOf(context: Context, value: unknown): YAMLMap {
  const { isAlias, isMap } = yamlLibrary();
  const node = isAlias(value) && context !== undefined ? value.resolve(context.doc, context) : value;
  if (!isMap(node)) throw new Error('Merge sources must be maps, aliases of maps, or a list of these');
  return node;
}

/** Defines what assigning would take for a prototype. */
function set(target: Target, key: unknown, value: unknown): void {
  if (target instanceof Map) target.set(key, value);
  else Object.defineProperty(target, String(key), { value, writable: true, enumerable: true, configurable: true });
}
