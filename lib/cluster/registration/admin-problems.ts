import type { Platform } from '../../definition/platform';
import type { Problem } from '../../values/problem';
import type { RegistrationFacts } from './registration-facts';

const API_SERVER_FORM = 'https://<host>[:<port>], without a path';

/**
 * Problems of the address of an API server.
 * @param apiServer - what the program states
 */
export function apiServerProblems(apiServer: string | undefined): readonly Problem[] {
  if (apiServer === undefined || isServer(apiServer)) return [];
  return [{ what: 'apiServer is not an address of an API server', got: apiServer, allowed: API_SERVER_FORM }];
}

/** Upstream admits much more, such as texts without a host, which no agent can use. */
function isServer(text: string): boolean {
  if (!/^https:\/\/[A-Za-z0-9.[\]:-]+$/.test(text)) return false;
  try {
    const { hostname, username, pathname } = new URL(text);
    return hostname !== '' && username === '' && pathname === '/';
  } catch {
    return false;
  }
}

/**
 * Problems of an admin cluster with its managed clusters.
 * @param admin - the admin cluster
 * @param registrations - its registrations
 */
export function adminProblems(
  { platform, apiServer }: { readonly platform: Platform | undefined; readonly apiServer: string | undefined },
  registrations: readonly RegistrationFacts[],
): readonly Problem[] {
  const [first] = registrations;
  if (platform === undefined || first === undefined) return [];
  const needsServer = first.way === 'secrets' && apiServer === undefined;
  return [
    ...(needsServer
      ? [
          {
            what: 'Rancher is off, and managed clusters need the address of the API server',
            got: undefined,
            allowed: API_SERVER_FORM,
            fix: 'set apiServer',
          },
        ]
      : []),
  ];
}
