/**
 * NetworkPolicy of `networking.k8s.io/v1` as JSON schema: a kind of Kubernetes itself, which no CRD describes. Narrower than the API,
 * since rules that hold everywhere say so: single numeric ports, and both policy types never left to defaults.
 *
 * Source: the API reference of Kubernetes 1.24.
 */
const labels = { type: 'object', additionalProperties: { type: 'string' } };

const selector = {
  type: 'object',
  additionalProperties: false,
  properties: {
    matchLabels: labels,
    matchExpressions: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['key', 'operator'],
        properties: {
          key: { type: 'string' },
          operator: { enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'] },
          values: { type: 'array', items: { type: 'string' }, minItems: 1 },
        },
      },
    },
  },
};

const peer = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    podSelector: selector,
    namespaceSelector: selector,
    ipBlock: {
      type: 'object',
      additionalProperties: false,
      required: ['cidr'],
      properties: { cidr: { type: 'string' }, except: { type: 'array', items: { type: 'string' } } },
    },
  },
};

const port = {
  type: 'object',
  additionalProperties: false,
  required: ['port', 'protocol'],
  properties: {
    port: { type: 'integer', minimum: 1, maximum: 65535 },
    protocol: { enum: ['TCP', 'UDP', 'SCTP'] },
  },
};

// An empty list of peers means everybody: whoever means that leaves it out.
const rules = (peers: 'from' | 'to'): object => ({
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    properties: {
      [peers]: { type: 'array', items: peer, minItems: 1 },
      ports: { type: 'array', items: port, minItems: 1 },
    },
  },
});

/** The schema. */
export const NETWORK_POLICY_SCHEMA: object = {
  type: 'object',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    apiVersion: { const: 'networking.k8s.io/v1' },
    kind: { const: 'NetworkPolicy' },
    metadata: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'namespace'],
      properties: {
        name: { type: 'string', maxLength: 253, pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$' },
        namespace: { type: 'string' },
        labels,
        annotations: labels,
      },
    },
    spec: {
      type: 'object',
      additionalProperties: false,
      required: ['podSelector', 'policyTypes'],
      properties: {
        podSelector: selector,
        policyTypes: { type: 'array', items: { enum: ['Ingress', 'Egress'] }, minItems: 1, uniqueItems: true },
        ingress: rules('from'),
        egress: rules('to'),
      },
    },
  },
};
