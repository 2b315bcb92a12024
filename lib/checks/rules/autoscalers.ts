import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import type { JsonObject, JsonValue } from '../../values/json';
import type { Path } from '../../values/path';
import { groupVersion, objectText, type CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { annotationsOf } from '../inventory';
import { podTemplateOf, type PodTemplate } from '../pods';
import { scaleReferences, WORKLOAD_GROUPS } from '../references/object-references';
import { targetsOf } from './dangling';
import { refused } from './refused';

/**
 * Autoscalers that cannot work: they name their workload with an API group that does not have it, or want a share of requests that
 * containers do not state. Source: Kubernetes, `pkg/controller/podautoscaler`.
 */
export function autoscalerFindings(context: CheckContext): Found[] {
  return context.inventory.objects.flatMap((object) => {
    const targets = targetOf(object);
    if (targets === undefined) return [];
    return [...wrongGroup(object, targets), ...withoutRequests(object, context), ...toZero(object, context)];
  });
}

/** Where autoscalers name what they scale. */
const TARGETS: Readonly<Record<string, string>> = {
  'autoscaling/HorizontalPodAutoscaler': 'scaleTargetRef',
  'autoscaling.k8s.io/VerticalPodAutoscaler': 'targetRef',
  'keda.sh/ScaledObject': 'scaleTargetRef',
};

function targetOf({ group, kind }: CheckedObject): string | undefined {
  return TARGETS[`${group}/${kind}`];
}

function wrongGroup(object: CheckedObject, field: string): Found[] {
  const target = objectAt(object.object, 'spec', field);
  const kind = textAt(target, 'kind') ?? '';
  const group = Object.hasOwn(WORKLOAD_GROUPS, kind) ? WORKLOAD_GROUPS[kind] : undefined;
  // KEDA means apps/v1 where it is not said.
  if (group === undefined || (target.apiVersion === undefined && object.group === 'keda.sh')) return [];
  const [own] = groupVersion(target);
  // Other groups may have kinds of the same name, as OpenKruise has.
  const isOfOthers = own.includes('.') && !own.endsWith('.k8s.io');
  if (own === group || isOfOthers) return [];
  const message = `${target.apiVersion === undefined ? 'is missing, and the core group' : 'is of a group that'} has no ${kind}, so that nothing is scaled`;
  const path = ['spec', field, 'apiVersion'];
  const fix = 'correct it: the autoscaler does not find what it names';
  const allowed = group === '' ? 'v1' : `${group}/v1`;
  return [{ ...refused(object, path, message, target.apiVersion, allowed), rule: 'no-effect', fix }];
}

/** The version of Kubernetes from which on the feature gate `HPAScaleToZero` is on. Source: KEP-2021. */
const TO_ZERO = 37;

/** No pods at all: the API server takes that with its feature gate, and with metrics that are not of pods. */
function toZero(object: CheckedObject, { minors }: CheckContext): Found[] {
  const { minReplicas } = objectAt(object.object, 'spec');
  if (object.group !== 'autoscaling' || minReplicas !== 0) return [];
  const metrics = listAt(object.object, 'spec', 'metrics').map((each) => textAt(each, 'type') ?? '');
  const path = ['spec', 'minReplicas'];
  if (!hasOlderMetrics(object) && !metrics.some((type) => ['Object', 'External'].includes(type))) {
    const message = 'is allowed only with a metric of the type Object or External';
    return [refused(object, path, message, minReplicas, '1 or more')];
  }
  if (minors.oldest >= TO_ZERO) return [];
  const message = `is refused before Kubernetes 1.${TO_ZERO}, unless the feature gate HPAScaleToZero is on`;
  const fix = 'write 1, or allow it where the feature gate is on';
  return [{ ...refused(object, path, message, minReplicas, '1 or more'), severity: 'warning', fix }];
}

/** `autoscaling/v1` has other metrics in an annotation. */
function hasOlderMetrics({ version, object }: CheckedObject): boolean {
  return version === 'v1' && annotationsOf(object)['autoscaling.alpha.kubernetes.io/metrics'] !== undefined;
}

/** A share of requests that an autoscaler aims at: of a resource, and of one container or all of them. */
interface Share {
  readonly resource: string;
  readonly container?: string | undefined;
  readonly path: Path;
}

function withoutRequests(object: CheckedObject, context: CheckContext): Found[] {
  const shares = sharesOf(object);
  if (shares.length === 0) return [];
  const [target] = scaleReferences(object).filter(({ path }) => path[1] === 'scaleTargetRef');
  const workloads = target === undefined ? [] : targetsOf(context, target);
  if (workloads.length === 0 || isSized(context, object, target?.name)) return [];
  return shares.flatMap((share) => {
    const names = workloads.map((workload) => {
      const template = workload.uncertain === undefined ? podTemplateOf(workload) : undefined;
      return template === undefined ? undefined : lacking(template, share, context, workload);
    });
    const [workload, name] = [workloads[0], names[0]];
    // Where the input has several of the name, one of them may be meant.
    return workload === undefined || name === undefined || names.includes(undefined)
      ? []
      : [lacks(object, workload, share, name)];
  });
}

function lacks(at: CheckedObject, workload: CheckedObject, { resource, path }: Share, name: string): Found {
  return {
    rule: 'no-effect',
    severity: 'error',
    at,
    path,
    message: `is a share of the requests of ${resource}, and container ${name} of ${objectText(workload)} has none, so that nothing is scaled`,
    fix: `add resources.requests.${resource} to the container, or aim at an AverageValue`,
  };
}

/** Shares that a HorizontalPodAutoscaler or a ScaledObject aims at. */
function sharesOf(object: CheckedObject): Share[] {
  switch (`${object.group}/${object.kind}`) {
    case 'autoscaling/HorizontalPodAutoscaler':
      return object.version === 'v1' ? sharesOfFirst(object) : sharesOfMetrics(object);
    case 'keda.sh/ScaledObject':
      return sharesOfTriggers(object);
    default:
      return [];
  }
}

/** Without other metrics, `autoscaling/v1` is about the processor. */
function sharesOfFirst(object: CheckedObject): Share[] {
  const field = 'targetCPUUtilizationPercentage';
  const isStated = objectAt(object.object, 'spec')[field] !== undefined;
  if (!isStated && hasOlderMetrics(object)) return [];
  return [{ resource: 'cpu', path: isStated ? ['spec', field] : ['spec'] }];
}

function sharesOfMetrics({ object }: CheckedObject): Share[] {
  const metrics = listAt(object, 'spec', 'metrics');
  // The default is a share of the requests of the processor.
  if (metrics.length === 0) return [{ resource: 'cpu', path: ['spec'] }];
  return metrics.flatMap((metric, index): Share[] => {
    const field = textAt(metric, 'type') === 'ContainerResource' ? 'containerResource' : 'resource';
    const source = objectAt(metric, field);
    const resource = textAt(source, 'name');
    const share = objectAt(source, 'target').averageUtilization ?? source.targetAverageUtilization;
    if (resource === undefined || (share ?? null) === null) return [];
    return [{ resource, container: textAt(source, 'container'), path: ['spec', 'metrics', index] }];
  });
}

/** Source: documentation of KEDA, scalers of CPU and memory. */
function sharesOfTriggers({ object }: CheckedObject): Share[] {
  return listAt(object, 'spec', 'triggers').flatMap((trigger, index): Share[] => {
    const resource = textAt(trigger, 'type') ?? '';
    const type = textAt(trigger, 'metricType') ?? textAt(trigger, 'metadata', 'type');
    if (!['cpu', 'memory'].includes(resource) || type !== 'Utilization') return [];
    return [{ resource, container: textAt(trigger, 'metadata', 'containerName'), path: ['spec', 'triggers', index] }];
  });
}

/** Whether a VerticalPodAutoscaler sets the requests of a workload. */
function isSized({ inventory }: CheckContext, { scope, namespace }: CheckedObject, name = ''): boolean {
  return inventory
    .ofKind(scope, 'autoscaling.k8s.io', 'VerticalPodAutoscaler')
    .some((each) => each.namespace === namespace && textAt(each.object, 'spec', 'targetRef', 'name') === name);
}

/** A container without a request of the resource; undefined where the pods state them all, or get them. */
function lacking(
  { spec }: PodTemplate,
  { resource, container: only }: Share,
  context: CheckContext,
  workload: CheckedObject,
): string | undefined {
  if (has(objectAt(spec, 'resources'), resource) || isDefaulted(context, workload, resource)) return undefined;
  const sidecars = listAt(spec, 'initContainers').filter((each) => textAt(each, 'restartPolicy') === 'Always');
  return [...listAt(spec, 'containers'), ...sidecars]
    .filter((each) => only === undefined || textAt(each, 'name') === only)
    .filter((each) => !has(objectAt(each, 'resources'), resource))
    .map((each) => textAt(each, 'name') ?? '')[0];
}

/** A limit is the request where there is none. */
function has(resources: JsonObject, resource: string): boolean {
  return ['requests', 'limits'].some((list) => isSet(objectAt(resources, list)[resource]));
}

/** Whether a LimitRange gives every container of a namespace a request. */
function isDefaulted({ inventory }: CheckContext, { scope, namespace }: CheckedObject, resource: string): boolean {
  return inventory
    .ofKind(scope, '', 'LimitRange')
    .filter((each) => each.namespace === namespace)
    .flatMap(({ object }) => listAt(object, 'spec', 'limits'))
    .some(
      (limit) =>
        textAt(limit, 'type') === 'Container' &&
        ['defaultRequest', 'default', 'max', 'min'].some((field) => isSet(objectAt(limit, field)[resource])),
    );
}

function isSet(value: JsonValue | undefined): boolean {
  return (value ?? null) !== null;
}
