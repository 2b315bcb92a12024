import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';

/** Settings of a component in an IstioOperator document as values of its chart. */
export interface Translated {
  /** The values. */
  readonly values: JsonObject;
  /** Settings without a value, as paths below the component. */
  readonly unsupported: readonly string[];
  /** Service in place of that of the chart. */
  readonly service?: JsonObject;
}

/** Values that a setting gives; undefined when the chart has none for it. */
export type Translation = (value: JsonValue, values: JsonObject) => JsonObject | undefined;

/** The setting has a value of the same name and form. */
export const same =
  (name: string): Translation =>
  (value) => ({ [name]: value });

/** The setting has no effect, since its object does not exist. */
export const withoutEffect: Translation = () => ({});

/**
 * Settings that istioctl merges into the objects that the charts of istiod and the gateways render, with a value for each.
 * Source: `KubernetesMapping` in `operator/pkg/translate/translate.go` of Istio 1.19.3, and the templates of these charts.
 */
export const SHARED: Readonly<Record<string, Translation>> = {
  resources: same('resources'),
  nodeSelector: same('nodeSelector'),
  tolerations: same('tolerations'),
  podAnnotations: same('podAnnotations'),
  serviceAnnotations: same('serviceAnnotations'),
  // istioctl keeps the number of an autoscaler.
  replicaCount: (value, { autoscaleEnabled }) => (autoscaleEnabled === true ? {} : { replicaCount: value }),
  env: environment,
  strategy,
  hpaSpec,
};

/** Translates the settings below `k8s` by a table. */
export function translated(
  k8s: JsonObject,
  values: JsonObject,
  table: Readonly<Record<string, Translation>>,
): { readonly values: JsonObject; readonly unsupported: readonly string[] } {
  const results = Object.entries(k8s)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, table[name]?.(value as JsonValue, values)] as const);
  return {
    values: Object.assign({}, ...results.map(([, result]) => result ?? {})) as JsonObject,
    unsupported: results.filter(([, result]) => result === undefined).map(([name]) => `k8s.${name}`),
  };
}

function environment(value: JsonValue): JsonObject | undefined {
  const items = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  const pairs = items.map((item) => (isJsonObject(item) ? [item.name, item.value] : []));
  if (!pairs.every(([name, text]) => typeof name === 'string' && typeof text === 'string')) return undefined;
  return { env: Object.fromEntries(pairs as Array<[string, string]>) };
}

function strategy(value: JsonValue): JsonObject | undefined {
  if (!isJsonObject(value)) return undefined;
  const { rollingUpdate, type = 'RollingUpdate', ...others } = value;
  if (type !== 'RollingUpdate' || Object.keys(others).length > 0) return undefined;
  const { maxSurge, maxUnavailable } = isJsonObject(rollingUpdate) ? rollingUpdate : {};
  return {
    ...(maxSurge !== undefined && { rollingMaxSurge: maxSurge }),
    ...(maxUnavailable !== undefined && { rollingMaxUnavailable: maxUnavailable }),
  };
}

/** Without autoscaler there is nothing to merge into. */
function hpaSpec(value: JsonValue, { autoscaleEnabled }: JsonObject): JsonObject | undefined {
  if (autoscaleEnabled !== true) return {};
  if (!isJsonObject(value)) return undefined;
  const { minReplicas, maxReplicas, ...others } = value;
  if (Object.keys(others).length > 0) return undefined;
  return {
    ...(minReplicas !== undefined && { autoscaleMin: minReplicas }),
    ...(maxReplicas !== undefined && { autoscaleMax: maxReplicas }),
  };
}
