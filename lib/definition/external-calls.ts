import type { ExternalCallDefinition } from './call-definition';

/** Options of a call besides its kind, see {@link ExternalCallDefinition}. */
export type ExternalCallOptions = Omit<ExternalCallDefinition, 'what' | 'hosts' | 'ports'>;

/**
 * Calls to a public host name of this cluster, which come back in at NGINX.
 * @param labels - labels of the host before the domain
 * @param what - what is called
 * @param options - other fields of the call
 */
export function ownHost(labels: string, what: string, options: ExternalCallOptions = {}): ExternalCallDefinition {
  return { what, hosts: [`${labels}.<domain>`], ports: [443], hairpin: true, ...options };
}

/**
 * Calls to a public host name of the admin cluster.
 * @param labels - labels of the host before the domain
 * @param what - what is called
 * @param options - other fields of the call
 */
export function adminHost(labels: string, what: string, options: ExternalCallOptions = {}): ExternalCallDefinition {
  return { what, hosts: [`${labels}.<admin domain>`], ports: [443], cluster: 'admin', ...options };
}

/**
 * Calls to a public host name of the managed clusters.
 * @param labels - labels of the host before the domain
 * @param what - what is called
 * @param options - other fields of the call
 */
export function managedHost(labels: string, what: string, options: ExternalCallOptions = {}): ExternalCallDefinition {
  return { what, hosts: [`${labels}.<managed domain>`], ports: [443], cluster: 'managed', ...options };
}

/**
 * Calls to APIs of Oracle Cloud.
 * @param services - first labels of their hosts
 * @param what - what is called
 * @param options - other fields of the call
 */
export function ociApi(
  services: readonly string[],
  what: string,
  options: ExternalCallOptions = {},
): ExternalCallDefinition {
  return { what, hosts: services.map((service) => `${service}.oraclecloud.com`), ports: [443], ...options };
}

/**
 * Calls with which a program on an instance of Oracle Cloud authenticates as that instance.
 * @param when - when it happens
 * @param options - other fields of the call
 */
export function instancePrincipal(when: string, options: ExternalCallOptions = {}): ExternalCallDefinition {
  const hosts = ['169.254.169.254', 'auth.<region>.oraclecloud.com'];
  return { what: 'instance metadata and token service of Oracle Cloud', hosts, ports: [80, 443], when, ...options };
}

/**
 * Calls to an object storage of the user.
 * @param when - when they happen
 * @param options - other fields of the call
 */
export function objectStorage(when: string, options: ExternalCallOptions = {}): ExternalCallDefinition {
  return { what: 'object storage', hosts: [], ports: [443], when, ...options };
}

/**
 * Calls to API servers of clusters that Cluster API creates.
 * @param when - when they happen
 * @param options - other fields of the call
 */
export function workloadClusters(when: string, options: ExternalCallOptions = {}): ExternalCallDefinition {
  return {
    what: 'API servers of workload clusters',
    hosts: ['<endpoint of the cluster>'],
    ports: [6443, 443],
    when,
    ...options,
  };
}
