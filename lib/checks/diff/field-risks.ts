import { isJsonObject, type JsonValue } from '../../values/json';
import type { FieldChange, Reason } from './change';
import { RISK_ORDER } from './change';
import type { FieldRow } from './field-row';
import { ANY, hasOther, isGone, pathsText, PODS } from './field-row';
import { ACCOUNT_FIELDS } from './account-fields';
import { ADMISSION_FIELDS } from './admission-fields';
import { CONSTRAINT_FIELDS } from './constraint-fields';
import { DEFINITION_FIELDS, DEFINITIONS } from './definition-fields';
import { DELIVERY_FIELDS } from './delivery-fields';
import { DEFAULT_CAPABILITIES } from './effective-contexts';
import { LIMIT_FIELDS } from './limit-fields';
import { ROUTE_FIELDS } from './route-fields';
import { OUTAGE_FIELDS } from './outage-fields';
import { CAPACITY_FIELDS } from './capacity-fields';
import { HOST_FIELDS } from './host-fields';
import { LIFETIME_FIELDS } from './lifetime-fields';
import { PRIVILEGE_FIELDS } from './privilege-fields';
import { STATE_FIELDS } from './state-fields';

const isTrue = (_: JsonValue | undefined, after: JsonValue | undefined): boolean => after === true;
/**
 * Fields whose change is risky, by kind. Sources: validation of updates in Kubernetes (`ValidateXxxUpdate` in `pkg/apis`), Pod Security
 * Standards, API references of Istio and Argo CD.
 */
