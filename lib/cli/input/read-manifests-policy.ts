import type { JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';

/** What a value is: anything, an object with these fields, an object with any fields, or a list of something. */
type Shape = 'any' | 'map' | { readonly fields: Readonly<Record<string, Shape>> } | { readonly each: Shape };

const SELECTOR: Shape = {
  fields: {
    matchLabels: 'map',
    matchExpressions: { each: { fields: { key: 'any', operator: 'any', values: { each: 'any' } } } },
  },
};
const PEER: Shape = {
  fields: {
    ipBlock: { fields: { cidr: 'any', except: { each: 'any' } } },
    namespaceSelector: SELECTOR,
    podSelector: SELECTOR,
  },
};
const PORTS: Shape = { each: { fields: { endPort: 'any', port: 'any', protocol: 'any' } } };

/** `spec` of a NetworkPolicy. Source: networking.k8s.io/v1, NetworkPolicySpec. */
const SPEC: Shape = {
  fields: {
    egress: { each: { fields: { ports: PORTS, to: { each: PEER } } } },
    ingress: { each: { fields: { from: { each: PEER }, ports: PORTS } } },
    podSelector: SELECTOR,
    policyTypes: { each: 'any' },
  },
};

/** What is wrong with the fields of a NetworkPolicy. */
export interface PolicyFields {
  /** Values of the wrong type; the API server refuses them. */
  readonly wrong: readonly string[];
  /** Fields that a NetworkPolicy does not have; the API server drops them, and kubectl refuses them. */
  readonly unknown: readonly string[];
}

/**
 * Compares the fields of a NetworkPolicy with those of its schema: a misspelt field restricts nothing.
 * @param spec - its `spec`
 */
export function policyFields(spec: JsonValue | undefined): PolicyFields {
  const found = { wrong: [] as string[], unknown: [] as string[] };
  compareWith(SPEC, spec, 'spec', found);
  return found;
}

function compareWith(
  shape: Shape,
  value: JsonValue | undefined,
  path: string,
  found: { readonly wrong: string[]; readonly unknown: string[] },
): void {
  if (shape === 'any' || value === undefined || value === null) return;
  if (shape !== 'map' && 'each' in shape) {
    if (!Array.isArray(value)) found.wrong.push(`${path} is not a list`);
    else
      (value as readonly JsonValue[]).forEach((item, index) =>
        compareWith(shape.each, item, `${path}[${index}]`, found),
      );
    return;
  }
  if (!isJsonObject(value)) {
    found.wrong.push(`${path} is not an object`);
    return;
  }
  if (shape === 'map') return;
  for (const [key, member] of Object.entries(value)) {
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (field !== undefined) compareWith(field, member, `${path}.${key}`, found);
    else found.unknown.push(`${path}.${key} is unknown; allowed ${Object.keys(shape.fields).join(', ')}`);
  }
}
