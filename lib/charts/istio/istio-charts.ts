import { valueAtPath } from '../../values/path';
import { type JsonObject, objectOf, objectsOf, textOf, withoutUndefined } from '../../values/json';
import type { ChartFacts } from '../chart-facts';
import { setValues } from '../helm-set';
import { mergeOperatorDocuments, mergeValues } from '../merge-values';
import { gatewayValues, NAMESPACE } from './gateway-values';
import { istioDocument, istioSettings } from './operator-document';
import { pilotValues } from './pilot-values';
import type { Translated } from './translated';
import { unknownFields, type UnknownField } from './value-fields';

/** Version of the charts, which is that of Istio without the suffix of the build. */
export const ISTIO_CHART_VERSION = '1.19.3';

/** One of the charts that istioctl renders for an IstioOperator document. */
export interface IstioChart {
  /** `base`, `istiod`, or the name of the gateway. */
  readonly name: string;
  /** Helm release. */
  readonly release: string;
  /** Folder in the Istio repository. */
  readonly path: string;
  /** Name in `Chart.yaml`. */
  readonly chart: string;
  /** Values above those of the chart. */
  readonly values: JsonObject;
  /** Service in place of that of the chart, which has no values for all that is stated. */
  readonly service?: JsonObject;
}

/** Charts for an IstioOperator document. */
export interface IstioCharts {
  /** In the order of their installation. */
  readonly charts: readonly IstioChart[];
  /** Settings that no chart has a value for, as paths of the document. */
  readonly unsupported: readonly string[];
  /** Settings with which istioctl refuses the document. */
  readonly unknown: readonly UnknownField[];
}

/**
 * What `istio-cr.yaml` sets: values of charts, and which gateways there are. Its security contexts are those of the charts, but for
 * the seccomp profile of gateways, for which their chart has no value.
 *
 * Source: `platform-operator/helm_config/overrides/istio-cr.yaml` at v1.7.2, and the profile `default` of Istio 1.19.3.
 */
const FILE: JsonObject = {
  spec: {
    components: {
      ingressGateways: [{ name: 'istio-ingressgateway', enabled: true }],
      egressGateways: [{ name: 'istio-egressgateway', enabled: true }],
    },
    values: {
      global: {
        enabled: true,
        namespace: NAMESPACE,
        multiCluster: { enabled: false },
        istioNamespace: NAMESPACE,
        configValidation: true,
        imagePullPolicy: 'IfNotPresent',
        proxy: { readinessFailureThreshold: 90 },
        defaultPodDisruptionBudget: { enabled: false },
        defaultNodeSelector: {},
        tracer: { datadog: {}, lightstep: {}, stackdriver: {}, zipkin: {} },
        useMCP: false,
      },
      pilot: { autoscaleEnabled: false, seccompProfile: { type: 'RuntimeDefault' } },
      gateways: {
        'istio-egressgateway': {
          autoscaleEnabled: false,
          env: { ISTIO_META_REQUESTED_NETWORK_VIEW: 'external' },
          secretVolumes: secretVolumes('egressgateway'),
        },
        'istio-ingressgateway': {
          autoscaleEnabled: false,
          secretVolumes: secretVolumes('ingressgateway'),
        },
      },
      meshConfig: { enablePrometheusMerge: false, defaultConfig: { proxyMetadata: {} } },
      sidecarInjectorWebhook: { rewriteAppHTTPProbe: true },
    },
  },
};

/** Fields of `spec` that are read below. */
const KNOWN = new Set(['profile', 'components', 'values', 'unvalidatedValues', 'meshConfig', 'hub', 'tag', 'revision']);
const GATEWAYS = { ingressGateways: 'istio-ingressgateway', egressGateways: 'istio-egressgateway' } as const;

/**
 * The charts that istioctl would render for the document of the platform operator, each with its values.
 *
 * Source: `operator/pkg/translate/translate.go` of Istio 1.19.3, `TranslateHelmValues` and `NewTranslator`.
 * @param facts - what values are computed from
 */
