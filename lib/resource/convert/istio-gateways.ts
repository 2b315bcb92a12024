import { isJsonObject, type JsonObject, objectOf, ownMember } from '../../values/json';
import { readKubernetesYaml } from '../../values/yaml/read-kubernetes-yaml';
import { expandArgument } from './expand-argument';

/** The install argument that holds the external addresses of the ingress gateway. */
export const EXTERNAL_IPS = 'gateways.istio-ingressgateway.externalIPs';

/** Column of the members of `k8s.service`, below which the addresses are written. */
const SERVICE_MARGIN = 12;

/**
 * The gateways of an Istio component of v1alpha1 as an IstioOperator document. The ingress gateway is written when it has a
 * `kubernetes` section, ports or external addresses, and then always with a type; the egress gateway when it has a
 * `kubernetes` section. That the egress gateway's replicas depend on those of the ingress gateway is upstream's.
 *
 * Source: `istioGatewayTemplate` and `configureGateways` in v1alpha1/convert_istio_to.go at v1.7.2.
 *
 * @param istio - the component in typed form
 * @param externalIPs - values of the argument {@link EXTERNAL_IPS}; undefined without one
 * @throws Error when the document with these addresses is not YAML
 */
export function gatewayDocument(istio: JsonObject, externalIPs: readonly string[] | undefined): JsonObject {
  const ingress = objectOf(istio['ingress']);
  const ingressPods = podsOf(ingress);
  const egressPods = podsOf(objectOf(istio['egress']));
  const hasService = ingressPods !== undefined || ingress['ports'] !== undefined || externalIPs !== undefined;
  const replicas = replicasOf(ingressPods);
  const lines = [
    ...(egressPods === undefined ? [] : egressGateway(egressPods, replicas > 0)),
    ...(hasService ? ingressGateway(ingress, ingressPods, externalIPs) : []),
  ];
  const spec = lines.length === 0 ? ['spec: {}'] : ['spec:', '  components:', ...lines];
  const text = ['apiVersion: install.istio.io/v1alpha1', 'kind: IstioOperator', ...spec].join('\n');
  const document = readKubernetesYaml(text);
  if (!isJsonObject(document)) throw new Error('the gateways are not an object');
  return document;
}

function egressGateway(pods: JsonObject, withReplicas: boolean): string[] {
  const affinity = ownMember(pods, 'affinity');
  return [
    '    egressGateways:',
    '      - name: istio-egressgateway',
    '        enabled: true',
    ...(withReplicas || affinity !== undefined ? ['        k8s:'] : []),
    ...(withReplicas ? [`          replicaCount: ${replicasOf(pods)}`] : []),
    ...(affinity === undefined ? [] : [`          affinity: ${JSON.stringify(affinity)}`]),
  ];
}

function ingressGateway(
  ingress: JsonObject,
  pods: JsonObject | undefined,
  ips: readonly string[] | undefined,
): string[] {
  const replicas = replicasOf(pods);
  const affinity = pods === undefined ? undefined : ownMember(pods, 'affinity');
  const ports = ownMember(ingress, 'ports');
  return [
    '    ingressGateways:',
    '      - name: istio-ingressgateway',
    '        enabled: true',
    '        k8s:',
    ...(replicas > 0 ? [`          replicaCount: ${replicas}`] : []),
    '          service:',
    `            type: ${ingress['type'] === 'NodePort' ? 'NodePort' : 'LoadBalancer'}`,
    ...(ports === undefined ? [] : [`            ports: ${JSON.stringify(ports)}`]),
    ...(ips === undefined ? [] : externalIpLines(ips)),
    ...(affinity === undefined ? [] : [`          affinity: ${JSON.stringify(affinity)}`]),
  ];
}

/** The first line that the argument expands to is replaced by a key of its own. */
function externalIpLines(ips: readonly string[]): string[] {
  const expanded = expandArgument('externalIPs', ips, { margin: SERVICE_MARGIN, list: true });
  return [`${' '.repeat(SERVICE_MARGIN)}externalIPs:`, expanded.slice(expanded.indexOf('\n') + 1)];
}

function podsOf(section: JsonObject): JsonObject | undefined {
  const pods = ownMember(section, 'kubernetes');
  return isJsonObject(pods) ? pods : undefined;
}

function replicasOf(pods: JsonObject | undefined): number {
  const replicas = pods === undefined ? undefined : ownMember(pods, 'replicas');
  return typeof replicas === 'number' ? replicas : 0;
}
