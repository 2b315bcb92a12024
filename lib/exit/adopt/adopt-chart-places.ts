import { textAt, textsAt, valueAt, listAt, nameOf, namespaceOf, objectAt } from '../../connectivity/manifest';
import { mergeValues, setValues } from '../../charts';
import type { KeyValue } from '../../charts/helm-set';
import { isJsonObject, listOf, objectsOf, textOf, type JsonObject, type JsonValue } from '../../values/json';
import { readKubernetesYaml } from '../../values/yaml/read-kubernetes-yaml';
import { describeObject, type Dump, type DumpObject } from '../dump/dump';

/** A chart that something in a cluster delivers. */
export interface ChartPlace {
  /** What delivers it, as `Kind namespace/name`. */
  readonly by: string;
  /** What keeps it as Git says. */
  readonly tool: 'Argo CD' | 'Flux';
  /** URL of its repository; of OCI, without scheme. */
  readonly repository: string;
  /** Name in a repository of charts; undefined for a folder of a Git repository. */
  readonly chart: string | undefined;
  /** Folder in a Git repository; undefined for a chart of a repository of charts. */
  readonly path: string | undefined;
  /** Version, tag, branch or commit. */
  readonly revision: string;
  /** Namespace of the release. */
  readonly namespace: string;
  /** Name of the release. */
  readonly release: string;
  /** Values that it states, parameters included; those in files are not known. */
  readonly values: JsonObject;
  /** Where it states them, as a path in the object. */
  readonly at: string;
  /** Files below these values, the weakest first: paths, and keys of ConfigMaps and Secrets after the names of these. */
  readonly files: readonly string[];
  /** Where it names the files. */
  readonly filesAt: string;
  /** Whether all that it states could be read. */
  readonly isRead: boolean;
}

/**
 * The charts that Applications of Argo CD and HelmReleases of Flux deliver.
 * @param dump - the dump
 */
export function chartPlaces(dump: Dump): readonly ChartPlace[] {
  return [
    ...dump.list('Application', 'argoproj.io').flatMap(ofApplication),
    ...dump.list('HelmRelease', 'helm.toolkit.fluxcd.io').flatMap((one) => ofHelmRelease(one, dump)),
  ];
}

/** Its sources, those without a chart or values of Helm included: the chart is found by what it names. */
function ofApplication(application: DumpObject): ChartPlace[] {
  const several = listAt(application, 'spec', 'sources').filter(isJsonObject);
  const sources = several.length > 0 ? several : [objectAt(application, 'spec', 'source')];
  return sources.flatMap((source, index) => {
    const at = several.length > 0 ? `spec.sources[${index}].helm` : 'spec.source.helm';
    const helm = objectAt(source, 'helm');
    const [repository, revision] = [textAt(source, 'repoURL'), textAt(source, 'targetRevision')];
    if (repository === undefined || revision === undefined) return [];
    return [
      {
        by: describeObject(application),
        tool: 'Argo CD',
        repository: plainUrl(repository),
        chart: textAt(source, 'chart'),
        path: textAt(source, 'path'),
        revision,
        namespace: textAt(application, 'spec', 'destination', 'namespace') ?? '',
        release: textAt(helm, 'releaseName') ?? nameOf(application),
        ...valuesOf(helm),
        at: `${at}.${helm.valuesObject === undefined && helm.values !== undefined ? 'values' : 'valuesObject'}`,
        files: filesOf(helm),
        filesAt: `${at}.valueFiles`,
      } as const,
    ];
  });
}

