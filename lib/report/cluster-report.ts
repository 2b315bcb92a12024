import { COMPONENTS } from '../components';
import { REPLACEMENTS, replacementOf } from '../components/replacements';
import type { EstateCluster } from '../cluster/estate-clusters';
import { groupOf, kindOf } from '../connectivity/manifest';
import type { ComponentDefinition } from '../definition/definition';
import { effectiveImages } from '../definition/effective-images';
import { applicationVersion } from '../definition/application-version';
import { endOfLifeOf } from '../definition/end-of-life';
import type { Platform } from '../definition/platform';
import type { Replacement } from '../definition/replacement';
import { planLadder } from '../exit/ladder';
import { highestKubernetes, KUBERNETES_VERSIONS } from '../exit/ladder-kubernetes';
import { readmeTable } from '../gitops/output/read-readme';
import { readSteps } from '../gitops/output/read-steps';
import { hostNames } from '../ingress';
import { imagesIn, manifestName } from '../transforms';
import { imageReference, imageText } from '../values/image-reference';
import { compare } from '../values/compare';
import type { ClusterInput } from './input';
import { ingressesOf } from './ingresses';
import type { ClusterReport, ComponentReport, ImageReport, RungReport, SecretReport } from './model';
import type { ReadPlatform } from './platforms';
import { topologyOf } from './topology';
import { unitsOf } from './units';

/** The version of Kubernetes at which a ladder begins: the highest one that Verrazzano 1.7 runs on. */
const KUBERNETES_FROM = '1.27';

/**
 * What a report shows of a cluster.
 * @param cluster - its files
 * @param read - its platform
 * @param place - its id, and the name of its estate
 */
export function clusterReport(
  cluster: ClusterInput,
  read: ReadPlatform,
  place: { readonly id: string; readonly estate: string; readonly member: EstateCluster | undefined },
): ClusterReport {
  const { name, manifests, readme = '', findings } = cluster;
  const { platform, source, problems } = read;
  return {
    id: place.id,
    name,
    estate: place.estate,
    source,
    ...(source === 'resource' && statedFacts(platform, place.member)),
    problems,
    kinds: kindsOf(cluster),
    components: platform === undefined ? [] : componentsOf(platform),
    images: imagesOf(cluster, read),
    secrets: secretsOf(readme, platform),
    steps: readSteps(readme, name) ?? [],
    units: unitsOf(cluster),
    ingresses: ingressesOf(manifests, source === 'resource' ? platform : undefined),
    topology: topologyOf(cluster.expanded, read),
    findings,
    ladder: platform === undefined ? [] : ladderOf(platform),
  };
}

/** What a Verrazzano resource states. */
function statedFacts(
  platform: ReadPlatform['platform'],
  member: EstateCluster | undefined,
): Partial<Pick<ClusterReport, 'profile' | 'version' | 'domain'>> {
  const profile = platform?.profileName ?? member?.profile;
  return {
    ...(profile !== undefined && { profile }),
    ...(platform !== undefined && { version: platform.version, domain: hostNames(platform).pattern }),
  };
}

function kindsOf({ manifests }: ClusterInput): ClusterReport['kinds'] {
  const counts = new Map<string, number>();
  for (const { object } of manifests) {
    const group = groupOf(object);
    const kind = group === '' ? kindOf(object) : `${kindOf(object)}.${group}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .sort((a, b) => b.count - a.count || compare(a.kind, b.kind));
}

function componentsOf(platform: Platform): ComponentReport[] {
  const effective = new Map(platform.enabledComponents.map((each) => [each.name, each]));
  const rows = COMPONENTS.map((definition): ComponentReport => {
    const { name, category, namespace, images } = effective.get(definition.name) ?? definition;
    const replacement = replacementOf(name);
    const newest = replacement?.charts.at(-1)?.name;
    return {
      name,
      category,
      enabled: platform.isEnabled(name),
      namespace,
      version: releasedVersion(definition, replacement),
      maintenance: replacement?.status ?? 'none',
      statement: replacement?.statement ?? '',
      statementSource: replacement?.source ?? '',
      ...(newest !== undefined && { successor: `${newest} ${replacement?.newest ?? ''}`.trim() }),
      endOfLife: endOfLifeOf(images).map(({ product, version, date, source }) => ({ product, version, date, source })),
    };
  });
  return rows.sort((a, b) => Number(b.enabled) - Number(a.enabled) || compare(a.name, b.name));
}

/** A part of another chart has the version of that; what has no chart has the one that its replacement starts from. */
function releasedVersion(definition: ComponentDefinition, replacement: Replacement | undefined): string {
  if (replacement?.movedWith !== undefined) return `with ${replacement.movedWith}`;
  return applicationVersion(definition) ?? replacement?.installedApp ?? replacement?.installed ?? 'not known';
}

/** Images of the components, and those that pods in the files pull. */
function imagesOf({ expanded }: ClusterInput, { platform }: ReadPlatform): ImageReport[] {
  const users = new Map<string, Set<string>>();
  const add = (reference: string, user: string): void => {
    users.set(reference, (users.get(reference) ?? new Set()).add(user));
  };
  if (platform !== undefined) {
    const { enabledComponents, effective, registry } = platform;
    for (const { reference, components } of effectiveImages(enabledComponents, effective.spec, registry)) {
      for (const { name } of components) add(reference, name);
    }
  }
  for (const { object } of expanded) {
    for (const { value } of imagesIn(object)) {
      if (typeof value !== 'string') continue;
      const read = imageReference(value);
      add(typeof read === 'string' ? value : imageText(read), manifestName(object));
    }
  }
  return [...users]
    .map(([reference, names]) => ({ reference, usedBy: [...names].sort(compare) }))
    .sort((a, b) => compare(a.reference, b.reference));
}

/** Those that the README lists; without one, those that the Verrazzano resource needs. */
function secretsOf(readme: string, platform: Platform | undefined): SecretReport[] {
  const rows = readmeTable(readme, 'Required secrets');
  if (rows.length > 0 || platform === undefined || readme !== '') {
    return rows.map(([namespace = '', name = '', keys = '', usedBy = '', what = '']) => {
      return { namespace, name, keys, usedBy, what };
    });
  }
  return platform.requiredSecrets.map(({ namespace, name, keys, usedBy, description }) => {
    return { namespace, name, keys: keys.join(', '), usedBy, what: description };
  });
}

function ladderOf(platform: Platform): RungReport[] {
  const running = new Set(platform.enabledComponents.map(({ name }) => name));
  const goals = REPLACEMENTS.filter(({ component }) => running.has(component)).map((replacement) => ({ replacement }));
  if (goals.length === 0) return [];
  const kubernetes = highestKubernetes(goals, KUBERNETES_FROM, KUBERNETES_VERSIONS.to);
  const { rungs } = planLadder({ goals, replacements: REPLACEMENTS, kubernetesFrom: KUBERNETES_FROM, kubernetes });
  return rungs.map(({ number, component, from, to, app, why, after, findings }) => ({
    number,
    component,
    from,
    to,
    app,
    ...(why !== undefined && { why }),
    after,
    findings: findings.map(({ level, what, fix }) => ({ level, what, fix })),
  }));
}
