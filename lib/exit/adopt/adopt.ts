import { verrazzanoPlatformOperator } from '../../components';
import { specField } from '../../definition/enablement';
import type { Profile } from '../../profile/profile';
import type { VerrazzanoResource } from '../../resource/merge';
import { counted } from '../../values/counted';
import type { JsonObject } from '../../values/json';
import { authorityFindings } from '../ca-findings';
import { driftOf } from '../drift/drift';
import type { DriftEntry } from '../drift/drift-entry';
import { resourceDrift } from '../drift/drift-resource';
import { synthesizedDrift } from '../drift/drift-synthesized';
import { Dump } from '../dump/dump';
import type { DumpFile, OtherValue } from '../dump/dump-objects';
import { kubectlSays, textOf } from '../dump/dump-text';
import { adoptedApplications, type AdoptedApplications } from './adopt-applications';
import { carriedValues, type CarriedValues } from './adopt-carried-values';
import { chartValuesDrift } from './adopt-chart-values';
import { foundCharts, type FoundCharts } from './adopt-charts';
import { chartsInstaller } from './adopt-charts-installer';
import { adoptedCluster, type AdoptedCluster } from './adopt-cluster-facts';
import { foundComponents, isEarlier, withDelivered, type FoundComponent } from './adopt-components';
import { EARLIER_WORKLOADS } from './adopt-earlier-names';
import type { AdoptFinding } from './adopt-finding';
import { inferredResource } from './adopt-inferred';
import { UNKNOWN_COMPARTMENT } from './adopt-inferred-issuer';
import { lackingIn, type Lacking } from './adopt-lacks';
import { estateFindings, foundEstate, type FoundEstate } from './adopt-managed-clusters';
import { adoptedPlatform, type PlatformResult } from './adopt-platform';
import { foundRelease, releaseFindings, type FoundRelease } from './adopt-release';
import { convertedResource, foundVerrazzano, type FoundVerrazzano } from './adopt-verrazzano';
import { runningWorkloads, type RunningWorkload } from './adopt-workloads';

/** A running platform, as it was read from a dump. */
export interface Adoption {
  readonly dump: Dump;
  /** What runs pods. */
  readonly workloads: readonly RunningWorkload[];
  /** The Verrazzano resource; undefined when the dump has none. */
  readonly verrazzano: FoundVerrazzano | undefined;
  /** The resource that the program reproduces: the found one, or an inferred one. */
  readonly resource: VerrazzanoResource;
  /** The platform of the program; undefined when the resource has no effective form. */
  readonly platform: Profile | undefined;
  /** How charts install it; undefined where the platform operator does. */
  readonly charts: FoundCharts | undefined;
  readonly release: FoundRelease;
  readonly cluster: AdoptedCluster;
  readonly components: readonly FoundComponent[];
  readonly applications: AdoptedApplications;
  readonly estate: FoundEstate;
  readonly drift: readonly DriftEntry[];
  readonly lacks: readonly Lacking[];
  readonly findings: readonly AdoptFinding[];
}

/**
 * Reads a running platform from a dump, offline. The content of Secrets is not part of the result.
 * @param files - the files of the dump, parsed
 * @param synthesized - files that a program synthesized, which are compared too
 * @throws InputError when it holds Verrazzano resources of several clusters
 */
export function adopt(files: readonly DumpFile[], synthesized: readonly DumpFile[] = []): Adoption {
  const dump = new Dump(files);
  const workloads = runningWorkloads(dump);
  const verrazzano = foundVerrazzano(dump);
  const { charts, components, resource: inferred, release, problems } = foundPlatform(dump, workloads, verrazzano);
  const cluster = adoptedCluster(dump, workloads);
  const estate = foundEstate(dump);
  const { resource, platform, ...made } = platformOf(inferred, charts, (one) =>
    adoptedPlatform(one, cluster.answers, estate, charts && chartsInstaller(charts)),
  );
  const ready = new Set(components.filter(({ state }) => state === 'Ready').map(({ name }) => name));
  const objects = platform === undefined ? [] : driftOf({ dump, workloads, platform, ready });
  const known = [...resourceDrift(verrazzano, platform), ...objects, ...chartValuesDrift(made.compared)];
  const drift = joined([...known, ...synthesizedDrift(new Dump(synthesized), dump, known)]);
  const applications = adoptedApplications(dump, estate.name);
  return {
    dump,
    workloads,
    verrazzano,
    resource,
    platform,
    charts,
    release,
    cluster,
    components,
    applications,
    drift,
    estate,
    lacks: lackingIn(dump, drift, estate.role, charts === undefined),
    findings: [
      ...dumpFindings(dump),
      ...(verrazzano === undefined ? inferredFindings(components, platform, charts) : verrazzano.findings),
      ...zoneFindings(resource),
      ...(charts === undefined ? [] : chartsFindings(charts, platform)),
      ...problems,
      ...made.findings,
      ...releaseFindings(release),
      ...cluster.findings,
      ...contradictions(components),
      ...authorities(dump),
      ...stayingFindings(workloads),
      ...applications.findings,
      ...estateFindings(estate),
    ],
  };
}

