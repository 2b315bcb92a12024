import type { Platform, PlatformAdmin } from '../../definition/platform';
import { hostNames } from '../../ingress';
import { MergeError } from '../../resource/merge';
import { hasOperator } from './way';

/**
 * How a managed cluster sees its admin cluster; undefined while that has no profile, or one whose merge is refused.
 * @param registeredAs - name of the managed cluster
 * @param admin - the admin cluster
 */
export function platformAdmin(
  registeredAs: string,
  admin: { readonly platform: Platform | undefined; readonly apiServer: string | undefined },
): PlatformAdmin | undefined {
  const { platform, apiServer } = admin;
  if (platform === undefined) return undefined;
  try {
    const { pattern: domain, address } = hostNames(platform);
    return {
      registeredAs,
      domain,
      address,
      apiServer: apiServer === undefined ? undefined : addressOf(apiServer),
      hasRancher: platform.isEnabled('rancher'),
      hasOperator: hasOperator(platform),
    };
  } catch (error) {
    if (error instanceof MergeError) return undefined;
    throw error;
  }
}

/** Host and port of a URL that has been checked. */
function addressOf(url: string): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port) };
}
