import {
  ADMIN_CONFIG_MAP,
  AGENT_SECRET,
  AGENT_STATE,
  MULTICLUSTER_NAMESPACE,
  REGISTRATION_SECRET,
  SYSTEM_NAMESPACE,
  registrationNames,
} from '../../cluster/registration/names';
import { CLUSTER_AGENT, rancherAgent } from '../../components/rancher-agent';
import { nameOf, textAt, textsAt } from '../../connectivity/manifest';
import { CLUSTERS_GROUP, LOCAL_CLUSTER } from '../../resource/multicluster';
import { compare } from '../../values/compare';
import { isDnsLabel } from '../../values/names';
import type { Dump, DumpObject } from '../dump/dump';
import type { AdoptFinding } from './adopt-finding';
import { namingOf, type Naming } from './adopt-inferred';
import { foundMulticluster, type FoundMulticluster } from './adopt-multicluster';
import { foundProjects, type FoundProject } from './adopt-projects';

/** A managed cluster that an admin cluster knows. */
export interface FoundManagedCluster {
  /** Name of its VerrazzanoManagedCluster. */
  readonly name: string;
  /** State that is reported, such as `Active`; undefined when none is. */
  readonly state: string | undefined;
  /** URL of its API server, as it is reported. */
  readonly apiUrl: string | undefined;
  /** Whether Argo CD has a cluster Secret for it, which goes with the operator that renews it. */
  readonly argoCD: boolean;
  /** Text for people; undefined where there is none. */
  readonly description: string | undefined;
  /** Labels of its VerrazzanoManagedCluster. */
  readonly labels: Readonly<Record<string, string>>;
  /** Version of Kubernetes that is reported. */
  readonly kubernetes: string | undefined;
  /** Release of Verrazzano that is reported. */
  readonly release: string | undefined;
  /** Environment and domain, by the hosts that are reported. */
  readonly naming: Naming;
}

/** The place of a cluster in an estate. */
export interface FoundEstate {
  /** `managed` when the cluster is registered with an admin cluster, `admin` when clusters are registered with it. */
  readonly role: 'admin' | 'managed' | 'single';
  /** Whether the agent of Rancher runs, by which that of an admin cluster manages it; true where the dump cannot tell. */
  readonly hasRancherAgent: boolean;
  /** Name of a managed cluster at its admin cluster; undefined where the cluster is not managed, or the dump lacks it. */
  readonly name: string | undefined;
  readonly clusters: readonly FoundManagedCluster[];
  /** Projects, and what they are placed on. */
  readonly projects: readonly FoundProject[];
  /** What is placed on clusters by the projects. */
  readonly multicluster: FoundMulticluster;
  /** API server that managed clusters are told, where Rancher does not relay; undefined where none is known. */
  readonly apiServer: string | undefined;
}

/** Fields of the status with a host, and how many labels the name of the endpoint has. */
const HOSTS: ReadonlyArray<readonly [field: string, labels: number]> = [
  ['prometheusHost', 3],
  ['thanosQueryStore', 1],
];

const NOTHING_PLACED: FoundMulticluster = { placed: [], secrets: [], findings: [] };

/**
 * The managed clusters and projects of a dump, and the role of its own cluster.
 * @param dump - the dump
 */
