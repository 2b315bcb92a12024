import * as fc from 'fast-check';
import { translateOam } from '../../../lib/application';
import { canonicalJson } from '../../../lib/connectivity/manifest';
import type { JsonObject } from '../../../lib/values/json';
import { runs } from '../../support/fc-runs';
import { application, component, CONSOLE, helidon, named, namespace, trait } from './objects';
import { inCi } from '../../support/sample';

const front = [component('front', helidon('front')), application([{ componentName: 'front' }])];

describe('selectors', () => {
  test('without the live objects, one value for each workload, the same every time', () => {
    const first = translateOam({ objects: front, context: [namespace()] });
    expect(translateOam({ objects: front, context: [namespace()] })).toEqual(first);
    const label = 'verrazzanohelidonworkloads.oam.verrazzano.io';
    const { spec } = named(first, 'Deployment', 'front') as {
      spec: { selector: { matchLabels: Record<string, string> } };
    };
    expect(spec.selector.matchLabels[label]).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(named(first, 'Service', 'front').spec).toMatchObject({ selector: spec.selector.matchLabels });
  });

  test.each([
    [
      'the workload',
      {
        apiVersion: 'oam.verrazzano.io/v1alpha1',
        kind: 'VerrazzanoHelidonWorkload',
        metadata: { name: 'front', namespace: 'shop', uid: 'live' },
      },
    ],
    [
      'its Deployment',
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'front', namespace: 'shop', uid: 'other' },
        spec: { selector: { matchLabels: { 'verrazzanohelidonworkloads.oam.verrazzano.io': 'live' } } },
      },
    ],
  ])('keep the uid of %s', (_, live) => {
    const result = translateOam({ objects: front, context: [namespace(), live] });
    const spec = { selector: { matchLabels: { 'verrazzanohelidonworkloads.oam.verrazzano.io': 'live' } } };
    expect(named(result, 'Deployment', 'front')).toMatchObject({ spec });
  });
});

describe('names of a live application', () => {
  test('the revision that is the latest, and traits under the names that they have', () => {
    const live = {
      ...component('front', helidon('front')),
      status: { latestRevision: { name: 'front-v7' } },
    };
    const status = {
      workloads: [
        {
          componentName: 'front',
          traits: [
            { traitRef: { apiVersion: 'oam.verrazzano.io/v1alpha1', kind: 'IngressTrait', name: 'front-trait-old' } },
          ],
        },
      ],
    };
    const unnamed = {
      trait: {
        apiVersion: 'oam.verrazzano.io/v1alpha1',
        kind: 'IngressTrait',
        spec: { rules: [{ hosts: ['a.example.com'] }] },
      },
    };
    const app = { ...application([{ componentName: 'front', traits: [unnamed] }]), status };
    const result = translateOam({ objects: [live, app], context: [namespace()] });
    expect(named(result, 'VirtualService', 'front-trait-old-rule-0-vs')).toBeDefined();
    const labels = { 'app.oam.dev/revision': 'front-v7' };
    expect(named(result, 'Deployment', 'front')).toMatchObject({ metadata: { labels } });
  });

  test('what only a server writes is not part of a manifest', () => {
    const gateway = {
      apiVersion: 'networking.istio.io/v1beta1',
      kind: 'Gateway',
      metadata: { name: 'shop-orders-gw', namespace: 'shop', uid: 'u', resourceVersion: '7', ownerReferences: [] },
      spec: { servers: [{ name: 'other', hosts: ['other.example.com'] }] },
      status: {},
    };
    const ingress = trait('IngressTrait', { rules: [{ hosts: ['a.example.com'] }] });
    const objects = [
      component('front', helidon('front')),
      application([{ componentName: 'front', traits: [ingress] }]),
    ];
    const { metadata, spec } = named(
      translateOam({ objects, context: [namespace(), gateway] }),
      'Gateway',
      'shop-orders-gw',
    );
    expect(metadata).toEqual({ name: 'shop-orders-gw', namespace: 'shop' });
    expect(spec).toMatchObject({ servers: [{ name: 'other' }, { name: 'ingresstrait' }] });
  });
});

