import type { JsonValue } from '../../values/json';
import type { FieldRow } from './field-row';
import { ANY, isGone, isLess, PODS } from './field-row';

const SCALERS = /^(?:autoscaling\/HorizontalPodAutoscaler|keda\.sh\/ScaledObject)$/;

/** Whether an amount is gone or lower. */
function isLowered(before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  return isGone(before, after) || isLess(after, before);
}

/**
 * Fields by which pods get less, or are looked after less. Source: concepts of Kubernetes, Resource Management for Pods, Probes, and Pod Priority;
 * API references of HorizontalPodAutoscaler and ScaledObject.
 */
export const CAPACITY_FIELDS: readonly FieldRow[] = [
  {
    kinds: PODS,
    path: /\.readinessProbe$/,
    risk: 'removal',
    text: 'traffic reaches the container while it is not ready',
    when: isGone,
  },
  {
    kinds: PODS,
    path: /\.livenessProbe$/,
    risk: 'removal',
    text: 'a container that hangs is not restarted',
    when: isGone,
  },
  {
    kinds: PODS,
    path: /\.startupProbe$/,
    risk: 'removal',
    text: 'nothing waits for the container to start, and its other probes may kill it',
    when: isGone,
  },
  {
    kinds: ANY,
    path: /\.resources\.limits(?:\.[\w-]+|\["[^"]+"\])?$/,
    risk: 'removal',
    text: 'no limit keeps the container from taking what others need',
    when: isGone,
  },
  {
    kinds: ANY,
    path: /\.resources\.limits(?:\.[\w-]+|\["[^"]+"\])$/,
    risk: 'removal',
    text: 'the container is slowed down or killed at a lower limit',
    when: (before, after) => isLess(after, before),
  },
  {
    kinds: ANY,
    path: /\.resources\.requests(?:\.[\w-]+|\["[^"]+"\])?$/,
    risk: 'removal',
    text: 'less is reserved for the pods, which are evicted earlier',
    when: isLowered,
  },
  {
    kinds: PODS,
    path: /\.priorityClassName$/,
    risk: 'removal',
    text: 'pods are evicted, or evict others, in another order',
  },
  {
    kinds: PODS,
    path: /ontainers\[[^\]]*\]\.imagePullPolicy$/,
    risk: 'image',
    text: 'what runs under the same tag may be another image',
  },
  {
    kinds: SCALERS,
    path: /^spec\.(?:minReplicas|minReplicaCount)$/,
    risk: 'removal',
    text: 'fewer pods run without load',
    when: (before, after, path) => isLess(after ?? leastOf(path), before ?? leastOf(path)),
  },
  {
    kinds: SCALERS,
    path: /^spec\.(?:maxReplicas|maxReplicaCount)$/,
    risk: 'removal',
    text: 'fewer pods run under load',
    when: (before, after) => isLess(after ?? KEDA_MOST, before ?? KEDA_MOST),
  },
];

/** What KEDA scales up to by default; a HorizontalPodAutoscaler always states it. */
const KEDA_MOST = 100;

/** Pods without load by default: one for a HorizontalPodAutoscaler, none for KEDA. */
function leastOf(path: string): number {
  return path.endsWith('Count') ? 0 : 1;
}
