import { DEFAULT_CA } from '../../values/certificates';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { digComponent, textOf } from './dig';

/** The environments of Let's Encrypt, in lower case; none is production. */
export const letsEncryptEnvironments: readonly string[] = ['', 'staging', 'production'];

/** The deprecated description of the issuer. */
export function certificateOf(spec: JsonObject | undefined): JsonValue | undefined {
  return digComponent(spec, 'certManager', 'certificate');
}

/** The ACME side of the certificate; undefined when it is empty. */
export function acmeOf(spec: JsonObject | undefined): JsonObject | undefined {
  return used(digComponent(spec, 'certManager', 'certificate', 'acme'));
}

/** The CA side of the certificate; undefined when it is empty. */
export function caOf(spec: JsonObject | undefined): JsonObject | undefined {
  return used(digComponent(spec, 'certManager', 'certificate', 'ca'));
}

/** The namespace of what the issuer needs. */
export function issuerNamespace(spec: JsonObject | undefined): string {
  return textOf(digComponent(spec, 'clusterIssuer', 'clusterResourceNamespace')) || DEFAULT_CA.clusterResourceNamespace;
}

function used(section: JsonValue | undefined): JsonObject | undefined {
  return isJsonObject(section) && Object.values(section).some((value) => value !== '') ? section : undefined;
}
