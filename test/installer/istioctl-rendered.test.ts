import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ChartFacts, istioCharts } from '../../lib/charts';
import { istioSettings } from '../../lib/charts/istio/operator-document';
import { istio } from '../../lib/components';
import { specField } from '../../lib/definition/enablement';
import { chartParts } from '../../lib/installer/delivery/component-charts';
import type { Part } from '../../lib/installer/delivery/part';
import { renderedObjects } from '../../lib/installer/delivery/rendered-charts';
import { isJsonObject, type JsonObject, objectsOf } from '../../lib/values/json';
import { readKubernetesYaml } from '../../lib/values/yaml/read-kubernetes-yaml';
import { describeCharts, RELEASE_CHARTS } from '../support/release-charts';

/** istioctl 1.19.3. */
const istioctl = process.env.ISTIOCTL ?? '';

const INGRESS = 'istio-ingressgateway';
const EGRESS = 'istio-egressgateway';

const ingress = (k8s?: JsonObject, more: JsonObject = {}): JsonObject => ({
  components: { ingressGateways: [{ name: INGRESS, enabled: true, ...(k8s && { k8s }), ...more }] },
});
const egress = (k8s: JsonObject): JsonObject => ({
  components: { egressGateways: [{ name: EGRESS, enabled: true, k8s }] },
});
const pilot = (k8s: JsonObject): JsonObject => ({ components: { pilot: { k8s } } });
const values = (all: JsonObject): JsonObject => ({ values: all });
const mesh = (meshConfig: JsonObject): JsonObject => ({ meshConfig });
const resources = { requests: { cpu: '200m', memory: '300Mi' }, limits: { cpu: '1', memory: '1Gi' } };

const NEAR = {
  weight: 1,
  podAffinityTerm: { labelSelector: { matchLabels: { app: 'a' } }, topologyKey: 'kubernetes.io/hostname' },
};