describe('findings', () => {
  const found = (objects: readonly JsonObject[], context: readonly JsonObject[] = [namespace()]): string[] =>
    translateOam({ objects, context }).findings.map(({ severity, object, what }) => `${severity} ${object} ${what}`);

  test.each<[string, JsonObject[], RegExp]>([
    [
      'a Component that is not there',
      [application([{ componentName: 'front' }])],
      /^error ApplicationConfiguration shop\/orders names a Component/,
    ],
    [
      'a parameter that is not declared',
      [
        component('front', helidon('front')),
        application([{ componentName: 'front', parameterValues: [{ name: 'x', value: 'y' }] }]),
      ],
      /^error .* sets a parameter/,
    ],
    [
      'a scope that is not there',
      [
        component('front', helidon('front')),
        application([
          {
            componentName: 'front',
            scopes: [{ scopeRef: { apiVersion: 'core.oam.dev/v1alpha2', kind: 'HealthScope', name: 'h' } }],
          },
        ]),
      ],
      /^error .* names a scope/,
    ],
    [
      'a data output that nothing has',
      [
        component('front', helidon('front')),
        application([
          { componentName: 'front', dataInputs: [{ valueFrom: { dataOutputName: 'x' }, toFieldPaths: ['a'] }] },
        ]),
      ],
      /^error .* takes a data output/,
    ],
    [
      'a Helidon workload named by its revision alone',
      [component('front', helidon('front')), application([{ revisionName: 'front-v1' }])],
      /^error VerrazzanoHelidonWorkload shop\/front is not found by its controller/,
    ],
    [
      'containers without ports',
      [component('front', helidon('front', [])), application([{ componentName: 'front' }])],
      /^error .* would yield a Service without ports/,
    ],
    [
      'a port twice',
      [component('front', helidon('front', [80, 80])), application([{ componentName: 'front' }])],
      /^error .* yields a Deployment that the API server refuses/,
    ],
    [
      'a path that has a policy without from',
      [
        component('front', helidon('front')),
        application([
          {
            componentName: 'front',
            traits: [
              trait('IngressTrait', {
                rules: [{ hosts: ['a.b'], paths: [{ path: '/', authorizationPolicy: { rules: [{}] } }] }],
              }),
            ],
          },
        ]),
      ],
      /^error IngressTrait shop\/ingresstrait has a path whose authorization has no from/,
    ],
    [
      'a TLS Secret and a rule without hosts',
      [
        component('front', helidon('front')),
        application([
          { componentName: 'front', traits: [trait('IngressTrait', { tls: { secretName: 's' }, rules: [{}] })] },
        ]),
      ],
      /^error IngressTrait shop\/ingresstrait names a TLS Secret/,
    ],
    [
      'logging for a ConfigMap',
      [
        component('c', { apiVersion: 'v1', kind: 'ConfigMap' }),
        application([{ componentName: 'c', traits: [trait('LoggingTrait', { loggingConfig: 'x' })] }]),
      ],
      /^error LoggingTrait shop\/loggingtrait finds no containers/,
    ],
  ])('%s', (_, objects, expected) => {
    expect(found(objects)).toEqual([expect.stringMatching(expected)]);
  });

  test('a namespace that is not there is assumed to be outside of the mesh, which is reported', () => {
    expect(found(front, [])).toEqual([expect.stringMatching(/^warning .* outside of the mesh/)]);
  });

  test('a later trait and a later component are not made after one that admission refuses', () => {
    const bad = trait('IngressTrait', { rules: [{ hosts: ['Bad.Host'] }] });
    const objects = [
      component('a', { apiVersion: 'v1', kind: 'ConfigMap' }),
      component('b', { apiVersion: 'v1', kind: 'ConfigMap' }),
      application([{ componentName: 'a', traits: [bad] }, { componentName: 'b' }]),
    ];
    const result = translateOam({ objects, context: [namespace()] });
    expect(result.objects.map(({ metadata }) => (metadata as JsonObject).name)).toEqual(['a']);
    expect(result.findings.map(({ severity }) => severity)).toEqual(['refused']);
  });

  test('two applications with one host and path', () => {
    const web = (name: string): JsonObject =>
      trait('IngressTrait', { rules: [{ hosts: ['a.example.com'], paths: [{ path: '/x' }] }] }, name);
    const objects = [
      component('front', helidon('front')),
      component('back', helidon('back')),
      application([{ componentName: 'front', traits: [web('one')] }]),
      application([{ componentName: 'back', traits: [web('two')] }], { name: 'second' }),
    ];
    expect(found(objects)[0]).toMatch(
      /^refused IngressTrait shop\/two admission refuses a host and path that IngressTrait shop\/one has/,
    );
  });
});

test('a restart reaches the pods of every kind of workload', () => {
  const plain = { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { template: { spec: { containers: [] } } } };
  const cache = {
    apiVersion: 'oam.verrazzano.io/v1alpha1',
    kind: 'VerrazzanoCoherenceWorkload',
    spec: { template: { metadata: { name: 'cache' } } },
  };
  const objects = [
    component('front', helidon('front')),
    component('db', plain),
    component('cache', cache),
    application([{ componentName: 'front' }, { componentName: 'db' }, { componentName: 'cache' }], {
      annotations: { 'verrazzano.io/restart-version': '3' },
    }),
  ];
  const result = translateOam({ objects, context: [namespace()] });
  const annotations = { 'verrazzano.io/restart-version': '3' };
  expect(named(result, 'Deployment', 'front')).toMatchObject({ spec: { template: { metadata: { annotations } } } });
  expect(named(result, 'StatefulSet', 'db')).toMatchObject({ spec: { template: { metadata: { annotations } } } });
  expect(named(result, 'Coherence', 'cache')).toMatchObject({ spec: { annotations } });
});

