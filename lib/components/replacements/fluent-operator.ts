import type { Replacement } from '../../definition/replacement';
import { imageAt, imageWithRegistryAt } from './image-at';

const OPERATOR = {
  'docker.io/kubesphere/fluent-operator:v{app}': imageAt('operator.container'),
  'docker.io/library/docker': imageAt('operator.initcontainer'),
};

/** The operator of Fluent Bit. */
export const fluentOperator: Replacement = {
  component: 'fluent-operator',
  status: 'maintained',
  statement: 'maintained',
  source: 'github.com/fluent/helm-charts, gh-pages 26ab9954df (2026-08-18)',
  risk: 'medium',
  installed: '2.2.0',
  charts: [
    {
      name: 'fluent-operator',
      kind: 'helm',
      repository: 'https://fluent.github.io/helm-charts',
      releases: [
        '2.2.0: 2.2.0',
        '2.3.0: 2.3.0',
        '2.4.0: 2.4.0',
        '2.5.0: 2.5.0',
        '2.7.0: 2.7.0',
        '2.8.0: 2.8.0',
        '2.9.0: 2.9.0',
        '3.0.0: 3.0.0',
        '3.1.0: 3.1.0',
        '3.2.0: 3.2.0',
        '3.3.0: 3.3.0',
        '3.4.0: 3.4.0 3.4.2',
        '3.5.0: 3.5.0',
        '3.7.0: 4.0.0',
        '3.8.0: 4.1.0',
        '3.9.0: 4.2.0',
        '3.10.0: 4.3.0',
      ],
      source: 'gh-pages index of fluent/helm-charts (2026-08-18)',
      licence: 'Apache-2.0',
    },
  ],
  closest: '2.2.0',
  newest: '4.3.0',
  keeps: [
    {
      value: 'release fluent-operator',
      keeps: 'the names of the Deployment and service account, which the chart does not let you change',
    },
  ],
  values: [
    // Fields that Verrazzano took into its copy before the project released them.
    {
      since: 'adoption',
      until: 'chart 2.3.0',
      remove: [
        'operator.podSecurityContext',
        'fluentbit.envVars',
        'fluentbit.namespaceFluentBitCfgSelector',
        'fluentbit.input.tail.readFromHead',
      ],
    },
    {
      since: 'adoption',
      until: 'chart 2.4.0',
      remove: [
        'operator.securityContext',
        'fluentbit.podSecurityContext',
        'fluentbit.securityContext',
        ...['tail', 'systemd'].flatMap((input) =>
          ['storageType', 'pauseOnChunksOverlimit'].map((key) => `fluentbit.input.${input}.${key}`),
        ),
        'fluentbit.input.systemd.stripUnderscores',
        'fluentbit.input.systemd.systemdFilter',
        'fluentbit.input.fluentBitMetrics',
        'fluentbit.service',
        'fluentbit.output.prometheusMetricsExporter',
      ],
    },
    {
      since: 'chart 4.0.0',
      remove: ['fluentbit.crdsEnable', 'fluentd.crdsEnable'],
      set: { containerRuntime: 'containerd' },
    },
  ],
  variants: [
    {
      since: 'chart 2.3.0',
      images: { ...OPERATOR, 'docker.io/kubesphere/fluent-bit': imageAt('fluentbit.image') },
    },
    {
      since: 'chart 2.9.0',
      images: { ...OPERATOR, 'ghcr.io/fluent/fluent-operator/fluent-bit': imageAt('fluentbit.image') },
    },
    {
      since: 'chart 3.4.0',
      images: {
        'ghcr.io/fluent/fluent-operator/fluent-operator:{app}': imageWithRegistryAt('operator.image'),
        'ghcr.io/fluent/fluent-operator/fluent-bit': imageWithRegistryAt('fluentbit.image'),
      },
    },
    {
      since: 'chart 3.5.0',
      workloads: { 'fluent-operator': { ports: { metrics: 8080 } } },
      services: { 'fluent-operator': { ports: ['metrics'] } },
    },
  ],
  changes: [
    {
      since: 'adoption',
      kind: 'object',
      level: 'error',
      what: "Verrazzano's chart adds inputs, filters and parsers, and extra fields in five CRDs",
      fix: 'keep these objects as manifests of your own; charts from 2.3.0 on have the extra fields',
    },
    {
      since: 'adoption',
      kind: 'hook',
      level: 'warning',
      what: 'some objects are rendered only if the cluster serves API fluentbit.fluent.io/v1alpha2',
      fix: 'pass that API version (--api-versions) when you render the chart without a cluster',
    },
    {
      since: 'chart 4.0.0',
      kind: 'selector',
      level: 'error',
      what: 'volume env of Deployment fluent-operator changes from emptyDir to configMap; a patch leaves both in place, and the API server rejects it',
      fix: 'recreate the Deployment once; in Argo CD, set sync options Replace=true,Force=true on that object',
      source: 'MIGRATION-v4.md of fluent/helm-charts',
    },
    {
      since: 'chart 4.0.0',
      kind: 'crd',
      level: 'warning',
      what: 'the CRDs move from a subchart to crds/: values crdsEnable are ignored, and Argo CD installs the CRDs but never deletes them',
      fix: 'remove both values; apply the CRDs with server-side apply',
    },
    {
      since: 'chart 3.1.0',
      kind: 'crd',
      level: 'error',
      what: 'CRD fluentds (272 kB) and, from 3.5.0 on, CRD fluentbits exceed the 262144-byte limit of the last-applied annotation',
      fix: 'sync with ServerSideApply=true',
    },
    {
      since: 'chart 4.0.0',
      kind: 'values',
      level: 'warning',
      what: 'value operator.initcontainer is removed, and the default of containerRuntime changes from docker to containerd',
      fix: 'remove the value, and set containerRuntime explicitly',
    },
    {
      since: 'chart 3.5.0',
      kind: 'port',
      level: 'note',
      what: 'the chart adds Service fluent-operator with port 8080, and container port metrics',
      fix: 'if Prometheus scrapes it, allow Prometheus to reach port 8080',
    },
  ],
  stops: [
    { at: '2.9.0', why: 'the newest chart of its major version', advised: true },
    { at: '3.5.0', why: 'the newest chart before the CRDs and the Deployment change in 4.0', advised: true },
  ],
};
