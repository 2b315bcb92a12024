import type { JsonValue } from '../../values/json';
import { isDataKey, isDnsLabel, isDnsSubdomain } from '../../values/names';

/** What a value must be like. */
export interface Form {
  /** For messages. */
  readonly allowed: string;
  /** Whether a value is like that; values of another type belong to the schema. */
  readonly test: (value: JsonValue) => boolean;
}

const FACTORS: Readonly<Record<string, number>> = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};

/** A quantity as a number; undefined where it is not one. */
export function amountOf(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  const match = typeof value === 'string' ? /^([+-]?[\d.]+)([A-Za-z]{0,2})$/.exec(value) : null;
  const factor = FACTORS[match?.[2] ?? ' '];
  return match === null || factor === undefined ? undefined : Number(match[1]) * factor;
}

/** A name of a port: letters, digits and `-`, at least one letter, at most 15 characters. Source: RFC 6335, section 5.1. */
export function isPortName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?$/.test(text) && /[a-z]/.test(text) && !text.includes('--');
}

/** An empty text counts as a value that is not set; where one must be set, `notEmpty` says so. */
function text(allowed: string, is: (value: string) => boolean): Form {
  return { allowed, test: (value) => typeof value !== 'string' || value === '' || is(value) };
}

function number(allowed: string, is: (value: number) => boolean): Form {
  return { allowed, test: (value) => typeof value !== 'number' || is(value) };
}

function quantity(allowed: string, is: (value: number) => boolean): Form {
  return { allowed, test: (value) => value !== '' && is(amountOf(value) ?? 1) };
}

function oneOf(...values: readonly string[]): Form {
  return text(values.join(', '), (value) => values.includes(value));
}

/** Forms of values by name. Source: apimachinery, `pkg/util/validation`, and validation of Kubernetes. */
export const FORMS = {
  subdomain: text('a DNS-1123 subdomain: labels of a-z, 0-9 and - joined by ., at most 253 characters', isDnsSubdomain),
  label: text('a DNS-1123 label: 1 to 63 characters of a-z, 0-9 and -, no - at either end', isDnsLabel),
  label1035: text(
    'a DNS-1035 label: as a DNS-1123 label, starting with a letter',
    (value) => isDnsLabel(value) && /^[a-z]/.test(value),
  ),
  labelValue: text('up to 63 letters, digits, - _ . with a letter or digit at both ends', (value) =>
    /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/.test(value),
  ),
  environment: text(
    'letters, digits, _ - and ., not a digit first',
    (value) => /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(value) && value !== '.' && !value.startsWith('..'),
  ),
  dataKey: text('letters, digits, - _ and .', isDataKey),
  driver: text('a DNS name of at most 63 characters per part, with / before it or not', (value) =>
    /^(?:[a-z0-9.-]+\/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/i.test(value),
  ),
  notEmpty: { allowed: 'a text that is not empty', test: (value) => value !== '' },
  host: text('a DNS name, also with *. before it', (value) => isDnsSubdomain(value.replace(/^\*\./, ''))),
  portName: text('up to 15 characters of a-z, 0-9 and -, with at least one letter', isPortName),
  port: number('1 to 65535', (value) => Number.isInteger(value) && value >= 1 && value <= 65535),
  atLeast0: number('0 or more', (value) => value >= 0),
  atLeast1: number('1 or more', (value) => value >= 1),
  countOrPercent: {
    allowed: 'a number of 0 or more, or a percentage such as 25%',
    test: (value) => (typeof value === 'number' ? value >= 0 : typeof value !== 'string' || /^\d+%$/.test(value)),
  },
  amount: quantity('a quantity of 0 or more', (value) => value >= 0),
  size: quantity('a quantity of more than 0', (value) => value > 0),
  absolutePath: text('a path that begins with /', (value) => value.startsWith('/')),
  https: text('an address that begins with https://', (value) => value.startsWith('https://')),
  qualifiedHost: text(
    'a DNS name of at least three parts',
    (value) => isDnsSubdomain(value) && value.split('.').length >= 3,
  ),
  selectorOperator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'),
  limitType: text(
    'Pod, Container, PersistentVolumeClaim, or a name with a domain',
    (value) => ['Pod', 'Container', 'PersistentVolumeClaim'].includes(value) || value.includes('/'),
  ),
  operation: oneOf('CREATE', 'UPDATE', 'DELETE', 'CONNECT', '*'),
  webhookTimeout: number('1 to 30', (value) => value >= 1 && value <= 30),
  rbacGroup: oneOf('rbac.authorization.k8s.io'),
  roleKind: oneOf('Role', 'ClusterRole'),
  subjectKind: oneOf('ServiceAccount', 'User', 'Group'),
  accessMode: oneOf('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'),
} as const satisfies Readonly<Record<string, Form>>;

/** Name of a form. */
export type FormName = keyof typeof FORMS;
