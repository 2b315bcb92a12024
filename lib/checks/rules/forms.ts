import { parseCidr } from '../../connectivity/ip-ranges';
import { parseIpAddress } from '../../values/ip-address';
import type { JsonValue } from '../../values/json';
import { isDataKey, isDnsLabel, isDnsSubdomain, isLabelKey, isLabelValue } from '../../values/names';
import { isTimeZone } from './time-zones';

/** What a value must be like. */
export interface Form {
  /** For messages. */
  readonly allowed: string;
  /** Whether a value is like that; values of another type belong to the schema. */
  readonly test: (value: JsonValue) => boolean;
}

const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A number, and its exponent or its unit. */
const AMOUNT = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([A-Za-z]{0,2})$/;

/** A quantity as a number; undefined where it is not one. */
export function amountOf(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  const [, number, unit = ''] = (typeof value === 'string' && AMOUNT.exec(value.trim())) || [];
  const factor = Object.hasOwn(FACTORS, unit) ? FACTORS[unit] : undefined;
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
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

/**
 * One of some texts, or a string that is not set.
 * @param values - the texts
 */
export function oneOf(...values: readonly string[]): Form {
  return text(values.join(', '), (value) => values.includes(value));
}

/**
 * One of some texts, in a field where an empty text is a value of its own and refused.
 * @param values - the texts
 */
export function exactly(...values: readonly string[]): Form {
  return { allowed: values.join(', '), test: (value) => typeof value !== 'string' || values.includes(value) };
}

/**
 * A whole number in a range.
 * @param least - the least one
 * @param most - the greatest one
 */
export function range(least: number, most: number): Form {
  return number(`${least} to ${most}`, (value) => value >= least && value <= most);
}

/**
 * A string of at most so many characters.
 * @param most - how many
 */
export function atMost(most: number): Form {
  return text(`at most ${most} characters`, (value) => value.length <= most);
}

/** What a string may be, with an empty text refused. */
function filled({ allowed, test }: Form): Form {
  return { allowed, test: (value) => value !== '' && test(value) };
}

const FIELD_PATHS = ['metadata.name', 'metadata.namespace', 'metadata.uid'];
const ENV_PATHS = [
  ...FIELD_PATHS,
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** `metadata.labels['key']` and `metadata.annotations['key']`. */
function isSubscript(value: string): boolean {
  const [, map, key = ''] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(value) ?? [];
  return map === 'annotations' ? isLabelKey(key.toLowerCase()) : map === 'labels' && isLabelKey(key);
}

/** Source: Kubernetes, `ValidateFinalizerName` and `IsStandardFinalizerName`. */
function isFinalizer(value: string): boolean {
  return value.includes('/') || ['kubernetes', 'orphan', 'foregroundDeletion'].includes(value);
}

/** Names of resources that a container has. */
function isContainerResource(value: string): boolean {
  return /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.+)$/.test(value);
}

/** A path below a volume: relative, without `..`. */
function isInside(value: string): boolean {
  return !value.startsWith('/') && hasNoParent(value);
}

function hasNoParent(value: string): boolean {
  return !value.split('/').includes('..');
}

/** Other types than those of numbers and texts are refused by the schema. */
function isCountOrPercent(value: JsonValue): boolean {
  return typeof value === 'number' ? value >= 0 : typeof value !== 'string' || /^\d+%$/.test(value);
}

/** Names of resources of pods. Source: validation of Kubernetes, `validateContainerResourceName`. */
export function isComputeResource(name: string): boolean {
  if (!isLabelKey(name)) return false;
  return ['cpu', 'memory', 'ephemeral-storage'].includes(name) || name.startsWith('hugepages-') || name.includes('/');
}

const QUOTA_RESOURCES = [
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
  'services',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'storage',
  'services.nodeports',
  'services.loadbalancers',
];

/** Source: validation of Kubernetes, `ValidateResourceQuotaResourceName`. */
function isQuotaResource(value: string): boolean {
  if (!isLabelKey(value)) return false;
  return value.includes('/') || QUOTA_RESOURCES.includes(value) || /^(?:requests\.)?hugepages-/.test(value);
}

/** Source: validation of Kubernetes, `validateWindowsSecurityContextOptions`. */
function isWindowsUser(value: string): boolean {
  const [user = '', domain, ...more] = value.split('\\').reverse();
  const isDomain =
    domain === undefined ||
    /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/.test(domain) ||
    /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)*[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/.test(domain);
  const isUser = user.length <= 104 && /[^. ]/.test(user) && !/["/\\:;|=,+*?<>@[\]]/.test(user);
  return more.length === 0 && isDomain && isUser && !/\p{Cc}/u.test(value);
}

/** Source: validation of Kubernetes, `ValidateSignerName`. The name for what signed before there were names is refused. */
function isSigner(value: string): boolean {
  const [domain = '', path = '', ...more] = value.split('/');
  const isDomain = isDnsSubdomain(domain) && domain.includes('.');
  return more.length === 0 && isDomain && isDnsSubdomain(path) && value !== 'kubernetes.io/legacy-unknown';
}

/** Source: Kubernetes, `ParseCSR`. */
function isCertificateRequest(value: string): boolean {
  return /-----BEGIN CERTIFICATE REQUEST-----\r?\n/.test(Buffer.from(value, 'base64').toString('latin1'));
}

/** Forms of values by name. Source: apimachinery, `pkg/util/validation`, and validation of Kubernetes. */
export const FORMS = {
  subdomain: text('a DNS-1123 subdomain: labels of a-z, 0-9 and - joined by ., at most 253 characters', isDnsSubdomain),
  label: text('a DNS-1123 label: 1 to 63 characters of a-z, 0-9 and -, no - at either end', isDnsLabel),
  label1035: text(
    'a DNS-1035 label: as a DNS-1123 label, starting with a letter',
    (value) => isDnsLabel(value) && /^[a-z]/.test(value),
  ),
  labelValue: text('up to 63 letters, digits, - _ . with a letter or digit at both ends', isLabelValue),
  environment: text(
    'letters, digits, _ - and ., not a digit first',
    (value) => /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(value) && value !== '.' && !value.startsWith('..'),
  ),
  dataKey: text('letters, digits, - _ and .', isDataKey),
  driver: text('up to 63 letters, digits, - _ . with a DNS name and / before it or not', (value) =>
    isLabelKey(value.toLowerCase()),
  ),
  notEmpty: { allowed: 'a string that is not empty', test: (value) => value !== '' },
  host: text('a DNS name, also with *. before it', (value) => isDnsSubdomain(value.replace(/^\*\./, ''))),
  portName: text('up to 15 characters of a-z, 0-9 and -, with at least one letter', isPortName),
  port: range(1, 65535),
  atLeast0: number('0 or more', (value) => value >= 0),
  atLeast1: number('1 or more', (value) => value >= 1),
  countOrPercent: { allowed: 'a number of 0 or more, or a percentage such as 25%', test: isCountOrPercent },
  countOrShare: {
    allowed: 'a number of 0 or more, or a percentage of at most 100%',
    test: (value) => isCountOrPercent(value) && (typeof value !== 'string' || parseInt(value, 10) <= 100),
  },
  amount: quantity('a quantity of 0 or more', (value) => value >= 0),
  size: quantity('a quantity of more than 0', (value) => value > 0),
  absolutePath: text('a path that begins with /', (value) => value.startsWith('/')),
  https: text('an address that begins with https://', (value) => /^https:\/\//i.test(value)),
  driverName: text(
    'a DNS name of at most 63 characters',
    (value) => value.length <= 63 && isDnsSubdomain(value.toLowerCase()),
  ),
  computeResource: text('a resource such as cpu or memory, or a name with a domain', isComputeResource),
  ip: filled(text('an IP address', (value) => parseIpAddress(value) !== undefined)),
  cidrOrEmpty: text('a CIDR such as 10.0.0.0/8', (value) => parseCidr(value) !== undefined),
  cidr: filled(text('a CIDR such as 10.0.0.0/8', (value) => parseCidr(value.trim()) !== undefined)),
  labelKey: filled(
    text(
      'up to 63 letters, digits, - _ . with a letter or digit at both ends, with a DNS name and / before it or not',
      isLabelKey,
    ),
  ),
  userId: range(0, 2 ** 31 - 1),
  mode: range(0, 511),
  headerName: filled(text('letters, digits and -', (value) => /^[-A-Za-z0-9]+$/.test(value))),
  fieldPath: filled(
    text(
      [...ENV_PATHS, "metadata.labels['<key>']", "metadata.annotations['<key>']"].join(', '),
      (value) => ENV_PATHS.includes(value) || isSubscript(value),
    ),
  ),
  volumeFieldPath: filled(
    text(
      [...FIELD_PATHS, 'metadata.labels', 'metadata.annotations'].join(', '),
      (value) => [...FIELD_PATHS, 'metadata.labels', 'metadata.annotations'].includes(value) || isSubscript(value),
    ),
  ),
  containerResource: filled(
    text('limits or requests of cpu, memory, ephemeral-storage or hugepages-*, as in limits.cpu', isContainerResource),
  ),
  sysctl: filled(
    text(
      'a name of a kernel parameter, such as net.core.somaxconn',
      (value) =>
        value.length <= 253 &&
        /^(?:[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/.test(value),
    ),
  ),
  searchDomain: filled(
    text('a DNS name', (value) => value === '.' || isDnsSubdomain(value.replace(/\.$/, '').replaceAll('_', 'a'))),
  ),
  insidePath: text('a relative path without ..', isInside),
  noParentPath: text('a path without ..', hasNoParent),
  trimmed: text('a string without spaces at its ends', (value) => value === value.trim()),
  noDots: text('a name without dots', (value) => !value.includes('.')),
  timeZone: filled(text('a name of the IANA time zone database, such as Etc/UTC or Europe/Paris', isTimeZone)),
  clusterIp: text('an IP address, or None', (value) => value === 'None' || parseIpAddress(value) !== undefined),
  segment: filled(text('a name without / and %, neither . nor ..', (value) => !/[/%]|^\.\.?$/.test(value))),
  controller: text(
    'a DNS name, / and a path, as in k8s.io/ingress-nginx',
    (value) =>
      value.length <= 250 &&
      /^[^/]+\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(value) &&
      isDnsSubdomain(value.split('/')[0]),
  ),
  filledList: {
    allowed: 'a list that is not empty',
    test: (value) => !Array.isArray(value) || value.length > 0,
  },
  finalizer: text('a name with a domain, or a standard finalizer', isFinalizer),
  url: filled(text('a path that begins with /, or *', (value) => value === '*' || value.startsWith('/'))),
  portOrName: {
    allowed: '1 to 65535, or a name of up to 15 characters of a-z, 0-9 and -, with at least one letter',
    test: (value) =>
      typeof value === 'number' ? value >= 1 && value <= 65535 : typeof value !== 'string' || isPortName(value),
  },
  quotaResource: text(
    'a resource of quotas such as pods, requests.cpu or count/deployments.apps, or a name with a domain',
    isQuotaResource,
  ),
  windowsUser: filled(text('a user of Windows, with a domain and \\ before it or not', isWindowsUser)),
  signer: filled(text('a DNS name of at least two parts, / and a name, as in example.com/clients', isSigner)),
  certificateRequest: {
    allowed: 'a certificate request in PEM, in base64',
    test: (value) => (typeof value === 'string' ? isCertificateRequest(value) : !Array.isArray(value)),
  },
  microTime: filled(
    text('a time with six digits of a second, such as 2024-01-31T12:00:00.000000Z', (value) =>
      /:\d\d\.\d{6}(?:Z|[+-]\d\d:\d\d)$/.test(value),
    ),
  ),
  runtimeHandler: filled(text('a DNS-1123 label', isDnsLabel)),
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
  webhookTimeout: range(1, 30),
  rbacGroup: oneOf('rbac.authorization.k8s.io'),
  roleKind: oneOf('Role', 'ClusterRole'),
  subjectKind: oneOf('ServiceAccount', 'User', 'Group'),
  accessMode: oneOf('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'),
} as const satisfies Readonly<Record<string, Form>>;

/** Name of a form. */
export type FormName = keyof typeof FORMS;