/** What a resource makes, with what only the values of delivered charts say. */
function platformOf(
  resource: VerrazzanoResource,
  charts: FoundCharts | undefined,
  make: (resource: VerrazzanoResource) => PlatformResult,
): Pick<CarriedValues, 'resource' | 'compared' | 'findings'> & Pick<Adoption, 'platform'> {
  const result = make(resource);
  if (!('platform' in result)) return { resource, platform: undefined, compared: [], findings: result.findings };
  const { platform } = result;
  if (charts === undefined) return { resource, platform, compared: [], findings: [] };
  return carriedValues(charts, { resource, platform }, make);
}

interface FoundPlatform extends Pick<Adoption, 'charts' | 'components' | 'resource' | 'release'> {
  /** Why the resource of the dump is not the one that the program reproduces. */
  readonly problems: readonly AdoptFinding[];
}

/** Who installs what, and the resource that says it. */
function foundPlatform(
  dump: Dump,
  workloads: readonly RunningWorkload[],
  verrazzano: FoundVerrazzano | undefined,
): FoundPlatform {
  const live = verrazzano === undefined ? undefined : (verrazzano.resource as unknown as JsonObject);
  const charts = verrazzano === undefined ? foundCharts(dump, foundComponents(dump, workloads, live)) : undefined;
  const components = withDelivered(foundComponents(dump, workloads, live, charts?.versions), charts?.delivered);
  const found = { charts, components, release: foundRelease(live, workloads, charts?.revision) };
  const inferred = (): VerrazzanoResource => inferredResource(dump, components, charts?.values);
  if (verrazzano === undefined) return { ...found, resource: inferred(), problems: [] };
  const converted = convertedResource(verrazzano);
  if (Array.isArray(converted)) return { ...found, resource: inferred(), problems: converted };
  return { ...found, resource: converted, problems: [] };
}

/** What is doubtful about versions, and what a synthesis of the program refuses. */
function chartsFindings({ findings }: FoundCharts, platform: Profile | undefined): AdoptFinding[] {
  const what = 'the program does not synthesize as it is written';
  const refused = platform?.node.validate() ?? [];
  return [
    ...findings,
    ...refused.map((got): AdoptFinding => ({
      severity: 'error',
      at: 'program',
      what,
      got,
      fix: 'correct the program',
    })),
  ];
}

/** The program cannot state a zone without its compartment. */
function zoneFindings({ spec = {} }: VerrazzanoResource): AdoptFinding[] {
  if (specField(spec, 'dns', 'oci', 'dnsZoneCompartmentOCID') !== UNKNOWN_COMPARTMENT) return [];
  const what =
    'the dump does not say the compartment of the DNS zone, which is in the Secret with its credentials; the program has a value in its place';
  const fix = 'write dnsZoneCompartmentOCID into Dns.oci';
  return [{ severity: 'error', at: 'external-dns', what, got: UNKNOWN_COMPARTMENT, fix }];
}

/** How much of a message of kubectl is shown. */
const MAX_TEXT = 200;

/** One entry per object and kind of difference, each field once. */
function joined(entries: readonly DriftEntry[]): readonly DriftEntry[] {
  const found = new Map<string, DriftEntry>();
  for (const entry of entries) {
    const key = `${entry.kind} ${entry.object}`;
    const before = found.get(key);
    const paths = new Set(before?.fields.map(({ path }) => path));
    const fields = [...(before?.fields ?? []), ...entry.fields.filter(({ path }) => !paths.has(path))];
    found.set(key, { ...entry, component: before?.component ?? entry.component, fields });
  }
  return [...found.values()];
}

