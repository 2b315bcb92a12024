import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { AdminCluster, ChartSource, Cni, Dns, GitOpsApp, Installer, ProdProfile } from '../../lib';
import type { ComponentDefinition } from '../../lib/definition/definition';
import { servicesOf } from '../../lib/definition/service';
import { workloadsOf } from '../../lib/definition/workload';
import { publishedChart, type PublishedSource } from '../support/published-charts';
import { describeCharts, RELEASE_CHARTS } from '../support/release-charts';

/** Folder with bare clones of the repositories of published charts, as `<owner>+<name>/repo`. */
const mirrors = process.env.CHART_MIRRORS ?? '';

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly selector?: Readonly<Record<string, string>>;
    readonly ports?: ReadonlyArray<{ readonly name?: string; readonly port: number }>;
    readonly template?: {
      readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
      readonly spec: {
        readonly serviceAccountName?: string;
        readonly serviceAccount?: string;
        readonly containers: ReadonlyArray<{ readonly ports?: ReadonlyArray<{ readonly containerPort: number }> }>;
      };
    };
  };
}

interface Source extends PublishedSource {
  readonly helm: {
    readonly releaseName: string;
    readonly values?: string;
    readonly valuesObject?: object;
    readonly valueFiles?: string[];
  };
}

const WORKLOADS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'];
const APIS = ['monitoring.coreos.com/v1', 'cert-manager.io/v1', 'fluentbit.fluent.io/v1alpha2'];
/** The release has it, too: it admits nothing, and leaves egress open. */
const KNOWN_POLICY = 'rancher-backup-default-allow-all';
const on = { enabled: true };

function synthesized(step: 'closest' | 'newest') {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
  const profile = new ProdProfile(new AdminCluster(app, 'test', { kubernetes }), 'verrazzano', {
    installer: Installer.charts({ source: ChartSource.maintained({ step }) }),
    dns: Dns.wildcard('nip.io', { address: '10.0.0.1' }),
    components: {
      ...{ velero: on, argoCD: on, jaegerOperator: on, prometheusAdapter: on, prometheusPushgateway: on },
      ...{ rancherBackup: on, fluentOperator: on, thanos: on, dex: on, certManagerWebhookOCI: on },
    },
  });
  return { profile, files: app.render() };
}