/** Overrides of component Istio, the strongest first. */
const CASES: Readonly<Record<string, readonly JsonObject[]>> = {
  none: [],
  'replicas and resources': [
    pilot({ replicaCount: 2, resources }),
    ingress({ replicaCount: 3 }),
    egress({ resources }),
  ],
  'a Service with external addresses': [ingress({ service: { type: 'NodePort', externalIPs: ['203.0.113.8'] } })],
  'a Service of egress with external addresses': [egress({ service: { externalIPs: ['203.0.113.8'] } })],
  'a load balancer': [
    ingress({
      serviceAnnotations: { 'example.com/shape': '10' },
      service: {
        loadBalancerIP: '203.0.113.9',
        loadBalancerSourceRanges: ['10.0.0.0/8'],
        externalTrafficPolicy: 'Local',
      },
    }),
  ],
  'ports of the strongest override': [
    ingress({ service: { ports: [{ name: 'x', port: 1100, targetPort: 1100 }] } }),
    ingress({ service: { ports: [{ name: 'y', port: 1200, targetPort: 1200 }] } }),
  ],
  'ports as values': [values({ gateways: { [INGRESS]: { ports: [{ name: 'x', port: 1100, targetPort: 1100 }] } } })],
  'environments of the strongest override': [
    ingress({ env: [{ name: 'A', value: '2' }] }),
    ingress({ env: [{ name: 'B', value: '1' }] }),
    pilot({ env: [{ name: 'C', value: 'true' }] }),
  ],
  'volumes of a gateway': [
    values({
      gateways: {
        [INGRESS]: {
          secretVolumes: [{ name: 'a', secretName: 'b', mountPath: '/etc/x' }],
          configVolumes: [{ name: 'c', configMapName: 'c', mountPath: '/c' }],
        },
      },
    }),
    values({ gateways: { [INGRESS]: { configVolumes: [{ name: 'd', configMapName: 'd', mountPath: '/d' }] } } }),
  ],
  'placement of pods': [
    pilot({ nodeSelector: { a: 'b' }, tolerations: [{ key: 'gw', operator: 'Exists' }] }),
    ingress({ tolerations: [{ key: 'gw', operator: 'Exists' }], strategy: { rollingUpdate: { maxSurge: 2 } } }),
    pilot({ affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [NEAR] } } }),
  ],
  autoscalers: [
    values({ pilot: { autoscaleEnabled: true, autoscaleMin: 2, autoscaleMax: 7 } }),
    values({ gateways: { [INGRESS]: { autoscaleEnabled: true } } }),
    ingress({ hpaSpec: { minReplicas: 2, maxReplicas: 6 }, replicaCount: 3 }),
  ],
  budgets: [values({ global: { defaultPodDisruptionBudget: { enabled: true } } })],
  'settings of the mesh': [
    mesh({
      accessLogFile: '/dev/stdout',
      trustDomain: 'example.com',
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    }),
    mesh({ defaultConfig: { holdApplicationUntilProxyStarts: true, proxyMetadata: { A: 'b' } } }),
    mesh({ defaultConfig: { tracing: { sampling: 50, zipkin: { address: 'zipkin.user:9411' } } } }),
    values({ meshConfig: { accessLogEncoding: 'JSON', accessLogFile: '/b' } }),
  ],
  'lists of the mesh': [
    mesh({ trustDomainAliases: ['q', 'a'], extensionProviders: [{ name: 'q', prometheus: {} }] }),
    mesh({ trustDomainAliases: ['z', 'a'], extensionProviders: [{ name: 'z', prometheus: {} }] }),
  ],
  'injected sidecars': [
    values({
      global: { proxy: { resources, logLevel: 'debug', excludeIPRanges: '10.0.0.0/8' } },
      istio_cni: { enabled: true },
    }),
    values({ sidecarInjectorWebhook: { enableNamespacesByDefault: true, injectedAnnotations: { 'x/y': 'z' } } }),
    values({
      sidecarInjectorWebhook: { neverInjectSelector: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] },
    }),
  ],
  'networks and clusters': [
    values({ global: { meshID: 'm', network: 'n', multiCluster: { enabled: true, clusterName: 'c' } } }),
  ],
  'images, which are those of the release': [{ hub: 'h.example.com', tag: 't1' }],
  'labels of a gateway': [
    ingress(undefined, { label: { extra: 'x' } }),
    values({ gateways: { [EGRESS]: { labels: { y: 'z' } } } }),
  ],
  'a name as value, without effect': [values({ gateways: { [INGRESS]: { name: 'other' } } })],
  'one more gateway': [
    { components: { ingressGateways: [{ name: 'inner', enabled: true, label: { app: 'inner', istio: 'inner' } }] } },
    egress({ replicaCount: 2 }),
  ],
  'a gateway that is off': [{ components: { egressGateways: [{ name: EGRESS, enabled: false }] } }],
  'annotations and labels': [
    pilot({ podAnnotations: { a: 'b' } }),
    values({ pilot: { deploymentLabels: { c: 'd' }, podLabels: { e: 'f' }, serviceAnnotations: { g: 'h' } } }),
  ],
};

/** They are long, and the same file for both. */
const IS_CRD = /^kind: CustomResourceDefinition$/m;

