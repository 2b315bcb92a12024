import { parse } from 'yaml';
import { OPERATOR_NAMESPACE } from '../../definition/verrazzano-api';
import { isJsonObject, type JsonObject } from '../../values/json';
import { secretEntries } from './cluster-facts';
import { digComponent } from './dig';
import type { RuleContext } from './types';

/** A Secret that a resource names; `entries` is undefined when it does not exist. */
export interface NamedSecret {
  readonly name: string;
  readonly path: string;
  readonly entries?: ReadonlyMap<string, string>;
}

/** The Secret with which OCI DNS signs in, as the user names it; not that of the effective resource. */
export function ociDnsSecret(context: RuleContext): NamedSecret | undefined {
  return named(context, 'dns', 'oci', 'ociConfigSecret');
}

/** The Secret with which Fluentd writes to OCI logging, as the user names it. */
export function fluentdOciSecret(context: RuleContext): NamedSecret | undefined {
  return named(context, 'fluentd', 'oci', 'apiSecret');
}

function named({ spec, cluster }: RuleContext, ...keys: readonly string[]): NamedSecret | undefined {
  const name = digComponent(spec, ...keys);
  if (typeof name !== 'string' || name === '') return undefined;
  const path = ['spec.components', ...keys].join('.');
  return { name, path, entries: secretEntries(cluster, OPERATOR_NAMESPACE, name) };
}

/** `auth` in the one entry of the OCI DNS Secret; undefined when it cannot be read. */
export function ociDnsAuth(secret: NamedSecret | undefined): JsonObject | undefined {
  const [text, ...others] = secret?.entries?.values() ?? [];
  if (text === undefined || others.length > 0) return undefined;
  try {
    const value: unknown = parse(text);
    return isJsonObject(value) && isJsonObject(value['auth']) ? value['auth'] : undefined;
  } catch {
    return undefined;
  }
}

/** Settings of the section `DEFAULT` of an OCI configuration file. */
export function ociConfig(text: string): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  let section = 'DEFAULT';
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line.startsWith('[') && line.endsWith(']')) section = line.slice(1, -1);
    const at = line.indexOf('=');
    if (section === 'DEFAULT' && at > 0) settings.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  return settings;
}

/** Whether a text holds a PEM block. */
export function isPem(text: string): boolean {
  const [, label] = /-----BEGIN ([^-\n]+)-----/.exec(text) ?? [];
  return label !== undefined && text.includes(`-----END ${label}-----`);
}
