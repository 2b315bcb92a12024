import { readFileSync } from 'fs';
import { parse, parseAllDocuments } from 'yaml';

/** Plain data of a manifest. */
export interface Doc {
  [key: string]: unknown;
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

type Map = Record<string, unknown>;

const isMap = (value: unknown): value is Map => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects of a YAML file. */
export function documents(file: string): Doc[] {
  return texts(readFileSync(file, 'utf8'));
}

/** Objects of YAML. */
export function texts(yaml: string): Doc[] {
  return parseAllDocuments(yaml)
    .map((document) => document.toJS() as unknown)
    .flat()
    .filter((each): each is Doc => isMap(each));
}

/** What names an object. */
export function keyOf({ kind, metadata }: Doc): string {
  return [kind, metadata.namespace ?? '', metadata.name].join('/');
}

/** The records of what is done to pods are put into the templates. */
function withPodMutations(expected: readonly Doc[]): Doc[] {
  const objects = structuredClone<Doc[]>(expected.filter(({ apiVersion }) => apiVersion !== 'facts/v1'));
  for (const record of expected.filter(({ kind }) => kind === 'PodMutation')) {
    const { podsOf, metadata, labels, annotations, serviceAccountName } = record as unknown as Map & Doc;
    const object = objects.find((each) => keyOf(each) === keyOf({ ...record, kind: String(podsOf), metadata }));
    if (object === undefined) throw new Error(`no object for the pods of ${keyOf(record)}`);
    const made = (map: Map, key: string): Map => (isMap(map[key]) ? map[key] : ((map[key] = {}), map[key] as Map));
    const spec = made(object, 'spec');
    const holder = object.kind === 'Domain' ? made(spec, 'serverPod') : made(spec, 'template');
    const [meta, pod] = object.kind === 'Domain' ? [holder, holder] : [made(holder, 'metadata'), made(holder, 'spec')];
    if (isMap(labels)) Object.assign(made(meta, 'labels'), labels);
    if (isMap(annotations)) Object.assign(made(meta, 'annotations'), annotations);
    if (serviceAccountName !== undefined) pod.serviceAccountName = serviceAccountName;
  }
  return objects;
}

/** Ways in which objects differ from expected ones. */
export function differences(expected: readonly Doc[], actual: readonly Doc[]): string[] {
  const found: string[] = [];
  const uids = new globalThis.Map<string, string>();
  const left = new globalThis.Map(actual.map((each) => [keyOf(each), each]));
  for (const each of withPodMutations(expected)) {
    const other = left.get(keyOf(each));
    left.delete(keyOf(each));
    if (other === undefined) found.push(`missing: ${keyOf(each)}`);
    else compare(normal(each), normal(other), keyOf(each), found, uids);
  }
  const [known, values] = [new Set(uids.keys()), new Set(uids.values())];
  if (known.size !== values.size) found.push('two uids share one value');
  return [...found, ...[...left.keys()].map((key) => `not expected: ${key}`)];
}

/** Sets in one order, the configuration of Prometheus as data, and nothing that is left out in the expectations. */
function normal(object: Doc): unknown {
  const copy = withoutEmpty(structuredClone(object)) as Doc;
  if (copy.kind === 'AuthorizationPolicy') sortPrincipals(copy);
  const { data } = copy;
  if (copy.kind === 'ConfigMap' && isMap(data) && typeof data['prometheus.yml'] === 'string') {
    data['prometheus.yml'] = parse(data['prometheus.yml']);
  }
  return copy;
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isMap(value)) return value;
  const isEmpty = (each: unknown): boolean =>
    (isMap(each) && Object.keys(each).length === 0) || (Array.isArray(each) && each.length === 0);
  const leftOut = ([key, each]: [string, unknown]): boolean =>
    isEmpty(each) && ['resources', 'hosts', 'dnsNames'].includes(key);
  return Object.fromEntries(
    Object.entries(value)
      .filter((entry) => !leftOut(entry))
      .map(([key, each]) => [key, withoutEmpty(each)]),
  );
}

function sortPrincipals(value: unknown): void {
  if (Array.isArray(value)) value.forEach(sortPrincipals);
  if (!isMap(value)) return;
  if (Array.isArray(value.principals)) value.principals.sort();
  Object.values(value).forEach(sortPrincipals);
}

function compare(
  expected: unknown,
  actual: unknown,
  path: string,
  found: string[],
  uids: globalThis.Map<string, string>,
): void {
  if (typeof expected === 'string' && /^<.*>$/.test(expected) && typeof actual === 'string') return;
  if (typeof expected === 'string' && expected.startsWith('UID-OF-') && typeof actual === 'string') {
    const known = uids.get(expected) ?? actual;
    uids.set(expected, known);
    if (known === actual) return;
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    for (let at = 0; at < length; at++) compare(expected[at], actual[at], `${path}[${at}]`, found, uids);
    return;
  }
  if (isMap(expected) && isMap(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      compare(expected[key], actual[key], `${path}.${key}`, found, uids);
    }
    return;
  }
  if (!Object.is(expected, actual))
    found.push(`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}