export function istioCharts(facts: ChartFacts): IstioCharts {
  const document = istioDocument(facts);
  const spec = objectOf(mergeOperatorDocuments([FILE, document]).spec);
  const components = objectOf(spec.components);
  const all = mergeValues([mapped(spec), objectOf(spec.values), objectOf(spec.unvalidatedValues), settings(facts)]);
  const { gateways = {}, ...common } = all;
  const pilot = pilotValues(objectOf(components.pilot), common);
  const found = [
    ...gatewaysOf('ingressGateways', components, objectOf(gateways)),
    ...gatewaysOf('egressGateways', components, objectOf(gateways)),
  ];
  const shared = picked(common, ['global', 'meshConfig', 'revision']);
  return {
    charts: [
      {
        name: 'base',
        release: 'istio',
        path: 'manifests/charts/base',
        chart: 'base',
        // istioctl makes a default revision once everything runs.
        values: { ...picked(common, ['global', 'base']), defaultRevision: 'default' },
      },
      {
        name: 'istiod',
        release: 'istio',
        path: 'manifests/charts/istio-control/istio-discovery',
        chart: 'istiod',
        values: mergeValues([common, pilot.values, { revisionTags: ['default'] }]),
      },
      ...found.map(({ name, type, translated }) => ({
        name,
        release: 'istio',
        path: `manifests/charts/gateways/${CHARTS[type]}`,
        chart: CHARTS[type],
        values: mergeValues([shared, translated.values]),
        ...(translated.service !== undefined && { service: translated.service }),
      })),
    ],
    unknown: [...unknownFields(objectOf(document.spec)), ...unnamedGateways(components)],
    unsupported: [
      ...otherFields(spec, components),
      ...pilot.unsupported.map((setting) => `spec.components.pilot.${setting}`),
      ...found.flatMap(({ name, type, translated }) =>
        translated.unsupported.map((setting) => `spec.components.${type}[${name}].${setting}`),
      ),
    ],
  };
}

/** Certificates of a gateway. */
function secretVolumes(gateway: string): JsonObject[] {
  return ['certs', 'ca-certs'].map((name) => ({
    name: `${gateway}-${name}`,
    secretName: `istio-${gateway}-${name}`,
    mountPath: `/etc/istio/${gateway}-${name}`,
  }));
}

const CHARTS = { ingressGateways: 'istio-ingress', egressGateways: 'istio-egress' } as const;
type GatewayList = keyof typeof GATEWAYS;

interface FoundGateway {
  readonly name: string;
  readonly type: GatewayList;
  readonly translated: Translated;
}

function gatewaysOf(type: GatewayList, components: JsonObject, values: JsonObject): readonly FoundGateway[] {
  return objectsOf(components[type])
    .filter(({ enabled }) => enabled === true)
    .map((gateway) => {
      const key = GATEWAYS[type];
      const translated = gatewayValues(gateway, key, objectOf(values[key]));
      return { name: textOf(gateway.name) || key, type, translated };
    });
}

/** Gateways are merged by name. */
function unnamedGateways(components: JsonObject): readonly UnknownField[] {
  return Object.entries(GATEWAYS).flatMap(([type, name]) =>
    objectsOf(components[type])
      .filter((gateway) => textOf(gateway.name) === '')
      .map(() => ({ path: `spec.components.${type}[].name`, allowed: [name, '<name>'] })),
  );
}

/** Fields of `spec` that are values under another path. */
function mapped({ hub, tag, revision, meshConfig }: JsonObject): JsonObject {
  const global = withoutUndefined({ hub, tag });
  return withoutUndefined({ ...(Object.keys(global).length > 0 && { global }), revision, meshConfig });
}

function settings(facts: ChartFacts): JsonObject {
  return objectOf(setValues(istioSettings(facts)).values);
}

/** Fields that no chart knows, and components that istioctl would install besides. */
function otherFields(
  spec: JsonObject,
  { base, pilot, ingressGateways: _, egressGateways: __, ...others }: JsonObject,
): string[] {
  const own = Object.entries({ base: objectOf(base), pilot: objectOf(pilot) });
  return [
    ...Object.keys(spec)
      .filter((field) => !KNOWN.has(field))
      .map((field) => `spec.${field}`),
    ...(spec.profile === undefined || spec.profile === 'default' ? [] : ['spec.profile']),
    ...Object.entries(others)
      .filter(([, component]) => valueAtPath(component, ['enabled']) === true)
      .map(([name]) => `spec.components.${name}`),
    ...(objectOf(base).k8s === undefined ? [] : ['spec.components.base.k8s']),
    ...own.flatMap(([name, { enabled, namespace = NAMESPACE }]) => [
      ...(enabled === false ? [`spec.components.${name}.enabled`] : []),
      ...(namespace === NAMESPACE ? [] : [`spec.components.${name}.namespace`]),
    ]),
  ];
}

function picked(object: JsonObject, keys: readonly string[]): JsonObject {
  return withoutUndefined(Object.fromEntries(keys.map((key) => [key, object[key]])));
}
