import { AdminCluster, ChartSource, Cni, Dns, GitOpsApp, Installer, ProdProfile, SecretReference } from '../../lib';
import { AuthProxy, type AuthProxySuccessorProps } from '../../lib/exit/auth-proxy';
import { evaluateManifests } from '../../lib/exit/hop-manifests';
import type { KubernetesManifest } from '../../lib/definition/kubernetes-manifest';
import { inCi } from '../support/sample';

const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
const platform = new ProdProfile(new AdminCluster(app, 'test', { kubernetes }), 'verrazzano', {
  installer: Installer.charts(),
  dns: Dns.external('apps.example.com'),
});
const props: AuthProxySuccessorProps = {
  clientId: 'consoles',
  clientSecret: SecretReference.of('consoles-client', 'secret'),
  cookieSecret: SecretReference.of('consoles-cookie', 'key'),
};
const ingress = AuthProxy.oauth2Proxy(props).on(platform);
const mesh = AuthProxy.istio(props).on(platform);

function of(kind: string, manifests: readonly KubernetesManifest[]): KubernetesManifest[] {
  return manifests.filter((manifest) => manifest.kind === kind);
}

test('every console of the release keeps its host, and leads to its own Service', () => {
  expect(ingress.consoles).toEqual([
    'opensearch.vmi.system.default.apps.example.com -> verrazzano-logging/opensearch:9200',
    'osd.vmi.system.default.apps.example.com -> verrazzano-logging/opensearch-dashboards:5601',
    'grafana.vmi.system.default.apps.example.com -> verrazzano-system/vmi-system-grafana:3000',
    'kiali.vmi.system.default.apps.example.com -> verrazzano-system/vmi-system-kiali:20001',
    'prometheus.vmi.system.default.apps.example.com -> verrazzano-monitoring/prometheus-operator-kube-p-prometheus:9090',
  ]);
  expect(mesh.consoles).toEqual(ingress.consoles);
});

test('the ingress controller asks the proxy, and both of its Ingresses have the host', () => {
  const all = of('Ingress', ingress.manifests);
  const grafana = all.filter(({ metadata }) => metadata.name.startsWith('vmi-system-grafana'));
  expect(grafana).toHaveLength(2);
  expect(grafana[0]).toMatchObject({
    metadata: {
      namespace: 'verrazzano-system',
      annotations: {
        'nginx.ingress.kubernetes.io/auth-url':
          'http://oauth2-proxy.verrazzano-system.svc.cluster.local:4180/oauth2/auth',
      },
    },
    spec: { ingressClassName: 'verrazzano-nginx', tls: [{ secretName: 'system-tls-grafana-console' }] },
  });
  expect(grafana[1]).toMatchObject({ spec: { rules: [{ http: { paths: [{ path: '/oauth2' }] } }] } });
  // Backends of an Ingress are in its namespace.
  expect(all.find(({ metadata }) => metadata.name === 'vmi-system-prometheus-console')?.metadata.namespace).toBe(
    'verrazzano-monitoring',
  );
});

test('in the mesh the ingress gateway asks it, and no Ingress is made', () => {
  expect(of('Ingress', mesh.manifests)).toEqual([]);
  expect(of('VirtualService', mesh.manifests)).toHaveLength(mesh.consoles.length);
  expect(of('Certificate', mesh.manifests).map(({ metadata }) => metadata.namespace)).toEqual(
    Array(mesh.consoles.length).fill('istio-system'),
  );
  expect(mesh.meshConfig).toMatchObject({
    extensionProviders: [
      {
        name: 'oauth2-proxy',
        envoyExtAuthzHttp: { service: 'oauth2-proxy.verrazzano-system.svc.cluster.local', port: 4180 },
      },
    ],
  });
  const [custom] = of('AuthorizationPolicy', mesh.manifests).filter(({ metadata }) => metadata.name === 'consoles');
  expect(custom).toMatchObject({
    spec: { action: 'CUSTOM', rules: [{ to: [{ operation: { notPaths: ['/oauth2/*'] } }] }] },
  });
});

test.each([
  ['ingress', ingress, 'verrazzano-ingress-nginx', 'ingress-controller-ingress-nginx'],
  ['istio', mesh, 'istio-system', 'istio-ingressgateway-service-account'],
])('the flows follow: %s', (_, { manifests }, namespace, account) => {
  const policies = of('NetworkPolicy', manifests);
  expect(policies).toHaveLength(6);
  for (const policy of policies) {
    expect(JSON.stringify(policy)).toContain(`"kubernetes.io/metadata.name":"${namespace}"`);
  }
  // A policy for a workload without any would refuse all other traffic.
  const authorized = of('AuthorizationPolicy', manifests).filter(({ metadata }) => metadata.name !== 'consoles');
  expect(authorized.length).toBeGreaterThan(1);
  for (const policy of authorized) expect(JSON.stringify(policy)).toContain(`/ns/${namespace}/sa/${account}`);
  expect(evaluateManifests([], manifests).filter(({ level }) => level === 'error')).toEqual([]);
});

test('secrets are references, and what goes is named', () => {
  expect(JSON.stringify(ingress.manifests)).not.toMatch(/"(data|stringData)"/);
  expect(ingress.requiredSecrets.map(({ name, keys }) => `${name}/${keys.join()}`)).toEqual([
    'consoles-client/secret',
    'consoles-cookie/key',
  ]);
  expect(ingress.removed.join()).toMatch(/machines[^]*console/);
});

test('bad settings are refused at once', () => {
  expect(() => AuthProxy.istio({ ...props, clientId: 'a b', issuer: 'http://user@idp', namespace: 'A' })).toThrow(
    /\[AuthProxy.istio\] clientId is not valid[^]*issuer is not a URL[^]*namespace is not valid/,
  );
});

inCi('without the auth proxy no Ingress leads to it, and the policies of the library let the successor in', () => {
  const free = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const profile = new ProdProfile(new AdminCluster(free, 'free', { kubernetes }), 'verrazzano', {
    installer: Installer.charts({ source: ChartSource.maintained({ step: 'newest' }) }),
    dns: Dns.external('apps.example.com'),
    components: { authProxy: { enabled: false }, jaegerOperator: { enabled: true } },
  });
  const { manifests, consoles } = AuthProxy.oauth2Proxy(props).on(profile);
  expect(consoles).toHaveLength(6);
  const closed = profile.authorizationPolicies.filter(({ metadata }) => metadata.name.startsWith('vmi-system-grafana'));
  expect(closed).toHaveLength(1);
  expect(of('AuthorizationPolicy', manifests).map(({ metadata }) => metadata.name)).toContain(
    'vmi-system-grafana-login',
  );
  const files = free.render();
  expect([...files].filter(([, text]) => /kind: Ingress\n[^]*name: verrazzano-authproxy\n/.test(text))).toEqual([]);
  expect(files.get('free/argocd/Application.argoproj.io.free-charts-grafana.yaml')).toContain(
    'header_name: X-Auth-Request-Preferred-Username',
  );
  // What wrote through the proxy says so.
  const steps = files.get('free/README.md')?.match(/### Send what .*/g);
  expect(steps).toEqual(
    expect.arrayContaining(['fluentd', 'jaeger-operator'].map((name) => expect.stringContaining(name) as string)),
  );
});
