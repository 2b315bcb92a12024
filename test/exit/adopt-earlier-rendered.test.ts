import { execFileSync } from 'child_process';
import { existsSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { COMPONENTS } from '../../lib/components';
import { adopt } from '../../lib/exit/adopt/adopt';
import { planOf } from '../../lib/exit/plan/plan';
import { isJsonObject, type JsonObject } from '../../lib/values/json';
import { listOf } from '../../scripts/exit/model-dump';
import { CHART_MIRRORS } from '../support/published-platform';
import { describeCharts } from '../support/release-charts';

/** A chart of earlier releases: component, chart, values file and values. */
type Chart = readonly [component: string, chart: string, file?: string, ...values: readonly string[]];

const CHARTS: readonly Chart[] = [
  ['ingress-controller', 'thirdparty/charts/ingress-nginx', 'ingress-nginx-values.yaml'],
  ['cert-manager', 'thirdparty/charts/cert-manager', 'cert-manager-values.yaml'],
  [
    'verrazzano-authproxy',
    'helm_config/charts/verrazzano-authproxy',
    undefined,
    'imageName=r/x,imageVersion=v1,metricsImageName=r/x,metricsImageVersion=v1',
  ],
  [
    'verrazzano-application-operator',
    'helm_config/charts/verrazzano-application-operator',
    undefined,
    'image=r/x:v1',
    'webhookImage=r/x:v1',
  ],
  ['verrazzano-platform-operator', 'helm_config/charts/verrazzano-platform-operator', undefined, 'image=r/x:v1'],
  ['fluentd', 'helm_config/charts/verrazzano-fluentd'],
  ['coherence-operator', 'thirdparty/charts/coherence-operator', 'coherence-values.yaml'],
  ['weblogic-operator', 'thirdparty/charts/weblogic-operator', 'weblogic-values.yaml'],
  ['oam-kubernetes-runtime', 'thirdparty/charts/oam-kubernetes-runtime', 'oam-kubernetes-runtime-values.yaml'],
  ['keycloak', 'thirdparty/charts/keycloak', 'keycloak-values.yaml'],
  ['kube-state-metrics', 'thirdparty/charts/prometheus-community/kube-state-metrics', 'kube-state-metrics-values.yaml'],
  [
    'prometheus-node-exporter',
    'thirdparty/charts/prometheus-community/prometheus-node-exporter',
    'prometheus-node-exporter-values.yaml',
  ],
];

/** Where releases had components before they moved. */
const MOVED: Readonly<Record<string, readonly [until: number, namespace: string]>> = {
  'ingress-controller': [5, 'ingress-nginx'],
};

/** Kinds without a namespace. */
const CLUSTER_KINDS = /^(?:Cluster|CustomResource|Namespace$|.*WebhookConfiguration$|IngressClass$|APIService$)/;

/** What the monitoring operator made until it left OpenSearch to another one. */
const MONITORED = ['vmi-system-es-master', 'vmi-system-kibana'].map((name): JsonObject => {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'r/x:1' }] } };
  const metadata = { name, namespace: 'verrazzano-system' };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { selector: { matchLabels: labels }, template } };
});

function chartsOf(tag: string, scratch: string): string {
  const repository = join(CHART_MIRRORS, 'verrazzano+verrazzano/repo');
  const folders = ['platform-operator/thirdparty/charts', 'platform-operator/helm_config'];
  const options = { maxBuffer: 2 ** 28 };
  const archive = execFileSync('git', ['--git-dir', repository, 'archive', tag, ...folders], options);
  execFileSync('tar', ['-x', '-C', scratch], { input: archive });
  return join(scratch, 'platform-operator');
}

