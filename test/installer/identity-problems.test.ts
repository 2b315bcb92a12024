import { App, Chart } from 'cdk8s';
import { Cni, Dns, Override, ProdProfile, type ComponentsProps } from '../../lib';
import { ChartSource } from '../../lib/installer/chart-source';
import { deliveryPlan } from '../../lib/installer/delivery/delivery-plan';
import { deliveryProblems } from '../../lib/installer/delivery/delivery-problems';
import type { JsonObject } from '../../lib/values/json';
import type { Problem } from '../../lib/values/problem';
import { inCi } from '../support/sample';

const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
const API = { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator' };

function problemsOf(components: ComponentsProps): readonly Problem[] {
  const dns = Dns.external('apps.example.com');
  const platform = new ProdProfile(new Chart(new App(), 'test'), 'verrazzano', { kubernetes, dns, components });
  return deliveryProblems(deliveryPlan(platform, ChartSource.release()), platform);
}

/** Chart values that the synthesis refuses, with what they change. */
function refused(components: ComponentsProps): readonly string[] {
  return problemsOf(components).flatMap(
    ({ what }) =>
      /chart value (\S+) of component \S+ changes (.*), on which flow/.exec(what)?.slice(1).join(': ') ?? what,
  );
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
      'revision: the names and selectors of its objects',
      'gateways.istio-ingressgateway.labels.app: a label that selects its pods',
      'gateways.istio-egressgateway.labels.app: a label that selects its pods',
    ]),
  );
});

const JGROUPS = { name: 'jgroups', containerPort: 7800, protocol: 'TCP' };
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

test('so are values that a null takes away, ports that a list lacks, and what decides about sidecars and Ingresses', () => {
  expect(
    [
      ...refused({
        certManager: override({ webhook: { securePort: null }, serviceAccount: null }),
        coherenceOperator: override({ labels: { 'sidecar.istio.io/inject': 'true' } }),
        ingressNGINX: override({ controller: { ingressClassResource: { name: 'nginx' }, name: null } }),
        keycloak: override({ extraPorts: [{ name: 'debug', containerPort: 5005 }], nameOverride: null }),
        opensearchOperator: override({ serviceAccount: { create: false } }),
      }),
    ].sort(),
  ).toEqual([
    'controller.ingressClassResource.name: the class of its Ingresses',
    'controller.name: the names and selectors of its objects',
    'extraPorts: a port of its pods or Services',
    'labels.sidecar.istio.io/inject: which pods are in the mesh, and so by what identity others know them',
    'nameOverride: what its workloads and Services select',
    'serviceAccount.create: the ServiceAccount of its pods',
    'serviceAccount.create: the ServiceAccount of its pods',
    'webhook.securePort: a port of its pods or Services',
  ]);
});

inCi('so are settings of the gateways and the control plane of Istio', () => {
  const INGRESS = 'spec.components.ingressGateways[istio-ingressgateway]';
  const spec = {
    values: {
      global: { istioNamespace: 'mesh', configValidation: null },
      gateways: { 'istio-egressgateway': { ports: [{ name: 'https', port: 443, targetPort: 9443 }] } },
      istiodRemote: { injectionURL: 'https://example.com/inject' },
      pilot: { podLabels: { app: 'other', own: 'x' } },
    },
    components: {
      ingressGateways: [
        { name: 'istio-ingressgateway', enabled: true, k8s: { service: { selector: { app: 'other', own: 'x' } } } },
        { name: 'more', enabled: true, label: { own: 'x' } },
      ],
    },
  };
  expect([...refused({ istio: { overrides: [Override.values({ ...API, spec })] } })].sort()).toEqual([
    'gateways.istio-egressgateway.ports: a port of its pods or Services',
    'global.configValidation: its webhooks, which the API server calls',
    'global.istioNamespace: the names and selectors of its objects',
    'istiodRemote.injectionURL: its webhooks, which the API server calls',
    'pilot.podLabels.app: a label that selects its pods',
    `${INGRESS}.k8s.service.selector.app: what its workloads and Services select`,
    `${INGRESS}.k8s.service.selector.own: what its workloads and Services select`,
    'spec.components.ingressGateways[more].label: what its workloads and Services select',
  ]);
  const off = { components: { ingressGateways: [{ name: 'istio-ingressgateway', enabled: false }] } };
  expect(refused({ istio: { overrides: [Override.values({ ...API, spec: off })] } })).toEqual([
    `${INGRESS}.enabled: which workloads it has`,
  ]);
});

test('the message has the value as it was stated', () => {
  const components = { ingressGateways: [{ name: 'istio-ingressgateway', enabled: true, label: { app: 'other' } }] };
  const istio = { overrides: [Override.values({ ...API, spec: { components } })] };
  expect(problemsOf({ istio }).map(({ got }) => got)).toEqual(['other']);
});

test('those of the release are not', () => {
  const label = { app: 'istio-ingressgateway', istio: 'ingressgateway', own: 'x' };
  const service = { selector: { own: 'x' }, ports: [{ name: 'https', port: 443, targetPort: 8443 }] };
  const spec = {
    // The name of a gateway is that of its item, and more gateways leave those of the platform alone.
    values: { gateways: { 'istio-egressgateway': { name: 'other', labels: { own: 'x' } } } },
    components: {
      ingressGateways: [
        { name: 'istio-ingressgateway', enabled: true, label, k8s: { service } },
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
      keycloak: override({ extraPorts: [JGROUPS, { name: 'debug', containerPort: 5005 }] }),
    }),
  ).toEqual([]);
});
