import { listOf, type JsonValue } from '../../values/json';
import type { FieldRow } from './field-row';
import { isGone, PODS } from './field-row';

/** Kernel parameters that every pod may set. Source: Kubernetes, Pod Security Standards, "Sysctls". */
const SAFE_SYSCTLS: readonly string[] = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];

/** Settings of pods that the Pod Security Standards restrict, beside those of `FIELD_RISKS`. */
export const PRIVILEGE_FIELDS: readonly FieldRow[] = [
  {
    kinds: PODS,
    path: /allowPrivilegeEscalation$/,
    risk: 'access',
    text: 'a container may gain privileges',
    when: (before, after) => before === false && after !== false,
  },
  {
    kinds: PODS,
    path: /(?:runAsNonRoot|readOnlyRootFilesystem)$/,
    risk: 'access',
    text: 'a container has fewer restrictions',
    when: (before, after) => before === true && after !== true,
  },
  {
    // What the pod requires, its container does not.
    kinds: PODS,
    path: /ontainers\[[^\]]*\]\.securityContext\.runAsNonRoot$/,
    risk: 'access',
    text: 'a container has fewer restrictions',
    when: (_, after) => after === false,
  },
  {
    kinds: PODS,
    path: /runAsUser$/,
    risk: 'access',
    text: 'a container runs as root, or as the user of its image, who may be root',
    when: becomesRoot,
  },
  {
    kinds: PODS,
    path: /runAsGroup$/,
    risk: 'access',
    text: 'a container runs in the group root, or in that of its image, which may be root',
    when: becomesRoot,
  },
  {
    kinds: PODS,
    path: /(?:fsGroup|supplementalGroups)$/,
    risk: 'access',
    text: 'a container runs in the group root, too',
    when: (_, after) => after === 0 || listOf(after).includes(0),
  },
  {
    kinds: PODS,
    path: /seccompProfile(?:\.type)?$/,
    risk: 'access',
    text: 'system calls are no longer filtered',
    when: (before, after) => strength(after) < strength(before) || text(after).includes('Unconfined'),
  },
  {
    kinds: PODS,
    path: /(?:container\.apparmor\.security\.beta\.kubernetes\.io|appArmorProfile)/,
    risk: 'access',
    text: 'the profile of AppArmor is another one',
    when: (before, after) => before !== undefined || /unconfined/i.test(text(after)),
  },
  {
    kinds: PODS,
    path: /template\.metadata\.annotations$/,
    risk: 'access',
    text: 'a profile of AppArmor is another one',
    when: (before, after) => /apparmor/.test(text(before)) || /apparmor.*unconfined/.test(text(after)),
  },
  {
    kinds: PODS,
    path: /automountServiceAccountToken$/,
    risk: 'access',
    text: 'the pods get a token of their ServiceAccount',
    when: (before, after) => after === true || (before === false && after === undefined),
  },
  {
    kinds: PODS,
    path: /procMount$/,
    risk: 'access',
    text: 'a container sees more of its node in /proc',
    when: (_, after) => after === 'Unmasked',
  },
  {
    kinds: PODS,
    path: /sysctls(?:\[name=[^\]]*\])?(?:\.value)?$/,
    risk: 'access',
    text: 'kernel parameters beyond the safe ones',
    when: (_, after) => namesIn(after).some((name) => !SAFE_SYSCTLS.includes(name)),
  },
];

/** Without an id, that of the image counts. */
function becomesRoot(before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  return after === 0 || (isGone(before, after) && before !== 0);
}

function text(value: JsonValue | undefined): string {
  return JSON.stringify(value ?? '');
}

/** Without a profile nothing is filtered. */
function strength(value: JsonValue | undefined): number {
  return /RuntimeDefault|Localhost/.test(text(value)) ? 1 : 0;
}

function namesIn(value: JsonValue | undefined): string[] {
  return [...text(value).matchAll(/"name":"([^"]*)"/g)].map(([, name = '']) => name);
}
