import { compare } from '../values/compare';

/** Kinds of warnings, and what each means. */
export const WARNINGS = {
  'invalid-policy': 'the API server refuses this policy, so it is left out',
  'policy-selects-nothing': 'a policy that selects no pod of the input',
  'peer-matches-nothing': 'a peer of a rule that matches no pod of the input',
  'named-port-matches-nothing': 'a port name that no pod has to which the rule could apply',
  'rules-without-effect': 'rules for a direction that is not among the policyTypes',
  'host-network': 'a policy selects pods that use the network of their node, where it has no effect',
  'namespace-assumed': 'a namespace is missing, and policies select namespaces by labels',
  duplicate: 'two different objects of one name; the last one counts',
  'unknown-field': 'a field that the API server drops',
  'mesh-assumption': 'something about a mesh that the manifests do not show, and that is assumed',
  'not-evaluated': 'a policy, or a part of one, that decides and is not evaluated',
  'host-bits': 'a CIDR with bits behind its prefix, which are dropped',
  'pods-unknown': 'an object whose controller makes pods that are not part of the input',
  'may-be-refused': 'something that the API server of some versions refuses; it is evaluated as far as it goes',
  'same-priority': 'two policies of one tier and priority; which one decides is up to the network plugin',
  'backend-missing': 'an Ingress leads to a Service that is missing or selects no pod',
  'ingress-blocked': 'a policy keeps the ingress controller from a backend',
} as const;

/** Kind of a warning. */
export type WarningKind = keyof typeof WARNINGS;

/** Something in the input that its author probably did not mean. */
export interface Warning {
  /** Kind of the warning, a key of `WARNINGS`. */
  readonly kind: WarningKind;
  /** An error is what a cluster refuses. */
  readonly severity: 'error' | 'warning';
  /** The object: `Kind namespace/name`, or `Kind name` for kinds without namespace. */
  readonly object: string;
  /** What is wrong, with the place inside the object. */
  readonly message: string;
}

/** A warning as one line. */
export function describeWarning({ severity, object, message }: Warning): string {
  return `${severity}: ${object}: ${message}`;
}

/** A new warning; only an invalid policy is an error. */
export function warning(kind: WarningKind, object: string, message: string): Warning {
  return { kind, severity: kind === 'invalid-policy' ? 'error' : 'warning', object, message };
}

/** Errors first, then by object and message; each once. */
export function sortWarnings(warnings: readonly Warning[]): Warning[] {
  const unique = new Map(warnings.map((each) => [describeWarning(each), each]));
  return [...unique].sort(([a], [b]) => compare(a, b)).map(([, each]) => each);
}
