import { posix } from 'path';
import { isDeepStrictEqual } from 'util';
import { ownUnits, type ClusterParts } from '../argo/cluster-documents';
import type { DeliverySettings } from '../argo/settings';
import { objectFileName } from '../output/paths';
import { toYaml } from '../output/yaml';
import type { HelmSource, WithoutObjects } from '../helm-source';
import { problem } from '../problem';
import type { RenderedUnit } from '../render/render-unit';

/** Folder of a cluster with what Flux reads first. */
export const FLUX_FOLDER = 'flux';

const NAMESPACE = 'flux-system';
const SOURCE = 'source.toolkit.fluxcd.io';
const KUSTOMIZE = 'kustomize.toolkit.fluxcd.io';
const HELM = 'helm.toolkit.fluxcd.io';
/** As often as Flux looks for changes, and as long as it waits for a unit. */
const INTERVAL = '10m';
const TIMEOUT = '60m';

interface FluxManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
}

interface FluxObject extends FluxManifest {
  readonly spec: Readonly<Record<string, unknown>>;
}

interface FluxConfigMap extends FluxManifest {
  readonly data: Readonly<Record<string, string>>;
}

/**
 * What delivers a cluster with Flux in place of Argo CD: sources, one Kustomization per unit, which waits for those of the wave before,
 * and a HelmRelease in the folder of each unit that is a chart.
 *
 * Source: Flux 2.3, `source.toolkit.fluxcd.io/v1`, `kustomize.toolkit.fluxcd.io/v1`, `helm.toolkit.fluxcd.io/v2`.
 * @param settings - settings of delivery
 * @param parts - the cluster
 * @param problems - where problems are added
 * @returns path below the folder of the cluster to content
 */
export function fluxFiles(
  settings: DeliverySettings,
  parts: ClusterParts,
  problems: string[],
): ReadonlyMap<string, string> {
  const { cluster, awaited } = parts;
  const units = ownUnits(parts);
  if (awaited.length > 0 || settings.rollout !== undefined) {
    const what = 'Flux delivers each cluster by itself: it has no rings, and waits for no unit of another cluster';
    problems.push(problem(cluster.node.path, { what, fix: "use delivery: 'argo-cd'" }));
  }
  const objects = new Map<string, FluxObject | FluxConfigMap>();
  const makers = new Map<string, string>();
  const put = (folder: string, object: FluxObject | FluxConfigMap, maker: string): void => {
    const { apiVersion, kind, metadata } = object;
    const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
    const file = objectFileName({ group, kind, name: metadata.name });
    const path = `${folder}/${file}`;
    const known = objects.get(path);
    if (known === undefined) makers.set(path, maker);
    else if (!isDeepStrictEqual(known, object)) problems.push(sameName(object, maker, makers.get(path) ?? ''));
    objects.set(path, known ?? object);
  };
  const { repository } = settings;
  put(FLUX_FOLDER, gitSource(settings.name, repository.url, repository.revision), cluster.node.path);
  for (const { unit } of units) {
    const { unitName, props, node } = unit;
    put(
      FLUX_FOLDER,
      unitKustomization(settings, cluster.clusterName, { unitName, wave: props.wave }, units),
      node.path,
    );
    if (props.helm === undefined) continue;
    if (props.helm.valuesFrom !== undefined && props.helm.valuesFrom.contents === undefined) {
      const what = 'Flux takes values files from the source of the chart only';
      const fix =
        'state the folder where synthesis finds the files (directory of the installer), or deliver the chart of a Git repository that has them';
      problems.push(problem(node.path, { what, fix }));
      continue;
    }
    put(FLUX_FOLDER, chartSource(props.helm), node.path);
    const files = valuesFiles(props.helm, unitName);
    if (files !== undefined) put(unitName, files, node.path);
    put(unitName, helmRelease(props.helm, { unitName, namespace: props.namespace ?? 'default' }, units), node.path);
  }
  return new Map([...objects].map(([path, object]) => [path, toYaml(object)]));
}

/** Names of units and of sources lose their slashes and dots, so that two may become one object. */
function sameName(object: FluxObject | FluxConfigMap, maker: string, other: string): string {
  const { kind, metadata } = object;
  const what = `the ${kind} of Flux has the same name as that of [${other}], and differs from it`;
  const fix =
    'spec' in object && 'url' in object.spec
      ? 'rename one of the two repositories, or their revisions'
      : 'rename one of the delivery units';
  return problem(maker, { what, got: metadata.name, fix });
}

function unitKustomization(
  { name, repository }: DeliverySettings,
  clusterName: string,
  { unitName, wave }: { readonly unitName: string; readonly wave: number },
  units: readonly RenderedUnit[],
): FluxObject {
  const earlier = units.map(({ unit }) => unit.props.wave).filter((other) => other < wave);
  const before = earlier.reduce((last, other) => Math.max(last, other), Number.NEGATIVE_INFINITY);
  const dependsOn = units
    .filter(({ unit }) => unit.props.wave === before)
    .map(({ unit }) => ({ name: flat(unit.unitName) }));
  return {
    apiVersion: `${KUSTOMIZE}/v1`,
    kind: 'Kustomization',
    metadata: { name: flat(unitName), namespace: NAMESPACE },
    spec: {
      interval: INTERVAL,
      timeout: TIMEOUT,
      path: ['.', repository.path, clusterName, unitName].filter((part) => part !== '').join('/'),
      prune: true,
      wait: true,
      sourceRef: { kind: 'GitRepository', name },
      ...(dependsOn.length > 0 && { dependsOn }),
    },
  };
}

