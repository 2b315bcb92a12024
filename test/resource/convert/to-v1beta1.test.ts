import * as fc from 'fast-check';
import { toV1beta1 } from '../../../lib/resource/convert';
import { MergeError } from '../../../lib/resource/merge';
import type { JsonObject } from '../../../lib/values/json';
import { runs } from '../../support/fc-runs';

const converted = (components: JsonObject): unknown =>
  toV1beta1({ apiVersion: 'install.verrazzano.io/v1alpha1', kind: 'Verrazzano', spec: { components } }).spec?.[
    'components'
  ];

describe('conversion of v1alpha1 to v1beta1', () => {
  test.each<[string, JsonObject, JsonObject]>([
    [
      'names',
      { kibana: { replicas: 2 }, grafana: {} },
      { opensearchDashboards: { plugins: { enabled: false }, replicas: 2 }, grafana: {} },
    ],
    ['Fluentd', { fluentd: { elasticsearchURL: 'u' } }, { fluentd: { opensearchURL: 'u' } }],
    [
      'auth proxy',
      { authProxy: { kubernetes: { replicas: 2, affinity: { podAffinity: {}, a: 1 } }, overrides: [{ values: {} }] } },
      { authProxy: { overrides: [{ values: {} }, { values: { replicas: 2, affinity: 'podAffinity: {}\n' } }] } },
    ],
    [
      'arguments with a quoted part, a list, and a later value that wins',
      {
        ingress: {
          nginxInstallArgs: [
            { name: 'a.b."c.d/e"', value: '1' },
            { name: 'a.l', valueList: ['x', 'z'] },
            { name: 'a.b."c.d/e"', value: '2' },
            { name: 'a.s', value: 'true', setString: true },
          ],
        },
      },
      { ingressNGINX: { overrides: [{ values: { a: { b: { 'c.d/e': 2 }, l: ['x', 'z'], s: true } } }] } },
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
      {
        opensearch: {
          nodes: [{ name: 'es-master', javaOpts: '-X', replicas: 3, roles: ['master'] }],
          plugins: { enabled: false },
        },
      },
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

  test.each<[string, JsonObject]>([
    ['objects under one key of spec.values', { global: { b: 1 } }],
    ['lists under one key of spec.values', { list: [1] }],
  ])('an Istio override and arguments that both have %s are refused', (_, values) => {
    const istio = {
      istioInstallArgs: [
        { name: 'global.a', value: 'b' },
        { name: 'list', valueList: ['x', 'y'] },
      ],
      overrides: [{ values: { spec: { values } } }],
    };
    expect(() => converted({ istio })).toThrow(MergeError);
  });

  test('an argument with very many parts is refused, not parsed', () => {
    const installArgs = [{ name: 'a.'.repeat(100_000), value: '1' }];
    expect(() => converted({ verrazzano: { installArgs } })).toThrow('more than 200 parts');
  });

  test('any text is an argument or an error, and never anything else', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab.\\"[]{}:-#&*!|>\'%@` \n\t01_no') });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 3 }), text, (name, valueList, value) => {
        try {
          expect(converted({ verrazzano: { installArgs: [{ name, value, valueList }] } })).toBeDefined();
        } catch (error) {
          expect(error).toBeInstanceOf(MergeError);
        }
      }),
      { numRuns: runs(60, 300) },
    );
  });
});
