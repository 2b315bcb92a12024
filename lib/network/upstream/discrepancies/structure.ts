import type { Discrepancy } from './discrepancy';
import { foundBy } from './discrepancy';

/** Faults of the whole: section 5 of the facts. */
export const STRUCTURE: readonly Discrepancy[] = [
  ...foundBy('connectivity', [
    [
      'S-02',
      'high',
      'no policy restricts egress, and none denies by default',
      'egress',
      { kind: 'reach', from: 'keycloak/keycloak', to: 'outside', ports: 'all' },
      { kind: 'reach', from: 'verrazzano-system/verrazzano-authproxy', to: 'outside', ports: 'all' },
      { kind: 'reach', from: 'argocd/argocd-redis', to: 'outside', ports: 'all' },
    ],
    [
      'S-03',
      'high',
      'namespaces are selected by a label that anyone who may label namespaces can claim',
      'names',
      { kind: 'reach', from: 'impostor/any', to: 'keycloak/keycloak', ports: [8080] },
    ],
  ]),
  ...foundBy('not-in-manifests', [
    ['S-01', 'high', 'OpenSearch trusts identity headers of any source', 'none'],
    ['S-04', 'high', 'with a CNI that does not enforce policies none of them has an effect', 'cni'],
    ['S-05', 'medium', 'the auth proxy does not verify certificates of what it calls', 'none'],
    ['S-06', 'medium', 'scrapes by HTTPS do not verify certificates', 'none'],
    ['S-07', 'medium', 'ExternalDNS never gets the filter by zone id', 'none'],
    ['S-08', 'medium', 'pods of OAM applications admit an account that Prometheus no longer has', 'none'],
    ['S-09', 'medium', 'Keycloak, MySQL, Argo CD, Dex and others have no AuthorizationPolicy', 'none'],
    ['S-10', 'medium', 'security headers of the console are written in a form that NGINX is told to ignore', 'none'],
    ['S-11', 'medium', 'pods of the mesh may bypass the egress gateway', 'none'],
    ['S-12', 'low', 'proxies send spans even where Jaeger is not installed', 'none'],
    ['S-13', 'low', 'PeerAuthentication and EnvoyFilter are not restored by an upgrade', 'none'],
    ['S-14', 'low', 'Server headers of backends reach clients', 'none'],
    ['S-15', 'medium', 'a VerrazzanoProject deletes policies in its namespaces that it does not define', 'apart'],
    ['S-16', 'low', 'namespace verrazzano-backup is labelled for injection also while injection is off', 'none'],
    ['S-17', 'low', 'with Dex, every user has the administrator role of OpenSearch', 'none'],
    ['S-18', 'low', 'the AuthorizationPolicy of the console exists without a console', 'none'],
  ]),
];
