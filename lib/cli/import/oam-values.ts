import { isDeepStrictEqual } from 'util';
import { OamTrait } from '../../application/traits/oam-trait';
import { OamWorkload } from '../../application/workloads/oam-workload';
import { textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject, type JsonValue, objectOf, withoutUndefined } from '../../values/json';
import { call, json, type Expression } from './expression';
import { TRAIT_SHAPES, WORKLOAD_SHAPES } from './oam-shapes';
import { fitsShape, type OptionShape } from './shape';

/** How a kind becomes a call of a factory. */
interface Way {
  /** Name of the factory. */
  readonly factory: string;
  /** Typed options of the factory. */
  readonly shape: OptionShape;
  /** The options that give an object of the kind. */
  readonly options: (manifest: JsonObject) => JsonObject;
  /** Calls the factory; it may refuse the options. */
  readonly make: (options: JsonObject) => JsonObject;
}

const WORKLOADS: Readonly<Record<string, Way>> = {
  'oam.verrazzano.io/v1alpha1/VerrazzanoHelidonWorkload': {
    factory: 'OamWorkload.helidon',
    shape: WORKLOAD_SHAPES.helidon,
    options: ({ metadata, spec }) => {
      const { metadata: own, podSpec, selector, strategy } = objectOf(at(spec, 'deploymentTemplate'));
      const service = at(spec, 'serviceTemplate');
      const { metadata: ofService, serviceSpec } = objectOf(service);
      return withoutUndefined({
        ...objectOf(metadata),
        deployment: withoutUndefined({ ...objectOf(own), pods: podSpec, selector, strategy }),
        service: service && withoutUndefined({ ...objectOf(ofService), spec: serviceSpec }),
      });
    },
    make: (options) => OamWorkload.helidon(options as never).manifest,
  },
  'oam.verrazzano.io/v1alpha1/VerrazzanoCoherenceWorkload': {
    factory: 'OamWorkload.coherence',
    shape: WORKLOAD_SHAPES.coherence,
    options: ({ metadata, spec }) => {
      const { metadata: own, spec: inner } = objectOf(at(spec, 'template'));
      return withoutUndefined({
        ...objectOf(metadata),
        coherence: withoutUndefined({ ...objectOf(own), spec: inner }),
      });
    },
    make: (options) => OamWorkload.coherence(options as never).manifest,
  },
  'oam.verrazzano.io/v1alpha1/VerrazzanoWebLogicWorkload': {
    factory: 'OamWorkload.webLogic',
    shape: WORKLOAD_SHAPES.webLogic,
    options: ({ metadata, spec }) => {
      const clusters = at(spec, 'clusters');
      return withoutUndefined({
        ...objectOf(metadata),
        domain: contained(at(spec, 'template')),
        clusters: Array.isArray(clusters) ? (clusters as readonly JsonValue[]).map(contained) : clusters,
      });
    },
    make: (options) => OamWorkload.webLogic(options as never).manifest,
  },
  'core.oam.dev/v1alpha2/ContainerizedWorkload': {
    factory: 'OamWorkload.containerized',
    shape: WORKLOAD_SHAPES.containerized,
    options: ({ metadata, spec }) => withoutUndefined({ ...objectOf(metadata), ...objectOf(spec) }),
    make: (options) => OamWorkload.containerized(options as never).manifest,
  },
};

const trait = (name: keyof typeof TRAIT_SHAPES): Way => ({
  factory: `OamTrait.${name}`,
  shape: TRAIT_SHAPES[name],
  options: ({ metadata, spec }) => withoutUndefined({ ...objectOf(metadata), ...objectOf(spec) }),
  make: (options) => OamTrait[name](options as never).manifest,
});

const TRAITS: Readonly<Record<string, Way>> = {
  'oam.verrazzano.io/v1alpha1/IngressTrait': trait('ingress'),
  'oam.verrazzano.io/v1alpha1/MetricsTrait': trait('metrics'),
  'oam.verrazzano.io/v1alpha1/LoggingTrait': trait('logging'),
  'core.oam.dev/v1alpha2/ManualScalerTrait': trait('manualScaler'),
};

/**
 * A workload as a value of class `OamWorkload`: typed where a factory gives exactly this object.
 * @param manifest - the object
 */
export function workloadExpression(manifest: JsonObject): Expression {
  return expression(manifest, WORKLOADS, 'OamWorkload.object');
}

/**
 * A trait as a value of class `OamTrait`: typed where a factory gives exactly this object.
 * @param manifest - the object
 */
export function traitExpression(manifest: JsonObject): Expression {
  return expression(manifest, TRAITS, 'OamTrait.object');
}

function expression(manifest: JsonObject, ways: Readonly<Record<string, Way>>, untyped: string): Expression {
  const key = [textAt(manifest, 'apiVersion'), textAt(manifest, 'kind')].join('/');
  const way = Object.hasOwn(ways, key) ? ways[key] : undefined;
  const options = way?.options(manifest);
  if (way === undefined || options === undefined || !gives(way, options, manifest))
    return call(untyped, json(manifest));
  return call(way.factory, ...(Object.keys(options).length === 0 ? [] : [json(options)]));
}

function gives({ shape, make }: Way, options: JsonObject, manifest: JsonObject): boolean {
  if (!fitsShape(options, shape)) return false;
  try {
    return isDeepStrictEqual(plain(make(options)), plain(manifest));
  } catch {
    return false;
  }
}

function plain(value: JsonValue): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

function contained(value: JsonValue | undefined): JsonObject {
  const { apiVersion, metadata, spec } = objectOf(value);
  return withoutUndefined({ ...objectOf(metadata), apiVersion, spec });
}

function at(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) ? value[key] : undefined;
}
