import type { Field, ObjectField } from '../../resource/merge/field';
import { specFields } from '../../resource/merge/spec-fields';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';
import { json, list, object, type Expression } from './expression';
import { certificatesExpression, dnsExpression, overrideExpression, volumeSourceExpression } from './factories';
import { fitsOption, fitsSchema } from './fits';
import { typedValues } from './typed-values';

/** What the components of a resource become. */
export interface ComponentsProgram {
  /** Value of class `Dns`. */
  readonly dns: Expression | undefined;
  /** Value of class `Certificates`. */
  readonly certificates: Expression | undefined;
  /** Option `components`. */
  readonly components: ReadonlyMap<string, Expression>;
  /** What has no typed place, by component. */
  readonly patch: JsonObject;
}

/** Typed options of one component, and what has no typed place. */
interface Section {
  readonly options: Map<string, Expression>;
  readonly patch: Record<string, JsonValue>;
}

/**
 * Writes `spec.components` as typed options.
 * @param components - the section, of v1beta1, with known fields only
 * @param templates - names of the volume claim templates that the program has
 */
export function componentsProgram(components: JsonObject, templates: readonly string[]): ComponentsProgram {
  const dns = valueOf(components, 'dns', ['overrides', 'monitorChanges'], dnsExpression);
  const issuer = valueOf(components, 'clusterIssuer', ['enabled'], certificatesExpression);
  const rest = { ...components, ...dns.rest, ...issuer.rest };
  const options = new Map<string, Expression>();
  const patch: Record<string, JsonValue> = {};
  for (const [key, section = null] of Object.entries(rest)) {
    const field = componentField(key);
    if (!isJsonObject(section) || field === undefined) patch[key] = section;
    else if (Object.keys(section).length > 0) {
      const written = sectionOptions(key, section, field, templates);
      if (written.options.size > 0) options.set(key, object(written.options));
      if (Object.keys(written.patch).length > 0) patch[key] = written.patch;
    }
    // A section without fields has a meaning too: it replaces that of the profile, or has defaults.
    else if (!(key in dns.rest) && !(key in issuer.rest)) patch[key] = {};
  }
  return { dns: dns.value, certificates: issuer.value, components: options, patch };
}

/** A component whose section is a value of a class, apart from some fields. */
interface ClassValue {
  /** The value; undefined when the class has no place for the section. */
  readonly value: Expression | undefined;
  /** What is left of the section, by key of the component; empty when there is no value. */
  readonly rest: JsonObject;
}

function valueOf(
  components: JsonObject,
  key: string,
  others: readonly string[],
  expression: (section: JsonObject) => Expression | undefined,
): ClassValue {
  const section = components[key];
  const value = isJsonObject(section) ? expression(filtered(section, (field) => !others.includes(field))) : undefined;
  if (!isJsonObject(section) || value === undefined) return { value: undefined, rest: {} };
  return { value, rest: { [key]: filtered(section, (field) => others.includes(field)) } };
}

function sectionOptions(key: string, section: JsonObject, field: ObjectField, templates: readonly string[]): Section {
  const written: Section = { options: new Map(), patch: {} };
  for (const [name, value = null] of Object.entries(section)) {
    const inner = field.fields[name];
    if (name === 'overrides') writeOverrides(key, value, written);
    else if (name === 'volumeSource') write(name, value, volumeSourceExpression(value, templates), written);
    else if (key === 'keycloak' && name === 'mysql') writeMysql(value, inner, templates, written);
    else write(name, value, inner && fitsOption(key, name, section, inner) ? json(value) : undefined, written);
  }
  return written;
}

function write(name: string, value: JsonValue, expression: Expression | undefined, written: Section): void {
  if (expression === undefined) written.patch[name] = value;
  else written.options.set(name, expression);
}

/** The database is a part of Keycloak and has a chart of its own. */
function writeMysql(value: JsonValue, field: Field | undefined, templates: readonly string[], written: Section): void {
  if (!isJsonObject(value) || field?.kind !== 'object') written.patch.mysql = value;
  else {
    const inner = sectionOptions('keycloak.mysql', value, field, templates);
    const nothingTyped = inner.options.size === 0 && Object.keys(inner.patch).length > 0;
    if (!nothingTyped) written.options.set('mysql', object(inner.options));
    if (Object.keys(inner.patch).length > 0) written.patch.mysql = inner.patch;
  }
}

/** The typed values are the last item. */
function writeOverrides(component: string, value: JsonValue, { options, patch }: Section): void {
  const items = isJsonList(value) ? value.map(overrideExpression) : [undefined];
  if (!isJsonList(value) || !items.every((item) => item !== undefined)) {
    patch.overrides = value;
    return;
  }
  const last = value.at(-1);
  const values = isJsonObject(last) && isJsonObject(last.values) ? last.values : undefined;
  const typed = values && typedValues(component, values);
  const untyped = typed === undefined ? items : items.slice(0, -1);
  if (untyped.length > 0 || typed === undefined) options.set('overrides', list(untyped));
  if (typed !== undefined) options.set('values', json(typed));
}

/**
 * `spec.security` as the option of the same name.
 * @param section - the section
 * @returns undefined when it has no typed place
 */
export function securityExpression(section: JsonValue): Expression | undefined {
  const field = specFields.fields.security;
  if (!isJsonObject(section) || field?.kind !== 'object' || !fitsSchema(section, field)) return undefined;
  const fits = Object.entries(field.fields).every(
    ([key, inner]) => ownMember(section, key) === undefined || fitsOption('security', key, section, inner),
  );
  return fits ? json(section) : undefined;
}

function componentField(key: string): ObjectField | undefined {
  const components = specFields.fields.components;
  const field = components?.kind === 'object' ? components.fields[key] : undefined;
  return field?.kind === 'object' ? field : undefined;
}

function filtered(section: JsonObject, isKept: (key: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(section).filter(([key]) => isKept(key)));
}
