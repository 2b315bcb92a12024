import { SPEC_KEYS } from '../../components';
import {
  certManager,
  clusterIssuer,
  component,
  componentWithoutOverrides,
  dashboardsFields,
  dns,
  fluentdFields,
  grafana,
  ingressFields,
  mysqlFields,
  openSearchFields,
} from './component-fields';
import { flag, list, listByKey, replaced, struct, text, type Fields, type ObjectField } from './field';
import { subject, volumeClaimTemplateFields, volumeSource } from './kubernetes-fields';

/** Components with settings of their own, which each API version describes below. */
const DESCRIBED = new Set([
  'authProxy',
  'fluentd',
  'ingressNGINX',
  'istio',
  'keycloak',
  'opensearch',
  'opensearchDashboards',
  'verrazzano',
]);

/** Components without settings of their own, in either API version, and those that {@link sharedComponents} describes. */
const PLAIN_COMPONENTS = SPEC_KEYS.filter((key) => !DESCRIBED.has(key));

/** Components that v1alpha1 and v1beta1 describe alike. */
export const sharedComponents: Fields = {
  ...Object.fromEntries(PLAIN_COMPONENTS.map((name) => [name, component()])),
  certManager,
  clusterIssuer,
  dns,
  grafana,
  prometheus: componentWithoutOverrides(),
  rancher: component({ keycloakAuthEnabled: flag }),
};

/** The spec of a Verrazzano resource with the given components. */
export function specOf(components: Fields): ObjectField {
  return struct({
    components: struct(components),
    defaultVolumeSource: replaced(volumeSource),
    environmentName: text,
    profile: text,
    security: struct({ adminSubjects: list(subject), monitorSubjects: list(subject) }),
    version: text,
    // The key is declared as `name`, which items carry under `metadata`: two non-empty lists cannot be merged.
    volumeClaimSpecTemplates: listByKey('name', volumeClaimTemplateFields),
  });
}

/**
 * `spec` of a v1beta1 Verrazzano resource.
 *
 * Source: platform-operator/apis/verrazzano/v1beta1/verrazzano_types.go at v1.7.2.
 */
export const specFields: ObjectField = specOf({
  ...sharedComponents,
  authProxy: component(),
  fluentd: component({ ...fluentdFields, opensearchSecret: text, opensearchURL: text }),
  ingressNGINX: component(ingressFields),
  istio: component({ injectionEnabled: flag }),
  keycloak: component({ mysql: struct(mysqlFields) }),
  opensearch: componentWithoutOverrides(openSearchFields),
  opensearchDashboards: componentWithoutOverrides(dashboardsFields),
  verrazzano: component(),
});
