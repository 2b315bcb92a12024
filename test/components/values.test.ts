import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { AdminCluster, Override, ProdProfile, SecretReference, type ComponentsProps, type Profile } from '../../lib';
import type { JaegerOperatorValues } from '../../lib/components/values/jaeger-operator-values';
import type { PrometheusOperatorValues } from '../../lib/components/values/prometheus-operator-values';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { valuesAsOverride } from '../../lib/definition/chart-values';
import { isJsonObject } from '../../lib/values/json';
import { cluster, problemsOf } from '../support/profiles';
import { describeShared, sharedPath } from '../support/shared';
import { ALL_VALUES, MYSQL_VALUES } from './all-values';
import { runs } from '../support/fc-runs';
import { sample } from '../support/sample';

const CHARTS = [...Object.entries(ALL_VALUES), ['keycloak.mysql', MYSQL_VALUES]] as ReadonlyArray<[string, JsonObject]>;

/** What is beside the values. */
const BESIDE: Readonly<Record<string, JsonObject>> = {
  istio: { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator' },
};

/** Props that say this about one component. */
function optionsWith(component: string, props: object): ComponentsProps {
  if (component === 'keycloak.mysql') return { keycloak: { mysql: props } };
  return { [component]: props };
}

function profileOf(components: ComponentsProps): Profile {
  return new ProdProfile(cluster(), 'verrazzano', { components });
}

/** The overrides of a component, as the resource or its effective form states them. */
function overridesIn(resource: { readonly spec: JsonObject }, component: string): unknown {
  return at(resource.spec, ['components', ...component.split('.'), 'overrides']);
}

/** Paths to what is no object, below an object. */
function leaves(value: unknown, path: readonly string[] = []): ReadonlyArray<readonly string[]> {
  if (!isJsonObject(value)) return [path];
  return Object.entries(value).flatMap(([key, field]) => leaves(field, [...path, key]));
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((object, key) => (object as Record<string, unknown> | undefined)?.[key], value);
}

/** A copy of an object that has only these leaves. */
function only(value: JsonObject, paths: ReadonlyArray<readonly string[]>): JsonObject {
  return paths.reduce<JsonObject>((copy, path) => withLeaf(copy, path, at(value, path) as JsonValue), {});
}

function withLeaf(value: JsonObject, [key = '', ...rest]: readonly string[], leaf: JsonValue): JsonObject {
  if (rest.length === 0) return { ...value, [key]: leaf };
  return { ...value, [key]: withLeaf((value[key] ?? {}) as JsonObject, rest, leaf) };
}

/** The value that a chart gets: the first item that says something wins. */
function firstWins(items: unknown, path: readonly string[]): unknown {
  return (items as readonly JsonObject[]).map(({ values }) => at(values, path)).find((value) => value !== undefined);
}

describe.each(sample(CHARTS, 8))('values of %s', (component, values) => {
  test('are an item of its overrides', () => {
    const profile = profileOf(optionsWith(component, { values }));
    expect(overridesIn(profile.resource, component)).toEqual([{ values: { ...BESIDE[component], ...values } }]);
  });

  test('reach their paths, each by itself, and nothing else does', () => {
    const paths = leaves(values);
    fc.assert(
      fc.property(fc.subarray([...paths], { minLength: 1 }), (chosen) => {
        const section = valuesAsOverride({ values: only(values, chosen) });
        const [item] = section.overrides as readonly JsonObject[];
        expect(leaves(item?.values).map(String).sort()).toEqual(chosen.map(String).sort());
        for (const path of chosen) expect(at(item?.values, path)).toEqual(at(values, path));
      }),
      { numRuns: runs(6, 30) },
    );
  });

  test('are weaker than overrides and stronger than the profile', () => {
    const [path = []] = leaves(values);
    const mine = only(values, [path]);
    const secret = Override.secret(SecretReference.of('values', 'values.yaml'));
    const profile = profileOf(optionsWith(component, { values, overrides: [Override.values(mine), secret] }));
    const stated = overridesIn(profile.resource, component) as readonly unknown[];
    expect(stated).toEqual([{ values: mine }, secret.toSpec(), { values: { ...BESIDE[component], ...values } }]);
    const ofProfile = (overridesIn(profileOf({}).effective, component) ?? []) as readonly unknown[];
    expect(overridesIn(profile.effective, component)).toEqual([...stated, ...ofProfile]);
  });
});

describe('the order of chart values', () => {
  const replicas = ['prometheus', 'prometheusSpec', 'replicas'];
  const memory = ['prometheus', 'prometheusSpec', 'resources', 'requests', 'memory'];
  const values: PrometheusOperatorValues = { prometheus: { prometheusSpec: { replicas: 2 } } };

  test('typed values win over those of the profile, key by key', () => {
    const items = overridesIn(profileOf({ prometheusOperator: { values } }).effective, 'prometheusOperator');
    expect(firstWins(items, replicas)).toBe(2);
    expect(firstWins(items, memory)).toBe('128Mi');
  });

  test('the escape hatch wins over typed values, and its first item over the others', () => {
    const overrides = [3, 4].map((count) => Override.values({ prometheus: { prometheusSpec: { replicas: count } } }));
    const items = overridesIn(profileOf({ prometheusOperator: { values, overrides } }).effective, 'prometheusOperator');
    expect(firstWins(items, replicas)).toBe(3);
  });
});

describe('what is written', () => {
  test.each([
    ['no values', { values: undefined }],
    ['empty values', { values: {} }],
  ])('nothing for %s', (_, props) => {
    expect(profileOf({ authProxy: props }).resource.spec.components).toBeUndefined();
    expect(profileOf({ authProxy: { enabled: true, ...props } }).resource.spec.components).toEqual({
      authProxy: { enabled: true },
    });
  });

  test('only what is stated', () => {
    const values = { replicas: undefined, v2: { enabled: true } };
    expect(profileOf({ authProxy: { values } }).resource.spec.components).toEqual({
      authProxy: { overrides: [{ values: { v2: { enabled: true } } }] },
    });
  });

  test('values of Keycloak and of its database, each in its own list', () => {
    const { resource } = profileOf({
      keycloak: { values: { replicas: 2 }, mysql: { values: { serverInstances: 3 }, monitorChanges: false } },
    });
    expect(resource.spec.components).toEqual({
      keycloak: {
        overrides: [{ values: { replicas: 2 } }],
        mysql: { overrides: [{ values: { serverInstances: 3 } }], monitorChanges: false },
      },
    });
  });

  test('nothing inside the items of the user is touched', () => {
    const item = {
      values: { values: { a: 1 }, overrides: [{ values: { b: 2 } }], matchExpressions: [{ values: ['c'] }] },
    };
    expect(valuesAsOverride({ overrides: [item], values: { values: { d: 4 } } })).toEqual({
      overrides: [item, { values: { values: { d: 4 } } }],
    });
  });

  test('what is beside the values of istio may be stated otherwise', () => {
    expect(valuesAsOverride({ values: { apiVersion: 'v2', spec: {} } }, 'istioctl')).toEqual({
      overrides: [{ values: { apiVersion: 'v2', kind: 'IstioOperator', spec: {} } }],
    });
  });

  test.each([['text'], [null], [[1]], [1]])('values that are no object are refused: %j', (values) => {
    expect(() => valuesAsOverride({ values })).toThrow('[values] chart values are not an object; got');
  });

  test('options of MySQL that are not an object are refused as a whole', () => {
    const components = { keycloak: { mysql: 'no' } } as unknown as ComponentsProps;
    expect(problemsOf(AdminCluster, ProdProfile, { components }).join()).toContain(
      '[spec.components.keycloak.mysql] is of the wrong type; got "no"; allowed an object',
    );
  });

  test('values count for the rules of the platform operator as overrides do', () => {
    const values = { controller: { service: { externalIPs: ['no address'] } } };
    const problems = (props: ComponentsProps['ingressNGINX']): string[] =>
      problemsOf(AdminCluster, ProdProfile, { components: { ingressNGINX: { type: 'NodePort', ...props } } });
    expect(problems({ values })).toEqual(problems({ overrides: [Override.values(values)] }));
    expect(problems({ values }).join()).toContain('no address');
  });
});

describe('secrets', () => {
  test('of overrides are found beside values', () => {
    const overrides = [Override.secret(SecretReference.of('my-values', 'values.yaml'))];
    const { requiredSecrets } = profileOf({ authProxy: { values: { replicas: 2 }, overrides } });
    expect(requiredSecrets.map(({ name }) => name)).toContain('my-values');
  });
});

test('types refuse what a chart does not know', () => {
  const wrong: ComponentsProps = {
    // @ts-expect-error a typing error
    authProxy: { values: { replica: 2 } },
    // @ts-expect-error not a boolean
    istio: { values: { spec: { meshConfig: { enableTracing: 'yes' } } } },
    // @ts-expect-error a number
    certManager: { values: { replicaCount: '2' } },
    // @ts-expect-error not a way to take traffic
    ingressNGINX: { values: { controller: { service: { externalTrafficPolicy: 'None' } } } },
    // @ts-expect-error annotations are text
    rancher: { values: { ingress: { extraAnnotations: { a: true } } } },
    // @ts-expect-error only sections with overrides have values
    grafana: { values: { replicas: 2 } },
    // @ts-expect-error nothing is typed here
    verrazzano: { values: { replicas: 2 } },
  };
  const jaeger: readonly JaegerOperatorValues[] = [
    // @ts-expect-error the platform operator refuses it
    { nameOverride: 'x' },
    // @ts-expect-error the platform operator refuses it
    { fullnameOverride: 'x' },
    // @ts-expect-error the platform operator refuses it
    { serviceAccount: { name: 'x' } },
    // @ts-expect-error the platform operator refuses it
    { ingress: { enabled: true } },
    // @ts-expect-error the platform operator refuses it
    { jaeger: { spec: { storage: { dependencies: { enabled: true } } } } },
  ];
  expect([Object.keys(wrong).length, jaeger.length]).toEqual([7, 5]);
});

describeShared('the table of this test', () => {
  const { overrides } = JSON.parse(readFileSync(sharedPath('upstream', 'platform', 'overrides.json'), 'utf8')) as {
    overrides: Readonly<Record<string, ReadonlyArray<{ readonly path: string }>>>;
  };

  test('has a value at every path that upstream knows', () => {
    expect(CHARTS.map(([component]) => component).sort()).toEqual(Object.keys(overrides).sort());
    for (const [component, values] of CHARTS) {
      for (const { path } of overrides[component] ?? []) {
        const keys = [...path.replaceAll('[]', '.0').matchAll(/"([^"]+)"|([^."]+)/g)].map(
          ([, quoted, key]) => quoted ?? key ?? '',
        );
        expect([component, path, at(values, keys) === undefined]).toEqual([component, path, false]);
      }
    }
  });
});
