import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';

/**
 * Whether an object is encrypted by SOPS, which keeps its keys and their values apart and adds a field `sops`; Flux and others decrypt it
 * before it is applied. Source: documentation of SOPS.
 * @param object - the object
 */
export function isEncrypted({ sops }: JsonObject): boolean {
  return isJsonObject(sops) && typeof sops.mac === 'string';
}

/**
 * Whether a value is ciphertext of SOPS, which is known after it is decrypted.
 * @param value - the value
 */
export function isCiphertext(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && /^ENC\[[A-Z0-9_]+,data:[^\]]*\]$/.test(value.trim());
}

/**
 * Whether all texts in a value are ciphertext of SOPS.
 * @param value - the value
 */
export function isAllCiphertext(value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).every(isAllCiphertext);
  if (isJsonObject(value)) return Object.values(value).every(isAllCiphertext);
  return (value ?? null) === null || isCiphertext(value);
}
