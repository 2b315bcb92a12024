import { listOf, type JsonValue } from '../../values/json';
import { hasOther, isLess, type FieldRow } from './field-row';

/** What permits pods to have privileges. */
const CONSTRAINTS =
  /^(?:(?:security\.openshift\.io)?\/SecurityContextConstraints|(?:policy|extensions)\/PodSecurityPolicy)$/;

const MORE = 'pods may have privileges that they could not have before';
const LESS = 'pods that need it are refused';

/** A field of the constraints, or of the policy, which has it in its `spec`. */
const field = (names: string): RegExp => new RegExp(String.raw`^(?:spec\.)?(?:${names})$`);
const FLAGS = field(
  'allowPrivilegedContainer|privileged|allowHost(?:DirVolumePlugin|Network|PID|IPC|Ports)|host(?:Network|PID|IPC)',
);
const LISTS = field(
  'allowedCapabilities|defaultAddCapabilities|volumes|allowedUnsafeSysctls|seccompProfiles|users|groups',
);
const DROPPED = field('requiredDropCapabilities|forbiddenSysctls');
const STRATEGIES = field('(?:runAsUser|runAsGroup|seLinuxContext|seLinux|fsGroup|supplementalGroups)\\.(?:type|rule)');
/** Lists of objects: an empty one permits all, or nothing. */
const RANGES = /^(?:spec\.)?(?:allowedHostPaths|allowedFlexVolumes|hostPorts)\b/;

/** Lists of texts; a wildcard is everything. */
const gains = (before: JsonValue | undefined, after: JsonValue | undefined): boolean =>
  !listOf(before).some((each) => each === '*') && hasOther(after, before);

/** Strategies, the strictest first; without one, everything is permitted. */
const ORDER: readonly JsonValue[] = ['MustRunAs', 'MustRunAsRange', 'MayRunAs', 'MustRunAsNonRoot', 'RunAsAny'];
const rank = (value: JsonValue | undefined): number => (value === undefined ? ORDER.length : ORDER.indexOf(value));

/**
 * Which privileges pods may have. Sources: API reference of OpenShift, SecurityContextConstraints; API reference of Kubernetes 1.24,
 * PodSecurityPolicy.
 */
export const CONSTRAINT_FIELDS: readonly FieldRow[] = [
  ...either(FLAGS, (before, after) => after === true && before !== true),
  ...either(field('allowPrivilegeEscalation'), (before, after) => after !== false && before === false),
  ...either(field('readOnlyRootFilesystem'), (before, after) => before === true && after !== true),
  ...either(LISTS, gains),
  ...either(DROPPED, (before, after) => gains(after, before)),
  { kinds: CONSTRAINTS, path: RANGES, risk: 'access', text: 'other paths, volumes or ports are permitted' },
  ...either(STRATEGIES, (before, after) => rank(after) > rank(before)),
  {
    kinds: CONSTRAINTS,
    path: /^priority$/,
    risk: 'access',
    text: 'pods that others would have admitted may be admitted by it',
    when: (before, after) => isLess(before ?? 0, after ?? 0),
  },
  {
    kinds: CONSTRAINTS,
    path: /^priority$/,
    risk: 'removal',
    text: 'pods that it would have admitted may be admitted by others',
  },
];

/** A field by which pods may have more, in one direction, and less in the other. */
function either(
  path: RegExp,
  isMore: (before: JsonValue | undefined, after: JsonValue | undefined) => boolean,
): FieldRow[] {
  return [
    { kinds: CONSTRAINTS, path, risk: 'access', text: MORE, when: isMore },
    { kinds: CONSTRAINTS, path, risk: 'removal', text: LESS, when: (before, after) => isMore(after, before) },
  ];
}
