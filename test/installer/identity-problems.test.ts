import { Cni, Dns, GitOpsApp, Installer, Override, ProdProfile, type ComponentsProps } from '../../lib';
import type { JsonObject } from '../../lib/values/json';
import { PlainCluster } from '../support/profiles';

const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
const API = { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator' };

/** Chart values that the synthesis refuses, with what they change. */
function refused(components: ComponentsProps): readonly string[] {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const cluster = new PlainCluster(app, 'test', { kubernetes });
  const dns = Dns.external('apps.example.com');
  new ProdProfile(cluster, 'verrazzano', { installer: Installer.charts(), dns, components });
  try {
    app.render();
    return [];
  } catch (error) {
    return [
      ...(error as Error).message.matchAll(/chart value (\S+) of component \S+ changes (.*?), on which flow/g),
    ].map(([, path, changes]) => `${path}: ${changes}`);
  }
}

test('chart values that change names, selectors and ServiceAccounts are refused, all at once, with a flow that would break', () => {
  const spec = {
    values: { revision: 'canary', gateways: { 'istio-egressgateway': { labels: { app: 'other' } } } },
    components: { ingressGateways: [{ name: 'istio-ingressgateway', enabled: true, label: { app: 'other' } }] },
  };
  expect(
    refused({
      kiali: { overrides: [Override.values({ deployment: { instance_name: 'other' } })] },
      ingressNGINX: { overrides: [Override.values({ serviceAccount: { name: 'mine' } })] },
      fluentd: { overrides: [Override.values({ podLabels: { app: 'other', own: 'x' } })] },
      istio: { overrides: [Override.values({ ...API, spec })] },
    }),
  ).toEqual(
    expect.arrayContaining([
      'deployment.instance_name: the names and selectors of its objects',
      'serviceAccount.name: the ServiceAccount of its pods',
      'podLabels.app: a label that selects its pods',
      'revision: the name of istiod and what injects sidecars',
      'gateways.istio-ingressgateway.labels.app: a label that selects its pods',
      'gateways.istio-egressgateway.labels.app: a label that selects its pods',
    ]),
  );
});

const override = (values: JsonObject): { readonly overrides: readonly Override[] } => ({
  overrides: [Override.values(values)],
});

test('so are values that change ports, Services, webhooks and networks of pods', () => {
  expect(
    [
      ...refused({
        certManager: override({
          webhook: { securePort: 11250, hostNetwork: true, podLabels: { app: 'other', own: 'x' } },
        }),
        ingressNGINX: override({ controller: { kind: 'DaemonSet', metrics: { portName: 'other' } } }),
        kubeStateMetrics: override({ service: { port: 8081 }, serviceAccount: { create: false } }),
        oam: override({ useWebhook: true }),
        prometheusNodeExporter: override({ service: { enabled: false } }),
        keycloak: override({ service: { httpPort: 8081 } }),
        prometheusOperator: override({ prometheus: { prometheusSpec: { portName: 'web' } } }),
      }),
    ].sort(),
  ).toEqual([
    'controller.kind: the names and selectors of its objects',
    'controller.metrics.portName: a port of its pods or Services',
    'prometheus.prometheusSpec.portName: a port of its pods or Services',
    'service.enabled: which Services it has',
    'service.httpPort: a port of its pods or Services',
    'service.port: a port of its pods or Services',
    'serviceAccount.create: the ServiceAccount of its pods',
    'useWebhook: its webhooks, which the API server calls',
    'webhook.hostNetwork: the network of its pods, to which no policy applies',
    'webhook.podLabels.app: a label that selects its pods',
    'webhook.securePort: a port of its pods or Services',
  ]);
});

test('those of the release are not', () => {
  const label = { app: 'istio-ingressgateway', istio: 'ingressgateway', own: 'x' };
  const spec = {
    // The name of a gateway is that of its item, and more gateways leave those of the platform alone.
    values: { gateways: { 'istio-egressgateway': { name: 'other', labels: { own: 'x' } } } },
    components: {
      ingressGateways: [
        { name: 'istio-ingressgateway', enabled: true, label },
        { name: 'inner', enabled: true, label: { app: 'inner', istio: 'inner' } },
      ],
    },
  };
  expect(
    refused({
      istio: { overrides: [Override.values({ ...API, spec })] },
      certManager: override({ webhook: { securePort: 10250, hostNetwork: false, podLabels: { own: 'x' } } }),
      ingressNGINX: override({ controller: { kind: 'Deployment', containerPort: { http: '80' } } }),
      kubeStateMetrics: override({ service: { port: 8080 }, serviceAccount: { name: null } }),
    }),
  ).toEqual([]);
});
