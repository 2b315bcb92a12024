import type { JsonValue } from '../../values/json';
import { isGone, isLess, isZero, type FieldRow } from './field-row';

const QUOTA = /^\/ResourceQuota$/;
const RANGE = /^\/LimitRange$/;
const BUDGET = /^policy\/PodDisruptionBudget$/;
const CLASS = /^storage\.k8s\.io\/StorageClass$/;

const BEYOND = 'what is beyond it is refused';
const PERMITTED = 'what it refused is permitted';
const isNewOrLower = (before: JsonValue | undefined, after: JsonValue | undefined): boolean =>
  after !== undefined && (before === undefined || isLess(after, before));
const isNewOrHigher = (before: JsonValue | undefined, after: JsonValue | undefined): boolean =>
  after !== undefined && (before === undefined || isLess(before, after));
const limit = (names: string): RegExp =>
  new RegExp(String.raw`^spec\.limits\[[^\]]*\]\.(?:${names})(?:\.[\w-]+|\["[^"]+"\])?$`);

const DEFAULT_CLASS = /"?storageclass\.(?:beta\.)?kubernetes\.io\/is-default-class"?/;
const isDefault = (value: JsonValue | undefined, path: string): boolean => {
  const text = JSON.stringify(value ?? '');
  return DEFAULT_CLASS.test(path) ? text === '"true"' : /is-default-class":"true"/.test(text);
};

/** What a namespace or a cluster limits, and what is evicted. Source: API reference and concepts of Kubernetes. */
export const LIMIT_FIELDS: readonly FieldRow[] = [
  { kinds: QUOTA, path: /^spec\.hard\b/, risk: 'removal', text: BEYOND, when: isNewOrLower },
  { kinds: QUOTA, path: /^spec\.hard\b/, risk: 'access', text: PERMITTED, when: isGone },
  { kinds: RANGE, path: limit('max|maxLimitRequestRatio'), risk: 'removal', text: BEYOND, when: isNewOrLower },
  { kinds: RANGE, path: limit('min'), risk: 'removal', text: 'what is below it is refused', when: isNewOrHigher },
  { kinds: RANGE, path: limit('max|min|maxLimitRequestRatio'), risk: 'access', text: PERMITTED, when: isGone },
  {
    kinds: RANGE,
    path: limit('default'),
    risk: 'removal',
    text: 'containers that state no limit are slowed down or killed at a lower limit',
    when: isNewOrLower,
  },
  {
    kinds: /^scheduling\.k8s\.io\/PriorityClass$/,
    path: /^globalDefault$/,
    risk: 'removal',
    text: 'pods without a class are evicted, or evict others, in another order',
  },
  {
    kinds: BUDGET,
    path: /^spec\.maxUnavailable$/,
    risk: 'removal',
    text: 'no pod may be evicted, so that nodes cannot be drained',
    when: (_, after) => isZero(after),
  },
  {
    kinds: BUDGET,
    path: /^spec\.minAvailable$/,
    risk: 'removal',
    text: 'no pod may be evicted, so that nodes cannot be drained',
    when: (_, after) => after === '100%',
  },
  {
    kinds: CLASS,
    path: /^metadata\.annotations/,
    risk: 'removal',
    text: 'claims with no class get another one, or none',
    when: (before, after, path) => isDefault(before, path) !== isDefault(after, path),
  },
  {
    kinds: CLASS,
    path: /^allowVolumeExpansion$/,
    risk: 'removal',
    text: 'claims of the class can no longer grow',
    when: (before, after) => before === true && after !== true,
  },
];