interface Difference {
  readonly object: string;
  readonly path: string;
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** Differences that remain, and why. */
const ACCEPTED: ReadonlyArray<readonly [object: RegExp, path: RegExp, reason: string]> = [
  [/^Deployment istiod$/, /securityContext/, 'the chart sets on the container what istioctl sets on the pod'],
  [
    /^Deployment (istio-(in|e)gressgateway|inner)$/,
    /securityContext.(seccompProfile|readOnlyRootFilesystem)/,
    'the chart of gateways has no value for the seccomp profile, and keeps the root filesystem read-only',
  ],
  [/^MutatingWebhookConfiguration istio-revision-tag-default$/, /^$/, 'istioctl install makes it after the manifests'],
  [/^ValidatingWebhookConfiguration istiod-default-validator$/, /^$/, 'istioctl install makes it after the manifests'],
];

function factsOf(overrides: readonly JsonObject[]): ChartFacts {
  const api = { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator' };
  const items = overrides.map((spec) => ({ values: { ...api, spec } }));
  const resource = {
    apiVersion: 'install.verrazzano.io/v1beta1',
    kind: 'Verrazzano',
    metadata: { name: 'verrazzano', namespace: 'default' },
    spec: { profile: 'prod', components: { istio: { overrides: items } } },
  };
  const pullSecret = {
    kind: 'Secret',
    metadata: { namespace: 'default', name: 'verrazzano-container-registry' },
  };
  return new ChartFacts(resource, {
    objects: [pullSecret],
    environment: { REGISTRY: 'registry.example.com' },
    kubeVersion: 'v1.26.0',
  });
}

/** What istioctl makes: the values file, overrides with the strongest last, tracing, and settings. */
function theirs(facts: ChartFacts): readonly JsonObject[] {
  const folder = mkdtempSync(join(tmpdir(), 'istioctl-'));
  try {
    const { spec } = facts.converted;
    const overrides = objectsOf(specField(spec as JsonObject, 'istio', 'overrides')).map(
      (item) => item.values as JsonObject,
    );
    const tracing = overrides.filter((one) => JSON.stringify(one).includes('"tracing"'));
    const zipkin = { address: 'jaeger-operator-jaeger-collector.verrazzano-monitoring.svc.cluster.local.:9411' };
    const own = { tlsSettings: { mode: 'ISTIO_MUTUAL' }, zipkin };
    const last = tracing[0] ?? { spec: { meshConfig: { defaultConfig: { tracing: own } } } };
    // The one case with tracing has a sampling rate and an address.
    const file = tracing.length === 0 ? last : merged({ tlsSettings: own.tlsSettings }, last);
    const files = [...[...overrides].reverse(), file].map((document, at) => {
      const path = join(folder, `${at}.yaml`);
      writeFileSync(
        path,
        JSON.stringify({ apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator', ...document }),
      );
      return path;
    });
    const all = [join(RELEASE_CHARTS, 'platform-operator/helm_config/overrides/istio-cr.yaml'), ...files];
    const settings = istioSettings(facts).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
    const args = ['manifest', 'generate', ...all.flatMap((path) => ['-f', path]), ...settings];
    const text = execFileSync(istioctl, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: 'pipe' });
    const documents = text.split(/^---$/m).filter((document) => !IS_CRD.test(document));
    return documents.map(readKubernetesYaml).filter(isJsonObject);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function merged(tracing: JsonObject, document: JsonObject): JsonObject {
  const copy = JSON.parse(JSON.stringify(document)) as { spec: { meshConfig: { defaultConfig: { tracing: object } } } };
  Object.assign(copy.spec.meshConfig.defaultConfig.tracing, tracing);
  return copy as unknown as JsonObject;
}

/** Charts that settings do not change are rendered once. */
let base: readonly JsonObject[] | undefined;

function ours(facts: ChartFacts): readonly JsonObject[] {
  const parts = chartParts(istio, facts);
  if (!Array.isArray(parts)) throw new Error('Istio has charts');
  const rendered = parts.map(({ unit, chart, objects = [] }: Part): readonly JsonObject[] => {
    const render = (): readonly JsonObject[] =>
      chart === undefined ? objects : renderedObjects(chart, facts, { directory: RELEASE_CHARTS, helmVersion: '' });
    return unit === 'charts/istio-base' ? (base ??= render()) : render();
  });
  return rendered.flat().filter(({ kind }) => kind !== 'CustomResourceDefinition');
}

/** A string that is no YAML, such as the templates of the injector, stays one. */
function readOrText(text: string): unknown {
  try {
    return readKubernetesYaml(text);
  } catch {
    return text;
  }
}

/** Leaves of a value by path; texts that are YAML are read. */
function leaves(value: unknown, path: string, into: Map<string, unknown>): Map<string, unknown> {
  if (value === null || value === undefined) return into;
  if (typeof value === 'string' && /^data\./.test(path) && value.includes('\n')) {
    const read = readOrText(value);
    if (isJsonObject(read)) return leaves(read, `${path}:`, into);
  }
  if (typeof value !== 'object') return into.set(path, value);
  // Of items with names, the order does not matter.
  const entries: ReadonlyArray<readonly [string, unknown]> = Array.isArray(value)
    ? value.map(
        (item: unknown, at) =>
          [isJsonObject(item) && typeof item.name === 'string' ? `[${item.name}]` : String(at), item] as const,
      )
    : Object.entries(value);
  if (entries.length === 0) return into.set(path, Array.isArray(value) ? '[]' : '{}');
  entries.forEach(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`, into));
  return into;
}

function keyOf({ kind, metadata }: JsonObject): string {
  return `${kind as string} ${(metadata as JsonObject).name as string}`;
}

function differences(a: readonly JsonObject[], b: readonly JsonObject[]): readonly Difference[] {
  const [mine, other] = [a, b].map((list) => new Map(list.map((object) => [keyOf(object), object])));
  return [...new Set([...(mine?.keys() ?? []), ...(other?.keys() ?? [])])].flatMap((object): Difference[] => {
    const [x, y] = [mine?.get(object), other?.get(object)];
    if (x === undefined || y === undefined)
      return [{ object, path: '', ours: x !== undefined, theirs: y !== undefined }];
    const [left, right] = [leaves(x, '', new Map()), leaves(y, '', new Map())];
    return [...new Set([...left.keys(), ...right.keys()])]
      .filter((path) => left.get(path) !== right.get(path))
      .map((path) => ({ object, path, ours: left.get(path), theirs: right.get(path) }));
  });
}

const isAccepted = ({ object, path }: Difference): boolean =>
  ACCEPTED.some(([objects, paths]) => objects.test(object) && paths.test(path));

/** Compares the charts of Istio with what istioctl makes of the documents that the platform operator gives it. */
describeCharts(
  'charts of Istio beside istioctl',
  () => {
    test.each(Object.entries(CASES))('%s', (_, overrides) => {
      const facts = factsOf(overrides);
      const { unknown, unsupported } = istioCharts(facts);
      expect([unknown, unsupported]).toEqual([[], []]);
      const [mine, other] = [ours(facts), theirs(facts)];
      expect(other.length).toBeGreaterThan(20);
      expect(differences(mine, other).filter((one) => !isAccepted(one))).toEqual([]);
    });

    test('what is accepted is a difference', () => {
      const facts = factsOf([]);
      const found = differences(ours(facts), theirs(facts));
      const idle = ACCEPTED.filter(
        ([objects, paths]) => !found.some((one) => objects.test(one.object) && paths.test(one.path)),
      );
      expect(idle).toEqual([]);
    });

    test.each<[JsonObject, string]>([
      [values({ pilot: { bogus: 1 } }), 'spec.values.pilot.bogus'],
      [values({ bogus: {} }), 'spec.values.bogus'],
      [values({ gateways: { [EGRESS]: { replicaCount: 2 } } }), `spec.values.gateways.${EGRESS}.replicaCount`],
      [values({ global: { proxy: { bogus: 1 } } }), 'spec.values.global.proxy.bogus'],
      [mesh({ bogus: 1 }), 'spec.meshConfig.bogus'],
      [mesh({ defaultConfig: { bogus: 1 } }), 'spec.meshConfig.defaultConfig.bogus'],
      [{ components: { ingressGateways: [{ enabled: true }] } }, 'spec.components.ingressGateways[].name'],
    ])('istioctl refuses %j, as the synthesis does', (override, path) => {
      const facts = factsOf([override]);
      expect(istioCharts(facts).unknown.map((one) => one.path)).toEqual([path]);
      expect(() => theirs(facts)).toThrow();
    });
  },
  { ISTIOCTL: istioctl },
);
