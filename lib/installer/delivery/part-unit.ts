import { mergeValues } from '../../charts';
import type { ComponentDefinition } from '../../definition/definition';
import type { DeliveryUnitProps, IgnoreDifference } from '../../gitops/delivery-unit';
import type { RemainingStep } from '../../gitops/gitops-cluster';
import type { AllowedSecret } from '../../gitops/secrets';
import { WAITING_RETRY } from '../../gitops/retry';
import type { JsonObject } from '../../values/json';
import { chartGrants } from '../chart-grants';
import type { ChartSource, OutputRepository } from '../chart-source';
import type { PublishedImageRules } from '../published/published-images';
import { RUNTIME_DATA } from './runtime-data';
import type { ByHand, Part, PartChart } from './part';
import type { ChartRendering } from './rendered-charts';
import { valuesFilesIn } from './values-files';

/** What a unit follows from besides its part. */
interface UnitContext {
  /** Definition of the component. */
  readonly definition: ComponentDefinition | undefined;
  /** How images of a published chart are set. */
  readonly images: PublishedImageRules;
  /** Where the charts come from. */
  readonly source: ChartSource;
  /** The repository of the output. */
  readonly output: OutputRepository;
  /** Whether the kinds of Fluent Bit are there: charts have objects of them then. */
  readonly hasFluentBit: boolean;
  /** Order among the units. */
  readonly wave: number;
  /** How charts are rendered at synthesis; undefined where Argo CD renders them. */
  readonly rendering: ChartRendering | undefined;
  /** Folder with the values files of the release; undefined where synthesis does not see them. */
  readonly directory: string | undefined;
}

/** Argo CD replaces it with a key of its Secret. */
const REFERENCE = {
  kind: 'File',
  name: 'values.yaml',
  field: 'configs.cm["oidc.config"].clientSecret',
  reason: 'it names a key of Secret argocd-secret',
};

/** Content of rendered charts that looks like a secret, and holds none. */
const RENDERED_SECRETS: Readonly<Record<string, readonly AllowedSecret[]>> = {
  dex: [{ name: 'dex', reason: 'its secrets are variables from Secrets' }],
  argocd: [
    {
      kind: 'ConfigMap',
      name: 'argocd-cm',
      field: 'data["oidc.config"].clientSecret',
      reason: 'it names a key of Secret argocd-secret',
    },
  ],
};

