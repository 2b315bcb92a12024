import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { AdminCluster, ChartSource, Cni, Dns, GitOpsApp, Installer, ProdProfile, Registry } from '../../lib';
import type { ComponentDefinition } from '../../lib/definition/definition';
import { effectiveImages } from '../../lib/definition/effective-images';
import { servicesOf } from '../../lib/definition/service';
import { workloadsOf } from '../../lib/definition/workload';
import { imageReference, imagesIn } from '../../lib/transforms';
import type { JsonObject } from '../../lib/values/json';
import { publishedChart, type PublishedSource } from '../support/published-charts';
import { flowDifferences } from '../support/rendered-flows';
import { describeCharts, RELEASE_CHARTS } from '../support/release-charts';

/** Folder with bare clones of the repositories of published charts, as `<owner>+<name>/repo`. */
const mirrors = process.env.CHART_MIRRORS ?? '';

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
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

function synthesized(step: 'closest' | 'newest', registry?: Registry) {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
  const profile = new ProdProfile(new AdminCluster(app, 'test', { kubernetes }), 'verrazzano', {
    installer: Installer.charts({ source: ChartSource.maintained({ step }) }),
    dns: Dns.wildcard('nip.io', { address: '10.0.0.1' }),
    ...(registry !== undefined && { registry }),
    components: {
      ...{ velero: on, argoCD: on, jaegerOperator: on, prometheusAdapter: on, prometheusPushgateway: on },
      ...{ rancherBackup: on, fluentOperator: on, thanos: on, dex: on, certManagerWebhookOCI: on },
    },
  });
  return { profile, files: app.render() };
}

function rendered(source: Source, namespace: string, scratch: string): readonly Rendered[] | undefined {
  const isOfRelease = source.repoURL === 'https://github.com/verrazzano/verrazzano.git';
  const root = isOfRelease ? join(RELEASE_CHARTS, source.path ?? '') : publishedChart(mirrors, scratch, source);
  if (root === undefined) return undefined;
  const values = join(scratch, 'values.yaml');
  writeFileSync(values, source.helm.values ?? stringify(source.helm.valuesObject ?? {}));
  const own = (source.helm.valueFiles ?? []).map((file) =>
    file.startsWith('$values') ? file.replace('$values', RELEASE_CHARTS) : join(root, file),
  );
  const files = [...own, values];
  const argv = ['template', source.helm.releaseName, root, '--namespace', namespace, '--kube-version', '1.30.0'];
  const more = [...APIS.flatMap((api) => ['--api-versions', api]), ...files.flatMap((file) => ['--values', file])];
  const text = execFileSync('helm', [...argv, ...more], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return parseAllDocuments(text).flatMap((document) => {
    const object = document.toJS() as Rendered | null;
    if (object?.kind === undefined) return [];
    const isInNamespace = [...WORKLOADS, 'Service', 'ServiceAccount', 'NetworkPolicy'].includes(object.kind);
    return [{ ...object, metadata: { ...(isInNamespace && { namespace }), ...object.metadata } }];
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

interface Delivered {
  readonly component: string;
  readonly source: Source;
  readonly made: readonly Rendered[];
}

/** What the Applications of a platform deliver, as far as their charts can be had. */
function delivered({ profile, files }: ReturnType<typeof synthesized>): readonly Delivered[] {
  const scratch = mkdtempSync(join(tmpdir(), 'published-'));
  try {
    return [...files].flatMap(([path, text]): Delivered[] => {
      const unit = /^test\/argocd\/Application\.argoproj\.io\.test-charts-(.*)\.yaml$/.exec(path)?.[1];
      if (unit === undefined) return [];
      const { spec } = parse(text) as {
        spec: { source?: Source; sources?: readonly Source[]; destination: { namespace: string } };
      };
      const source = (spec.sources?.[0] ?? spec.source)!;
      const made = rendered(source, spec.destination.namespace, scratch);
      const component = profile.runningComponents.find(({ name }) => name === unit)?.name ?? 'istio';
      return made === undefined ? [] : [{ component, source, made }];
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Repositories of images without what a chart in Git leaves to its release: the tag, and the hub of Istio. */
function repositoriesIn(made: readonly Rendered[]): string[] {
  return made
    .flatMap((object) => imagesIn(object as unknown as JsonObject))
    .flatMap(({ value }) => (typeof value === 'string' ? [repositoryOf(value)] : []))
    .filter((name) => !/istio-testing|istio\.io\/testing|\$\{/.test(name));
}

function repositoryOf(image: string): string {
  const read = imageReference(image.replace(/:$/, ''));
  return typeof read === 'string' ? image : `${read.registry}/${read.path}`;
}

/** Renders published charts with the values of the library, and compares them with the definitions of their versions. */
describeCharts(
  'published charts rendered by Helm',
  () => {
    describe.each(['closest', 'newest'] as const)('%s', (step) => {
      let platform: ReturnType<typeof synthesized>;
      let all: readonly Delivered[];
      beforeAll(() => {
        platform = synthesized(step);
        all = delivered(platform);
      }, 300_000);

      /** Its operator makes the pods of Prometheus; the chart makes the Service. */
      const partsOf = (component: string): readonly ComponentDefinition[] =>
        platform.profile.runningComponents.filter(
          ({ name }) => name === component || (component === 'prometheus-operator' && name === 'prometheus'),
        );

      test('workloads, Services and policies are those of the definitions', () => {
        const published = all.filter(
          ({ component, source }) => component !== 'istio' && !source.repoURL.endsWith('verrazzano/verrazzano.git'),
        );
        const differences = published.flatMap(({ component, source, made }) => {
          const [chart, facts] = [theirs(made), partsOf(component).flatMap((part) => ours(part, made))];
          const name = `${component} ${source.targetRevision}`;
          return [
            ...chart.filter((one) => !facts.includes(one)).map((theirs) => ({ name, theirs })),
            ...facts.filter((one) => !chart.includes(one)).map((mine) => ({ name, mine })),
          ];
        });
        expect(differences).toEqual([]);
        expect(published.length).toBeGreaterThanOrEqual(16);
      });

      test('images are those of the definitions', () => {
        const { effective } = platform.profile;
        const unknown = all.flatMap(({ component, made }) => {
          const known = effectiveImages(partsOf(component), effective.spec).map((one) => repositoryOf(one.reference));
          return repositoriesIn(made).flatMap((name) => (known.includes(name) ? [] : [`${component}: ${name}`]));
        });
        expect([...new Set(unknown)]).toEqual([]);
      });

      test('images come from a private registry', () => {
        const registry = Registry.private({ registry: 'registry.example.com:5000', repository: 'vz' });
        const others = delivered(synthesized(step, registry)).flatMap(({ component, made }) =>
          repositoriesIn(made).flatMap((name) =>
            name.startsWith(registry.image('')) ? [] : [`${component}: ${name}`],
          ),
        );
        expect([...new Set(others)]).toEqual([]);
      }, 300_000);

      test('every flow between rendered workloads is open, and nothing else', () => {
        const files = [...platform.files].filter(([path]) => /^test\/(?!argocd\/).*\.yaml$/.test(path));
        const own = files.map(([, text]) => parse(text) as JsonObject);
        const made = all.flatMap(({ made: objects }) => objects as unknown as readonly JsonObject[]);
        const { wanted, closed, opened } = flowDifferences(platform.profile, [...own, ...made]);
        expect([closed, opened]).toEqual([[], []]);
        expect(wanted).toBeGreaterThan(50);
      });
    });
  },
  { CHART_MIRRORS: mirrors },
);
