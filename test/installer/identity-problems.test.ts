import { Cni, Dns, GitOpsApp, Installer, Override, ProdProfile, type ComponentsProps } from '../../lib';
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
  expect(refused({ istio: { overrides: [Override.values({ ...API, spec })] } })).toEqual([]);
});