const FIELD_RISKS: readonly FieldRow[] = [
  ...STATE_FIELDS,
  ...PRIVILEGE_FIELDS,
  ...OUTAGE_FIELDS,
  ...CAPACITY_FIELDS,
  ...HOST_FIELDS,
  ...LIFETIME_FIELDS,
  ...ROUTE_FIELDS,
  ...ADMISSION_FIELDS,
  ...DEFINITION_FIELDS,
  ...LIMIT_FIELDS,
  ...DELIVERY_FIELDS,
  ...ACCOUNT_FIELDS,
  ...CONSTRAINT_FIELDS,
  {
    kinds: /^kustomize\.config\.k8s\.io\/Kustomization$/,
    path: ANY,
    risk: 'rollout',
    text: 'kustomize builds other objects from it; what it builds is not compared',
  },
  // Privileges.
  {
    kinds: PODS,
    path: /\.host(?:Network|PID|IPC)$/,
    risk: 'access',
    text: 'pods use a namespace of their node',
    when: isTrue,
  },
  {
    kinds: PODS,
    path: /securityContext(?:\.privileged)?$/,
    risk: 'access',
    text: 'a container is privileged',
    when: (_, after) => after === true || JSON.stringify(after ?? '').includes('"privileged":true'),
  },
  {
    kinds: PODS,
    // As `withEffectiveContexts` writes it.
    path: /\.capabilities$/,
    risk: 'access',
    text: 'a container has more capabilities',
    when: (before, after) => hasOther(after, before ?? DEFAULT_CAPABILITIES),
  },
  {
    kinds: PODS,
    path: /\.volumes(?:\[[^\]]*\](?:\.hostPath.*)?)?$/,
    risk: 'access',
    text: 'pods see files of their node',
    when: (before, after) =>
      JSON.stringify(after ?? '').includes('hostPath') || (typeof after === 'string' && before !== undefined),
  },
  { kinds: PODS, path: /\.serviceAccount(?:Name)?$/, risk: 'access', text: 'pods act as another ServiceAccount' },
  {
    kinds: /^\/Namespace$/,
    path: /^metadata\.labels(?:\["pod-security\.kubernetes\.io\/enforce"\])?$/,
    risk: 'access',
    text: 'the Pod Security Standard of the namespace is lower',
    when: (before, after) => security(after) < security(before),
  },
  {
    kinds: /^security\.istio\.io\/PeerAuthentication$/,
    path: /mode$|^spec\.mtls$/,
    risk: 'access',
    text: 'traffic without mutual TLS is accepted',
    when: (_, after) => !JSON.stringify(after ?? '').includes('STRICT'),
  },
  {
    kinds: /^security\.istio\.io\/PeerAuthentication$/,
    path: /mode$/,
    risk: 'removal',
    text: 'traffic without mutual TLS is refused',
    when: (before, after) => after === 'STRICT' && before !== 'STRICT',
  },
  {
    kinds: /^argoproj\.io\/AppProject$/,
    path: /^spec\.(?:sourceRepos|destinations|\w+Whitelist|roles|sourceNamespaces)/,
    risk: 'access',
    text: 'the project permits more',
    when: (before, after) => after !== undefined && !(length(after) < length(before)),
  },
  {
    kinds: /^argoproj\.io\/AppProject$/,
    path: /^spec\.\w+Blacklist/,
    risk: 'access',
    text: 'the project excludes less',
    when: (before, after) => length(after) < length(before) || isGone(before, after),
  },
  // Reachable from outside.
  {
    kinds: /^\/Service$/,
    path: /^spec\.type$/,
    risk: 'exposure',
    text: 'the Service can be reached from outside of the cluster',
    when: (_, after) => after === 'LoadBalancer' || after === 'NodePort',
  },
  {
    kinds: /^\/Service$/,
    path: /^spec\.externalIPs/,
    risk: 'exposure',
    text: 'the Service accepts traffic for other addresses',
    when: (_, after) => after !== undefined,
  },
  {
    kinds: /^\/Service$/,
    path: /^spec\.loadBalancerSourceRanges/,
    risk: 'exposure',
    text: 'other addresses may reach the Service',
    when: (before, after) =>
      before !== undefined && length(after) !== 0 ? length(after) >= length(before) : before !== undefined,
  },
  {
    kinds: /^networking\.k8s\.io\/Ingress$/,
    path: /^spec\.(?:rules|defaultBackend)/,
    risk: 'exposure',
    text: 'the Ingress leads elsewhere, or from elsewhere',
    when: (_, after) => after !== undefined,
  },
  {
    kinds: /^networking\.k8s\.io\/Ingress$/,
    path: /^spec\.tls/,
    risk: 'exposure',
    text: 'traffic is no longer encrypted',
    when: isGone,
  },
  {
    kinds: /^networking\.istio\.io\/Gateway$/,
    path: /^spec\.servers/,
    risk: 'exposure',
    text: 'the gateway accepts other traffic',
    when: (_, after) => after !== undefined,
  },
  {
    kinds: PODS,
    path: /hostPort$/,
    risk: 'exposure',
    text: 'the port can be reached at the address of the node',
    when: (before, after) => before === undefined && after !== undefined,
  },
  {
    kinds: /^networking\.k8s\.io\/Ingress$/,
    path: /^metadata\.annotations\b/,
    risk: 'exposure',
    text: 'other requests pass the Ingress',
    when: (before, after, path) => guards(path, before) !== guards(path, after),
  },
  // Runs no more.
  {
    kinds: /^policy\/PodDisruptionBudget$/,
    path: /^spec\.minAvailable$/,
    risk: 'removal',
    text: 'more of its pods may be evicted at once',
    when: (before, after) => before !== undefined && !isAtMost(before, after),
  },
  {
    kinds: /^policy\/PodDisruptionBudget$/,
    path: /^spec\.maxUnavailable$/,
    risk: 'removal',
    text: 'more of its pods may be evicted at once',
    when: (before, after) => before !== undefined && !isAtMost(after, before),
  },
  {
    kinds: ANY,
    path: /^spec\.replicas$/,
    risk: 'removal',
    text: 'no pod runs any more',
    when: (_, after) => after === 0,
  },
  { kinds: /^batch\/CronJob$/, path: /^spec\.suspend$/, risk: 'removal', text: 'it no longer runs', when: isTrue },
  // Versions.
  {
    kinds: ANY,
    path: /(?:^|\.)(?:initContainers|containers|ephemeralContainers)\[[^\]]*\](?:\.image)?$/,
    risk: 'image',
    text: 'another image runs',
  },
  {
    kinds: ANY,
    path: /(?:^|\.)image(?:\.(?:tag|repository|registry|digest))?$/,
    risk: 'image',
    text: 'another image runs',
  },
  {
    kinds: /^(?:helm\.toolkit\.fluxcd\.io\/HelmRelease|helm\.cattle\.io\/HelmChart)$/,
    path: /^spec\.(?:chart|version|repo)/,
    risk: 'image',
    text: 'another version of the chart is installed',
  },
  {
    kinds: /^install\.verrazzano\.io\/Verrazzano$/,
    path: /^spec\.version$/,
    risk: 'image',
    text: 'the platform is upgraded',
  },
  { kinds: PODS, path: /^spec\.(?:jobTemplate\.spec\.)?template/, risk: 'rollout', text: 'the pods are replaced' },
];

