import { DEFAULT_CA } from '../../values/certificates';
import type { JsonObject } from '../../values/json';

/** `enabled: true` or `enabled: false` for each of the named components. */
export function switched(enabled: boolean, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, { enabled }]));
}

/** A component with one override item of inline values. */
export function withValues(values: JsonObject): JsonObject {
  return { overrides: [{ values }] };
}

/** The certificate section that stands for the CA which Verrazzano makes itself. */
export const DEFAULT_CERTIFICATE: JsonObject = {
  ca: DEFAULT_CA,
};

/** The one OpenSearch node of dev and none. Memory is a quantity. */
export const SINGLE_NODE: JsonObject = {
  name: 'es-master',
  replicas: 1,
  resources: { requests: { memory: '1G' } },
  roles: ['master', 'data'],
};
