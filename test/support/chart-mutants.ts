import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { mergeValues } from '../../lib/charts';
import { isJsonObject, objectOf, objectsOf, textOf, type JsonObject, type JsonValue } from '../../lib/values/json';
import { pathText, type Path } from '../../lib/values/path';
import { readKubernetesYaml } from '../../lib/values/yaml/read-kubernetes-yaml';

/** One value of a chart, changed. */
export interface Mutant {
  /** The change in words, such as `service.port: 80 -> 81`. */
  readonly text: string;
  /** What a user would state. */
  readonly values: JsonObject;
}

/** Labels that take the place of those by which charts select. */
const LABELS: JsonObject = Object.fromEntries(
  ['app', 'name', 'component', 'release', 'k8s-app', 'control-plane', 'app.kubernetes.io/name']
    .concat('app.kubernetes.io/instance', 'app.kubernetes.io/component')
    .map((key) => [key, 'mutant']),
);

/**
 * The values of a chart with those of its dependencies.
 * @param directory - folder of the chart
 */
export function chartDefaults(directory: string): JsonObject {
  const read = (file: string): JsonObject =>
    existsSync(join(directory, file)) ? objectOf(readKubernetesYaml(readFileSync(join(directory, file), 'utf8'))) : {};
  const dependencies = objectsOf(read('Chart.yaml').dependencies);
  const folder = join(directory, 'charts');
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'Chart.yaml')))
    : [];
  const own = names.map((name): JsonObject => {
    const alias = dependencies.find((one) => one.name === name)?.alias;
    return { [textOf(alias) || name]: chartDefaults(join(folder, name)) };
  });
  return mergeValues([...own, read('values.yaml')]);
}

/**
 * Every value of a chart changed to another one of its type, switched over, or taken away; labels and selectors replaced. In groups within
 * which no change is likely to hide another one.
 * @param values - all values of the chart
 */
export function chartMutants(values: JsonObject): ReadonlyArray<readonly Mutant[]> {
  const all = leavesOf(values, []).flatMap(({ path, value }) =>
    changes(String(path.at(-1)), value).map((to) => ({
      group: groupOf(path, to),
      text: `${pathText(path)}: ${JSON.stringify(value)} -> ${JSON.stringify(to)}`,
      values: objectOf(override(values, path, to)),
    })),
  );
  const groups = [...new Set(all.map(({ group }) => group))];
  return groups.map((group) => all.filter((mutant) => mutant.group === group));
}

interface Leaf {
  readonly path: Path;
  readonly value: JsonValue;
}

function leavesOf(value: JsonValue | undefined, path: Path): readonly Leaf[] {
  if (value === undefined) return [];
  const own = path.length > 0 ? [{ path, value }] : [];
  if (isJsonObject(value)) {
    return [...own, ...Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))];
  }
  if (!Array.isArray(value)) return own;
  return [...own, ...value.flatMap((item: JsonValue, at) => leavesOf(item, [...path, at]))];
}

function changes(key: string, value: JsonValue): readonly JsonValue[] {
  if (typeof value === 'boolean') return value ? [false, null] : [true];
  if (typeof value === 'number') return [value + 1, null];
  if (isJsonObject(value)) return /label|match|selector/i.test(key) ? [LABELS] : [];
  if (Array.isArray(value)) return value.length > 0 ? [null] : [];
  const isPort = /port/i.test(key);
  if (value === null || value === '') return [isPort ? 12345 : 'mutant', ...(/label/i.test(key) ? [LABELS] : [])];
  return [/^:?\d+$/.test(textOf(value)) ? textOf(value).replace(/\d+/, '12345') : 'mutant', null];
}

/** Switches hide what is below them, and so does what replaces an object. */
function groupOf(path: Path, to: JsonValue): string {
  if (typeof to === 'boolean') return `switches of ${path[0]}`;
  if (to === null) return 'taken away';
  return isJsonObject(to) ? 'labels' : 'changed';
}

/** What a user states to change one value; lists are replaced whole. */
function override(values: JsonValue | undefined, [key, ...rest]: Path, to: JsonValue): JsonValue {
  if (key === undefined) return to;
  if (typeof key === 'string') return { [key]: override(objectOf(values)[key], rest, to) };
  const items = [...(values as readonly JsonValue[])];
  const [item, changed] = [items[key] ?? null, override(items[key], rest, to)];
  items[key] = isJsonObject(item) && isJsonObject(changed) ? mergeValues([item, changed]) : changed;
  return items;
}

/**
 * Those of many changes that show, found by halving: most show nothing, together.
 * @param mutants - the changes
 * @param shown - what some of them change together; undefined where they cannot be rendered
 * @returns each change that shows by itself
 */
export function showing<M>(mutants: readonly M[], shown: (some: readonly M[]) => readonly string[] | undefined): M[] {
  if (mutants.length === 0) return [];
  const found = shown(mutants);
  if (found?.length === 0) return [];
  if (mutants.length === 1) return found === undefined ? [] : [...mutants];
  const half = Math.ceil(mutants.length / 2);
  return [mutants.slice(0, half), mutants.slice(half)].flatMap((some) => showing(some, shown));
}