function helmRelease(
  helm: HelmSource,
  { unitName, namespace }: { readonly unitName: string; readonly namespace: string },
  units: readonly RenderedUnit[],
): FluxObject {
  const { path, chart = '', revision, values, without } = helm;
  const source = chartSource(helm);
  const files = valuesFiles(helm, unitName);
  const valueFiles = files === undefined ? (helm.valueFiles ?? []) : [];
  // Helm stores a release under its name in its namespace; Argo CD stores none, so that several may share a name.
  const isShared = units.some(
    ({ unit: { unitName: other, props } }) =>
      other !== unitName && props.helm?.release === helm.release && props.namespace === namespace,
  );
  return {
    apiVersion: `${HELM}/v2`,
    kind: 'HelmRelease',
    metadata: { name: flat(unitName), namespace: NAMESPACE },
    spec: {
      interval: INTERVAL,
      timeout: TIMEOUT,
      releaseName: isShared ? posix.basename(unitName) : helm.release,
      targetNamespace: namespace,
      storageNamespace: namespace,
      chart: {
        spec: {
          chart: path === undefined ? chart : `./${path}`,
          ...(path === undefined && { version: revision }),
          sourceRef: { kind: source.kind, name: source.metadata.name },
          ...(valueFiles.length > 0 && {
            valuesFiles: valueFiles.map((file) => `./${posix.join(path ?? '', file)}`),
          }),
        },
      },
      install: { crds: 'CreateReplace', remediation: { retries: -1 } },
      upgrade: { crds: 'CreateReplace', remediation: { retries: 3 } },
      ...(files !== undefined && {
        valuesFrom: Object.keys(files.data).map((valuesKey) => ({
          kind: 'ConfigMap',
          name: files.metadata.name,
          valuesKey,
        })),
      }),
      ...(Object.keys(values).length > 0 && { values }),
      ...(without !== undefined && { postRenderers: [{ kustomize: { patches: without.objects.map(deletion) } }] }),
    },
  };
}

/** Values files of another source than the chart, in a ConfigMap from which the HelmRelease takes them, the weakest first. */
function valuesFiles({ valueFiles = [], valuesFrom }: HelmSource, unitName: string): FluxConfigMap | undefined {
  const { contents } = valuesFrom ?? {};
  if (contents === undefined || contents.length === 0) return undefined;
  const names = valueFiles.map((file) => posix.basename(file));
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `${flat(unitName)}-values`, namespace: NAMESPACE },
    data: Object.fromEntries(contents.map((content, at) => [names[at] ?? `values-${at}.yaml`, content])),
  };
}

/** A patch by which an object goes. */
function deletion({ group, kind, name }: WithoutObjects['objects'][number]): object {
  const patch = toYaml({ apiVersion: `${group}/ignored`, kind, metadata: { name }, $patch: 'delete' });
  return { target: { group, kind, name }, patch };
}

/** A Git repository of charts, a Helm repository or an OCI registry. */
function chartSource({ repository, revision, path }: HelmSource): FluxObject {
  if (path !== undefined) return gitSource(sourceName(repository, revision), repository, revision);
  const isOci = !/^https?:\/\//.test(repository);
  return {
    apiVersion: `${SOURCE}/v1`,
    kind: 'HelmRepository',
    metadata: { name: sourceName(repository, ''), namespace: NAMESPACE },
    spec: { interval: INTERVAL, url: isOci ? `oci://${repository}` : repository, ...(isOci && { type: 'oci' }) },
  };
}

function gitSource(name: string, url: string, revision: string): FluxObject {
  const isCommit = /^[0-9a-f]{40}$/.test(revision);
  const isTag = /(^|\/)v?\d+\.\d+/.test(revision);
  return {
    apiVersion: `${SOURCE}/v1`,
    kind: 'GitRepository',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      interval: INTERVAL,
      url: /^[\w.-]+@[\w.-]+:/.test(url) ? `ssh://${url.replace(':', '/')}` : url,
      ref: isCommit ? { commit: revision } : isTag ? { tag: revision } : { branch: revision },
    },
  };
}

/**
 * Name of a source: the last two parts of its path, and its revision.
 * @param url - of the repository
 * @param revision - version, tag or branch; empty for a repository of charts, which has all versions
 */
export function sourceName(url: string, revision: string): string {
  const parts = url
    .replace(/\.git$/, '')
    .split(/[/:]/)
    .slice(-2);
  return [...parts, revision]
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function flat(unitName: string): string {
  return unitName.replace('/', '-');
}
