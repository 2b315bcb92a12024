import { OPERATOR_NAMESPACE } from '../../definition/verrazzano-api';
import { isJsonObject, type JsonObject, type JsonValue, textOf } from '../../values/json';
import { readKubernetesYaml } from '../../values/yaml/read-kubernetes-yaml';
import { hasSecret, secretEntries } from './cluster-facts';
import { digComponent } from './dig';
import type { RuleContext } from './types';

/** A Secret that a resource names; `entries` is undefined when it does not exist, or is stated without content. */
export interface NamedSecret {
  readonly name: string;
  readonly path: string;
  readonly exists: boolean;
  readonly entries?: ReadonlyMap<string, string>;
}

/** The Secret with which OCI DNS signs in, as the user names it, empty or not; not that of the effective resource. */
export function ociDnsSecret(context: RuleContext): NamedSecret | undefined {
  return named(context, 'dns', 'oci', 'ociConfigSecret');
}

/** The Secret with which Fluentd writes to OCI logging, as the user names it. */
export function fluentdOciSecret(context: RuleContext): NamedSecret | undefined {
  const secret = named(context, 'fluentd', 'oci', 'apiSecret');
  return secret?.name === '' ? undefined : secret;
}

function named({ spec, cluster }: RuleContext, ...keys: readonly string[]): NamedSecret | undefined {
  const name = digComponent(spec, ...keys);
  if (typeof name !== 'string') return undefined;
  const path = ['spec.components', ...keys].join('.');
  const exists = name !== '' && hasSecret(cluster, OPERATOR_NAMESPACE, name);
  return { name, path, exists, ...(exists ? { entries: secretEntries(cluster, OPERATOR_NAMESPACE, name) } : {}) };
}

/** How OCI DNS signs in. */
export interface OciAuth {
  readonly authtype: string;
  readonly key: string;
}

/** Members of `auth`, all of them text. */
const AUTH = ['region', 'tenancy', 'user', 'key', 'fingerprint', 'authtype'];

/**
 * `auth` in the one entry of the OCI DNS Secret, as Go decodes it: keys in any case, what is missing is empty.
 *
 * Source: `OciAuth` and `ValidateSecretContents` in apis/verrazzano/validators/validate.go at v1.7.2.
 *
 * @returns undefined when it cannot be read
 */
export function ociDnsAuth(secret: NamedSecret | undefined): OciAuth | undefined {
  const [text, ...others] = secret?.entries?.values() ?? [];
  if (text === undefined || text === '' || others.length > 0) return undefined;
  try {
    const value = readKubernetesYaml(text);
    const auth = value === null ? null : isJsonObject(value) ? memberOf(value, 'auth') : undefined;
    if (auth === null) return { authtype: '', key: '' };
    if (!isJsonObject(auth)) return undefined;
    const members = AUTH.map((name) => memberOf(auth, name));
    if (!members.every((member) => member === null || typeof member === 'string')) return undefined;
    return { authtype: textOf(memberOf(auth, 'authtype')), key: textOf(memberOf(auth, 'key')) };
  } catch {
    return undefined;
  }
}

/** The member of a name in any case, as Go matches them: null when it is absent. */
function memberOf(object: JsonObject, name: string): JsonValue {
  const [key] = Object.keys(object)
    .filter((candidate) => candidate.toLowerCase() === name)
    .slice(-1);
  return key === undefined ? null : (object[key] ?? null);
}

/**
 * Settings of the profile `DEFAULT` of an OCI configuration file; undefined without one. Keys are in lower case.
 *
 * Source: `parseConfigFile` in common/configuration.go of github.com/oracle/oci-go-sdk v53.
 */
export function ociConfig(text: string): ReadonlyMap<string, string> | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => PROFILE.exec(line)?.[1] === 'DEFAULT');
  if (start < 0) return undefined;
  const settings = new Map<string, string>();
  for (const line of lines.slice(start + 1)) {
    if (PROFILE.test(line)) break;
    const [key = '', value] = line.split('=');
    if (value !== undefined) settings.set(key.trim().toLowerCase(), value.trim());
  }
  return settings;
}

const PROFILE = /^\[(.*)\]/;

const PEM = /(?:^|\n)-----BEGIN ([^\n]*?)-----[ \t\r]*\n([\s\S]*?)-----END ([^\n]*?)-----[ \t\r]*(?:\n|$)/g;

/** Whether a string holds a PEM block: at the start of a line, with matching labels and a body in base64. */
export function isPem(text: string): boolean {
  return [...text.matchAll(PEM)].some(([, begin, body = '', end]) => begin === end && isBase64(withoutHeaders(body)));
}

/** Lines such as `Proc-Type: 4,ENCRYPTED` come before the body. */
function withoutHeaders(body: string): string {
  return body
    .split('\n')
    .filter((line) => !line.includes(':'))
    .join('');
}

function isBase64(text: string): boolean {
  const plain = text.replace(/\s/g, '');
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
}
