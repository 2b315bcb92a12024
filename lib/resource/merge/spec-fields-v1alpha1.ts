import {
  component,
  componentWithoutOverrides,
  dashboardsFields,
  fluentdFields,
  ingressFields,
  mysqlFields,
  openSearchFields,
  podSection,
} from './component-fields';
import { alwaysText, flag, list, listByKey, object, struct, text, trueFlag, type ObjectField } from './field';
import { servicePort } from './kubernetes-fields';
import { sharedComponents, specOf } from './spec-fields';

/** Install arguments, the predecessor of overrides; merged by name. */
const installArgs = listByKey('name', { name: alwaysText, setString: trueFlag, value: text, valueList: list(text) });

/**
 * `spec` of a v1alpha1 Verrazzano resource.
 *
 * Source: platform-operator/apis/verrazzano/v1alpha1/verrazzano_types.go at v1.7.2.
 */
export const specFieldsV1alpha1: ObjectField = specOf({
  ...sharedComponents,
  authProxy: component({ kubernetes: podSection }),
  elasticsearch: componentWithoutOverrides({ ...openSearchFields, installArgs }),
  fluentd: component({ ...fluentdFields, elasticsearchSecret: text, elasticsearchURL: text }),
  ingress: component({ ...ingressFields, nginxInstallArgs: installArgs }),
  istio: component({
    egress: object({ kubernetes: podSection }),
    ingress: object({ kubernetes: podSection, ports: list(servicePort), type: text }),
    injectionEnabled: flag,
    istioInstallArgs: installArgs,
  }),
  keycloak: component({
    keycloakInstallArgs: installArgs,
    mysql: struct({ ...mysqlFields, mysqlInstallArgs: installArgs }),
  }),
  kibana: componentWithoutOverrides(dashboardsFields),
  verrazzano: component({ installArgs }),
});
