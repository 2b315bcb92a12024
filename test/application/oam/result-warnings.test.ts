import { translateOam } from '../../../lib/application';
import type { JsonObject } from '../../../lib/values/json';
import { application, component, CONSOLE, helidon, namespace, trait } from './objects';

describe('warnings about what a reader would not expect', () => {
  const warned = (objects: readonly JsonObject[], context: readonly JsonObject[] = [namespace(), CONSOLE]): string[] =>
    translateOam({ objects, context })
      .findings.filter(({ severity }) => severity === 'warning')
      .map(({ object, what }) => `${object} ${what}`);
  const policy = { rules: [{ from: { requestPrincipals: ['a'] } }] };
  const withTraits = (...traits: JsonObject[]): JsonObject[] => [
    component('front', helidon('front')),
    application([{ componentName: 'front', traits }]),
  ];
  const weblogic = (spec: JsonObject): JsonObject => ({
    apiVersion: 'oam.verrazzano.io/v1alpha1',
    kind: 'VerrazzanoWebLogicWorkload',
    spec: {
      template: { apiVersion: 'weblogic.oracle/v9', metadata: { name: 'd' }, spec: { domainUID: 'd', ...spec } },
    },
  });
  const coherence = (spec: JsonObject): JsonObject => ({
    apiVersion: 'oam.verrazzano.io/v1alpha1',
    kind: 'VerrazzanoCoherenceWorkload',
    spec: { template: { metadata: { name: 'cache' }, spec } },
  });

  test.each<[string, JsonObject[], RegExp]>([
    ['no rules', withTraits(trait('IngressTrait', {})), /has no rules/],
    [
      'wildcards',
      withTraits(trait('IngressTrait', { rules: [{ hosts: ['*.a.b', 'c.d'] }] })),
      /has hosts with wildcards/,
    ],
    [
      'two servers with one host',
      withTraits(
        trait('IngressTrait', { rules: [{}] }, 'a'),
        trait('IngressTrait', { rules: [{ paths: [{ path: '/b' }] }] }, 'b'),
      ),
      /^Gateway shop\/shop-orders-gw has servers a and b with one host/,
    ],
    [
      'two policies with one name',
      withTraits(
        trait('IngressTrait', { rules: [{ paths: [{ path: '/a/b', authorizationPolicy: policy }, { path: '/ab' }] }] }),
      ),
      /share the name ingresstrait-rule-0-authz-ab/,
    ],
    [
      'a policy with the name of a regular expression',
      withTraits(trait('IngressTrait', { rules: [{ paths: [{ path: '/a.*', authorizationPolicy: policy }] }] })),
      /has a name that the API server refuses/,
    ],
    [
      'two cookies for one host',
      withTraits(
        trait('IngressTrait', {
          rules: ['/a', '/b'].map((path) => ({ paths: [{ path }], destination: { httpCookie: { name: 'c' } } })),
        }),
      ),
      /^DestinationRule shop\/ingresstrait-rule-1-dr is for a host that DestinationRule ingresstrait-rule-0-dr/,
    ],
    [
      'a regular expression that Istio cannot read',
      withTraits(trait('IngressTrait', { rules: [{ paths: [{ path: '/a(?!b)', pathType: 'regex' }] }] })),
      /^VirtualService shop\/ingresstrait-rule-0-vs is refused by the webhook of istiod: spec.http\[0\].match\[0\].uri.regex/,
    ],
    [
      'a policy that names nobody',
      withTraits(
        trait('IngressTrait', { rules: [{ paths: [{ path: '/a', authorizationPolicy: { rules: [{ from: {} }] } }] }] }),
      ),
      /^AuthorizationPolicy istio-system\/\S+ is refused by the webhook of istiod: spec.rules\[0\].from\[0\].source/,
    ],
    [
      'metrics of a Service',
      [
        component('s', { apiVersion: 'v1', kind: 'Service' }),
        application([{ componentName: 's', traits: [trait('MetricsTrait', { port: 1 })] }]),
      ],
      /^MetricsTrait shop\/metricstrait has no effect/,
    ],
    [
      'a scaler against the Component',
      [
        component('d', { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { replicas: 1, template: {} } }),
        application([
          {
            componentName: 'd',
            traits: [
              {
                trait: {
                  apiVersion: 'core.oam.dev/v1alpha2',
                  kind: 'ManualScalerTrait',
                  metadata: { name: 's' },
                  spec: { replicaCount: 3 },
                },
              },
            ],
          },
        ]),
      ],
      /^ManualScalerTrait shop\/s has no lasting effect/,
    ],
    [
      'labels of WebLogic Services',
      [component('d', weblogic({ serverService: { labels: { mine: '1' } } })), application([{ componentName: 'd' }])],
      /labels in serverService of its Domain that are lost/,
    ],
    [
      'mounts of a Coherence sidecar',
      [
        component('c', coherence({ sideCars: [{ name: 's', volumeMounts: [{ name: 'v', mountPath: '/v' }] }] })),
        application([{ componentName: 'c' }]),
      ],
      /has a sidecar that loses its mounts/,
    ],
  ])('%s', (_, objects, expected) => {
    expect(warned(objects)).toContainEqual(expect.stringMatching(expected));
  });

  test('the same policy name in two namespaces', () => {
    const objects = ['shop', 'mall'].flatMap((name) => {
      const web = trait('IngressTrait', {
        rules: [{ hosts: [`${name}.example.com`], paths: [{ path: '/', authorizationPolicy: policy }] }],
      });
      const metadata = { namespace: name };
      return [
        { ...component('front', helidon('front')), metadata: { name: 'front', ...metadata } },
        application([{ componentName: 'front', traits: [web] }], { name: 'orders', ...metadata }),
      ];
    });
    expect(warned(objects)).toContainEqual(
      expect.stringMatching(
        /^IngressTrait mall\/ingresstrait has an AuthorizationPolicy whose name IngressTrait shop-ingresstrait/,
      ),
    );
  });

  test('a wrapper for other clusters', () => {
    const wrapper = {
      apiVersion: 'clusters.verrazzano.io/v1alpha1',
      kind: 'MultiClusterConfigMap',
      metadata: { name: 'c', namespace: 'shop' },
      spec: { template: { data: { k: 'v' } }, placement: { clusters: [{ name: 'eu' }] } },
    };
    expect(warned([wrapper])).toEqual([
      expect.stringMatching(/^MultiClusterConfigMap shop\/c is for other clusters than local/),
    ]);
  });

  test('of two projects that share a namespace the second is refused', () => {
    const project = (name: string): JsonObject => ({
      apiVersion: 'clusters.verrazzano.io/v1alpha1',
      kind: 'VerrazzanoProject',
      metadata: { name, namespace: 'verrazzano-mc' },
      spec: {
        template: { namespaces: [{ metadata: { name: 'mall' } }] },
        placement: { clusters: [{ name: 'local' }] },
      },
    });
    const { objects, findings } = translateOam({ objects: [project('b'), project('a')] });
    expect(findings.map(({ severity, object }) => `${severity} ${object}`)).toEqual([
      'refused VerrazzanoProject verrazzano-mc/a',
    ]);
    expect(objects.map(({ kind }) => kind)).toEqual(['Namespace', ...Array<string>(4).fill('RoleBinding')]);
  });
});
