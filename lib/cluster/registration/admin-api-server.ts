import { kindOf, nameOf, objectAt, textAt } from '../../connectivity/manifest';
import { WELL_KNOWN } from '../../resource/multicluster/names';
import type { JsonObject } from '../../values/json';

/**
 * The URL of the API server of an admin cluster, as its managed clusters reach it without Rancher.
 * @param manifests - the objects of the admin cluster
 * @returns undefined where no ConfigMap holds a URL
 */
export function adminApiServer(manifests: ReadonlyArray<{ readonly object: JsonObject }>): string | undefined {
  const found = manifests.find(
    ({ object }) => kindOf(object) === 'ConfigMap' && nameOf(object) === WELL_KNOWN.adminConfigMap,
  );
  const server = found && textAt(objectAt(found.object, 'data'), WELL_KNOWN.server);
  return server !== undefined && URL.canParse(server) ? server : undefined;
}
