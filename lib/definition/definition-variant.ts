import type { ComponentDefinition } from './definition';
import type { WorkloadDefinition } from './workload-definition';
import type { IngressDefinition } from './ingress-definition';
import type { DefinitionVariant, WorkloadVariant } from './replacement-variant';
import type { KnownVersion, VersionLine } from './version-line';

/**
 * The definition of a component in a version of its published chart: ports, Services, scrape targets, webhooks and images of that
 * version.
 * @param definition - the component, as the release has it
 * @param line - all versions of the component
 * @param version - the version
 */
export function definitionVariant(
  definition: ComponentDefinition,
  line: VersionLine,
  version: KnownVersion,
): ComponentDefinition {
  const variants = (line.replacement.variants ?? []).filter((variant) => holds(variant, line, version));
  const chart = versionedChart(definition, version);
  return variants.reduce((left, variant) => withVariant(left, variant, version), { ...definition, ...chart });
}

/** Labels of pods name the chart and its version. */
function versionedChart(
  { chart }: ComponentDefinition,
  { chart: published, version, app }: KnownVersion,
): Pick<ComponentDefinition, 'chart'> {
  if (chart === undefined || published === undefined) return {};
  // Some charts write a `v` in front, as the chart of the release does.
  const [chartPrefix, appPrefix] = [chart.version, chart.appVersion].map((text) => (text.startsWith('v') ? 'v' : ''));
  return {
    chart: { ...chart, name: published.name, version: `${chartPrefix}${version}`, appVersion: `${appPrefix}${app}` },
  };
}

function holds({ since, until }: DefinitionVariant, line: VersionLine, { index }: KnownVersion): boolean {
  const start = line.start(since);
  const end = until === undefined ? undefined : line.start(until);
  return start !== undefined && start <= index && (end === undefined || index < end);
}

function withVariant(
  definition: ComponentDefinition,
  {
    createdBy,
    workloads,
    services,
    ingresses,
    scrapeTargets,
    withoutWebhooks,
    withoutCertificates,
    images,
    releaseImages = [],
    pullSecretValues,
    unreachedAccounts,
  }: DefinitionVariant,
  { app }: KnownVersion,
): ComponentDefinition {
  const { createdBy: _, ...ownMaker } = definition;
  const { webhooks, certificates } = definition;
  return {
    ...(createdBy === null ? ownMaker : definition),
    ...(workloads !== undefined && { workloads: withWorkloads(definition.workloads, workloads) }),
    ...(services !== undefined && { services: merged(definition.services, services) }),
    ...(ingresses !== undefined && { ingresses: withIngresses(definition.ingresses, ingresses) }),
    ...(scrapeTargets !== undefined && { scrapeTargets: merged(definition.scrapeTargets, scrapeTargets) }),
    ...(webhooks !== undefined &&
      withoutWebhooks !== undefined && { webhooks: webhooks.filter(({ name }) => !withoutWebhooks.includes(name)) }),
    ...(certificates !== undefined &&
      withoutCertificates !== undefined && {
        certificates: merged(certificates, Object.fromEntries(withoutCertificates.map((name) => [name, null]))),
      }),
    ...(images !== undefined && {
      images: releaseImages,
      publishedImages: Object.entries(images).map(([reference, values]) => ({
        reference: reference.replace('{app}', app),
        ...(values !== null && { values }),
      })),
    }),
    ...(pullSecretValues !== undefined && { pullSecretValues }),
    ...(unreachedAccounts !== undefined && { unreachedAccounts }),
  };
}

function withWorkloads(
  before: ComponentDefinition['workloads'] = {},
  changes: Readonly<Record<string, WorkloadVariant | null>>,
): Readonly<Record<string, WorkloadDefinition>> {
  const whole = Object.entries(changes).map(([name, change]): [string, WorkloadDefinition | null] => {
    if (change === null) return [name, null];
    const { ports, like = name, ...fields } = change;
    const own = before[like] ?? {};
    return [name, { ...own, ...fields, ...(ports !== undefined && { ports: merged(own.ports, ports) }) }];
  });
  return merged(before, Object.fromEntries(whole));
}

function withIngresses(
  before: ComponentDefinition['ingresses'] = {},
  changes: Readonly<Record<string, Partial<IngressDefinition> | null>>,
): Readonly<Record<string, IngressDefinition>> {
  const whole = Object.entries(before).flatMap(([name, ingress]): Array<[string, IngressDefinition | null]> =>
    changes[name] === undefined ? [] : [[name, changes[name] === null ? null : { ...ingress, ...changes[name] }]],
  );
  return merged(before, Object.fromEntries(whole));
}

function merged<T>(
  before: Readonly<Record<string, T>> = {},
  changes: Readonly<Record<string, T | null>>,
): Readonly<Record<string, T>> {
  const all: Array<[string, T | null]> = Object.entries({ ...before, ...changes });
  return Object.fromEntries(all.filter((entry): entry is [string, T] => entry[1] !== null));
}
