import { HOST_NAME, isDnsSubdomain, isHostName, DNS_SUBDOMAIN, labelProblems } from '../../values/names';
import type { Problem } from '../../values/problem';
import type { IngressRule, IngressTraitProps, MetricsTraitProps, TraitMetadata } from './trait-props';

/** What is wrong with the name and labels of a trait. */
export function metadataProblems({ name, labels }: TraitMetadata): Problem[] {
  const bad = { what: 'the name is not valid', got: name, allowed: DNS_SUBDOMAIN };
  return [...(name === undefined || isDnsSubdomain(name) ? [] : [bad]), ...labelProblems('labels', labels)];
}

/**
 * What is wrong with an ingress trait by itself: what the webhook of release 1.7.2 refuses, what it drops silently, and what keeps
 * its controller from making anything.
 * @param props - the trait
 */
export function ingressProblems({ rules = [], tls }: IngressTraitProps): Problem[] {
  const withoutHosts = rules.some(({ hosts = [] }) => hosts.length === 0);
  return [
    ...rules.flatMap(ruleProblems),
    ...(tls !== undefined && !isDnsSubdomain(tls.secretName)
      ? [{ what: 'tls.secretName is not valid', got: tls.secretName, allowed: DNS_SUBDOMAIN }]
      : []),
    ...(tls !== undefined && withoutHosts
      ? [
          {
            what: 'a rule has no hosts while tls names a Secret, whose certificate is not for the generated host',
            fix: 'give each rule hosts, or leave tls out',
          },
        ]
      : []),
  ];
}

function ruleProblems({ hosts = [], paths = [], destination }: IngressRule, index: number): Problem[] {
  const at = `rules[${index}]`;
  const { host, port, httpCookie } = destination ?? {};
  const ttl = httpCookie?.ttl ?? 0;
  return [
    ...hosts.flatMap((each) => hostProblems(`${at}.hosts`, each)),
    ...(destination !== undefined && host === undefined && port === undefined && httpCookie === undefined
      ? [{ what: `${at}.destination is empty`, fix: 'give host, port or httpCookie, or leave it out' }]
      : []),
    ...(host === undefined || isDnsSubdomain(host)
      ? []
      : [{ what: `${at}.destination.host is not valid`, got: host, allowed: DNS_SUBDOMAIN }]),
    ...portProblems(`${at}.destination.port`, port),
    ...(Number.isInteger(ttl) && ttl >= 0
      ? []
      : [{ what: `${at}.destination.httpCookie.ttl is not valid`, got: ttl, allowed: 'whole seconds, 0 or more' }]),
    ...paths.flatMap(({ path, authorizationPolicy }) =>
      (authorizationPolicy?.rules ?? [])
        .filter(({ from }) => (from as unknown) === undefined)
        .map(() => ({ what: `${at} has a path whose authorizationPolicy has no from`, got: path })),
    ),
  ];
}

function hostProblems(at: string, host: string): Problem[] {
  const hasWildcard = host.includes('*');
  if (isHostName(host)) return [];
  const what = hasWildcard
    ? `${at} has a host with a wildcard, which release 1.7.2 drops silently`
    : `${at} has a host that is not valid`;
  return [{ what, got: host, allowed: HOST_NAME, fix: 'name each host' }];
}

/** What is wrong with a metrics trait by itself. */
export function metricsProblems({ port, ports = [], scraper }: MetricsTraitProps): Problem[] {
  const isScraper = scraper === undefined || /^(?:[^/]+\/)?[^/]+$/.test(scraper);
  return [
    ...portProblems('port', port),
    ...ports.flatMap((each, index) => portProblems(`ports[${index}].port`, each.port)),
    ...(isScraper ? [] : [{ what: 'scraper is not valid', got: scraper, allowed: '<namespace>/<Deployment>' }]),
  ];
}

/** What is wrong with a number of pods. */
export function replicaProblems(replicaCount: number): Problem[] {
  if (Number.isInteger(replicaCount) && replicaCount >= 0) return [];
  return [{ what: 'replicaCount is not valid', got: replicaCount, allowed: 'a whole number, 0 or more' }];
}

function portProblems(at: string, port: number | undefined): Problem[] {
  if (port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65535)) return [];
  return [{ what: `${at} is not valid`, got: port, allowed: '1 to 65535' }];
}
