import { APPENDED_KEYS } from '../../components';
import { VERRAZZANO_V1ALPHA1, VERRAZZANO_V1BETA1 } from '../../definition/verrazzano-api';
import { baseProfile, baseProfileV1alpha1 } from '../profiles/base';
import { devProfile } from '../profiles/dev';
import { managedClusterProfile } from '../profiles/managed-cluster';
import { noneProfile } from '../profiles/none';
import { prodProfile } from '../profiles/prod';
import { v1alpha1Key, v1beta1Key } from '../profiles/switches';
import type { ObjectField } from './field';
import type { JsonObject } from '../../values/json';
import { specFields } from './spec-fields';
import { specFieldsV1alpha1 } from './spec-fields-v1alpha1';

/** What a merge needs to know about one version of the API; a merge runs wholly in one. */
export interface ApiVersion {
  /** The fields of `spec`. */
  readonly spec: ObjectField;
  /** The shipped profile files, as their `spec`, by the name used in `spec.profile`. `base` is the weakest. */
  readonly profiles: ReadonlyMap<string, JsonObject>;
  /** Components whose override lists are concatenated; elsewhere the list of the resource replaces that of the profile. */
  readonly appendedOverrides: readonly string[];
  /** The key of OpenSearch in `spec.components`. */
  readonly openSearchKey: string;
}

/** Source: AppendComponentOverrides in pkg/profiles/merge.go at v1.7.2; MySQL is a part of Keycloak there. */
const APPENDED = [...APPENDED_KEYS, 'keycloak.mysql'];

/** `install.verrazzano.io/v1beta1`, the stored version. */
export const V1BETA1: ApiVersion = {
  spec: specFields,
  profiles: new Map([
    ['base', baseProfile],
    ['dev', devProfile(v1beta1Key)],
    ['prod', prodProfile(v1beta1Key, ['data', 'ingest', 'master'])],
    ['managed-cluster', managedClusterProfile(v1beta1Key)],
    ['none', noneProfile(v1beta1Key)],
  ]),
  appendedOverrides: APPENDED,
  openSearchKey: 'opensearch',
};

/** `install.verrazzano.io/v1alpha1`, the version that the controller reads. */
export const V1ALPHA1: ApiVersion = {
  spec: specFieldsV1alpha1,
  profiles: new Map([
    ['base', baseProfileV1alpha1],
    ['dev', devProfile(v1alpha1Key)],
    ['prod', prodProfile(v1alpha1Key, ['master', 'data', 'ingest'])],
    ['managed-cluster', managedClusterProfile(v1alpha1Key)],
    ['none', noneProfile(v1alpha1Key)],
  ]),
  appendedOverrides: [...APPENDED.map(v1alpha1Key), 'certManagerWebhookOCI'],
  openSearchKey: 'elasticsearch',
};

/** The API versions by the `apiVersion` of a resource. */
export const API_VERSIONS: ReadonlyMap<string, ApiVersion> = new Map([
  [VERRAZZANO_V1BETA1, V1BETA1],
  [VERRAZZANO_V1ALPHA1, V1ALPHA1],
]);
