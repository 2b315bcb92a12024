import { isDeepStrictEqual } from 'util';
import { Certificates, DEFAULT_CA } from '../../values/certificates';
import { Dns } from '../../values/dns';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';
import { Override } from '../../values/override';
import { SecretReference } from '../../values/secret-reference';
import { VolumeClaimTemplate, VolumeSource } from '../../values/volume';
import { call, json, type Expression } from './expression';

/** A factory call that can express a value. */
interface Way {
  readonly expression: Expression;
  /** Calls the factory; throws what the factory throws. */
  make(): JsonValue;
}

/**
 * The first call that is accepted and gives exactly what the resource has. What a factory refuses or completes is not used,
 * so that a program never differs from its resource.
 */
function firstThatSays(wanted: JsonValue, ways: readonly Way[]): Expression | undefined {
  return ways.find((way) => {
    try {
      return isDeepStrictEqual(plain(way.make()), plain(wanted));
    } catch {
      return false;
    }
  })?.expression;
}

function plain(value: JsonValue): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

/**
 * `spec.components.dns` without overrides, as a value of class `Dns`.
 * @param section - `wildcard`, `oci` or `external`
 */
export function dnsExpression(section: JsonObject): Expression | undefined {
  const { wildcard, oci, external } = section;
  const domain = isJsonObject(wildcard) ? (wildcard.domain ?? null) : null;
  const suffix = isJsonObject(external) ? (external.suffix ?? null) : null;
  return firstThatSays(section, [
    { expression: call('Dns.wildcard', json(domain)), make: () => Dns.wildcard(domain as string).toSpec() },
    { expression: call('Dns.external', json(suffix)), make: () => Dns.external(suffix as string).toSpec() },
    { expression: call('Dns.oci', json(oci ?? null)), make: () => Dns.oci(oci as never).toSpec() },
  ]);
}

/**
 * `spec.components.clusterIssuer` without `enabled`, as a value of class `Certificates`.
 * @param section - `ca` or `letsEncrypt`, and the namespace; its default is that of the schema
 */
export function certificatesExpression(section: JsonObject): Expression | undefined {
  const { ca, letsEncrypt, clusterResourceNamespace } = section;
  const account = json(letsEncrypt ?? null);
  const way = { expression: call('Certificates.letsEncrypt', account), make: () => letsEncryptSpec(letsEncrypt) };
  if (!isJsonObject(ca)) return firstThatSays(section, [way]);
  const { clusterResourceNamespace: namespace } = DEFAULT_CA;
  const isDefault = clusterResourceNamespace === undefined || clusterResourceNamespace === namespace;
  const props = { ...ca, ...(isDefault ? {} : { clusterResourceNamespace }) };
  const make = () => Certificates.customCa(props as never).toSpec();
  const wanted = { ca, clusterResourceNamespace: clusterResourceNamespace ?? namespace };
  if (letsEncrypt !== undefined) return undefined;
  return firstThatSays(wanted, [{ expression: call('Certificates.customCa', json(props)), make }]);
}

function letsEncryptSpec(account: JsonValue | undefined): JsonObject {
  return Certificates.letsEncrypt(account as never).toSpec();
}

/**
 * One item of a list of overrides, as a value of class `Override`.
 * @param item - the item
 */
export function overrideExpression(item: JsonValue): Expression | undefined {
  if (!isJsonObject(item)) return undefined;
  const { values, configMapRef, secretRef } = item;
  const reference = [configMapRef, secretRef].find(isJsonObject) ?? {};
  if (isJsonObject(values)) {
    const ways = [{ expression: call('Override.values', json(values)), make: () => Override.values(values).toSpec() }];
    return firstThatSays(item, ways);
  }
  const { name, key, optional } = reference;
  if (typeof name !== 'string' || typeof key !== 'string') return undefined;
  const options = typeof optional === 'boolean' ? [{ optional }] : [];
  const secret = call('SecretReference.of', json(name), json(key));
  return firstThatSays(item, [
    {
      expression: call('Override.configMap', json(name), json(key), ...options.map(json)),
      make: () => Override.configMap(name, key, ...options).toSpec(),
    },
    {
      expression: call('Override.secret', secret, ...options.map(json)),
      make: () => Override.secret(SecretReference.of(name, key), ...options).toSpec(),
    },
  ]);
}

/**
 * A volume source, as a value of class `VolumeSource`.
 * @param source - the volume source
 * @param templates - names of the templates that the program has
 */
export function volumeSourceExpression(source: JsonValue, templates: readonly string[]): Expression | undefined {
  const claim = isJsonObject(source) ? source.persistentVolumeClaim : undefined;
  const template = isJsonObject(claim) ? claim.claimName : undefined;
  const ways = [{ expression: call('VolumeSource.emptyDir'), make: () => VolumeSource.emptyDir().toSpec() }];
  if (typeof template !== 'string' || !templates.includes(template)) return firstThatSays(source, ways);
  const make = () => VolumeSource.claim(template).toSpec();
  return firstThatSays(source, [{ expression: call('VolumeSource.claim', json(template)), make }]);
}

/** A template of claims as the program has it. */
export interface TemplateExpression {
  readonly name: string;
  readonly expression: Expression;
}

const ACCESS_MODES: readonly JsonValue[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

/**
 * One item of `spec.volumeClaimSpecTemplates`, as a value of class `VolumeClaimTemplate`.
 * @param item - the item
 */
export function templateExpression(item: JsonValue): TemplateExpression | undefined {
  const [name, storage] = [dig(item, 'metadata', 'name'), dig(item, 'spec', 'resources', 'requests', 'storage')];
  const [className, accessModes] = [dig(item, 'spec', 'storageClassName'), dig(item, 'spec', 'accessModes')];
  if (typeof name !== 'string') return undefined;
  if (
    accessModes !== undefined &&
    !(isJsonList(accessModes) && accessModes.every((mode) => ACCESS_MODES.includes(mode)))
  )
    return undefined;
  const storageClass = className ?? null;
  const props = { name, storage: storage ?? null, storageClass, ...(accessModes !== undefined && { accessModes }) };
  const make = () => VolumeClaimTemplate.of(props as never).toSpec(undefined);
  const expression = firstThatSays(item, [{ expression: call('VolumeClaimTemplate.of', json(props)), make }]);
  return expression && { name, expression };
}

function dig(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((at, key) => (isJsonObject(at) ? ownMember(at, key) : undefined), value);
}
