import fc from 'fast-check';
import { effectiveResource } from '../../../lib/resource/merge';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../lib/values/json';
import { runs } from '../../support/fc-runs';
import { at, frozen, resource } from './resource';

const values = fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), fc.jsonValue() as fc.Arbitrary<JsonValue>, {
  maxKeys: 3,
});
const switchable = {
  enabled: fc.boolean(),
  monitorChanges: fc.boolean(),
  overrides: fc.array(fc.record({ values }, { requiredKeys: [] }), { maxLength: 3 }),
};
const node = fc.record(
  {
    name: fc.constantFrom('es-master', 'es-data', 'es-ingest', 'a', 'b'),
    replicas: fc.nat({ max: 9 }),
    roles: fc.subarray(['master', 'data', 'ingest']),
    resources: fc.record({ requests: fc.record({ memory: fc.constantFrom('1.4Gi', '2Gi', '1000M') }) }),
    javaOpts: fc.constantFrom('', '-Xmx1g'),
  },
  { requiredKeys: ['name'] },
);
const component = fc.record(switchable, { requiredKeys: [] });
const components = fc.record(
  {
    console: component,
    dns: fc.record({ external: fc.record({ suffix: fc.constantFrom('a.example.com') }) }),
    keycloak: fc.record({ ...switchable, mysql: component }, { requiredKeys: [] }),
    opensearch: fc.record({ enabled: fc.boolean(), nodes: fc.array(node, { maxLength: 5 }) }, { requiredKeys: [] }),
    prometheusOperator: component,
    thanos: component,
    nobody: values,
  },
  { requiredKeys: [] },
);
const spec = fc.record(
  {
    environmentName: fc.constantFrom('a', 'b'),
    profile: fc.constantFrom('dev', 'prod', 'managed-cluster', 'none', 'dev,managed-cluster'),
    components,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

const effective = (given: JsonObject): JsonObject => effectiveResource(resource(given)).spec;

describe('every effective resource', () => {
  test('leaves its input alone, and shares nothing with it or with the profiles', () => {
    fc.assert(
      fc.property(spec, (given) => {
        const first = effectiveResource(frozen(resource(given)));
        const copy = structuredClone(first);
        overwrite(first.spec);
        expect(effective(given)).toEqual(copy.spec);
      }),
      { numRuns: runs(10, 100) },
    );
  });

  test('does not depend on the order of keys, to the byte', () => {
    fc.assert(
      fc.property(spec, (given) => {
        expect(JSON.stringify(effective(reversed(given) as JsonObject))).toBe(JSON.stringify(effective(given)));
      }),
      { numRuns: runs(10, 100) },
    );
  });

  test('has the scalars of the resource', () => {
    fc.assert(
      fc.property(spec, (given) => {
        const result = effective(given);
        const paths = ['environmentName', 'profile', 'components.dns.external.suffix'];
        const enabled = ['console', 'keycloak', 'opensearch', 'thanos'].map((name) => `components.${name}.enabled`);
        for (const path of [...paths, ...enabled]) {
          const stated = at(given, path);
          if (stated !== undefined) expect([path, at(result, path)]).toEqual([path, stated]);
        }
      }),
      { numRuns: runs(10, 100) },
    );
  });

  test('is its own effective resource, apart from override lists, which are appended again', () => {
    fc.assert(
      fc.property(spec, (given) => {
        const once = effective(given);
        expect(withoutOverrides(effective(once))).toEqual(withoutOverrides(once));
      }),
      { numRuns: runs(10, 100) },
    );
  });

  test('keeps the order of the groups of the resource', () => {
    fc.assert(
      fc.property(spec, (given) => {
        const stated = [...new Set(names(given))];
        expect(
          names(effective(given)).filter((name, i, all) => stated.includes(name) && all.indexOf(name) === i),
        ).toEqual(stated);
      }),
      { numRuns: runs(10, 100) },
    );
  });
});

function names(given: JsonObject): (JsonValue | undefined)[] {
  const nodes = at(given, 'components.opensearch.nodes');
  return Array.isArray(nodes) ? (nodes as JsonValue[]).map((item) => at(item, 'name')) : [];
}

/** Writes to every object and list below `value`. */
function overwrite(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.values(value).forEach(overwrite);
  if (Array.isArray(value)) value.length = 0;
  else Object.assign(value, { overwritten: true });
}

function reversed(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return (value as JsonValue[]).map((item) => reversed(item) ?? null);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

function withoutOverrides(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return (value as JsonValue[]).map((item) => withoutOverrides(item) ?? null);
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'overrides');
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutOverrides(member)]));
}
