import { servicesOf } from '../definition/service';
import type { istio } from '../components';
import { jaegerOperator } from '../components';
import type { IstioMesh, IstioMeshProps, MeshPods } from '../values/istio-mesh';
import type { JsonObject } from '../values/json';
import { isJsonObject } from '../values/json';

/** Names of the gateways of the platform. */
const [INGRESS, EGRESS] = ['istio-ingressgateway', 'istio-egressgateway'] as const satisfies ReadonlyArray<
  keyof typeof istio.workloads
>;

/**
 * Settings of the mesh as a fragment of an IstioOperator document, without `apiVersion` and `kind`: the content of `values` of
 * component `istio`, and in an item of `spec.components.istio.overrides`. Only what the user states is in it.
 *
 * Source of the fields: IstioOperator, MeshConfig and ProxyConfig of Istio 1.19, and `values` of chart `istiod`
 * (`global.proxy.resources`, `sidecarInjectorWebhook.neverInjectSelector`).
 * @param settings - the settings
 */
export function istioOverrides({ props }: IstioMesh): JsonObject {
  const spec = pruned({ meshConfig: meshConfig(props), components: components(props), values: values(props) });
  return spec === undefined ? {} : { spec };
}

/**
 * The same where no platform operator adds the collector of spans: upstream always states one, whether or not Jaeger is enabled.
 *
 * Source: `platform-operator/controllers/verrazzano/component/istio/jaeger.go` at v1.7.2.
 * @param settings - the settings
 */
export function istioOverridesForCharts({ props }: IstioMesh): JsonObject {
  const tracing = props.tracing ?? {};
  if (tracing === 'off') return istioOverrides({ props });
  const { address = collectorAddress(), tls = 'ISTIO_MUTUAL' } = tracing;
  return istioOverrides({ props: { ...props, tracing: { ...tracing, address, tls } } });
}

/**
 * Address of the collector of the Jaeger of the platform, as proxies connect to it.
 * @throws Error when the definition has no Service for it
 */
export function collectorAddress(): string {
  for (const { name, namespace, ports } of servicesOf(jaegerOperator)) {
    const zipkin = ports.find((port) => port.name?.includes('zipkin') === true);
    // The last dot makes the name absolute, so that no search domain is tried.
    if (zipkin !== undefined) return `${name}.${namespace}.svc.cluster.local.:${zipkin.port}`;
  }
  throw new Error(`[${jaegerOperator.key}] no Service has a port for Zipkin`);
}

function meshConfig(props: IstioMeshProps): JsonObject {
  const { accessLogging, tracing, trustDomain, outboundTraffic } = props;
  return {
    ...(accessLogging !== undefined && {
      accessLogFile: '/dev/stdout',
      accessLogEncoding: accessLogging.encoding,
      accessLogFormat: accessLogging.format,
    }),
    ...(tracing === 'off' && { enableTracing: false }),
    ...(tracing !== 'off' && { defaultConfig: { tracing: tracingConfig(tracing) } }),
    trustDomain,
    ...(outboundTraffic !== undefined && { outboundTrafficPolicy: { mode: outboundTraffic } }),
  };
}

function tracingConfig(tracing: Exclude<IstioMeshProps['tracing'], 'off'>): JsonObject {
  if (tracing === undefined) return {};
  return {
    sampling: tracing.sampling,
    zipkin: { address: tracing.address },
    tlsSettings: { mode: tracing.tls },
  };
}

function components({ pilot, ingressGateway, egressGateway }: IstioMeshProps): JsonObject {
  return {
    pilot: { k8s: pods(pilot) },
    ...gateway('ingressGateways', INGRESS, {
      ...pods(ingressGateway),
      service: {
        type: ingressGateway?.type,
        externalIPs: ingressGateway?.externalIPs,
        ports: ingressGateway?.ports?.map(({ name, port, targetPort, nodePort }) => ({
          name,
          port,
          targetPort: targetPort ?? port,
          nodePort,
        })),
      },
      serviceAnnotations: ingressGateway?.annotations,
    }),
    ...gateway('egressGateways', EGRESS, pods(egressGateway)),
  };
}

function pods(props: MeshPods | undefined): JsonObject {
  return { replicaCount: props?.replicas, affinity: props?.affinity };
}

/** Gateways are merged by name, so that an item has only what differs. */
function gateway(list: string, name: string, k8s: JsonObject): JsonObject {
  const settings = pruned(k8s);
  return settings === undefined ? {} : { [list]: [{ name, k8s: settings }] };
}

function values({ proxyResources, injection }: IstioMeshProps): JsonObject {
  return {
    global: { proxy: { resources: { requests: proxyResources?.requests, limits: proxyResources?.limits } } },
    sidecarInjectorWebhook: {
      neverInjectSelector: injection?.never?.map((matchLabels) => ({ matchLabels: { ...matchLabels } })),
    },
  };
}

/** Without fields that are empty; undefined when none is left. */
function pruned(object: JsonObject): JsonObject | undefined {
  const kept = Object.entries(object).flatMap(([key, value]) => {
    const inner = isJsonObject(value) ? pruned(value) : value;
    return inner === undefined ? [] : [[key, inner] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
