import type { ComponentDefinition } from '../definition/definition';
import type { DeliveryUnitProps, IgnoreDifference } from '../gitops/delivery-unit';
import type { RemainingStep } from '../gitops/gitops-cluster';
import { WAITING_RETRY } from '../gitops/retry';
import type { JsonObject } from '../values/json';
import { chartGrants } from './chart-grants';
import { mergeValues } from '../charts';
import type { ChartSource, OutputRepository, ReleaseChart } from './chart-source';
import type { ChartByHand, DeliveredChart } from './platform-charts';

/** Wave of the unit with issuers and certificates, which stands for component `cluster-issuer`. */
export const PLATFORM_WAVE = 10;

/** Secrets that a chart makes up at every rendering; Argo CD keeps what is in the cluster. */
const MADE_UP: Readonly<Record<string, readonly string[]>> = {
  'verrazzano-authproxy': ['verrazzano-authproxy-secret'],
  'opensearch-operator': ['admin-credentials-secret', 'securityconfig-secret'],
  thanos: ['verrazzano-thanos-internal'],
  'weblogic-operator': ['weblogic-operator-secrets', 'weblogic-webhook-secrets'],
};

/** Charts that bring CustomResourceDefinitions when asked; the platform operator applies them itself. */
const CRD_VALUES: Readonly<Record<string, JsonObject>> = {
  'cert-manager': { installCRDs: true },
  'opensearch-operator': { installCRDs: true },
};

const WEBHOOK_GROUP = 'admissionregistration.k8s.io';

/**
 * The delivery unit of a chart.
 * @param chart - the chart and its values
 * @param source - where the charts come from
 * @param output - the repository of the output
 * @param wave - order among the units
 */
export function chartUnit(
  { definition, release }: DeliveredChart,
  source: ChartSource,
  output: OutputRepository,
  wave: number,
): DeliveryUnitProps {
  const { name = '', version = '' } = definition.chart ?? {};
  const chart: ReleaseChart = {
    component: definition.name,
    project: 'verrazzano',
    path: release.chart,
    name,
    version,
    valuesFiles: [release.valuesFile, ...(release.moreValuesFiles ?? [])].flatMap((file) => file ?? []),
  };
  const { values = {}, ...location } = source.locate(chart, output);
  return {
    wave,
    namespace: release.namespace,
    description: `Helm release ${release.release}, chart ${name} ${version}`,
    // CRDs of several charts are larger than what client-side apply keeps in an annotation.
    serverSideApply: true,
    retry: WAITING_RETRY,
    helm: {
      ...location,
      release: release.release,
      values: mergeValues([values, CRD_VALUES[definition.name] ?? {}, release.values]),
    },
    grants: chartGrants(definition.name, release.namespace),
    ignoreDifferences: ignored(definition),
  };
}

function ignored(definition: ComponentDefinition): readonly IgnoreDifference[] {
  const secrets = (MADE_UP[definition.name] ?? []).map((name) => ({
    kind: 'Secret',
    name,
    jsonPointers: ['/data'],
    reason: 'the chart makes up new values whenever it is rendered; those of the first sync stay',
  }));
  if ((definition.webhooks ?? []).length === 0) return secrets;
  const bundles = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map((kind) => ({
    group: WEBHOOK_GROUP,
    kind,
    jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'],
    reason: 'cert-manager or the component itself fills in the bundle at run time',
  }));
  return [...secrets, ...bundles];
}

/**
 * Waves of components: each after those that must be ready before it; those that need the cluster issuer after the unit that has it.
 * @param components - all enabled components, in the order in which they become ready
 */
export function chartWaves(components: readonly ComponentDefinition[]): ReadonlyMap<string, number> {
  const waves = new Map<string, number>();
  for (const { name, after = [] } of components) {
    const last = after.reduce((wave, other) => Math.max(wave, waves.get(other) ?? 0), 0);
    waves.set(name, name === 'cluster-issuer' ? PLATFORM_WAVE : last + 1);
  }
  return waves;
}

/**
 * How a person installs what is not delivered.
 * @param charts - the components, in the order in which they become ready
 * @param source - where the charts come from
 */
export function byHandStep(charts: readonly ChartByHand[], source: ChartSource): RemainingStep | undefined {
  if (charts.length === 0) return undefined;
  const commands = charts.flatMap(({ definition }) => commandOf(definition, source));
  return {
    title: 'Install the components that Git cannot hold',
    when: 'after',
    unit: 'namespaces',
    instructions: [
      ...charts.map(({ definition, reason }) => `- \`${definition.name}\`: ${reason}.`),
      '',
      `In this order, from a clone of ${source.origin}. \`verrazzano.yaml\` holds the Verrazzano resource, ` +
        '`cluster.yaml` what `kubectl get -A -o yaml service,secret,configmap,deployment,namespace` prints. Keep the values out of Git.',
      '',
      '```sh',
      ...commands,
      '```',
    ].join('\n'),
  };
}

function commandOf(
  { name, chart, release = name, namespace, valuesFile }: ComponentDefinition,
  source: ChartSource,
): string[] {
  const print = `npx cdk8s-verrazzano values verrazzano.yaml --cluster cluster.yaml --component ${name} > ${name}.yaml`;
  const file = valuesFile === undefined ? '' : source.pathOf(`platform-operator/helm_config/overrides/${valuesFile}`);
  if (name === 'istio') return [print, `istioctl install --filename ${file} --filename istio.yaml`];
  if (chart === undefined || release === null) return [`# ${name}: as docs/without-the-operator.md says`];
  const values = file === '' ? '' : ` --values ${file}`;
  return [
    print,
    `helm upgrade --install ${release} ${source.pathOf(chart.path)} --namespace ${namespace}${values} --values ${name}.yaml`,
  ];
}

/** Where the platform operator applies CustomResourceDefinitions from that the chart of a component leaves out. */
const CRD_FILES: Readonly<Record<string, string>> = {
  'rancher-backup': 'platform-operator/thirdparty/charts/rancher-backup-crd/templates',
};

/**
 * How a person applies the CustomResourceDefinitions that no chart brings along.
 * @param charts - the charts that are delivered
 * @param source - where the charts come from
 */
export function crdStep(charts: readonly DeliveredChart[], source: ChartSource): RemainingStep | undefined {
  const files = charts.flatMap(({ definition }) => CRD_FILES[definition.name] ?? []);
  if (files.length === 0) return undefined;
  return {
    title: 'Apply CustomResourceDefinitions that no chart brings along',
    when: 'after',
    unit: 'namespaces',
    instructions: [
      `From a clone of ${source.origin}:`,
      '',
      '```sh',
      ...files.map((file) => `kubectl apply --server-side -f ${source.pathOf(file)}`),
      '```',
    ].join('\n'),
  };
}