export function foundEstate(dump: Dump): FoundEstate {
  const clusters = dump
    .list('VerrazzanoManagedCluster', CLUSTERS_GROUP)
    // Every admin cluster registers itself.
    .filter((object) => nameOf(object) !== LOCAL_CLUSTER)
    .map((object) => managedCluster(object, dump))
    .sort((a, b) => compare(a.name, b.name));
  const state = dump.find('ConfigMap', MULTICLUSTER_NAMESPACE, AGENT_STATE);
  // Without operators on the admin cluster there is the registration alone, which a person carried here.
  const secrets = [AGENT_SECRET, REGISTRATION_SECRET].map((name) => dump.find('Secret', SYSTEM_NAMESPACE, name));
  const isManaged = [state, ...secrets].some((object) => object !== undefined);
  const own = textAt(state, 'data', 'managed-cluster-name');
  const role = isManaged ? 'managed' : clusters.length > 0 ? 'admin' : 'single';
  const server = textAt(dump.find('ConfigMap', MULTICLUSTER_NAMESPACE, ADMIN_CONFIG_MAP), 'data', 'server');
  const apiServer = /^https:\/\/[\w.-]+(?::\d{1,5})?$/.test(server ?? '') ? server : undefined;
  // Agents copy what is placed on a managed cluster.
  const projects = isManaged ? [] : foundProjects(dump);
  const names = clusters.map((one) => one.name);
  const multicluster = isManaged ? NOTHING_PLACED : foundMulticluster(dump, projects, names);
  return {
    role,
    hasRancherAgent: hasRancherAgent(dump),
    name: isDnsLabel(own) ? own : undefined,
    clusters,
    projects,
    multicluster,
    apiServer,
  };
}

/** Its agent is not there, although the dump lists what is. */
function hasRancherAgent(dump: Dump): boolean {
  const { namespace } = rancherAgent;
  return dump.find('Deployment', namespace, CLUSTER_AGENT) !== undefined || !dump.covers('Deployment', namespace);
}

function managedCluster(object: DumpObject, dump: Dump): FoundManagedCluster {
  const name = nameOf(object);
  const hosts = HOSTS.flatMap(([field, labels]) => namingOf(textAt(object, 'status', field), labels) ?? []);
  return {
    name,
    state: textAt(object, 'status', 'state'),
    apiUrl: textAt(object, 'status', 'apiUrl'),
    argoCD: dump.find('Secret', 'argocd', registrationNames(name).argoCd) !== undefined,
    description: textAt(object, 'spec', 'description'),
    labels: textsAt(object, 'metadata', 'labels'),
    kubernetes: textAt(object, 'status', 'kubernetes', 'version'),
    release: textAt(object, 'status', 'verrazzano', 'version'),
    naming: hosts[0] ?? {},
  };
}

/**
 * What a dump of an admin cluster cannot say of those that it manages.
 * @param estate - the estate
 */
export function estateFindings({ role, name: own, clusters, projects, multicluster }: FoundEstate): AdoptFinding[] {
  const names = clusters.map(({ name }) => name);
  const at = 'managed clusters';
  return [
    ...(role === 'managed' && own === undefined
      ? [
          {
            severity: 'warning',
            at: 'managed cluster',
            what: 'the dump does not say the name of the cluster at its admin cluster; applications are converted as on a cluster that is not registered',
            fix: `add ConfigMap ${MULTICLUSTER_NAMESPACE}/${AGENT_STATE} to the dump`,
          } as const,
        ]
      : []),
    ...(names.length === 0
      ? []
      : [
          {
            severity: 'warning',
            at,
            what: 'are known by their registration alone: profile, components, network plugin and StorageClass are assumed',
            got: names,
            fix: 'adopt a dump of each of them, and copy its profile into the program',
          } as const,
        ]),
    ...projects.flatMap(({ name, clusters: placed, left }): AdoptFinding[] => {
      const unknown = placed.filter((each) => each !== LOCAL_CLUSTER && !names.includes(each));
      const project = `VerrazzanoProject ${MULTICLUSTER_NAMESPACE}/${name}`;
      const fix = 'complete the dump, or correct the program';
      return [
        ...(unknown.length === 0
          ? []
          : [
              {
                severity: 'warning',
                at: project,
                what: 'is placed on clusters that the dump lacks',
                got: unknown,
                fix,
              } as const,
            ]),
        ...(left.length === 0
          ? []
          : [
              {
                severity: 'error',
                at: project,
                what: 'has fields that the program does not have',
                got: left,
                fix,
              } as const,
            ]),
      ];
    }),
    ...multicluster.findings,
  ];
}