test('a Domain that exists is stopped, and started as it was', () => {
  const workload = {
    apiVersion: 'oam.verrazzano.io/v1alpha1',
    kind: 'VerrazzanoWebLogicWorkload',
    spec: {
      template: {
        apiVersion: 'weblogic.oracle/v9',
        metadata: { name: 'd' },
        spec: { domainUID: 'd', serverStartPolicy: 'AdminOnly' },
      },
    },
  };
  const live = {
    apiVersion: 'weblogic.oracle/v9',
    kind: 'Domain',
    metadata: { name: 'd', namespace: 'shop' },
    spec: {},
  };
  const run = (action: string, there: JsonObject): JsonObject =>
    named(
      translateOam({
        objects: [
          component('d', workload),
          application([{ componentName: 'd' }], { annotations: { 'verrazzano.io/lifecycle-action': action } }),
        ],
        context: [namespace(), there],
      }),
      'Domain',
      'd',
    );
  const stopped = run('stop', live);
  expect(stopped).toMatchObject({
    metadata: { annotations: { 'verrazzano-io/last-server-start-policy': 'AdminOnly' } },
    spec: { serverStartPolicy: 'Never' },
  });
  expect(run('start', stopped)).toMatchObject({ spec: { serverStartPolicy: 'AdminOnly' } });
});

describe('any application', () => {
  const host = fc.constantFrom('a.example.com', 'b.example.com', ' c.example.com ', '*', '', '*.example.com');
  const path = fc.record({
    path: fc.constantFrom('/', '/a', '/a/b', ' /x', ''),
    pathType: fc.constantFrom('Prefix', 'exact', 'REGEX', ''),
  });
  const rules = fc.array(
    fc.record({ hosts: fc.array(host, { maxLength: 3 }), paths: fc.array(path, { maxLength: 3 }) }),
    { maxLength: 3 },
  );
  const parts = fc.array(fc.record({ rules, hasIngress: fc.boolean(), isMetered: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
  });

  const objectsOf = (
    all: ReadonlyArray<{ rules: JsonObject[]; hasIngress: boolean; isMetered: boolean }>,
  ): JsonObject[] => [
    ...all.map((_, index) => component(`c${index}`, helidon(`d${index}`))),
    application(
      all.map(({ rules: given, hasIngress, isMetered }, index) => ({
        componentName: `c${index}`,
        traits: [
          ...(hasIngress ? [trait('IngressTrait', { rules: given }, `web${index}`)] : []),
          trait('MetricsTrait', { enabled: isMetered }, `m${index}`),
        ],
      })),
    ),
  ];

  inCi('what it becomes holds together, and is what becomes of it where it is live', () => {
    fc.assert(
      fc.property(parts, fc.boolean(), (all, inMesh) => {
        const context = [namespace(inMesh ? { 'istio-injection': 'enabled' } : {}), CONSOLE];
        const objects = objectsOf(all);
        const result = translateOam({ objects, context });
        if (result.findings.some(({ severity }) => severity === 'refused')) return;
        const live = result.objects.map((each) => ({
          ...each,
          metadata: { ...(each.metadata as JsonObject), uid: 'live' },
        }));
        const sorted = (all: readonly JsonObject[]): string[] => all.map((each) => canonicalJson(each)).sort();
        expect(sorted(translateOam({ objects, context: [...context, ...live] }).objects)).toEqual(
          sorted(result.objects),
        );
        const servers = result.objects
          .filter(({ kind }) => kind === 'Gateway')
          .flatMap(({ spec }) => (spec as { servers: Array<{ hosts?: string[] }> }).servers);
        const served = new Set(servers.flatMap(({ hosts = [] }) => hosts));
        for (const { kind, spec } of result.objects) {
          if (kind !== 'VirtualService' || served.size === 0) continue;
          const { hosts } = spec as { hosts: string[] };
          expect(hosts.length).toBeGreaterThan(0);
          expect(hosts.every((each) => !each.includes('*') && each === each.trim())).toBe(true);
        }
        for (const deployment of result.objects.filter(({ kind }) => kind === 'Deployment')) {
          const { selector, template } = deployment.spec as {
            selector: { matchLabels: object };
            template: { metadata: { labels: object } };
          };
          expect(template.metadata.labels).toMatchObject(selector.matchLabels);
        }
      }),
      { numRuns: runs(6, 500) },
    );
  });
});

describe('what the API server refuses', () => {
  test('a Service with one port twice, of two containers of a pod', () => {
    const containers = ['a', 'b'].map((name) => ({ name, image: 'i', ports: [{ containerPort: 8080 }] }));
    const workload = {
      apiVersion: 'oam.verrazzano.io/v1alpha1',
      kind: 'VerrazzanoHelidonWorkload',
      spec: { deploymentTemplate: { metadata: { name: 'front' }, podSpec: { containers } } },
    };
    const result = translateOam({
      objects: [component('front', workload), application([{ componentName: 'front' }])],
      context: [namespace()],
    });
    expect(result.objects.map(({ kind }) => kind)).toEqual(['Deployment', 'ServiceMonitor']);
    expect(result.findings).toEqual([expect.objectContaining({ severity: 'error', got: 'ports: 8080/TCP twice' })]);
  });
});
