import { isLabelKey, isLabelValue } from '../../values/names';
import { isHostName, isDnsLabel, DNS_LABEL, HOST_NAME, isDnsSubdomain, DNS_SUBDOMAIN } from '../../values/names';
import type { JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { isKubernetesVersion, KUBERNETES_VERSION } from '../../values/kubernetes-facts';
import { cidrProblems } from '../../values/addresses';
import { CNI_NAMES } from './cni-names';

/** What a field of a fleet file may hold. */
export interface FieldRule {
  /** Whether it must be there. */
  readonly required?: true;
  /** Whether a value is allowed. */
  readonly isValid: (value: JsonValue) => boolean;
  /** What is allowed, in words. */
  readonly allowed: string;
  /** Fields below, of an object. */
  readonly fields?: Readonly<Record<string, FieldRule>>;
}

const isText = (value: JsonValue): value is string => typeof value === 'string' && value.trim() !== '';
const label: FieldRule = { isValid: (value) => isDnsLabel(value), allowed: DNS_LABEL };

/** The fields of `kubernetes`. */
const KUBERNETES: Readonly<Record<string, FieldRule>> = {
  version: {
    required: true,
    // A patch release may follow. Quotes are needed: YAML reads 1.30 as a number.
    isValid: (value) => typeof value === 'string' && isKubernetesVersion(value),
    allowed: `${KUBERNETES_VERSION}, in quotes`,
  },
  cni: {
    required: true,
    isValid: (value) => typeof value === 'string' && CNI_NAMES.includes(value),
    allowed: CNI_NAMES.join(', '),
  },
  storageClass: { required: true, isValid: (value) => isDnsSubdomain(value), allowed: DNS_SUBDOMAIN },
  apiServerCidrs: {
    isValid: (value) =>
      Array.isArray(value) &&
      (value as readonly JsonValue[]).every((one) => typeof one === 'string' && cidrProblems('', one).length === 0),
    allowed: 'a list of CIDRs, such as [10.0.0.0/28]',
  },
};

/** The fields of a cluster. */
export const CLUSTER_FIELDS: Readonly<Record<string, FieldRule>> = {
  kubernetes: { required: true, isValid: isJsonObject, allowed: 'an object', fields: KUBERNETES },
  ring: label,
  server: {
    isValid: (value) => typeof value === 'string' && /^https:\/\/[^\s/]+$/.test(value),
    allowed: 'https://<host>[:<port>]',
  },
  environmentName: label,
  dnsSuffix: { isValid: (value) => isHostName(value), allowed: HOST_NAME },
  description: { isValid: isText, allowed: 'a string' },
  labels: {
    isValid: (value) =>
      isJsonObject(value) && Object.entries(value).every(([key, one]) => isLabelKey(key) && isLabelValue(one)),
    allowed: 'labels of Kubernetes: keys with an optional prefix, values of at most 63 characters',
  },
  certificateAuthority: { isValid: (value) => value === 'private' || value === 'public', allowed: 'private, public' },
  settings: { isValid: isJsonObject, allowed: 'an object' },
};