/** Its source is an object of its own. */
function ofHelmRelease(release: DumpObject, dump: Dump): ChartPlace[] {
  const spec = objectAt(release, 'spec', 'chart', 'spec');
  const { kind, name, namespace } = textsAt(spec, 'sourceRef');
  const chart = textAt(spec, 'chart');
  if (kind === undefined || name === undefined || chart === undefined) return [];
  const source = dump.find(kind, namespace ?? namespaceOf(release), name);
  const url = textAt(source, 'spec', 'url');
  if (source === undefined || url === undefined) return [];
  const isFolder = kind === 'GitRepository';
  const revision = isFolder ? gitRevision(source) : textAt(spec, 'version');
  if (revision === undefined) return [];
  return [
    {
      by: describeObject(release),
      tool: 'Flux',
      repository: plainUrl(url),
      chart: isFolder ? undefined : chart,
      path: isFolder ? chart.replace(/^\.\//, '') : undefined,
      revision,
      namespace: textAt(release, 'spec', 'targetNamespace') ?? namespaceOf(release),
      release: textAt(release, 'spec', 'releaseName') ?? nameOf(release),
      values: objectAt(release, 'spec', 'values'),
      at: 'spec.values',
      files: filesOfFlux(release),
      filesAt: 'spec.valuesFrom',
      isRead: true,
    },
  ];
}

/** As an object, or as YAML; parameters are above both. */
function valuesOf(helm: JsonObject): Pick<ChartPlace, 'values' | 'isRead'> {
  const stated = isJsonObject(helm.valuesObject) ? helm.valuesObject : readValues(helm.values);
  const parameters = objectsOf(helm.parameters).flatMap(({ name, value, forceString }): KeyValue[] => {
    const setting = [textOf(name), textOf(value)] as const;
    return [forceString === true ? [...setting, 'text'] : setting];
  });
  const values = stated ?? {};
  return {
    values: parameters.length === 0 ? values : mergeValues([values, setValues(parameters)]),
    isRead: stated !== undefined,
  };
}

/** Undefined where it is no object of YAML. */
function readValues(text: JsonValue | undefined): JsonObject | undefined {
  if (typeof text !== 'string' || text.trim() === '') return {};
  try {
    const read = readKubernetesYaml(text);
    return isJsonObject(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function filesOf({ valueFiles, fileParameters }: JsonObject): readonly string[] {
  const parameters = objectsOf(fileParameters).map(({ name, path }) => `${textOf(name)}=${textOf(path)}`);
  return [...listOf(valueFiles).filter((file) => typeof file === 'string'), ...parameters];
}

/** What the HelmRelease takes from the source of its chart, and from ConfigMaps and Secrets. */
function filesOfFlux(release: DumpObject): readonly string[] {
  const files = listAt(release, 'spec', 'chart', 'spec', 'valuesFiles').filter((file) => typeof file === 'string');
  const references = objectsOf(listAt(release, 'spec', 'valuesFrom')).map(({ kind, name, valuesKey }) => {
    const key = valuesKey === undefined ? 'values.yaml' : textOf(valuesKey);
    return `${textOf(kind)} ${textOf(name)}/${key}`;
  });
  return [...files, ...references];
}

function gitRevision(source: JsonObject): string | undefined {
  const ref = valueAt(source, 'spec', 'ref');
  return textAt(ref, 'commit') ?? textAt(ref, 'semver') ?? textAt(ref, 'tag') ?? textAt(ref, 'branch');
}

/** A URL as it is compared: without the scheme of OCI, and without slashes at its end. */
export function plainUrl(url: string): string {
  return url.replace(/^oci:\/\//, '').replace(/\/+$/, '');
}

/** A chart by the label that Helm's charts put on their objects, and what has it. */
export interface ChartLabel {
  readonly namespace: string;
  readonly name: string;
  /** Name and version, such as `keycloak-2.3.0`. */
  readonly chart: string;
}

/** Kinds of objects that every chart makes. */
const LABELLED: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ServiceAccount', 'Service'];

/**
 * The labels `helm.sh/chart` of a dump.
 * @param dump - the dump
 */
export function chartLabels(dump: Dump): readonly ChartLabel[] {
  return LABELLED.flatMap((kind) => dump.list(kind)).flatMap((object) => {
    const labels = textsAt(object, 'metadata', 'labels');
    const chart = labels['helm.sh/chart'] ?? labels.chart;
    return chart === undefined ? [] : [{ namespace: namespaceOf(object), name: nameOf(object), chart }];
  });
}

/** A release in the output of `helm ls -A -o json`. */
export interface ListedRelease {
  readonly namespace: string;
  readonly name: string;
  /** Name and version of the chart, such as `keycloak-2.3.0`. */
  readonly chart: string;
}

/**
 * What `helm ls -A -o json` printed among the files of a dump.
 * @param dump - the dump
 */
export function listedReleases({ others }: Dump): readonly ListedRelease[] {
  return others.flatMap(({ value }) => {
    const rows = Array.isArray(value) ? value : [value];
    return rows.filter(isJsonObject).flatMap((row) => {
      const { namespace, name, chart } = row;
      const isRelease = [namespace, name, chart].every((text) => typeof text === 'string');
      return isRelease ? [{ namespace, name, chart } as ListedRelease] : [];
    });
  });
}
