const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const EMAIL = /^[^\s@<>"(),:;[\]\\]+@[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$/;

/** The label with its name that the API server gives every namespace. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

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

/**
 * Tells whether a text looks like `local@domain`, the one form of RFC 5322 addresses that ACME accounts use.
 * @param text - the value to test
 */
export function isEmailAddress(text: unknown): text is string {
  return typeof text === 'string' && EMAIL.test(text);
}
