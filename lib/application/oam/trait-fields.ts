import { groupOf, isFields, type KubeObject, type Value } from './object';

/** What a field of a trait holds: a scalar, a list, or a map with these fields. */
type Shape = 'string' | 'integer' | 'boolean' | readonly [Shape] | { readonly [field: string]: Shape };

const ENDPOINT = { port: 'integer', path: 'string' } as const;

const POLICY_RULE = {
  from: { requestPrincipals: ['string'] },
  when: [{ key: 'string', values: ['string'] }],
} as const;

/** `spec` of the traits of Verrazzano and OAM, by group and kind. Source: their custom resource definitions in release 1.7.2. */
const TRAITS: Readonly<Record<string, Shape>> = {
  'oam.verrazzano.io/IngressTrait': {
    rules: [
      {
        destination: {
          host: 'string',
          port: 'integer',
          httpCookie: { name: 'string', path: 'string', ttl: 'integer' },
        },
        hosts: ['string'],
        paths: [{ path: 'string', pathType: 'string', authorizationPolicy: { rules: [POLICY_RULE] } }],
      },
    ],
    tls: { secretName: 'string' },
  },
  'oam.verrazzano.io/MetricsTrait': {
    enabled: 'boolean',
    scraper: 'string',
    secret: 'string',
    ports: [ENDPOINT],
    ...ENDPOINT,
  },
  'oam.verrazzano.io/LoggingTrait': { loggingConfig: 'string', loggingImage: 'string', imagePullPolicy: 'string' },
  'core.oam.dev/ManualScalerTrait': { replicaCount: 'integer' },
};

/** What is wrong with the fields of a trait. */
export interface TraitFieldProblems {
  /** Fields of another type, which the API server refuses. */
  readonly wrong: readonly string[];
  /** Fields that the trait does not have, which the API server drops. */
  readonly unknown: readonly string[];
}

/**
 * Compares the fields of a trait with its custom resource definition.
 * @param trait - the trait; other kinds than those of Verrazzano and OAM have no problems
 */
export function traitFieldProblems({ apiVersion, kind, spec }: KubeObject): TraitFieldProblems {
  const found = { wrong: [] as string[], unknown: [] as string[] };
  const key = `${groupOf(apiVersion)}/${kind}`;
  const shape = Object.hasOwn(TRAITS, key) ? TRAITS[key] : undefined;
  if (shape !== undefined) compareWith(shape, spec, 'spec', found);
  return { wrong: found.wrong, unknown: found.unknown.filter((path) => path !== 'spec.workloadRef') };
}

function compareWith(shape: Shape, value: Value, path: string, found: { wrong: string[]; unknown: string[] }): void {
  if (value === undefined || value === null) return;
  if (typeof shape === 'string') {
    const isRight = shape === 'integer' ? Number.isInteger(value) : typeof value === shape;
    if (!isRight) found.wrong.push(`${path} (${shape})`);
  } else if (isList(shape)) {
    if (!Array.isArray(value)) found.wrong.push(`${path} (list)`);
    else value.forEach((item, index) => compareWith(shape[0], item, `${path}[${index}]`, found));
  } else if (!isFields(value)) found.wrong.push(`${path} (map)`);
  else {
    for (const [field, member] of Object.entries(value)) {
      const inner = Object.hasOwn(shape, field) ? shape[field] : undefined;
      if (inner === undefined) found.unknown.push(`${path}.${field}`);
      else compareWith(inner, member, `${path}.${field}`, found);
    }
  }
}

function isList(shape: Exclude<Shape, string>): shape is readonly [Shape] {
  return Array.isArray(shape);
}
