import type { ProfileFile } from '../../components';
import { switchesOf } from '../../components';
import { DEFAULT_CA } from '../../values/certificates';
import type { JsonObject } from '../../values/json';

/** Keys of components in `spec.components` of v1alpha1 that are different in v1beta1. */
const V1ALPHA1_KEYS: Readonly<Record<string, string>> = {
  ingressNGINX: 'ingress',
  opensearch: 'elasticsearch',
  opensearchDashboards: 'kibana',
};

/** Key of a component of v1beta1 in a version of the API. */
export type KeyOfVersion = (key: string) => string;

/** Keys as v1beta1 has them. */
export const v1beta1Key: KeyOfVersion = (key) => key;

/** Keys as v1alpha1 has them. */
export const v1alpha1Key: KeyOfVersion = (key) => V1ALPHA1_KEYS[key] ?? key;

/**
 * `components` of a profile file: its `enabled` fields, with the other settings of its sections.
 * @param file - the profile file
 * @param keyOf - keys of its API version
 * @param settings - the other settings, by key in that version
 */
export function profileComponents(
  file: ProfileFile,
  keyOf: KeyOfVersion,
  settings: Readonly<Record<string, JsonObject>> = {},
): JsonObject {
  const switches = Object.entries(switchesOf(file)).map(([key, enabled]) => [keyOf(key), { enabled }] as const);
  const sections: Record<string, JsonObject> = Object.fromEntries(switches);
  for (const [key, section] of Object.entries(settings)) sections[key] = { ...sections[key], ...section };
  return sections;
}

/** A component with one override item of inline values. */
export function withValues(values: JsonObject): JsonObject {
  return { overrides: [{ values }] };
}

/** The certificate section that selects the CA which Verrazzano makes itself. */
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
