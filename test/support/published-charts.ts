import { execFileSync, spawnSync } from 'child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parse, stringify } from 'yaml';

/** Where the source of a published chart is: repository on GitHub, tag and folder, with `{v}` for the version and `{n}` for the name. */
const SOURCES: Readonly<Record<string, readonly [repository: string, tag: string, path: string]>> = {
  'https://codecentric.github.io/helm-charts': ['codecentric/helm-charts', '{n}-{v}', 'charts/{n}'],
  'https://kiali.org/helm-charts': ['kiali/helm-charts', 'v{v}', '{n}'],
  'ghcr.io/prometheus-community/charts': ['prometheus-community/helm-charts', '{n}-{v}', 'charts/{n}'],
  'https://charts.jetstack.io': ['cert-manager/cert-manager', '{v}', 'deploy/charts/{n}'],
  'https://argoproj.github.io/argo-helm': ['argoproj/argo-helm', '{n}-{v}', 'charts/{n}'],
  'https://github.com/mysql/mysql-operator.git': ['mysql/mysql-operator', '{v}', '{path}'],
  'https://opensearch-project.github.io/opensearch-k8s-operator/': [
    'opensearch-project/opensearch-k8s-operator',
    '{n}-{v}',
    'charts/{n}',
  ],
  'https://vmware-tanzu.github.io/helm-charts': ['vmware-tanzu/helm-charts', '{n}-{v}', 'charts/{n}'],
  'https://fluent.github.io/helm-charts': ['fluent/helm-charts', '{n}-{v}', 'charts/{n}'],
  'https://charts.dexidp.io': ['dexidp/helm-charts', '{n}-{v}', 'charts/{n}'],
  'https://oracle.github.io/coherence-operator/charts': ['oracle/coherence-operator', 'v{v}', 'helm-charts/{n}'],
  'https://releases.rancher.com/server-charts/stable': ['rancher/rancher', 'v{v}', 'chart'],
  'https://jaegertracing.github.io/helm-charts': ['jaegertracing/helm-charts', '{n}-{v}', 'charts/{n}'],
  'https://kubernetes.github.io/ingress-nginx': ['kubernetes/ingress-nginx', 'helm-chart-{v}', 'charts/{n}'],
  'https://kubernetes-sigs.github.io/external-dns/': [
    'kubernetes-sigs/external-dns',
    'external-dns-helm-chart-{v}',
    'charts/{n}',
  ],
  'https://stevehipwell.github.io/helm-charts': ['stevehipwell/helm-charts', '{n}-{v}', 'charts/{n}'],
  'ghcr.io/stevehipwell/helm-charts': ['stevehipwell/helm-charts', '{n}-{v}', 'charts/{n}'],
  'https://github.com/oracle-cne/catalog.git': ['oracle-cne/catalog', 'HEAD', '{path}'],
  'https://github.com/bitnami/charts.git': ['bitnami/charts', '{v}', '{path}'],
  'https://github.com/verrazzano/cert-manager-webhook-oci.git': [
    'verrazzano/cert-manager-webhook-oci',
    'HEAD',
    '{path}',
  ],
  'https://github.com/istio/istio.git': ['istio/istio', '{v}', '{path}'],
  'https://charts.rancher.io': ['rancher/charts', 'release-v2.9', 'charts/{n}/{v}'],
  'https://kubernetes-sigs.github.io/cluster-api-operator': [
    'kubernetes-sigs/cluster-api-operator',
    'v{v}',
    'hack/charts/{n}',
  ],
  'https://grafana-community.github.io/helm-charts': ['grafana-community/helm-charts', '{n}-{v}', 'charts/{n}'],
};

/**
 * Charts whose version no mirror has, by URL and version: the nearest source that one has. Oracle's repository of the WebLogic operator is
 * too large for a mirror: the release has a copy of 4.2.5, and another repository one of 4.3.3. The tags of the MySQL operator end at 9.1.
 */
const NEAREST: Readonly<Record<string, readonly [repository: string, tag: string, path: string]>> = {
  'https://opensearch-project.github.io/opensearch-k8s-operator/ 2.4.0': [
    'opensearch-project/opensearch-k8s-operator',
    'v2.4.0',
    'charts/{n}',
  ],
  'https://oracle.github.io/weblogic-kubernetes-operator/charts 4.2.5': [
    'verrazzano/verrazzano',
    'v1.7.2',
    'platform-operator/thirdparty/charts/{n}',
  ],
  'https://oracle.github.io/weblogic-kubernetes-operator/charts 4.3.14': [
    'partofaplan/weblogic-operator-deployment',
    'HEAD',
    '{n}',
  ],
  'https://github.com/mysql/mysql-operator.git 26.7.0-2.3.0': ['mysql/mysql-operator', '9.1.0-2.2.2', '{path}'],
};

/** A chart as an Application names it. */
export interface PublishedSource {
  readonly repoURL: string;
  readonly targetRevision: string;
  readonly chart?: string;
  readonly path?: string;
}

