import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import {
  AdminCluster,
  ChartSource,
  Cni,
  Dns,
  GitOpsApp,
  Installer,
  ManagedCluster,
  ManagedClusterProfile,
  ProdProfile,
  type ComponentsProps,
  type ProfileProps,
} from '../../lib';
import type { MaintainedChartsProps } from '../../lib/installer/chart-source';
import { publishedChart, type PublishedSource } from './published-charts';
import { RELEASE_CHARTS } from './release-charts';
import { OPTIONAL_COMPONENTS } from './profiles';

/** Folder with bare clones of the repositories of published charts, as `<owner>+<name>/repo`. */
export const CHART_MIRRORS = process.env.CHART_MIRRORS ?? '';

/** An object that Helm rendered. */
export interface Rendered {
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

const APIS = ['monitoring.coreos.com/v1', 'cert-manager.io/v1', 'fluentbit.fluent.io/v1alpha2'];

/** Kinds that a chart may leave without the namespace of its release. */
const NAMESPACED: readonly string[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Service',
  'ServiceAccount',
  'NetworkPolicy',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Secret',
  'Ingress',
  'Prometheus',
  'Alertmanager',
  'FluentBit',
  'Jaeger',
];
const on = { enabled: true };

/** Components that are off in production, switched on. */
export const ALL_COMPONENTS: ComponentsProps = {
  ...OPTIONAL_COMPONENTS,
  dex: on,
  certManagerWebhookOCI: on,
};

/** A platform, and the files that it synthesizes to. */
export interface PublishedPlatform {
  readonly profile: ProdProfile | ManagedClusterProfile;
  readonly files: ReadonlyMap<string, string>;
}

/**
 * A platform whose charts are published ones.
 * @param charts - the steps
 * @param props - more of the profile
 */
export function publishedPlatform(charts: MaintainedChartsProps, props: Partial<ProfileProps> = {}): PublishedPlatform {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
  const profile = new ProdProfile(new AdminCluster(app, 'test', { kubernetes }), 'verrazzano', {
    installer: Installer.charts({ source: ChartSource.maintained(charts) }),
    dns: Dns.wildcard('nip.io', { address: '10.0.0.1' }),
    components: ALL_COMPONENTS,
    ...props,
  });
  return { profile, files: app.render() };
}

/** How a managed cluster is registered: by operators of its admin cluster, with Rancher or without, or without operators. */
export type AdminWay = 'rancher' | 'secrets' | 'declared';

/**
 * A managed cluster whose charts are published ones.
 * @param charts - the steps
 * @param way - how it is registered
 * @param props - more of its profile
 */
export function publishedManagedPlatform(
  charts: MaintainedChartsProps,
  way: AdminWay,
  props: Partial<ProfileProps> = {},
): PublishedPlatform {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
  const admin = new AdminCluster(app, 'admin', {
    kubernetes,
    ...(way !== 'rancher' && { apiServer: 'https://192.0.2.1:6443' }),
  });
  new ProdProfile(admin, 'verrazzano', {
    dns: Dns.wildcard('nip.io', { address: '10.0.1.1' }),
    ...(way === 'declared' && { installer: Installer.charts() }),
    ...(way === 'secrets' && { components: { rancher: { enabled: false } } }),
  });
  const profile = new ManagedClusterProfile(new ManagedCluster(app, 'test', { kubernetes, admin }), 'verrazzano', {
    installer: Installer.charts({ source: ChartSource.maintained(charts) }),
    dns: Dns.wildcard('nip.io', { address: '10.0.0.1' }),
    ...props,
  });
  return { profile, files: app.render() };
}

/** What an Application delivers. */
export interface Delivered {
  readonly component: string;
  readonly source: Source;
  readonly made: readonly Rendered[];
}

/**
 * What the Applications of a platform deliver, rendered by Helm as far as their charts can be had.
 * @param platform - the platform
 * @param more - more arguments of Helm
 * @param wanted - which components; all of them unless given
 */
export function delivered(
  { profile, files }: PublishedPlatform,
  more: readonly string[] = [],
  wanted: (component: string) => boolean = () => true,
): readonly Delivered[] {
  const scratch = mkdtempSync(join(tmpdir(), 'published-'));
  try {
    return [...files].flatMap(([path, text]): Delivered[] => {
      const unit = /^test\/argocd\/Application\.argoproj\.io\.test-charts-(.*)\.yaml$/.exec(path)?.[1];
      if (unit === undefined) return [];
      const { spec } = parse(text) as {
        spec: { source?: Source; sources?: readonly Source[]; destination: { namespace: string } };
      };
      const source = (spec.sources?.[0] ?? spec.source)!;
      const component = profile.runningComponents.find(({ name }) => name === unit)?.name ?? 'istio';
      if (!wanted(component)) return [];
      const made = rendered(source, spec.destination.namespace, scratch, more);
      return made === undefined ? [] : [{ component, source, made }];
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function rendered(
  source: Source,
  namespace: string,
  scratch: string,
  others: readonly string[],
): readonly Rendered[] | undefined {
  const isOfRelease = source.repoURL === 'https://github.com/verrazzano/verrazzano.git';
  const root = isOfRelease ? join(RELEASE_CHARTS, source.path ?? '') : publishedChart(CHART_MIRRORS, scratch, source);
  if (root === undefined) return undefined;
  const values = join(scratch, 'values.yaml');
  writeFileSync(values, source.helm.values ?? stringify(source.helm.valuesObject ?? {}, { version: '1.1' }));
  const own = (source.helm.valueFiles ?? []).map((file) =>
    file.startsWith('$values') ? file.replace('$values', RELEASE_CHARTS) : join(root, file),
  );
  const files = [...own, values];
  // Charts of the release refuse later versions; those of published charts were taken out.
  const kubernetes = isOfRelease ? '1.27.0' : '1.30.0';
  const argv = ['template', source.helm.releaseName, root, '--namespace', namespace, '--kube-version', kubernetes];
  const more = [
    ...others,
    ...APIS.flatMap((api) => ['--api-versions', api]),
    ...files.flatMap((file) => ['--values', file]),
  ];
  const text = execFileSync('helm', [...argv, ...more], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return parseAllDocuments(text).flatMap((document) => {
    const object = document.toJS() as Rendered | null;
    if (object?.kind === undefined) return [];
    return [{ ...object, metadata: { ...(NAMESPACED.includes(object.kind) && { namespace }), ...object.metadata } }];
  });
}
