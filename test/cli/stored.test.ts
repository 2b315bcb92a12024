import { parse } from 'yaml';
import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const file = (version: string, spec: object): string =>
  folder.write(
    `${version}.json`,
    JSON.stringify({
      apiVersion: `install.verrazzano.io/${version}`,
      kind: 'Verrazzano',
      metadata: { name: 'vz', namespace: 'default', uid: 'x' },
      spec,
      status: { state: 'Ready' },
    }),
  );

describe('stored', () => {
  test('drops unknown fields and nulls, and fills in defaults', async () => {
    const spec = {
      nope: 1,
      environmentName: null,
      components: {
        clusterIssuer: {},
        ingressNGINX: { ports: [{ port: 80, x: 1 }] },
        kiali: { overrides: [{ values: { a: null } }] },
      },
    };
    const { code, out } = await cli(['stored', file('v1beta1', spec)]);
    expect(code).toBe(0);
    expect(parse(out)).toEqual({
      apiVersion: 'install.verrazzano.io/v1beta1',
      kind: 'Verrazzano',
      metadata: { name: 'vz', namespace: 'default' },
      spec: {
        components: {
          clusterIssuer: { enabled: true, clusterResourceNamespace: 'cert-manager' },
          ingressNGINX: { ports: [{ port: 80, protocol: 'TCP' }] },
          kiali: { overrides: [{ values: { a: null } }] },
        },
      },
    });
  });

  test('converts v1alpha1, in JSON on request', async () => {
    const spec = { components: { istio: { ingress: { kubernetes: { replicas: 4 } } }, kibana: { enabled: false } } };
    const { out } = await cli(['stored', file('v1alpha1', spec), '--output', 'json']);
    const { apiVersion, spec: stored } = JSON.parse(out) as { apiVersion: string; spec: unknown };
    expect(apiVersion).toBe('install.verrazzano.io/v1beta1');
    expect(stored).toMatchObject({
      components: {
        opensearchDashboards: { enabled: false },
        istio: {
          overrides: [
            {
              values: {
                spec: {
                  components: { ingressGateways: [{ k8s: { replicaCount: 4, service: { type: 'LoadBalancer' } } }] },
                },
              },
            },
          ],
        },
      },
    });
  });

  test('what upstream cannot convert is an error', async () => {
    const spec = { components: { verrazzano: { installArgs: [{ name: 'a', value: '[x' }] } } };
    const { code, err } = await cli(['stored', file('v1alpha1', spec)]);
    expect(code).toBe(1);
    expect(err).toContain('spec.components.verrazzano.installArgs[0]');
  });
});
