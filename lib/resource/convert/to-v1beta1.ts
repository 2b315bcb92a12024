import { VERRAZZANO_V1ALPHA1, VERRAZZANO_V1BETA1 } from '../../definition/verrazzano-api';
import { isJsonObject, type JsonObject, listOf, ownMember } from '../../values/json';
import type { VerrazzanoResource } from '../merge';
import { V1ALPHA1, V1BETA1 } from '../merge/api-version';
import { MergeProblems } from '../merge/merge-error';
import { readTyped } from '../merge/read-typed';
import { expandArguments, mergeOntoFirst } from './install-arguments';
import { convertIstio } from './istio';
import { nodeGroups } from './node-groups';
import { podOverride } from './pod-section';

/** Components by their name in v1alpha1. */
const COMPONENT_NAMES: Readonly<Record<string, string>> = {
  elasticsearch: 'opensearch',
  kibana: 'opensearchDashboards',
  ingress: 'ingressNGINX',
};

/**
 * A v1alpha1 resource as upstream converts it to v1beta1, in the form that Go writes: fields that v1alpha1 does not have are
 * dropped, quantities are canonical, plain structs are written. Install arguments become override items. Empty sections
 * `components` and `security` are left out. A v1beta1 resource comes back as it is. The input is not touched.
 *
 * Source: platform-operator/apis/verrazzano/v1alpha1/convert_to.go at v1.7.2.
 *
 * @throws MergeError for values of a wrong type, and for install arguments that upstream cannot convert
 */
export function toV1beta1<T extends VerrazzanoResource>(resource: T): T {
  if (resource.apiVersion !== VERRAZZANO_V1ALPHA1) return resource;
  const apiVersion = VERRAZZANO_V1BETA1;
  if (resource.spec === undefined || resource.spec === null) return { ...resource, apiVersion };
  const problems = new MergeProblems();
  const spec = readTyped(resource.spec, V1ALPHA1.spec, 'spec', problems);
  problems.throwIfAny();
  const { components = {} } = spec;
  const converted = Object.entries(isJsonObject(components) ? components : {}).map(([name, component]) => [
    COMPONENT_NAMES[name] ?? name,
    isJsonObject(component) ? convert(name, component) : component,
  ]);
  const typed = readTyped(
    { ...spec, components: Object.fromEntries(converted) as JsonObject },
    V1BETA1.spec,
    'spec',
    problems,
  );
  return { ...resource, apiVersion, spec: withoutEmpty(typed, 'components', 'security') };
}

/** One component, by its name in v1alpha1. */
function convert(name: string, component: JsonObject): JsonObject {
  switch (name) {
    case 'authProxy': {
      const { kubernetes, ...rest } = component;
      return isJsonObject(kubernetes)
        ? { ...rest, overrides: [...listOf(rest['overrides']), podOverride(kubernetes)] }
        : rest;
    }
    case 'elasticsearch': {
      const { installArgs, ...rest } = component;
      const nodes = nodeGroups(listOf(rest['nodes']), listOf(installArgs), 'spec.components.elasticsearch.installArgs');
      return nodes.length === 0 ? rest : { ...rest, nodes };
    }
    case 'fluentd': {
      const { elasticsearchURL: opensearchURL, elasticsearchSecret: opensearchSecret, ...rest } = component;
      return { ...rest, opensearchURL, opensearchSecret };
    }
    case 'ingress':
      return withArguments(component, 'nginxInstallArgs', 'ingress');
    case 'istio':
      return convertIstio(component);
    case 'keycloak': {
      const { mysql } = component;
      const inner = isJsonObject(mysql) ? { mysql: withArguments(mysql, 'mysqlInstallArgs', 'keycloak.mysql') } : {};
      return withArguments({ ...component, ...inner }, 'keycloakInstallArgs', 'keycloak');
    }
    case 'verrazzano':
      return withArguments(component, 'installArgs', 'verrazzano');
    default:
      return component;
  }
}

function withArguments(component: JsonObject, key: string, path: string): JsonObject {
  const { [key]: given, ...rest } = component;
  const list = listOf(given);
  if (list.length === 0) return rest;
  const values = expandArguments(list, `spec.components.${path}.${key}`);
  return { ...rest, overrides: mergeOntoFirst(values, listOf(rest['overrides'])) };
}

function withoutEmpty(spec: JsonObject, ...keys: readonly string[]): JsonObject {
  const isEmpty = (key: string): boolean => {
    const section = ownMember(spec, key);
    return keys.includes(key) && isJsonObject(section) && Object.keys(section).length === 0;
  };
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !isEmpty(key)));
}
