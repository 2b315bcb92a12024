import type { Replacement } from '../../definition/replacement';
import { imageAt } from './image-at';
import { ENDPOINTS, ENDPOINTS_FILE } from '../thanos-names';

/** Thanos: Bitnami's images went behind a paywall; another chart serves the query part. */
export const thanos: Replacement = {
  component: 'thanos',
  status: 'paywalled',
  statement:
    "since 2025-08-28 Bitnami's versioned images need a subscription; the source of its charts remains public, and the Thanos project has no chart of its own",
  source: 'github.com/bitnami/charts/issues/35164; github.com/thanos-io/thanos/issues/1820 and 8381',
  risk: 'medium',
  installed: '12.1.1',
  installedApp: '0.32.2',
  charts: [
    {
      name: 'thanos',
      kind: 'git',
      repository: 'https://github.com/bitnami/charts.git',
      path: 'bitnami/thanos',
      tag: 'thanos/{version}',
      releases: ['0.30.2: 12.1.1'],
      source: 'tag thanos/12.1.1 of bitnami/charts; the last one is 17.6.0',
      licence: 'Apache-2.0',
    },
    {
      name: 'thanos',
      line: 'stevehipwell',
      kind: 'oci',
      repository: 'oci://ghcr.io/stevehipwell/helm-charts',
      // Earlier ones cannot keep the ports of Services.
      releases: ['0.40.1: 1.22.0-1', '0.41.0: 1.23.0-1', '0.42.2: 1.24.0', '0.42.4: 1.24.1'],
      // Earlier ones cannot keep the ports of Services.
      derivedFrom: '1.22.0',
      source: 'gh-pages index of stevehipwell/helm-charts 808f476fa4 (2026-08-14)',
      licence: 'MIT',
    },
  ],
  derived: ['thanos', 'stevehipwell'],
  lacks: ['Ingress'],
  // Values of the other chart are made in lib/installer/published/thanos-values.ts.
  values: [
    {
      since: 'adoption',
      until: 'line stevehipwell',
      // The chart makes Ingresses in its own namespace only, where the auth proxy is not.
      remove: ['verrazzano', 'query.ingress', 'queryFrontend.ingress', 'ruler.ingress'],
      set: {
        'query.ingress.grpc.enabled': false,
        'queryFrontend.ingress.enabled': false,
        'ruler.ingress.enabled': false,
        // Its monitors cannot present certificates of the mesh.
        'metrics.serviceMonitor.enabled': false,
      },
      // The chart of Verrazzano makes it; pods mount it, and do not start without.
      append: {
        extraDeploy: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: ENDPOINTS, namespace: 'verrazzano-monitoring' },
            data: { [ENDPOINTS_FILE]: '' },
          },
        ],
      },
    },
    { since: 'line stevehipwell', insteadOfFiles: {} },
  ],
  variants: [
    {
      since: 'adoption',
      scrapeTargets: {
        'thanos-query-frontend': { port: 'http', scheme: 'mesh', createdBy: 'prometheus-operator' },
        'thanos-query': { port: 'http', scheme: 'mesh', createdBy: 'prometheus-operator' },
      },
    },
    {
      since: 'line stevehipwell',
      pullSecretValues: ['imagePullSecrets[0].name'],
      workloads: {
        'thanos-query-frontend': { chartLabels: false },
        'thanos-query': {
          chartLabels: false,
          calls: [
            {
              to: 'prometheus',
              ports: ['grpc'],
              reason: 'metrics that are not stored yet',
              when: 'Prometheus has a Thanos sidecar',
            },
            { to: 'thanos/thanos-store-gateway', ports: ['grpc'], reason: 'stored metrics' },
          ],
        },
        'thanos-storegateway': null,
        'thanos-store-gateway': {
          like: 'thanos-storegateway',
          labels: { 'app.kubernetes.io/name': 'thanos', 'app.kubernetes.io/component': 'store-gateway' },
          chartLabels: false,
        },
        'thanos-compactor': null,
        'thanos-compact': {
          like: 'thanos-compactor',
          kind: 'StatefulSet',
          labels: { 'app.kubernetes.io/name': 'thanos', 'app.kubernetes.io/component': 'compact' },
          chartLabels: false,
        },
        'thanos-ruler': null,
        'thanos-receive': null,
        'thanos-bucketweb': null,
      },
      services: {
        'thanos-query-grpc': { workload: 'thanos-query', ports: ['grpc'], createdBy: 'operator' },
        'thanos-query': { ports: ['grpc', { name: 'http', port: 9090 }] },
      },
      ingresses: { 'thanos-ruler': null },
      images: { 'quay.io/thanos/thanos:v{app}': imageAt('image') },
    },
  ],
  closest: '12.1.1',
  newest: '1.24.1',
  keeps: [
    { value: 'release thanos', keeps: 'selectors and service accounts of thanos-query and thanos-query-frontend' },
    {
      value:
        'extraDeploy with ConfigMap verrazzano-thanos-endpoints; NetworkPolicies and AuthorizationPolicies of the platform',
      keeps: 'what it queries, and who may reach it',
    },
    {
      value: 'query.service.httpPort and queryFrontend.service.httpPort: 9090',
      keeps: 'the ports in policies and routes',
      since: 'line stevehipwell',
    },
    {
      value: 'Service thanos-query-grpc:10901, which selects thanos-query',
      keeps: 'the backend of the auth proxy, which the chart has only as a port of thanos-query',
      since: 'line stevehipwell',
    },
    {
      value:
        'additionalEndpoints with the sidecar of Prometheus, --store.sd-files of ConfigMap verrazzano-thanos-endpoints',
      keeps: 'what it queries',
      since: 'line stevehipwell',
    },
    {
      value: 'objstoreConfig.create: false, name of the Secret, key: objstore.yml',
      keeps: 'the settings of the object store outside of Git',
      since: 'line stevehipwell',
    },
  ],
  changes: [
    {
      since: 'adoption',
      kind: 'object',
      level: 'note',
      what: 'the chart creates Ingresses in namespace verrazzano-monitoring, and monitors without certificates of the mesh, but neither ConfigMap verrazzano-thanos-endpoints nor NetworkPolicies and AuthorizationPolicies of thanos-query and thanos-query-frontend',
      fix: 'nothing: this package creates the Ingresses in verrazzano-system, the monitors and the policies, and the ConfigMap by the values of the chart',
      source: 'templates of bitnami/charts at thanos/12.1.1, rendered',
    },
    {
      since: 'adoption',
      kind: 'image',
      level: 'warning',
      what: 'the default image of the Bitnami chart, docker.io/bitnami/thanos, cannot be pulled without a subscription',
      fix: 'use another image, as Verrazzano does; it is unproven that quay.io/thanos/thanos works in that chart',
    },
    {
      since: 'adoption',
      kind: 'secret',
      level: 'error',
      what: 'Secret verrazzano-thanos-internal gets a new password every time the chart is rendered without a cluster, and TLS Secrets with autoGenerated get new certificates',
      fix: 'keep the Secret outside of Git, and remove it from what is rendered',
    },
    {
      since: 'line stevehipwell',
      kind: 'values',
      level: 'warning',
      what: 'this is a different chart, with different values, without ruler, receiver and bucket web of these names, and without alerts about Thanos itself (PrometheusRule)',
      fix: 'nothing for query, query frontend, store gateway and compactor, whose values are derived; keep 12.1.1 while a ruler or receiver runs, and state the alerts that you need as your own PrometheusRule',
      source: 'templates of stevehipwell/helm-charts at thanos-1.24.1, rendered',
    },
    {
      since: 'line stevehipwell',
      kind: 'object',
      level: 'warning',
      what: 'the chart creates neither Service thanos-query-grpc nor ConfigMap verrazzano-thanos-endpoints',
      fix: 'nothing for the Service, which this package creates; if managed clusters are in the ConfigMap, keep it: take it out of pruning before the sync, and declare it afterwards',
      source: 'templates of stevehipwell/helm-charts at thanos-1.24.1, rendered',
    },
    {
      since: 'line stevehipwell',
      kind: 'secret',
      level: 'error',
      what: 'the image of Verrazzano logs in to stores of managed clusters with CLIENT_BASIC_AUTH_USER and CLIENT_BASIC_AUTH_PASS, which Thanos itself does not read',
      fix: 'stay with 12.1.1 and that image while the query asks managed clusters, or authenticate to their stores by mutual TLS',
      source:
        'platform-operator/helm_config/overrides/thanos-values.yaml at v1.7.2; cmd/thanos/query.go of thanos-io/thanos 0.42.4',
    },
    {
      since: 'line stevehipwell',
      kind: 'statefulset',
      level: 'warning',
      what: 'StatefulSet thanos-storegateway becomes thanos-store-gateway, and Deployment thanos-compactor becomes StatefulSet thanos-compact; both start with empty volumes',
      fix: 'nothing: the blocks are in the object store. Stop the old compactor before the new one starts, since only one may run, and remove the old claims afterwards',
      source: 'both charts, rendered',
    },
  ],
  stops: [{ at: '12.1.1', why: 'the same templates with another image first', advised: true }],
};
