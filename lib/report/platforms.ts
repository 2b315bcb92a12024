import { adminApiServer } from '../cluster/registration/admin-api-server';
import { COMPONENTS } from '../components';
import { platformAdmin } from '../cluster/registration/platform-admin';
import { groupOf, kindOf } from '../connectivity/manifest';
import type { Platform, PlatformAdmin, PlatformInstaller } from '../definition/platform';
import { VERRAZZANO_GROUP, VERRAZZANO_V1BETA1 } from '../definition/verrazzano-api';
import { readmeTable } from '../gitops/output/read-readme';
import { StatedPlatform } from '../profile/stated-platform';
import type { VerrazzanoResource } from '../resource/merge';
import { MergeError } from '../resource/merge/merge-error';
import type { JsonObject } from '../values/json';
import { describeProblem } from '../values/problem';
import type { ClusterInput, EstateInput } from './input';
import type { PlatformSource } from './model';

/** The platform of a cluster, as far as its files tell. */
export interface ReadPlatform {
  readonly source: PlatformSource;
  /** The platform; undefined without one, or where its merge is refused. */
  readonly platform?: StatedPlatform;
  /** The Verrazzano resource. */
  readonly resource?: JsonObject;
  /** Why there is no platform although the files have one. */
  readonly problems: readonly string[];
}

const NOTHING: ReadPlatform = { source: 'none', problems: [] };

/** Installs nothing: the units of the charts are files like all others. */
const CHARTS: PlatformInstaller = { install: () => undefined, problems: () => [] };

/** Delivery units of components that charts install: `charts/<name>` and `objects/<name>`. */
const COMPONENT_UNIT = /^(?:charts|objects)\/(?<name>.+)$/;

/**
 * The platforms of the clusters of an estate, by name.
 * @param estate - the clusters
 * @param admins - name of the admin cluster of each managed cluster
 */
export function platformsOf(
  { clusters }: EstateInput,
  admins: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadPlatform> {
  const isAdmin = new Set(admins.values());
  const own = new Map(
    clusters.map((cluster) => [
      cluster.name,
      admins.has(cluster.name) ? NOTHING : platformOf(cluster, isAdmin.has(cluster.name) ? 'admin' : undefined),
    ]),
  );
  for (const cluster of clusters) {
    const admin = admins.get(cluster.name);
    if (admin === undefined) continue;
    const above = clusters.find(({ name }) => name === admin);
    const platform = own.get(admin)?.platform;
    const seen = platformAdmin(cluster.name, { platform, apiServer: above && adminApiServer(above.manifests) });
    own.set(cluster.name, platformOf(cluster, 'managed', seen));
  }
  return own;
}

function platformOf(cluster: ClusterInput, role: Platform['role'] | undefined, admin?: PlatformAdmin): ReadPlatform {
  const resource = cluster.manifests.find(
    ({ object }) => kindOf(object) === 'Verrazzano' && groupOf(object) === VERRAZZANO_GROUP,
  )?.object;
  if (resource !== undefined) {
    const stated = resource as unknown as VerrazzanoResource;
    return { ...attempt('resource', () => new StatedPlatform(stated, role, admin)), resource };
  }
  const inferred = resourceOfUnits(cluster);
  if (inferred === undefined) return NOTHING;
  return attempt('charts', () => new StatedPlatform(inferred, role, admin, CHARTS));
}

function attempt(source: PlatformSource, create: () => StatedPlatform): ReadPlatform {
  try {
    return { source, platform: create(), problems: [] };
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    return { source, problems: error.problems.map(describeProblem) };
  }
}

/** A resource with the components that have a unit of their own; undefined where there is none. */
function resourceOfUnits({ readme = '' }: ClusterInput): VerrazzanoResource | undefined {
  const units = readmeTable(readme, 'Delivery units').map(([, unit = '']) => unitName(unit));
  const names = new Set(
    units.flatMap((unit) => {
      const name = COMPONENT_UNIT.exec(unit)?.groups?.name;
      return name === undefined ? [] : [/^istio(?:d|-|$)/.test(name) ? 'istio' : name];
    }),
  );
  const found = COMPONENTS.filter(({ name }) => names.has(name));
  if (found.length === 0) return undefined;
  const components = Object.fromEntries(
    COMPONENTS.flatMap(({ name, specKey }) => (specKey === undefined ? [] : [[specKey, { enabled: names.has(name) }]])),
  );
  return {
    apiVersion: VERRAZZANO_V1BETA1,
    kind: 'Verrazzano',
    spec: { profile: 'none', components },
  };
}

/** The name in a cell of the table of units, which may be a link and name another cluster. */
export function unitName(cell: string): string {
  return cell.replace(/^\[([^\]]*)\]\([^)]*\)/, '$1');
}
