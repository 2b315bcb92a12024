import { toV1beta1 } from '../../../lib/resource/convert';
import { MergeError } from '../../../lib/resource/merge';
import type { JsonObject } from '../../../lib/values/json';

const converted = (components: JsonObject): unknown =>
  toV1beta1({ apiVersion: 'install.verrazzano.io/v1alpha1', kind: 'Verrazzano', spec: { components } }).spec?.[
    'components'
  ];

describe('conversion of v1alpha1 to v1beta1', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['names', { kibana: { replicas: 2 }, grafana: {} }, { opensearchDashboards: { replicas: 2 }, grafana: {} }],
    ['Fluentd', { fluentd: { elasticsearchURL: 'u' } }, { fluentd: { opensearchURL: 'u' } }],
    [
      'auth proxy',
      { authProxy: { kubernetes: { replicas: 2, affinity: { a: 1 } }, overrides: [{ values: {} }] } },
      { authProxy: { overrides: [{ values: {} }, { values: { replicas: 2, affinity: 'a: 1\n' } }] } },
    ],
    [
      'arguments with a quoted part, a list, and a later value that wins',
      {
        ingress: {
          nginxInstallArgs: [
            { name: 'a.b."c.d/e"', value: '1' },
            { name: 'a.l', valueList: ['x', 'y'] },
            { name: 'a.b."c.d/e"', value: '2' },
            { name: 'a.s', value: 'true', setString: true },
          ],
        },
      },
      { ingressNGINX: { overrides: [{ values: { a: { b: { 'c.d/e': 2 }, l: ['x', 'y'], s: 'true' } } }] } },
    ],
    [
      'arguments and values of the first item',
      { verrazzano: { installArgs: [{ name: 'a', value: 'x' }], overrides: [{ values: { a: 'y', b: 1 } }] } },
      { verrazzano: { overrides: [{ values: { a: ['x', 'y'], b: 1 } }] } },
    ],
    [
      'node groups with replicas',
      {
        elasticsearch: {
          installArgs: [
            { name: 'nodes.master.replicas', value: '3' },
            { name: 'nodes.data.replicas', value: '0' },
          ],
          nodes: [{ name: 'es-master', javaOpts: '-X' }],
        },
      },
      { opensearch: { nodes: [{ name: 'es-master', javaOpts: '-X', replicas: 3, roles: ['master'] }] } },
    ],
    [
      'Istio, over the last item',
      {
        istio: {
          istioInstallArgs: [
            { name: 'gateways.istio-ingressgateway.externalIPs', valueList: ['1.1.1.1'] },
            { name: 'global.x', value: '1' },
          ],
          ingress: { type: 'NodePort' },
          overrides: [{ values: { first: 1 } }, { values: { last: 1 } }],
        },
      },
      {
        istio: {
          overrides: [
            { values: { first: 1 } },
            {
              values: {
                last: 1,
                apiVersion: 'install.istio.io/v1alpha1',
                kind: 'IstioOperator',
                spec: {
                  components: {
                    ingressGateways: [
                      {
                        enabled: true,
                        k8s: { service: { type: 'NodePort', externalIPs: ['1.1.1.1'] } },
                        name: 'istio-ingressgateway',
                      },
                    ],
                  },
                  values: { global: { x: 1 } },
                },
              },
            },
          ],
        },
      },
    ],
  ])('%s', (_, input, expected) => {
    expect(converted(input)).toEqual(expected);
  });

  test('an Istio override with spec.values beside arguments is refused', () => {
    const istio = {
      istioInstallArgs: [{ name: 'a', value: 'b' }],
      overrides: [{ values: { spec: { values: { c: 1 } } } }],
    };
    expect(() => converted({ istio })).toThrow(MergeError);
  });
});
