import type { Problem } from './problem';

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const DATA_KEY = /^[-._a-zA-Z0-9]{1,253}$/;
const EMAIL = /^[^\s@<>"(),:;[\]\\]+@[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$/;

/** The label with its name that the API server gives every namespace. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** The annotation in which client-side `kubectl apply` keeps the manifest that it applied. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Namespaces that every cluster has. Source: Kubernetes documentation, "Namespaces", section "Initial namespaces". */
export const INITIAL_NAMESPACES: readonly string[] = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** What {@link isDnsLabel} accepts, for messages. */
export const DNS_LABEL = 'DNS-1123 label: 1 to 63 characters of a-z, 0-9 and -, no - at either end';

/** What {@link isDnsSubdomain} accepts, for messages. */
export const DNS_SUBDOMAIN = 'DNS-1123 subdomain: labels of a-z, 0-9 and - joined by ".", at most 253 characters';

/**
 * Tells whether a value is a DNS-1123 label.
 * @param text - the value to test
 */
export function isDnsLabel(text: unknown): text is string {
  return typeof text === 'string' && LABEL.test(text);
}

/**
 * Tells whether a value is a DNS-1123 subdomain: parts joined by dots, at most 253 characters in all.
 * @param text - the value to test
 */
export function isDnsSubdomain(text: unknown): text is string {
  return typeof text === 'string' && text.length <= 253 && SUBDOMAIN.test(text);
}

/** What {@link isHostName} accepts, for messages. */
export const HOST_NAME =
  'host name: labels of a-z, 0-9 and - with at most 63 characters joined by ".", the last one not a number, at most 253 in all';

/** What {@link isLabelKey} accepts, for messages. */
const LABEL_KEY = 'label key: [<DNS-1123 subdomain>/]<1 to 63 of A-Z, a-z, 0-9, -, _ and .>';

/** What {@link isLabelValue} accepts, for messages. */
const LABEL_VALUE =
  'label value: at most 63 characters of A-Z, a-z, 0-9, -, _ and ., a letter or digit at both ends; or empty';

/** What {@link isDataKey} accepts, for messages. */
export const DATA_KEY_FORM =
  'letters, digits, "-", "_" and ".", 1 to 253 characters, neither "." nor beginning with ".."';

/**
 * Tells whether a value is the name of a host, neither an address nor with a label that DNS cannot hold.
 *
 * Source: RFC 1035; `ValidateFQDN` in `pkg/config/validation/validation.go` of Istio 1.19.
 * @param text - the value to test
 */
export function isHostName(text: unknown): text is string {
  return isDnsSubdomain(text) && text.split('.').every((label) => label.length <= 63) && !/(^|\.)\d+$/.test(text);
}

/**
 * Tells whether a value is the key of a label of Kubernetes.
 * @param text - the value to test
 */
export function isLabelKey(text: unknown): text is string {
  if (typeof text !== 'string') return false;
  const [name = '', prefix, ...rest] = text.split('/').reverse();
  return rest.length === 0 && LABEL_PART.test(name) && (prefix === undefined || isDnsSubdomain(prefix));
}

/**
 * Tells whether a value is the value of a label of Kubernetes.
 * @param text - the value to test
 */
export function isLabelValue(text: unknown): text is string {
  return typeof text === 'string' && (text === '' || LABEL_PART.test(text));
}

/**
 * What is wrong with labels.
 * @param what - where they are, such as `labels`
 * @param labels - the labels
 */
export function labelProblems(what: string, labels: Readonly<Record<string, unknown>> | undefined): Problem[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...(isLabelKey(key) ? [] : [{ what: `a key of ${what} is not valid`, got: key, allowed: LABEL_KEY }]),
    ...(isLabelValue(value) ? [] : [{ what: `${what}.${key} is not valid`, got: value, allowed: LABEL_VALUE }]),
  ]);
}

/**
 * Tells whether a value is a key of a ConfigMap or Secret.
 * @param text - the value to test
 */
export function isDataKey(text: unknown): text is string {
  return typeof text === 'string' && DATA_KEY.test(text) && text !== '.' && !text.startsWith('..');
}

/**
 * Tells whether a string looks like `local@domain`, the one form of RFC 5322 addresses that ACME accounts use.
 * @param text - the value to test
 */
export function isEmailAddress(text: unknown): text is string {
  return typeof text === 'string' && EMAIL.test(text);
}
