import type { ChartFacts } from '../../charts';
import type { ComponentDefinition } from '../../definition/definition';
import { servicesOf } from '../../definition/service';
import { workloadsOf, type Workload } from '../../definition/workload';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { objectOf, objectsOf, textOf, type JsonObject, type JsonValue } from '../../values/json';
import { valueAtPath } from '../../values/path';
import { plainText, tableChanges, type IdentityValue } from './identity-changes';
import type { Part } from './part';

/** Where an IstioOperator document has the gateways of the platform. */
const LISTS: Readonly<Record<string, string>> = {
  'istio-ingressgateway': 'ingressGateways',
  'istio-egressgateway': 'egressGateways',
};

/**
 * Settings of an IstioOperator document that change a name, a selector, a port, a webhook or the place in the mesh of what its charts
 * make. More gateways leave those of the platform alone where they have labels of their own.
 * @param parts - the charts of Istio, and Services in place of those of charts
 * @param definition - Istio, as the resource states it
 * @param facts - what values are computed from
 */
export function istioChanges(
  parts: readonly Part[],
  definition: ComponentDefinition,
  facts: ChartFacts,
): readonly IdentityValue[] {
  // All charts of Istio have the values of the mesh; those of istiod are enough to name them once.
  const common = parts.find(({ unit }) => unit === 'charts/istiod')?.chart?.values ?? {};
  const gateways = workloadsOf(definition).filter(({ name }) => Object.hasOwn(LISTS, name));
  return [
    ...tableChanges(common, definition, facts),
    ...gateways.flatMap((gateway) => gatewayChanges(gateway, parts, definition)),
    ...gateways.flatMap((gateway) => moreGateways(gateway, parts)),
  ];
}

function gatewayChanges(
  gateway: Workload,
  parts: readonly Part[],
  definition: ComponentDefinition,
): readonly IdentityValue[] {
  const { name } = gateway;
  const item = `spec.components.${LISTS[name]}[${name}]`;
  const chart = parts.find(({ unit }) => unit === `charts/${name}`)?.chart;
  if (chart === undefined) return [{ path: `${item}.enabled`, value: 'false', change: 'workloads', allowed: 'true' }];
  const values = objectOf(valueAtPath(chart.values, ['gateways', name]));
  const service = parts.find(({ unit }) => unit === `objects/${name}`)?.objects?.[0];
  return [
    ...gatewayValueChanges(gateway, values, service !== undefined),
    ...(service === undefined
      ? portChanges(`gateways.${name}.ports`, values.ports, definition, name)
      : serviceChanges(`${item}.k8s.service`, service, { gateway, values, definition })),
  ];
}

/** More gateways with the labels of one of the platform, whose Service and policies would select them, too. */
function moreGateways({ name, selector }: Workload, parts: readonly Part[]): readonly IdentityValue[] {
  return parts.flatMap(({ chart }): readonly IdentityValue[] => {
    const { name: own, labels } = objectOf(valueAtPath(chart?.values, ['gateways', name]));
    const stated: JsonObject = { ...selector, ...objectOf(labels) };
    if (typeof own !== 'string' || Object.entries(selector).some(([key, value]) => stated[key] !== value)) return [];
    const path = `spec.components.${LISTS[name]}[${own}].label`;
    return [{ path, value: plainText(stated), change: 'selector', allowed: 'labels of its own' }];
  });
}

function gatewayValueChanges(
  { name, selector }: Workload,
  { labels, customService, injectionTemplate = '' }: JsonObject,
  hasService: boolean,
): readonly IdentityValue[] {
  const path = `gateways.${name}`;
  const other = Object.entries(objectOf(labels)).filter(
    ([key, value]) => selector[key] !== undefined && selector[key] !== value,
  );
  return [
    ...other.map(([key, value]): IdentityValue => {
      return { path: `${path}.labels.${key}`, value: plainText(value ?? null), change: 'labels' };
    }),
    ...(customService === true && !hasService
      ? ([{ path: `${path}.customService`, value: 'true', change: 'service', allowed: 'false' }] as const)
      : []),
    ...(injectionTemplate === '' || injectionTemplate === null
      ? []
      : ([{ path: `${path}.injectionTemplate`, value: plainText(injectionTemplate), change: 'mesh' }] as const)),
  ];
}

interface OwnService {
  readonly gateway: Workload;
  readonly values: JsonObject;
  readonly definition: ComponentDefinition;
}

/** A Service selects the pods of its gateway, which have the labels of the definition and those that are stated. */
function serviceChanges(
  path: string,
  { spec }: KubernetesManifest,
  { gateway, values, definition }: OwnService,
): readonly IdentityValue[] {
  const { selector, ports } = objectOf(spec);
  const labels: JsonObject = { ...gateway.labels, ...objectOf(values.labels) };
  const other = Object.entries(objectOf(selector)).filter(([key, value]) => labels[key] !== value);
  return [
    ...other.map(([key, value]): IdentityValue => {
      return { path: `${path}.selector.${key}`, value: plainText(value ?? null), change: 'selector' };
    }),
    ...portChanges(`${path}.ports`, ports, definition, gateway.name),
  ];
}

/** Ports that a Service lacks. Those of `k8s.service` of the ingress gateway are in its definition. */
function portChanges(
  path: string,
  ports: JsonValue | undefined,
  definition: ComponentDefinition,
  name: string,
): readonly IdentityValue[] {
  if (ports === undefined) return [];
  const stated = objectsOf(ports).map(
    ({ name: own, port, targetPort = port }) =>
      `${textOf(own)} ${JSON.stringify(port)} to ${JSON.stringify(targetPort)}`,
  );
  const wanted = servicesOf(definition).find((service) => service.name === name)?.ports ?? [];
  const lines = wanted.map(({ name: own = '', port, target = port }) => `${own} ${port} to ${target}`);
  if (lines.every((line) => stated.includes(line))) return [];
  return [{ path, value: stated.join(', '), change: 'ports', allowed: lines.join(', ') }];
}