/**
 * Why changes of fields are risky: of each field the greatest of its risks, and one reason for all fields of which the same is true.
 * @param kind - `group/Kind` of the object
 * @param fields - the fields, the outer ones before those inside of them
 */
export function fieldReasons(kind: string, fields: readonly FieldChange[]): Reason[] {
  const byText = new Map<string, { readonly row: FieldRow; readonly paths: string[] }>();
  let whole: FieldChange | undefined;
  for (const field of fields) {
    if (whole === undefined || !isInside(field.path, whole.path)) whole = field;
    const row = greatestRisk(kind, field, field === whole);
    if (row === undefined) continue;
    const paths = byText.get(`${row.risk} ${row.text}`)?.paths ?? [];
    // Fields inside of one follow it.
    const outer = paths.at(-1);
    if (outer === undefined || !isInside(field.path, outer)) paths.push(field.path);
    byText.set(`${row.risk} ${row.text}`, { row, paths });
  }
  return [...byText.values()].map(({ row: { risk, text }, paths }) => ({
    risk,
    text: risk === 'rollout' ? text : `${pathsText(paths)}: ${text}`,
  }));
}

function isInside(path: string, outer: string): boolean {
  return path.startsWith(outer) && /^[.[]/.test(path.slice(outer.length));
}

function greatestRisk(kind: string, { path, before, after }: FieldChange, isAlone: boolean): FieldRow | undefined {
  // Names in a schema are those of other objects' fields.
  const rows = (isInSchema(kind, path) ? DEFINITION_FIELDS : FIELD_RISKS).filter(
    (row) =>
      row.kinds.test(kind) &&
      row.path.test(path) &&
      (isAlone || row.alone !== true) &&
      row.when?.(before, after, path) !== false,
  );
  return [...rows].sort((a, b) => RISK_ORDER.indexOf(a.risk) - RISK_ORDER.indexOf(b.risk))[0];
}

function isInSchema(kind: string, path: string): boolean {
  return DEFINITIONS.test(kind) && path.startsWith('spec.versions');
}

/** Annotations of Ingresses that decide which requests pass. */
const GUARDS = /auth|whitelist|allowlist|denylist|snippet|ssl|secure|backend-protocol|source-range|waf|modsecurity/;

/** Those of the annotations at a path that decide which requests pass. */
function guards(path: string, value: JsonValue | undefined): string {
  if (!isJsonObject(value)) return GUARDS.test(path) ? JSON.stringify(value ?? null) : '';
  const entries = Object.entries(value).filter(([key]) => GUARDS.test(key));
  return entries.length === 0 ? '' : JSON.stringify(entries);
}

/** Whether one amount is certainly not more than another: both numbers, or both percentages. */
function isAtMost(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  const [, left, leftUnit] = /^"?(\d+)(%?)"?$/.exec(JSON.stringify(a ?? null)) ?? [];
  const [, right, rightUnit] = /^"?(\d+)(%?)"?$/.exec(JSON.stringify(b ?? null)) ?? [];
  return left !== undefined && right !== undefined && leftUnit === rightUnit && Number(left) <= Number(right);
}

function length(value: JsonValue | undefined): number {
  return Array.isArray(value) ? value.length : value === undefined ? 0 : 1;
}

const STANDARDS: readonly string[] = ['privileged', 'baseline', 'restricted'];

/** A namespace without the label takes everything. */
function security(value: JsonValue | undefined): number {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  const [, inside] = /pod-security\.kubernetes\.io\/enforce":"(\w+)"/.exec(text) ?? [];
  const level = STANDARDS.indexOf(inside ?? text);
  return level < 0 ? 0 : level;
}
