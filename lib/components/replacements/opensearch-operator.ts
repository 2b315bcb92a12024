import type { Replacement } from '../../definition/replacement';
import { imageAt } from './image-at';
import { OPENSEARCH_ACCOUNT } from '../opensearch-pods';

/** The operator of OpenSearch clusters. */
export const opensearchOperator: Replacement = {
  component: 'opensearch-operator',
  status: 'maintained',
  statement:
    'maintained; charts from 2.8.3 on, including all of 3.x, run operator image 3.0.0-alpha unless the image is pinned',
  source: 'github.com/opensearch-project/opensearch-k8s-operator, gh-pages 97fb7f7429 (2026-04-21) and README',
  risk: 'very high',
  installed: '2.4.0',
  charts: [
    {
      name: 'opensearch-operator',
      kind: 'helm',
      repository: 'https://opensearch-project.github.io/opensearch-k8s-operator/',
      releases: [
        '2.4.0: 2.4.0',
        '2.5.0: 2.5.0',
        '2.5.1: 2.5.1',
        '2.6.0: 2.6.0',
        '2.6.1: 2.6.1',
        '2.7.0: 2.7.0',
        '2.8.0: 2.8.0-2',
        '3.0.0-alpha: 2.8.3-4 3.0.0-2',
      ],
      source: 'gh-pages index of opensearch-project/opensearch-k8s-operator (2026-04-21)',
      licence: 'Apache-2.0',
    },
  ],
  closest: '2.4.0',
  newest: '3.0.2',
  end: {
    version: '2.8.0',
    why: 'later charts rename all objects and, from 2.8.3 on, run an alpha version of operator 3.0; pass opensearch-operator=3.0.2 to go further',
  },
  keeps: [
    {
      value: 'kubeRbacProxy.enable: false',
      keeps: 'pods that start: the image of the proxy was deleted in March 2026',
    },
    {
      value: 'serviceAccount.name: opensearch-operator-controller-manager',
      keeps: 'the principal of the operator and of OpenSearch pods, which AuthorizationPolicies name',
      since: 'chart 2.8.1',
    },
  ],
  lacks: ['Certificate', 'ClusterIssuer', 'Ingress', 'Issuer'],
  values: [
    // Templates of Verrazzano read these.
    { since: 'adoption', remove: ['clusterResourceNamespace', 'ingress'] },
    { since: 'adoption', until: 'chart 2.5.0', remove: ['manager.imagePullSecrets'] },
    { since: 'chart 2.5.0', set: { 'kubeRbacProxy.enable': false } },
    { since: 'chart 2.8.1', set: { 'serviceAccount.name': OPENSEARCH_ACCOUNT } },
  ],
  avoid: [
    {
      range: '>=2.8.1 <2.8.3',
      why: 'it combines the templates of operator 3.0 with image 2.8.0',
      fix: 'use 2.8.0, or 3.0.2 with the image of that chart',
      source: 'tags opensearch-operator-2.8.1 and 2.8.2 of opensearch-k8s-operator, rendered',
    },
  ],
  variants: [
    {
      since: 'adoption',
      pullSecretValues: [],
      unreachedAccounts: { [OPENSEARCH_ACCOUNT]: 'patched' },
    },
    {
      since: 'chart 2.5.0',
      pullSecretValues: ['manager.imagePullSecrets[0].name'],
      unreachedAccounts: {},
      images: { 'docker.io/opensearchproject/opensearch-operator:{app}': imageAt('manager.image') },
    },
  ],
  changes: [
    {
      since: 'adoption',
      kind: 'object',
      level: 'error',
      what: "only Verrazzano's chart has the Issuer, seven Certificates, Ingresses, the security configuration, OpenSearch roles and role bindings",
      fix: 'keep these objects as manifests of your own before the chart changes; otherwise a sync prunes them',
    },
    {
      since: 'adoption',
      kind: 'secret',
      level: 'warning',
      what: 'the admin password and its hash come from a lookup, which is empty when the chart is rendered without a cluster',
      fix: 'keep Secrets admin-credentials-secret and securityconfig-secret as they are, outside of Git',
    },
    {
      since: 'adoption',
      kind: 'crd',
      level: 'warning',
      what: 'the platform operator applied the CRDs, and set installCRDs to false',
      fix: 'decide who owns them: set installCRDs to true, or keep them in a unit of their own',
    },
    {
      since: 'chart 2.8.1',
      kind: 'crd',
      level: 'error',
      what: 'CRD opensearchclusters (285 kB) exceeds the 262144-byte limit of the last-applied annotation',
      fix: 'sync with ServerSideApply=true',
    },
    {
      since: 'chart 2.8.3',
      kind: 'image',
      level: 'error',
      what: 'the default image of the operator is 3.0.0-alpha',
      fix: 'stay at 2.8.0, or accept the alpha version: templates and image belong together',
    },
    {
      since: 'chart 2.8.1',
      kind: 'selector',
      level: 'error',
      what: 'the Deployment, Services and service account are renamed to opensearch-operator, and the selector changes; if fullnameOverride keeps the old name, the apply fails',
      fix: 'let the chart create the new Deployment, and prune opensearch-operator-controller-manager; do not set fullnameOverride',
    },
    {
      since: 'chart 2.8.1',
      kind: 'principal',
      level: 'error',
      what: 'the service account is renamed, but OpenSearch pods run under the old one, which AuthorizationPolicies name',
      fix: 'set serviceAccount.name to opensearch-operator-controller-manager',
    },
    {
      since: 'chart 2.8.1',
      kind: 'port',
      level: 'warning',
      what: 'the chart adds a webhook Service with port 9443',
      fix: 'allow the API server to reach port 9443 of the operator',
    },
    {
      since: 'chart 2.8.1',
      kind: 'crd',
      level: 'error',
      what: 'API group opensearch.opster.io is replaced by opensearch.org: webhooks deny new objects and changes of spec in the old group, and a controller creates a copy of each object in the new one',
      fix: 'follow the migration guide; ignore the copies in Argo CD until the manifests use opensearch.org',
      source: 'docs/userguide/migration-guide.md of opensearch-k8s-operator',
    },
    {
      since: 'chart 2.8.1',
      kind: 'behaviour',
      level: 'error',
      what: 'pod labels opster.io/*, by which NetworkPolicies select, become opensearch.org/*',
      fix: 'before the hop, let the policies select both labels',
    },
  ],
  needs: [
    {
      since: 'chart 2.8.0',
      component: 'opensearch',
      range: '>=2.19.2',
      why: 'operator 2.8 and later only support OpenSearch 2.19.2 and later',
      source: 'README of opensearch-k8s-operator, compatibility table',
    },
  ],
  stops: [
    { at: '2.7.0', why: 'the last operator that supports both OpenSearch 2.3 and 2.19.2' },
    { at: '2.8.0', why: 'the last chart with the old names and API group' },
  ],
};
