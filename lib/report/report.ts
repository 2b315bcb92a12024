import { estateOf, type EstateCluster } from '../cluster/estate-clusters';
import { clusterFlows } from '../cluster/flows/cluster-flows';
import { MergeError } from '../resource/merge/merge-error';
import { compare } from '../values/compare';
import { clusterReport } from './cluster-report';
import { comparisonOf } from './comparison';
import type { EstateInput, ReportInput } from './input';
import type { ClusterLink, ClusterReport, EstateReport, Report } from './model';
import { platformsOf, type ReadPlatform } from './platforms';

/**
 * Everything that a report shows, as plain data: the same input gives the same report.
 * @param input - what was read from the directories
 */
export function reportOf(input: ReportInput): Report {
  const { title, version, kubernetes, estates, before } = input;
  const now = clustersOf(estates);
  const old = before === undefined ? undefined : clustersOf(before.estates);
  return {
    title,
    version,
    kubernetes,
    clusters: now.flatMap(({ clusters }) => clusters),
    estates: now.map(({ estate }) => estate),
    findings: estates.flatMap(({ findings }) => findings),
    ...(before !== undefined &&
      old !== undefined && {
        comparison: comparisonOf(
          before,
          old.flatMap(({ clusters }) => clusters),
          now.flatMap(({ clusters }) => clusters),
        ),
      }),
  };
}

interface ReportedEstate {
  readonly estate: EstateReport;
  readonly clusters: readonly ClusterReport[];
}

function clustersOf(estates: readonly EstateInput[]): ReportedEstate[] {
  const names = estates.flatMap(({ clusters }) => clusters.map(({ name }) => name));
  return estates.map((estate) => {
    const idOf = (name: string): string =>
      names.filter((each) => each === name).length > 1 ? `${estate.name}/${name}` : name;
    return reportedEstate(estate, idOf);
  });
}

function reportedEstate(input: EstateInput, idOf: (name: string) => string): ReportedEstate {
  const members = estateOf('', [...input.root, ...input.clusters.flatMap(inFolder)]);
  const admins = new Map(members.flatMap(({ name, admin }) => (admin === undefined ? [] : [[name, admin] as const])));
  const platforms = platformsOf(input, admins);
  const clusters = [...input.clusters]
    .sort((a, b) => compare(a.name, b.name))
    .map((cluster) =>
      clusterReport(cluster, platforms.get(cluster.name) ?? { source: 'none', problems: [] }, {
        id: idOf(cluster.name),
        estate: input.name,
        member: members.find(({ name }) => name === cluster.name),
      }),
    );
  return {
    clusters,
    estate: {
      name: input.name,
      clusters: members.map((member) => ({ ...member, id: idOf(member.name) })),
      links: linksOf(members, platforms),
    },
  };
}

/** The manifests of a cluster with the names that its folder gives them, whatever directory was read. */
function inFolder({ name, manifests }: EstateInput['clusters'][number]): EstateInput['root'] {
  return manifests.map(({ object }) => ({ file: `${name}/object.yaml`, object }));
}

function linksOf(members: readonly EstateCluster[], platforms: ReadonlyMap<string, ReadPlatform>): ClusterLink[] {
  const admins = [...new Set(members.flatMap(({ admin }) => admin ?? []))];
  const withPlatform = (name: string): Array<{ name: string; platform: NonNullable<ReadPlatform['platform']> }> => {
    const platform = platforms.get(name)?.platform;
    return platform === undefined ? [] : [{ name, platform }];
  };
  return admins.flatMap((name) => {
    const [admin] = withPlatform(name);
    if (admin === undefined) return [];
    const managed = members.filter((each) => each.admin === name).flatMap((each) => withPlatform(each.name));
    return attempt(() => clusterFlows({ admin, managed })).map(({ from, to, ports, hosts, relayed, reason }) => ({
      from: from.cluster,
      to: to.cluster,
      components: [from.component, to.component] as const,
      ports: ports.join(', '),
      hosts,
      relayed,
      reason,
    }));
  });
}

/** A platform whose merge is refused is a problem of its cluster. */
function attempt<T>(flows: () => readonly T[]): readonly T[] {
  try {
    return flows();
  } catch (error) {
    if (error instanceof MergeError) return [];
    throw error;
  }
}
