import { isJsonObject, textOf, type JsonValue } from '../../values/json';
import type { Problem } from '../../values/problem';
import type { DeliveryPlan } from './delivery-plan';

/** What the schema of a chart demands of its values. */
interface ValueSchema {
  /** Types by path, such as `string or integer`; `[]` is each item of a list. What is not listed may have any type. */
  readonly types: Readonly<Record<string, string>>;
  /** Texts that a value may be, by path. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Values that no `null` may take away. */
  readonly required: readonly string[];
}

/**
 * Of the charts of the release one has a schema. Most of it is without effect: it is inside the schema of `ingress`, next to `properties`.
 *
 * Source: `platform-operator/thirdparty/charts/keycloak/values.schema.json` at v1.7.2, and `helm template` of Helm 3.16.
 */
const SCHEMAS: Readonly<Record<string, ValueSchema>> = {
  keycloak: {
    types: {
      ...typed('string', ['affinity', 'clusterDomain', 'fullnameOverride', 'image.pullPolicy', 'image.repository']),
      ...typed('string', ['extraContainers', 'extraEnv', 'extraEnvFrom', 'extraInitContainers']),
      ...typed('string', ['extraVolumeMounts', 'extraVolumes', 'imagePullSecrets[].name']),
      ...typed('string', ['ingress.rules[].host', 'ingress.rules[].paths[].path', 'ingress.rules[].paths[].pathType']),
      ...typed('string', ['ingress.tls[].hosts[][]']),
      ...typed('string or integer', ['image.tag', 'ingress.servicePort']),
      ...typed('boolean', ['enableServiceLinks', 'ingress.enabled']),
      ...typed('list', ['args', 'command', 'extraPorts', 'hostAliases', 'imagePullSecrets']),
      ...typed('list', ['ingress.rules', 'ingress.rules[].paths', 'ingress.tls']),
      ...typed('object', ['image', 'imagePullSecrets[]', 'ingress', 'ingress.annotations', 'ingress.labels']),
      ...typed('object', ['ingress.rules[]', 'ingress.rules[].paths[]', 'ingress.tls[]']),
    },
    choices: { 'image.pullPolicy': ['Always', 'Never', 'IfNotPresent'] },
    required: ['image', 'image.repository', 'image.tag'],
  },
};

function typed(type: string, paths: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(paths.map((path) => [path, type]));
}

/**
 * Chart values that the schema of their chart refuses, with which Helm renders nothing.
 * @param plan - the plan
 */
export function schemaProblems({ components }: DeliveryPlan): readonly Problem[] {
  return components.flatMap(({ definition: { name, specKey = name }, main }) => {
    const schema = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined;
    if (schema === undefined) return [];
    return main.flatMap(({ chart }) =>
      (chart === undefined ? [] : wrongValues(chart.values, WHOLE, schema)).map(({ path, value, allowed }) => ({
        at: `components.${specKey}.overrides`,
        what: `the schema of chart ${name} refuses value ${path}`,
        got: value,
        allowed,
        fix: 'correct it, or leave it out',
      })),
    );
  });
}

interface WrongValue {
  readonly path: string;
  readonly value: JsonValue;
  readonly allowed: string;
}

interface Place {
  /** Path with the indices of lists. */
  readonly path: string;
  /** Path as schemas have it. */
  readonly pattern: string;
}

const WHOLE: Place = { path: '', pattern: '' };

/** What a schema refuses of a value, and of what is inside it. */
function wrongValues(value: JsonValue, { path, pattern }: Place, schema: ValueSchema): readonly WrongValue[] {
  const allowed = refusal(value, pattern, schema);
  if (allowed !== undefined) return [{ path, value, allowed }];
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).flatMap((item, at) =>
      wrongValues(item, { path: `${path}[${at}]`, pattern: `${pattern}[]` }, schema),
    );
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const below = (parent: string): string => (parent === '' ? key : `${parent}.${key}`);
    return inner === undefined ? [] : wrongValues(inner, { path: below(path), pattern: below(pattern) }, schema);
  });
}

/** What is allowed in place of a value; undefined where the schema takes it. */
function refusal(value: JsonValue, pattern: string, { types, choices, required }: ValueSchema): string | undefined {
  const type = Object.hasOwn(types, pattern) ? types[pattern] : undefined;
  // Helm takes the value of the chart away with a null, except in lists.
  if (value === null && !pattern.includes('[]')) return required.includes(pattern) ? type : undefined;
  if (type === undefined) return undefined;
  if (!type.split(' or ').includes(typeOf(value))) return type;
  const allowed = Object.hasOwn(choices, pattern) ? choices[pattern] : undefined;
  return allowed === undefined || allowed.includes(textOf(value)) ? undefined : allowed.join(', ');
}

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}
