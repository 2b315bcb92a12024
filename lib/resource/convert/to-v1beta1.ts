import { VERRAZZANO_V1ALPHA1, VERRAZZANO_V1BETA1 } from '../../definition/verrazzano-api';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { VerrazzanoResource } from '../merge';
import { isJsonList, ownMember } from '../merge/json';
import { convertIstio } from './istio';
import { expandArguments, mergeOntoFirst } from './install-arguments';
import { nodeGroups } from './node-groups';
import { podOverride } from './pod-section';

/** Components by their name in v1alpha1. */
const COMPONENT_NAMES: Readonly<Record<string, string>> = {
  elasticsearch: 'opensearch',
  kibana: 'opensearchDashboards',
  ingress: 'ingressNGINX',
};

/**
 * A v1alpha1 resource as upstream converts it to v1beta1; a v1beta1 resource comes back as it is. Install arguments become
 * override items. The input is not touched.
 *
 * Source: platform-operator/apis/verrazzano/v1alpha1/conversion_to.go at v1.7.2.
 *
 * @throws MergeError for install arguments that are not YAML, or that an Istio override also sets
 */
export function toV1beta1<T extends VerrazzanoResource>(resource: T): T {
  if (resource.apiVersion !== VERRAZZANO_V1ALPHA1) return resource;
  const apiVersion = VERRAZZANO_V1BETA1;
  const components = resource.spec === undefined ? undefined : ownMember(resource.spec, 'components');
  if (!isJsonObject(components)) return { ...resource, apiVersion };
  const converted = Object.entries(components).map(([name, component]) => [
    Object.prototype.hasOwnProperty.call(COMPONENT_NAMES, name) ? COMPONENT_NAMES[name] : name,
    isJsonObject(component) ? convert(name, component) : component,
  ]);
  return {
    ...resource,
    apiVersion,
    spec: { ...resource.spec, components: Object.fromEntries(converted) as JsonObject },
  };
}

function convert(name: string, component: JsonObject): JsonObject {
  switch (name) {
    case 'authProxy': {
      const { kubernetes, ...rest } = component;
      const item = podOverride(kubernetes);
      return item === undefined ? rest : { ...rest, overrides: [...listOf(rest['overrides']), item] };
    }
    case 'elasticsearch': {
      const { installArgs, ...rest } = component;
      const nodes = nodeGroups(listOf(rest['nodes']), listOf(installArgs));
      return nodes.length === 0 ? rest : { ...rest, nodes };
    }
    case 'fluentd': {
      const { elasticsearchURL: opensearchURL, elasticsearchSecret: opensearchSecret, ...rest } = component;
      return { ...rest, ...present({ opensearchURL, opensearchSecret }) };
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

function present(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonList(value) ? value : [];
}