interface Place {
  readonly repository: string;
  readonly gitDir: string;
  readonly tag: string;
  readonly path: string;
}

function placeOf(mirrors: string, source: PublishedSource): Place | undefined {
  const found = NEAREST[`${source.repoURL} ${source.targetRevision}`] ?? SOURCES[source.repoURL];
  if (found === undefined) return undefined;
  const [repository, tag, path] = found;
  const fill = (text: string): string =>
    text
      .replace('{n}', source.chart ?? '')
      .replace('{v}', source.targetRevision)
      .replace('{path}', source.path ?? '');
  const gitDir = join(mirrors, repository.replace('/', '+'), 'repo');
  return { repository, gitDir, tag: fill(tag), path: fill(path) };
}

/**
 * `Chart.yaml` of a published chart, or the template of it that its repository has.
 * @param mirrors - the folder of mirrors
 * @param source - the chart
 * @returns undefined where no mirror has it
 */
export function chartFileOf(mirrors: string, source: PublishedSource): string | undefined {
  const place = placeOf(mirrors, source);
  if (place === undefined || !existsSync(place.gitDir)) return undefined;
  const { gitDir, tag, path } = place;
  for (const name of ['Chart.yaml', 'Chart.template.yaml']) {
    const { status, stdout } = spawnSync('git', ['--git-dir', gitDir, 'show', `${tag}:${path}/${name}`], {
      encoding: 'utf8',
    });
    if (status === 0) return stdout;
  }
  return undefined;
}

/**
 * The folder of a published chart in its version, or in the nearest one that can be had, unpacked from a Git repository below a folder of mirrors (`<owner>+<name>/repo`, bare).
 * @param mirrors - the folder of mirrors
 * @param scratch - where it is unpacked
 * @param source - the chart
 * @returns undefined where no mirror has it
 */
export function publishedChart(mirrors: string, scratch: string, source: PublishedSource): string | undefined {
  const place = placeOf(mirrors, source);
  if (place === undefined) return undefined;
  const { repository, gitDir, tag, path } = place;
  const folder = join(scratch, `${repository}-${tag}`.replace(/[^\w.-]+/g, '-'));
  const root = join(folder, path);
  if (existsSync(join(root, 'Chart.yaml'))) return root;
  if (!existsSync(gitDir)) return undefined;
  try {
    // Charts of Bitnami share a library, which Argo CD builds from the lock file.
    const library = path.startsWith('bitnami/') ? ['bitnami/common'] : [];
    const archive = execFileSync('git', ['--git-dir', gitDir, 'archive', tag, path, ...library], {
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    mkdirSync(library.length > 0 ? join(root, 'charts') : folder, { recursive: true });
    execFileSync('tar', ['-x', '-C', folder], { input: archive });
    if (library.length > 0) renameSync(join(folder, 'bitnami/common'), join(root, 'charts/common'));
  } catch {
    return undefined;
  }
  withCommon(mirrors, root);
  // What Verrazzano added to its copy.
  rmSync(join(root, 'templates/verrazzano'), { recursive: true, force: true });
  completed(root, source.targetRevision);
  return root;
}

/** Templates of other charts that a chart shares with those of Bitnami, of the newest version. */
function withCommon(mirrors: string, root: string): void {
  const [gitDir, file] = [join(mirrors, 'bitnami+charts/repo'), join(root, 'Chart.yaml')];
  const folder = join(root, 'charts/common');
  if (!existsSync(file) || existsSync(folder) || !existsSync(gitDir)) return;
  if (!/^ *- name: common\n +repository: https:\/\/charts\.bitnami\.com/m.test(readFileSync(file, 'utf8'))) return;
  const archive = execFileSync('git', ['--git-dir', gitDir, 'archive', 'HEAD:bitnami/common'], { maxBuffer: 2 ** 28 });
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
}

/** Repositories hold templates of `Chart.yaml`, and no packed dependencies; those that are not there are left out. */
function completed(root: string, version: string): void {
  const file = join(root, 'Chart.yaml');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : readFileSync(join(root, 'Chart.template.yaml'), 'utf8');
  const chart = parse(text.replace(/%\w+%/g, version)) as Record<string, unknown> & {
    dependencies?: ReadonlyArray<{ name: string }>;
  };
  const vendored = existsSync(join(root, 'charts')) ? readdirSync(join(root, 'charts')) : [];
  const dependencies = (chart.dependencies ?? []).filter(({ name }) => vendored.includes(name));
  const own = /^v?\d/.test(String(chart.version)) ? String(chart.version) : version;
  writeFileSync(file, stringify({ ...chart, version: own, dependencies, kubeVersion: undefined }));
  rmSync(join(root, 'Chart.lock'), { force: true });
  for (const name of readdirSync(root)) {
    const path = join(root, name);
    // Rancher keeps placeholders of its build in the values.
    if (name === 'values.yaml' && statSync(path).isFile())
      writeFileSync(path, readFileSync(path, 'utf8').replace(/%\w+%/g, version));
  }
}