function inferredFindings(
  components: readonly FoundComponent[],
  platform: Profile | undefined,
  charts: FoundCharts | undefined,
): AdoptFinding[] {
  const runs = ({ presence }: FoundComponent): boolean => presence !== 'unknown' && presence !== 'absent';
  const seen = components.filter(runs);
  const unknown = components.filter(({ presence }) => presence === 'unknown').length;
  const fix =
    charts === undefined
      ? 'add what `kubectl get verrazzano -A -o yaml` prints, or confirm profile and components'
      : 'confirm profile, components and settings: nothing in the cluster states them';
  const by = charts === undefined ? '' : `, and no platform operator: charts install the platform (${charts.tool})`;
  const lost = seen.map(({ name }) => name).filter((name) => platform !== undefined && !runsIn(platform, name));
  return [
    {
      severity: 'warning',
      at: 'dump',
      what: `holds no Verrazzano resource${by}; the program enables what is seen to run (${counted(seen.length, 'component')}), and leaves what the dump does not cover (${counted(unknown, 'component')}) as in the profile`,
      fix,
    },
    ...(lost.length === 0
      ? []
      : [
          {
            severity: 'error',
            at: 'dump',
            what: 'shows components that only settings of the missing Verrazzano resource enable; the program lacks them',
            got: lost,
            fix,
          } as const,
        ]),
  ];
}

function runsIn(platform: Profile, name: string): boolean {
  return platform.runningComponents.some((one) => one.name === name) || name === verrazzanoPlatformOperator.name;
}

function dumpFindings({ unknown, invalid, superseded, others }: Dump): AdoptFinding[] {
  return [
    ...others.flatMap(textFinding),
    ...[...unknown].map(([file, count]): AdoptFinding => {
      const what = `has ${count} items whose kind nothing says; they are left out`;
      return { severity: 'warning', at: file, what, fix: "name the file as Verrazzano's bug-report command does" };
    }),
    ...[...invalid].map(([file, count]): AdoptFinding => {
      const what = `has ${count} objects whose kind, name or namespace no API server stores; they are left out`;
      return { severity: 'warning', at: file, what, fix: 'pass what `kubectl get -o yaml` prints' };
    }),
    ...superseded.map(({ object, file }): AdoptFinding => {
      return { severity: 'note', at: file, what: `${object} occurs several times; the last version counts` };
    }),
  ];
}

/** Text in place of objects: what a failed command left in the dump. That there is nothing of a kind is no finding. */
function textFinding({ file, line, value }: OtherValue): AdoptFinding[] {
  const text = textOf(value);
  const says = text === undefined ? undefined : kubectlSays(text);
  if (text === undefined || says === 'nothing') return [];
  const at = line === undefined ? file : `${file}:${line}`;
  return says === 'refused'
    ? [
        {
          severity: 'warning',
          at,
          what: 'is a message of kubectl in place of objects: what it was asked for is missing in the dump',
          got: text.slice(0, MAX_TEXT),
          fix: 'run that command again, without kinds that the cluster lacks and with the right to read the others',
        },
      ]
    : [{ severity: 'note', at, what: 'is a text and no object; it is left out' }];
}

/** Reported as ready, and not in a list that seems complete: the dump was cut. */
function contradictions(components: readonly FoundComponent[]): AdoptFinding[] {
  const cut = components.filter(({ state, presence }) => state === 'Ready' && presence === 'absent');
  if (cut.length === 0) return [];
  const what = 'lacks the workloads of components that the Verrazzano resource reports as Ready; they count as running';
  return [{ severity: 'warning', at: 'dump', what, got: cut.map(({ name }) => name), fix: 'pass complete lists' }];
}

/** An upgrade leaves some components in the namespace of an older release, where the facts do not look for them. */
function stayingFindings(workloads: readonly RunningWorkload[]): AdoptFinding[] {
  return EARLIER_WORKLOADS.filter(({ staysOnUpgrade }) => staysOnUpgrade === true)
    .filter(({ component }) => workloads.some((one) => isEarlier(component, one)))
    .map(({ component, namespace }): AdoptFinding => {
      const what = `runs in namespace ${namespace}, where an upgrade leaves it; policies and flows of the program are those of a new installation`;
      return { severity: 'warning', at: component, what, fix: 'write the policies of this namespace by hand' };
    });
}

/** Kinds that tell whether the certificate authority outlives the platform operator. */
const OF_AUTHORITIES: readonly string[] = ['Bundle', 'Certificate', 'ConfigMap', 'Deployment', 'Secret'];

/** The content of Secrets is not known, so that copies of an authority are found by their names alone. */
function authorities(dump: Dump): AdoptFinding[] {
  const objects = OF_AUTHORITIES.flatMap((kind) => dump.list(kind));
  return authorityFindings(objects).map(({ level, object, what, fix }) => ({
    severity: level === 'note' ? 'note' : 'warning',
    at: object,
    what: what.replace(`${object}: `, ''),
    fix,
  }));
}
