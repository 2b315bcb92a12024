import type { JsonObject } from '../../values/json';
import type { KeyOfVersion } from './switches';
import { DEFAULT_CERTIFICATE, profileComponents, SINGLE_NODE } from './switches';

/**
 * The none profile: every component with a switch is off. Their other settings in base remain.
 *
 * @param keyOf - keys of the API version
 *
 * Source: platform-operator/manifests/profiles/{v1beta1,v1alpha1}/none.yaml at v1.7.2.
 */
export function noneProfile(keyOf: KeyOfVersion): JsonObject {
  return {
    components: profileComponents('none', keyOf, {
      certManager: { certificate: DEFAULT_CERTIFICATE },
      [keyOf('opensearch')]: { nodes: [SINGLE_NODE] },
    }),
  };
}
