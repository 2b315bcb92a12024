import { placedUnit } from '../../cluster/multicluster-resource';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { applicationName } from '../../gitops/argo/cluster-documents';
import { CLUSTERS_GROUP, isOfAgent, LOCAL_CLUSTER, projectObjects } from '../../resource/multicluster';
import { compare } from '../../values/compare';
import type { JsonObject } from '../../values/json';
import type { FoundProject } from '../adopt/adopt-projects';
import type { FoundPlaced } from '../adopt/adopt-multicluster';
import { describeObject } from '../dump/dump';
import { about, byHand, committed, DELETE, ofApplications, synced } from './plan-commands';
import { CLUSTER_OPERATORS } from './plan-estate';
import type { PlanFacts } from './plan-facts';
import type { PlanChange, PlanRule, PlanStep } from './plan-step';

/** How projects live on without the operators that make their namespaces, bindings and policies. */
export const PROJECT_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [deliverProjects];

function deliverProjects(facts: PlanFacts): PlanStep | undefined {
  const { dump, estate } = facts.adoption;
  const { projects, clusters } = estate;
  if (projects.length === 0) return undefined;
  const { placed } = estate.multicluster;
  const known = [LOCAL_CLUSTER, ...clusters.map(({ name }) => name)];
  const unknown = targetsOf(projects).filter((name) => !known.includes(name));
  const units = unitsOf(projects, placed).filter(({ cluster }) => known.includes(cluster));
  const here = projects.filter((one) => one.clusters.includes(LOCAL_CLUSTER)).map(({ name }) => name);
  const made = dump.list('VerrazzanoProject', CLUSTERS_GROUP).map((project) => {
    return { name: (project.metadata as JsonObject).name as string, objects: projectObjects(project) };
  });
  const ofAgents = made.flatMap(({ objects }) => objects.filter(isOfAgent).map(describe));
  return {
    id: 'deliver-projects',
    phase: 'estate',
    title: 'Deliver the projects from Git',
    why: 'The operators made the namespaces, role bindings and network policies of projects on each cluster. Without them Git must: the objects are the same. They are stopped before, because they remove the annotations of Argo CD from namespaces and policies. The VerrazzanoProjects stay until the end: while an application operator runs, deleting one deletes every network policy in its namespaces.',
    commands: [
      ...(unknown.length > 0
        ? [byHand(`add these managed clusters to the program, which the dump lacks: ${unknown.join(', ')}`)]
        : []),
      byHand('in estate.ts, import Placement, and add to the options of each VerrazzanoProject:'),
      '#   placement: Placement.GIT,',
      ...removedApplications(placed),
      ...committed(facts, 'Deliver the projects from Git'),
      ...[...new Set(units.map(({ cluster }) => cluster))].flatMap((cluster) => syncedOn(facts, cluster, units)),
      ...ofAgents.map((each) => about(each, DELETE)),
    ],
    changes: [
      ...made
        .filter(({ name }) => here.includes(name))
        .flatMap(({ objects }) => objects.filter((one) => !isOfAgent(one)))
        .map((one): PlanChange => ({ verb: 'apply', object: describe(one) })),
      ...ofApplications(
        units.map(({ cluster, unit }) => applicationName(cluster === LOCAL_CLUSTER ? facts.cluster : cluster, unit)),
        'apply',
      ),
      ...ofAgents.map((object): PlanChange => ({ verb: 'delete', object })),
    ],
    verify: [
      'The diffs that are shown before each sync have annotations of Argo CD and labels, and no rule of a policy and no subject of a role binding.',
      `On each cluster, \`kubectl get networkpolicies,rolebindings -n ${projects[0]?.namespaces[0]?.name ?? 'default'}\` lists what it listed before, without the role bindings of agents; likewise in the other namespaces of projects.`,
    ],
    rollback: `Revert the commit, delete these Applications with --cascade=false, and start ${CLUSTER_OPERATORS.join(', ')} and the application operators: the projects are still there, and they make the same objects.`,
    needs: ['cluster-secrets', 'stop-agents', 'stop-application-operators', 'stop-cluster-operators', 'sync-units'],
  };
}

/** The clusters of projects, each once. */
function targetsOf(projects: readonly FoundProject[]): readonly string[] {
  return [...new Set(projects.flatMap(({ clusters }) => clusters))].sort(compare);
}

/** A delivery unit of a cluster. */
interface Unit {
  readonly cluster: string;
  readonly unit: string;
}

/** The projects, and the ConfigMaps in them: the programs of the clusters have the applications. */
function unitsOf(projects: readonly FoundProject[], placed: readonly FoundPlaced[]): readonly Unit[] {
  const own = targetsOf(projects).map((cluster): Unit => ({ cluster, unit: 'projects' }));
  const maps = placed.filter(({ className }) => className === 'MultiClusterConfigMap');
  const others = maps.flatMap(({ name, project, props }) => {
    const all = projects.find((one) => one.name === project)?.clusters ?? [];
    const clusters = (props.clusters as readonly string[] | undefined) ?? all;
    return clusters.map((cluster): Unit => ({ cluster, unit: placedUnit(name) }));
  });
  const sorted = [...own, ...others].sort((a, b) => compare(a.cluster, b.cluster));
  return [...new Map(sorted.map((one) => [`${one.cluster} ${one.unit}`, one])).values()];
}

/** OAM applications are plain objects by then, in the program of each cluster on which they run. */
function removedApplications(placed: readonly FoundPlaced[]): readonly string[] {
  const names = placed.flatMap(({ className, name }) => (className === 'MultiClusterApplication' ? [name] : []));
  if (names.length === 0) return [];
  const text = `in estate.ts, remove each MultiClusterApplication (${names.join(', ')}): applications.ts of the program of each cluster has its plain objects`;
  return [byHand(text)];
}

function syncedOn(facts: PlanFacts, cluster: string, units: readonly Unit[]): readonly string[] {
  const name = cluster === LOCAL_CLUSTER ? facts.cluster : cluster;
  const applications = units.filter((one) => one.cluster === cluster).map(({ unit }) => applicationName(name, unit));
  return synced({ ...facts, cluster: name, folder: `dist/${name}` }, applications);
}

function describe(object: KubernetesManifest): string {
  return describeObject(object);
}
