import { upstreamUrl } from '../../definition/source-url';
import type { FieldOrigin, FieldPath } from '../../gitops/provenance/field-origin';
import { V1BETA1 } from '../../resource/merge/api-version';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { valueAtPath } from '../../values/path';
import { settingFragments } from '../stated-resource';
import { option, type Subject } from './subject';

/** Fields of the resource that have an option of another name; those in front win. */
const OPTIONS: ReadonlyArray<readonly [field: readonly string[], option: string]> = [
  [['volumeClaimSpecTemplates'], 'volumeClaimTemplates'],
  [['components', 'dns'], 'dns'],
  [['components', 'clusterIssuer'], 'certificates'],
];

const PROFILES = 'platform-operator/manifests/profiles/v1beta1';

/**
 * Origins of the fields of the Verrazzano resource; none for other objects.
 * @param content - the object
 * @param subject - the profile
 */
export function resourceOrigins(content: JsonObject, subject: Subject): readonly FieldOrigin[] {
  const { profile, props } = subject;
  const { name, namespace } = profile.resource.metadata;
  const isIt =
    content.kind === 'Verrazzano' &&
    valueAtPath(content, ['metadata', 'name']) === name &&
    valueAtPath(content, ['metadata', 'namespace']) === namespace;
  if (!isIt || !isJsonObject(content.spec)) return [];
  return [
    ...leaves(content.spec, []).flatMap((path) => fieldOrigin(path, subject)),
    given(['metadata', 'name'], props.resourceName, 'resourceName', subject),
    given(['metadata', 'namespace'], props.namespace, 'namespace', subject),
    option(['metadata', 'labels'], subject, 'labels'),
    ...Object.keys(props.annotations ?? {}).map((key) =>
      option(['metadata', 'annotations', key], subject, 'annotations'),
    ),
  ];
}

/** An option, or its default. */
function given(at: FieldPath, value: unknown, name: string, subject: Subject): FieldOrigin {
  return option(at, subject, name, value === undefined ? 'default of this package' : undefined);
}

function fieldOrigin(path: readonly string[], subject: Subject): readonly FieldOrigin[] {
  const { profile, props } = subject;
  const at = ['spec', ...path];
  const [first = '', second = '', ...below] = path;
  if (valueAtPath(props.patch ?? {}, [...path]) !== undefined) return [option(at, subject, `patch.${path.join('.')}`)];
  if (first === 'profile') {
    return [{ at, kind: 'rule', text: `the class of the profile: ${profile.profileName}`, of: profile.node.path }];
  }
  if (first === 'version') return [given(at, props.version, 'version', subject)];
  if (valueAtPath(profile.resource.spec, [...path]) === undefined) return [profileOrigin(at, path, subject)];
  const renamed = OPTIONS.find(([field]) => field.every((key, index) => path[index] === key));
  if (renamed !== undefined) return [option(at, subject, [renamed[1], ...path.slice(renamed[0].length)].join('.'))];
  if (first !== 'components') return [option(at, subject, path.join('.'))];
  const fragments = settingFragments(props).filter(
    ({ key, section }) => key === second && valueAtPath(section, below.slice(0, 1)) !== undefined,
  );
  const own = ownOption(second, below, subject);
  return [...(own === undefined ? [] : [own]), ...fragments.map((each) => option(at, subject, each.at))].map(
    (each) => ({
      ...each,
      at,
    }),
  );
}

/** Override items are made of typed values, items and so on; the other fields are options of the same name. */
function ownOption(key: string, below: readonly string[], subject: Subject): FieldOrigin | undefined {
  const { components = {} } = subject.props;
  if (!(key in components)) return undefined;
  const stated: unknown = (components as Readonly<Record<string, unknown>>)[key];
  // Typed values and images become items of the overrides.
  if (below[0] !== 'overrides') return option([], subject, ['components', key, ...below].join('.'));
  const { overrides, values } = isRecord(stated) ? stated : {};
  const isOverride = Array.isArray(overrides) && overrides.length > 0;
  const names = [...(isOverride ? ['overrides'] : []), ...(values === undefined ? [] : ['values'])];
  const [name] = names;
  if (name === undefined) return undefined;
  const origin = option([], subject, ['components', key, name].join('.'));
  return names.length === 1 ? origin : { ...origin, text: `components.${key}.overrides, or values` };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/**
 * What the user does not state comes from the files of the profile, the stronger first.
 * @param at - the field
 * @param path - the field that it comes from, below `spec` of the resource
 * @param subject - the profile
 */
export function profileOrigin(at: FieldPath, path: readonly string[], { profile }: Subject): FieldOrigin {
  const names = [profile.profileName, 'base'];
  const found = names.find((name) => valueAtPath(V1BETA1.profiles.get(name) ?? {}, [...path]) !== undefined);
  if (found === undefined) return { at, kind: 'default', text: 'default of the platform operator' };
  const source = upstreamUrl(`${PROFILES}/${found}.yaml`);
  return { at, kind: 'default', text: `profile ${found}`, source };
}

/** Paths of values that are not objects; lists are looked at as a whole. */
export function leaves(value: JsonValue | undefined, path: readonly string[]): ReadonlyArray<readonly string[]> {
  if (!isJsonObject(value)) return [path];
  return Object.entries(value).flatMap(([key, below]) => leaves(below, [...path, key]));
}
