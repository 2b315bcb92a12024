import { App, Chart } from 'cdk8s';
import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { Certificates, Cni, Dns, ProdProfile, type ComponentsProps } from '../../lib';
import { ChartFacts, istioCharts, mergeValues } from '../../lib/charts';
import { istio } from '../../lib/components';
import { effectiveDefinition } from '../../lib/definition/effective-definition';
import { workloadsOf } from '../../lib/definition/workload';
import { ChartSource } from '../../lib/installer/chart-source';
import { chartParts } from '../../lib/installer/delivery/component-charts';
import { deliveryPlan } from '../../lib/installer/delivery/delivery-plan';
import { identityChanges } from '../../lib/installer/delivery/identity-problems';
import type { Part, PartChart } from '../../lib/installer/delivery/part';
import { objectOf, objectsOf, type JsonObject } from '../../lib/values/json';
import { readKubernetesYaml } from '../../lib/values/yaml/read-kubernetes-yaml';
import { chartDefaults, chartMutants, showing, type Mutant } from '../support/chart-mutants';
import { describeCharts, RELEASE_CHARTS } from '../support/release-charts';
import { IDENTITY_KINDS, identityDifferences, identityOf, type Identity } from '../support/rendered-identity';
import { sample } from '../support/sample';
import { OPTIONAL_COMPONENTS } from '../support/profiles';