function rendered(root: string, minor: number, [component, chart, file, ...values]: Chart): JsonObject[] {
  const definition = COMPONENTS.find(({ name }) => name === component);
  const [until, before] = MOVED[component] ?? [0, ''];
  const namespace = minor <= until ? before : (definition?.namespace ?? 'verrazzano-install');
  const set = ['config.envName=default', 'config.dnsSuffix=nip.io', ...values].flatMap((value) => ['--set', value]);
  const files = file === undefined ? [] : ['--values', join(root, 'helm_config/overrides', file)];
  const argv = ['template', component, join(root, chart), '--namespace', namespace, '--kube-version', '1.24.0'];
  const text = execFileSync('helm', [...argv, ...files, ...set], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: 'pipe',
  });
  return parseAllDocuments(text).flatMap((document) => {
    const object = document.toJS() as JsonObject | null;
    if (object?.kind === undefined) return [];
    const { annotations, ...metadata } = object.metadata as JsonObject;
    if (isJsonObject(annotations) && 'helm.sh/hook' in annotations) return [];
    return [{ ...object, metadata: { ...(!CLUSTER_KINDS.test(object.kind as string) && { namespace }), ...metadata } }];
  });
}

const CLUSTER: readonly JsonObject[] = [
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, status: { nodeInfo: { kubeletVersion: 'v1.24.8' } } },
  { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'standard' } },
];

function resource(version: string): JsonObject {
  return {
    apiVersion: 'install.verrazzano.io/v1beta1',
    kind: 'Verrazzano',
    metadata: { name: 'verrazzano', namespace: 'default', finalizers: ['install.verrazzano.io'] },
    spec: { profile: 'prod', version: `v${version}` },
    status: { state: 'Ready', version },
  };
}

/** Dumps of what the charts of earlier releases make. */
describeCharts(
  'dumps of earlier releases',
  () => {
    test.each(['1.4.8', '1.5.7', '1.6.12'])(
      '%s is read, and the plan brings it to a release that the facts know',
      (version) => {
        const minor = Number(version.split('.')[1]);
        const scratch = mkdtempSync(join(tmpdir(), 'earlier-'));
        try {
          const root = chartsOf(`v${version}`, scratch);
          const charts = CHARTS.filter(([, chart]) => existsSync(join(root, chart)));
          expect(charts.length).toBeGreaterThanOrEqual(11);
          const objects = charts.flatMap((chart) => rendered(root, minor, chart));
          const items = [...objects, ...MONITORED, ...CLUSTER, resource(version)];
          const adoption = adopt([{ file: 'dump.json', documents: [listOf(items)] }]);
          expect(adoption.release).toMatchObject({ version, age: 'older' });
          expect(adoption.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
          expect(adoption.findings.find(({ at }) => at === 'release')).toMatchObject({
            got: version,
            allowed: '1.7.2',
          });

          // What runs is seen, under its earlier names too.
          const unseen = charts.filter(([component]) =>
            ['absent', 'unknown'].includes(adoption.components.find(({ name }) => name === component)?.presence ?? ''),
          );
          expect(unseen).toEqual([]);
          const presence = new Map(adoption.components.map((one) => [one.name, one.presence]));
          expect(presence.get('opensearch')).toBe('earlier');
          expect(presence.get('ingress-controller')).toBe(minor <= 5 ? 'earlier' : 'running');
          expect(presence.get('mysql-operator')).not.toBe('running');

          // What the dump is said to lack is in none of those namespaces.
          const said = adoption.lacks.flatMap(({ kind, namespaces }) =>
            items.filter((object) => {
              const { namespace = '' } = object.metadata as { namespace?: string };
              return object.kind === kind && (namespaces.length === 0 || namespaces.includes(namespace));
            }),
          );
          expect(said).toEqual([]);

          const phases = planOf(adoption).filter(({ phase }) => phase === 'release');
          expect(phases.map(({ id }) => id)).toEqual(['complete-dump', 'upgrade-verrazzano-1-7']);
        } finally {
          rmSync(scratch, { recursive: true, force: true });
        }
      },
      120_000,
    );
  },
  { CHART_MIRRORS: join(CHART_MIRRORS, 'verrazzano+verrazzano') },
);
