import type { JsonValue } from '../../values/json';
import { contains, type FieldRow } from './field-row';

const ADMISSION = /^admissionregistration\.k8s\.io\//;
const KYVERNO = /^kyverno\.io\/(?:Cluster)?Policy$/;
const CONSTRAINTS = /^constraints\.gatekeeper\.sh\//;

const OTHERS = 'other requests are checked';
const REPORTED = 'what the policy forbids is no longer refused';
const had = (before: JsonValue | undefined): boolean => before !== undefined;
const isNew = (before: JsonValue | undefined): boolean => before === undefined;

/** A webhook that is called for requests: what does not answer refuses them. */
const failsOpen = (value: JsonValue | undefined): boolean => contains(value, /"failurePolicy":"Ignore"/);

/**
 * Which requests the API server refuses. Sources: API reference of Kubernetes, `admissionregistration.k8s.io`; documentation of Kyverno and
 * Gatekeeper.
 */
export const ADMISSION_FIELDS: readonly FieldRow[] = [
  {
    kinds: ADMISSION,
    path: /failurePolicy$/,
    risk: 'access',
    text: 'requests pass when the webhook does not answer',
    when: (_, after) => after === 'Ignore',
    alone: true,
  },
  {
    kinds: ADMISSION,
    path: /failurePolicy$/,
    risk: 'removal',
    text: 'requests are refused while the webhook does not answer',
    when: (before, after) => before === 'Ignore' && after !== 'Ignore',
    alone: true,
  },
  {
    kinds: ADMISSION,
    path: /(?:namespaceSelector|objectSelector|rules|matchConditions|matchConstraints|matchResources|validations|variables|policyName|paramKind|paramRef)/,
    risk: 'access',
    text: OTHERS,
    alone: true,
  },
  { kinds: ADMISSION, path: /^webhooks\[[^\]]*\]$/, risk: 'access', text: OTHERS, when: had, alone: true },
  {
    kinds: ADMISSION,
    path: /^webhooks(?:\[[^\]]*\])?$/,
    risk: 'removal',
    text: 'requests are refused while a new webhook does not answer',
    when: (before, after) => isNew(before) && !failsOpen(after),
    alone: true,
  },
  {
    kinds: ADMISSION,
    path: /^webhooks(?:\[[^\]]*\])?$/,
    risk: 'removal',
    text: 'a new webhook may refuse requests',
    when: isNew,
    alone: true,
  },
  {
    kinds: ADMISSION,
    path: /\.matchPolicy$/,
    risk: 'access',
    text: 'requests in other versions of the API are no longer checked',
    when: (_, after) => after === 'Exact',
    alone: true,
  },
  {
    kinds: ADMISSION,
    path: /clientConfig(?:\.(?:url|service\b.*))?$/,
    risk: 'access',
    text: 'another server decides about requests',
    when: (before, after) => before !== undefined && after !== undefined,
  },
  {
    kinds: ADMISSION,
    path: /clientConfig\.(?:url|service)$/,
    risk: 'access',
    text: 'another server decides about requests',
    alone: true,
  },
  {
    kinds: ADMISSION,
    path: /\.caBundle$/,
    risk: 'removal',
    text: 'the API server trusts another certificate of the webhook',
    when: had,
    alone: true,
  },
  {
    kinds: ADMISSION,
    path: /^spec\.validationActions$/,
    risk: 'access',
    text: REPORTED,
    when: (before, after) => contains(before, /Deny/) && !contains(after, /Deny/),
  },
  {
    kinds: KYVERNO,
    path: /\.(?:validationFailureAction|failureAction)$/,
    risk: 'access',
    text: REPORTED,
    when: (before, after) => contains(before, /enforce/i) && !contains(after, /enforce/i),
  },
  {
    kinds: KYVERNO,
    path: /\.(?:validationFailureAction|failureAction)$/,
    risk: 'removal',
    text: 'what the policy forbids is refused',
    when: (before, after) => contains(after, /enforce/i) && !contains(before, /enforce/i),
  },
  {
    kinds: KYVERNO,
    path: /^spec\.rules\b(?!.*\.(?:validationFailureAction|failureAction|message)$)/,
    risk: 'access',
    text: OTHERS,
  },
  {
    kinds: CONSTRAINTS,
    path: /^spec\.enforcementAction$/,
    risk: 'access',
    text: REPORTED,
    // Without one, a constraint refuses.
    when: (before, after) => (before ?? 'deny') === 'deny' && (after ?? 'deny') !== 'deny',
  },
  { kinds: CONSTRAINTS, path: /^spec\.(?:match|parameters)/, risk: 'access', text: OTHERS },
];