const kubernetes = { version: '1.26', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
const APIS = [
  'monitoring.coreos.com/v1',
  'cert-manager.io/v1',
  'networking.k8s.io/v1/Ingress',
  'fluentbit.fluent.io/v1alpha2',
];
const KIND = /^kind: ["']?(\w+)/m;
const on = { enabled: true };

function planOf(components: ComponentsProps) {
  const dns = Dns.oci({
    dnsZoneName: 'example.com',
    dnsZoneOCID: 'ocid1.dns-zone.oc1..example',
    dnsZoneCompartmentOCID: 'ocid1.compartment.oc1..example',
    ociConfigSecret: 'oci',
  });
  const certificates = Certificates.letsEncrypt({ emailAddress: 'admin@example.com' });
  const props = { kubernetes, dns, certificates, components };
  return deliveryPlan(new ProdProfile(new Chart(new App(), 'test'), 'verrazzano', props), ChartSource.release());
}

/** Dex takes the place of Keycloak, and with it the auth proxy cannot be delivered. */
const plans = [
  planOf({
    ...OPTIONAL_COMPONENTS,
    fluentbitOpensearchOutput: on,
  }),
  planOf({ dex: on }),
];

/** Objects with an identity, as Helm renders them; the others are not read. */
function rendered({ chart, release, namespace }: PartChart, values: JsonObject): readonly JsonObject[] {
  const argv = [
    'template',
    release,
    join(RELEASE_CHARTS, chart.path),
    '--namespace',
    namespace,
    '--skip-tests',
    '--kube-version',
    '1.26.0',
    ...APIS.flatMap((api) => ['--api-versions', api]),
    ...[...chart.valuesFiles.map((file) => join(RELEASE_CHARTS, file)), '-'].flatMap((file) => ['--values', file]),
  ];
  const text = execFileSync('helm', argv, {
    input: JSON.stringify(values),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: 'pipe',
  });
  return text
    .split(/^---$/m)
    .filter((document) => IDENTITY_KINDS.includes(KIND.exec(document)?.[1]))
    .map((document) => objectOf(readKubernetesYaml(document)))
    .flatMap((object) => (object.items === undefined ? [object] : objectsOf(object.items)));
}

/** Settings of Kubernetes objects in an IstioOperator document. */
const K8S: readonly JsonObject[] = [
  { service: { selector: { app: 'other' } } },
  { service: { selector: { own: 'x' }, externalIPs: ['203.0.113.8'] } },
  { service: { type: 'ExternalName', clusterIP: 'None' } },
  { podAnnotations: { 'sidecar.istio.io/inject': 'true' }, serviceAnnotations: { own: 'x' } },
  { overlays: [{ kind: 'Deployment', name: 'istiod', patches: [{ path: 'metadata.name', value: 'other' }] }] },
  { env: [{ name: 'REVISION', value: 'other' }], replicaCount: 2, hpaSpec: { maxReplicas: 3 } },
];
const GATEWAY: readonly JsonObject[] = [
  { label: { app: 'other' } },
  { namespace: 'other' },
  { enabled: false },
  { name: 'other' },
];
const EGRESS = {
  name: 'istio-egressgateway',
  enabled: true,
  k8s: { service: { ports: [{ name: 'https', port: 8444, targetPort: 8444 }] } },
};
const SPEC: readonly JsonObject[] = [
  { components: { egressGateways: [EGRESS] } },
  { namespace: 'other' },
  { revision: 'canary' },
  { profile: 'minimal' },
  { components: { base: { enabled: false } } },
  { components: { pilot: { namespace: 'other' } } },
  { unvalidatedValues: { pilot: { podLabels: { app: 'other' } } } },
  { unvalidatedValues: { gateways: { 'istio-egressgateway': { name: 'other', customService: true } } } },
];

/** Changes that show and are no change of what others know, by component. */
const ACCEPTED: ReadonlyArray<readonly [component: string, path: RegExp, reason: string]> = [
  ['kiali-server', /^deployment\.version_label/, 'no policy selects by the version'],
  ['velero', /^configuration\.provider/, 'without a provider there is no Deployment'],
  [
    'prometheus-operator',
    /^(kubernetesServiceMonitors|kube\w+|coreDns)\.(service\.)?enabled/,
    'Services for scraping the cluster itself may be off',
  ],
  ['prometheus-adapter', /^rules\.default/, 'the API of metrics of objects is off without rules'],
];

const isAccepted = (component: string, { text }: Mutant): boolean =>
  ACCEPTED.some(([name, path]) => name === component && path.test(text));

const charts = plans.flatMap(({ components, facts }, at) =>
  components.flatMap(({ definition, main }) =>
    // An IstioOperator document is more than the values of its charts.
    main.flatMap(({ unit, component, chart }) =>
      chart === undefined || component === 'istio' || (at === 1) !== (component === 'dex')
        ? []
        : [{ name: unit, definition, facts, chart }],
    ),
  ),
);

describeCharts('values that the synthesis takes', () => {
  test.each(sample(charts, 4))(
    'of $name change no name, selector, port, ServiceAccount, Service or webhook',
    ({ definition, facts, chart }) => {
      const files = chart.chart.valuesFiles.map((file) =>
        objectOf(readKubernetesYaml(readFileSync(join(RELEASE_CHARTS, file), 'utf8'))),
      );
      const all = mergeValues([chartDefaults(join(RELEASE_CHARTS, chart.chart.path)), ...files, chart.values]);
      const selected = workloadsOf(definition).flatMap(({ selector }) => Object.keys(selector));
      const identity = (values: JsonObject): Identity => identityOf(rendered(chart, values), selected);
      const withMutants = (some: readonly Mutant[]): JsonObject =>
        mergeValues([chart.values, ...some.map(({ values }) => values)]);
      const isTaken = (mutant: Mutant): boolean => {
        const changed = { ...chart, values: withMutants([mutant]) };
        return (
          identityChanges([{ unit: 'chart', component: definition.name, chart: changed }], definition, facts).length ===
          0
        );
      };
      const before = identity(chart.values);
      const shown = (some: readonly Mutant[]): readonly string[] | undefined => {
        try {
          return identityDifferences(before, identity(withMutants(some)));
        } catch {
          return undefined;
        }
      };
      const found = chartMutants(all)
        .map((group) => group.filter((mutant) => isTaken(mutant) && !isAccepted(definition.name, mutant)))
        .flatMap((group) => showing(sample(group, 20), shown));
      expect(found.map((mutant) => [mutant.text, shown([mutant])])).toEqual([]);
    },
    1_200_000,
  );

  test('of Istio change none either', () => {
    const factsOf = (documents: readonly JsonObject[]): ChartFacts => {
      const api = { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator' };
      const overrides = documents.map((spec) => ({ values: { ...api, spec } }));
      const metadata = { name: 'verrazzano', namespace: 'default' };
      const spec = { profile: 'prod', components: { istio: { overrides } } };
      return new ChartFacts(
        { apiVersion: 'install.verrazzano.io/v1beta1', kind: 'Verrazzano', metadata, spec },
        { objects: [], environment: {}, kubeVersion: 'v1.26.0' },
      );
    };
    const partsOf = (facts: ChartFacts): readonly Part[] => {
      const parts = chartParts(istio, facts);
      return typeof parts === 'object' ? parts : [];
    };
    const known = new Map<string, readonly JsonObject[]>();
    const identity = (facts: ChartFacts): Identity => {
      const objects = partsOf(facts).flatMap(({ chart, objects: own = [] }) => {
        if (chart === undefined) return own;
        const key = JSON.stringify(chart);
        const made = known.get(key) ?? rendered(chart, chart.values);
        known.set(key, made);
        return made;
      });
      return identityOf(objects, ['app', 'istio']);
    };
    const isTaken = ({ values }: Mutant): boolean => {
      const facts = factsOf([values]);
      const { unknown, unsupported } = istioCharts(facts);
      const definition = effectiveDefinition(istio, objectOf(facts.converted.spec));
      return [...unknown, ...unsupported, ...identityChanges(partsOf(facts), definition, facts)].length === 0;
    };
    const before = identity(factsOf([]));
    const shown = (some: readonly Mutant[]): readonly string[] | undefined => {
      try {
        return identityDifferences(before, identity(factsOf(some.map(({ values }) => values))));
      } catch {
        return undefined;
      }
    };
    const found = istioMutants()
      .map((group) => group.filter(isTaken))
      .flatMap((group) => showing(sample(group, 20), shown));
    expect(found.map((mutant) => [mutant.text, shown([mutant])])).toEqual([]);
  }, 1_200_000);
});

/** Every value of the charts of Istio, and settings of their workloads. */
function istioMutants(): ReadonlyArray<readonly Mutant[]> {
  const folders = ['base', 'istio-control/istio-discovery', 'gateways/istio-ingress', 'gateways/istio-egress'];
  const values = folders.map((folder) => chartDefaults(join(RELEASE_CHARTS, 'manifests/charts', folder)));
  const ofValues = chartMutants(mergeValues(values)).map((group) =>
    group.map(({ text, values: stated }): Mutant => ({ text, values: { values: stated } })),
  );
  const settings: readonly JsonObject[] = [
    ...K8S.map((k8s) => ({ components: { pilot: { k8s } } })),
    ...[...K8S.map((k8s) => ({ k8s })), ...GATEWAY].flatMap((own) => [
      { components: { ingressGateways: [{ name: 'istio-ingressgateway', enabled: true, ...own }] } },
      { components: { egressGateways: [{ name: 'istio-egressgateway', enabled: true, ...own }] } },
    ]),
    ...SPEC,
  ];
  return [...ofValues, ...settings.map((spec) => [{ text: JSON.stringify(spec), values: spec }])];
}