const DEFINITION = { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' };
const CREDENTIALS = { kind: 'Secret', name: 'capoci-auth-config' };
const WEBHOOK_GROUP = 'admissionregistration.k8s.io';

/**
 * The delivery unit of a part.
 * @param part - the part
 * @param context - what else it follows from
 */
export function partUnit({ chart, component, objects = [] }: Part, context: UnitContext): DeliveryUnitProps {
  const { wave, rendering } = context;
  if (chart === undefined) {
    const description = `What the platform operator makes in code for ${component}`;
    const unit = { wave, description, retry: WAITING_RETRY };
    return objects.some(({ kind }) => kind === DEFINITION.kind) ? { ...unit, ...providerUnit(context) } : unit;
  }
  const description = `Helm release ${chart.release}, chart ${chart.chart.name} ${versionOf(chart, context)}`;
  const common = {
    wave,
    namespace: chart.namespace,
    // CRDs of several charts are larger than what client-side apply keeps in an annotation.
    serverSideApply: true,
    retry: WAITING_RETRY,
    ignoreDifferences: ignored(component, chart, context.definition),
  };
  if (rendering !== undefined) {
    const rendered = `${description}, rendered by Helm ${rendering.helmVersion}`;
    return { ...common, description: rendered, allowSecrets: RENDERED_SECRETS[component] ?? [] };
  }
  return {
    ...common,
    description,
    helm: helmOf(chart, context),
    grants: chartGrants(component, chart.namespace, context.hasFluentBit),
    ...(component === 'argocd' && { allowSecrets: [REFERENCE] }),
  };
}

/** The unit of Cluster API: as large as a chart, and written to at run time as one. */
function providerUnit({ definition }: UnitContext): Partial<DeliveryUnitProps> {
  return {
    serverSideApply: true,
    allowSecrets: [
      {
        kind: 'Secret',
        name: CREDENTIALS.name,
        reason: 'it is empty: clusters name an OCIClusterIdentity of their own',
      },
    ],
    ignoreDifferences: [
      ...bundlesOf(definition),
      {
        ...DEFINITION,
        jqPathExpressions: ['.spec.conversion.webhook.clientConfig.caBundle'],
        reason: 'cert-manager fills in the bundle at run time',
      },
      { ...CREDENTIALS, jsonPointers: ['/data'], reason: 'whoever enters credentials writes them' },
    ],
  };
}

function helmOf(
  { chart, release, values: own, without }: PartChart,
  { images, source, output, directory }: UnitContext,
) {
  const { values = {}, adapt = same, version: _, valuesFrom, ...location } = source.locate(chart, output);
  const merged = mergeValues([values, adapt(images.without(own)), images.values]);
  return {
    ...location,
    ...(valuesFrom !== undefined && {
      valuesFrom: {
        ...valuesFrom,
        ...(directory !== undefined && { contents: valuesFilesIn(directory, chart.valuesFiles) }),
      },
    }),
    release,
    values: merged,
    ...(without !== undefined && { without }),
  };
}

function versionOf({ chart }: PartChart, { source, output }: UnitContext): string {
  return source.locate(chart, output).version ?? chart.version;
}

function same(values: JsonObject): JsonObject {
  return values;
}

function ignored(
  component: string,
  { chart }: PartChart,
  definition: ComponentDefinition | undefined,
): readonly IgnoreDifference[] {
  return [
    ...(RUNTIME_DATA[component] ?? []).filter(({ only }) => only === undefined || only === chart.name).map(withoutOnly),
    ...bundlesOf(definition),
  ];
}

function bundlesOf(definition: ComponentDefinition | undefined): readonly IgnoreDifference[] {
  if ((definition?.webhooks ?? []).length === 0) return [];
  return ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map((kind) => ({
    group: WEBHOOK_GROUP,
    kind,
    jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'],
    reason: 'cert-manager or the component itself fills in the bundle at run time',
  }));
}

function withoutOnly({ only: _, ...difference }: IgnoreDifference & { readonly only?: string }): IgnoreDifference {
  return difference;
}

/**
 * How a person installs what is not delivered.
 * @param components - the components, in the order in which they become ready
 * @param source - where the charts come from
 */
export function byHandSteps(components: readonly ByHand[], source: ChartSource): readonly RemainingStep[] {
  const charts = components.filter(({ definition: { chart } }) => chart !== undefined);
  if (charts.length === 0) return [];
  return [
    {
      title: 'Install the components that Git cannot hold',
      when: 'after',
      unit: 'namespaces',
      instructions: [
        ...charts.map(({ definition, reason }) => `- \`${definition.name}\`: ${reason}.`),
        '',
        `In this order, from ${source.origin}. \`verrazzano.yaml\` holds the Verrazzano resource, \`cluster.yaml\` what ` +
          '`kubectl get -A -o yaml service,secret,configmap,deployment,namespace` prints. Keep the values out of Git.',
        '',
        '```sh',
        ...charts.flatMap(({ definition }) => commandsFor(definition, source)),
        '```',
      ].join('\n'),
    },
  ];
}

/**
 * A step where the charts are at a revision that no fact here is about.
 * @param source - where the charts come from
 */
export function revisionSteps({ unknownRevisions }: ChartSource): readonly RemainingStep[] {
  if (unknownRevisions.length === 0) return [];
  return [
    {
      title: 'Review charts of another revision',
      when: 'before',
      unit: 'namespaces',
      instructions: [
        'Values, names and flows are those of the charts of the release. Compare these with it:',
        '',
        ...unknownRevisions.map((text) => `- ${text}`),
      ].join('\n'),
    },
  ];
}

function commandsFor(
  { name, chart, release, namespace, valuesFile }: ComponentDefinition,
  source: ChartSource,
): string[] {
  const file = valuesFile === undefined ? '' : source.pathOf(`platform-operator/helm_config/overrides/${valuesFile}`);
  const values = file === '' ? '' : ` --values ${file}`;
  return [
    `npx cdk8s-verrazzano values verrazzano.yaml --cluster cluster.yaml --component ${name} > ${name}.yaml`,
    `helm upgrade --install ${release ?? name} ${source.pathOf(chart?.path ?? '')} --namespace ${namespace}${values} --values ${name}.yaml`,
  ];
}
