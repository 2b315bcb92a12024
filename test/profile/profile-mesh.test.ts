import { ApiObject } from 'cdk8s';
import { Installer, IstioMesh, Pods, ProdProfile } from '../../lib';
import { cluster } from '../support/profiles';

const prod = (installer: 'charts' | 'operator') =>
  new ProdProfile(cluster(), 'verrazzano', {
    ...(installer === 'charts' && { installer: Installer.charts() }),
    ...(installer === 'operator' && { authorization: { namespaces: [] } }),
  });

/** What the mesh says about the only pair of an answer. */
const ofMesh = (answer: ReturnType<ProdProfile['explain']>) => answer.pairs.flatMap(({ layers }) => layers);

describe('the mesh of a profile', () => {
  test.each(['charts', 'operator'] as const)('Grafana reaches Prometheus by its principal, with %s', (installer) => {
    const profile = prod(installer);
    const answer = profile.explain(profile.grafana, profile.prometheus.port('http-web'));
    expect(answer.state).toBe('open');
    expect(answer.text).toMatch(
      /AuthorizationPolicy verrazzano-monitoring\/\S+ allows cluster\.local\/ns\/verrazzano-system\/sa\/verrazzano-monitoring-operator at TCP 9090/,
    );
  });

  test("upstream's policy of Kiali refuses Prometheus, and ours lets it in", () => {
    const answers = (['operator', 'charts'] as const).map((installer) => {
      const profile = prod(installer);
      return profile.explain(profile.prometheus, profile.kiali.port('http-metrics'));
    });
    expect(answers.map(({ state }) => state)).toEqual(['closed', 'open']);
    const [refused] = answers.map(ofMesh);
    expect(refused?.map(({ name, allowed }) => [name, allowed.isEmpty()])).toEqual([['mesh', true]]);
    expect(refused?.flatMap(({ reasons }) => reasons).join()).toContain(
      'AuthorizationPolicy verrazzano-system/vmi-system-kiali-authzpol: no rule allows',
    );
  });

  test('what a user allows gets past policies of upstream, and closes nothing else', () => {
    const admin = cluster();
    const profile = new ProdProfile(admin, 'verrazzano');
    const policies = (): readonly string[] =>
      admin
        .unit('mesh')
        .node.findAll()
        .filter((one) => ApiObject.isApiObject(one))
        .map(({ kind, metadata: { namespace, name } }) => `${kind} ${namespace}/${name}`);
    expect(policies()).toEqual([]);
    profile.allow(profile.keycloak, profile.console.port('http-console'), 'a test');
    // No policy of upstream is about MySQL in Keycloak's namespace: one of ours would keep everybody else out.
    profile.allow(profile.grafana, profile.mysql.port('mysql/mysql'), 'a test');
    expect(policies()).toEqual(['AuthorizationPolicy verrazzano-system/verrazzano-console-ingress']);
    expect(profile.explain(profile.keycloak, profile.console.port('http-console')).state).toBe('open');
    expect(profile.explain(profile.authProxy, profile.console.port('http-console')).state).toBe('open');
    expect(profile.explain(profile.grafana, profile.mysql.port('mysql/mysql')).state).toBe('open');
    expect(profile.explain(profile.argoCD, profile.console.port('http-console')).state).not.toBe('open');
  });

  test('answers follow the settings of the mesh: pods that get no sidecar cannot call those with one', () => {
    const state = (mesh: IstioMesh) => {
      const components = { jaegerOperator: { enabled: true } };
      const profile = new ProdProfile(cluster(), 'verrazzano', { mesh, components });
      return profile.explain(
        Pods.of({ namespace: 'sample-application', labels: { app: 'application' } }),
        profile.jaegerOperator.port('jaeger-operator-jaeger-collector/zipkin'),
      ).state;
    };
    expect(state(IstioMesh.of({}))).toBe('open');
    expect(state(IstioMesh.of({ injection: { never: [{ app: 'application' }] } }))).toBe('closed');
  });

  test('settings become an override of the Verrazzano resource, and objects of our own what the operator does not own', () => {
    const admin = cluster();
    const profile = new ProdProfile(admin, 'verrazzano', {
      mesh: IstioMesh.of({
        outboundTraffic: 'REGISTRY_ONLY',
        mutualTlsExceptions: [{ namespace: 'shop', mode: 'PERMISSIVE', reason: 'moving in' }],
      }),
    });
    const istio = (profile.resource.spec.components as { istio: { overrides: object[] } }).istio;
    expect(istio.overrides).toEqual([
      {
        values: {
          apiVersion: 'install.istio.io/v1alpha1',
          kind: 'IstioOperator',
          spec: { meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } },
        },
      },
    ]);
    const emitted = admin
      .unit('mesh')
      .node.findAll()
      .filter((one) => ApiObject.isApiObject(one));
    expect(emitted.map(({ kind, metadata: { namespace, name } }) => `${kind} ${namespace}/${name}`)).toEqual([
      'PeerAuthentication shop/default',
    ]);
  });
});