function rendered(source: Source, namespace: string, scratch: string): readonly Rendered[] | undefined {
  const root = publishedChart(mirrors, scratch, source);
  if (root === undefined) return undefined;
  const values = join(scratch, 'values.yaml');
  writeFileSync(values, source.helm.values ?? stringify(source.helm.valuesObject ?? {}));
  const files = [...(source.helm.valueFiles ?? []).map((file) => file.replace('$values', RELEASE_CHARTS)), values];
  const argv = ['template', source.helm.releaseName, root, '--namespace', namespace, '--kube-version', '1.30.0'];
  const more = [...APIS.flatMap((api) => ['--api-versions', api]), ...files.flatMap((file) => ['--values', file])];
  const text = execFileSync('helm', [...argv, ...more], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return parseAllDocuments(text).flatMap((document) => {
    const object = document.toJS() as Rendered | null;
    return object?.kind === undefined ? [] : [object];
  });
}

/** What pods and Services are known by, as the chart renders it. */
function theirs(objects: readonly Rendered[]): string[] {
  return objects.flatMap(({ kind, metadata: { name }, spec }) => {
    if (kind === 'NetworkPolicy') return name === KNOWN_POLICY ? [] : [`NetworkPolicy ${name}`];
    if (kind === 'Service') {
      const ports = (spec.ports ?? []).map((port) => `${port.name ?? ''}:${port.port}`);
      return [line(kind, name, ports, spec.selector ?? {})];
    }
    if (!WORKLOADS.includes(kind) || spec.template === undefined) return [];
    // Some charts still set the field by its first name.
    const { serviceAccountName, serviceAccount = 'default' } = spec.template.spec;
    const account = serviceAccountName ?? serviceAccount;
    const ports = spec.template.spec.containers.flatMap(({ ports: all = [] }) =>
      all.map((port) => `${port.containerPort}`),
    );
    return [line(kind, name, ports, spec.template.metadata.labels ?? {}, account)];
  });
}

/** The same, as the definition of the version says it; labels are those that the rendered ones must have. */
function ours(definition: ComponentDefinition, made: readonly Rendered[]): string[] {
  const labelsOf = (
    kind: string,
    name: string,
    wanted: Readonly<Record<string, string>>,
  ): Readonly<Record<string, string>> => {
    const found = made.find((one) => one.kind === kind && one.metadata.name === name);
    const labels = kind === 'Service' ? found?.spec.selector : found?.spec.template?.metadata.labels;
    const same = Object.entries(wanted).every(([key, value]) => isVersion(key) || labels?.[key] === value);
    return same ? (labels ?? {}) : wanted;
  };
  const workloads = workloadsOf(definition)
    .filter(({ kind, createdBy, atRunTime }) => createdBy === 'chart' && !atRunTime && WORKLOADS.includes(kind))
    .map(({ kind, name, ports, labels, serviceAccount }) => {
      const declared = ports.filter((port) => port.declared).map(({ port }) => `${port}`);
      return line(kind, name, declared, labelsOf(kind, name, labels), serviceAccount);
    });
  const services = servicesOf(definition)
    .filter(({ createdBy }) => createdBy === 'chart')
    .map(({ name, ports, selector = {} }) =>
      line(
        'Service',
        name,
        ports.map((port) => `${port.name ?? ''}:${port.port}`),
        labelsOf('Service', name, selector),
      ),
    );
  return [...workloads, ...services];
}

/** Charts in repositories have placeholders for their versions. */
function isVersion(key: string): boolean {
  return ['helm.sh/chart', 'app.kubernetes.io/version', 'app.kubernetes.io/managed-by'].includes(key);
}

function line(kind: string, name: string, ports: readonly string[], labels: object, account = ''): string {
  return JSON.stringify([kind, name, [...new Set(ports)].sort(), Object.entries(labels).sort(), account]);
}

/** Renders published charts with the values of the library, and compares workloads, Services and policies with the definitions of their versions. */
describeCharts(
  'published charts rendered by Helm',
  () => {
    test.each(['closest', 'newest'] as const)(
      '%s: workloads, Services and policies are those of the definitions',
      (step) => {
        const { profile, files } = synthesized(step);
        const scratch = mkdtempSync(join(tmpdir(), 'published-'));
        const differences: object[] = [];
        let compared = 0;
        try {
          for (const definition of profile.runningComponents) {
            const text = files.get(`test/argocd/Application.argoproj.io.test-charts-${definition.name}.yaml`);
            if (text === undefined) continue;
            const { spec } = parse(text) as {
              spec: { source?: Source; sources?: readonly Source[]; destination: { namespace: string } };
            };
            const source = (spec.sources?.[0] ?? spec.source)!;
            const made = rendered(source, spec.destination.namespace, scratch);
            if (made === undefined) continue;
            compared += 1;
            // Its operator makes the pods of Prometheus; the chart makes the Service.
            const parts = profile.runningComponents.filter(
              ({ name }) =>
                name === definition.name || (definition.name === 'prometheus-operator' && name === 'prometheus'),
            );
            const [chart, facts] = [theirs(made).sort(), parts.flatMap((part) => ours(part, made)).sort()];
            const name = `${definition.name} ${source.targetRevision}`;
            const found = [
              ...chart.filter((one) => !facts.includes(one)).map((theirs) => ({ name, theirs })),
              ...facts.filter((one) => !chart.includes(one)).map((mine) => ({ name, mine })),
            ];
            for (const difference of found) differences.push(difference);
          }
        } finally {
          rmSync(scratch, { recursive: true, force: true });
        }
        expect(differences).toEqual([]);
        expect(compared).toBeGreaterThanOrEqual(16);
      },
      300_000,
    );
  },
  { CHART_MIRRORS: mirrors },
);
