import { isJsonObject, type JsonObject } from '../values/json';
import { readKubernetesYaml } from '../values/yaml/read-kubernetes-yaml';
import type { GroupKind } from './kinds/kind-scope';
import { problem } from './problem';
import type { AllowedSecret } from './secrets';
import { isAllowed, secretProblem, secretsInObject } from './secrets';

/** A Helm chart, which Argo CD renders: a folder of a Git repository, or a package of a Helm repository or an OCI registry. */
export interface HelmSource {
  /** URL of the Git repository or the Helm repository; an OCI registry and its path, without `oci://`. */
  readonly repository: string;
  /** Tag, branch or commit; version of a packaged chart. */
  readonly revision: string;
  /** Folder of the chart in a Git repository. @default - the chart is packaged */
  readonly path?: string;
  /** Name of a packaged chart. @default - the chart is a folder */
  readonly chart?: string;
  /** Name of the release. */
  readonly release: string;
  /** Values files, relative to the chart, the weakest first; those of `valuesFrom` start with `$values/`. @default - none */
  readonly valueFiles?: readonly string[];
  /** Git repository of the values files of a packaged chart. @default - none */
  readonly valuesFrom?: {
    /** URL. */
    readonly repository: string;
    /** Tag, branch or commit. */
    readonly revision: string;
    /** Content of each values file as YAML, which Flux needs: it reads no second source. @default - only Argo CD can deliver the chart */
    readonly contents?: readonly string[];
  };
  /** Values above those of all files. */
  readonly values: JsonObject;
  /** Objects of the chart that are left out, as another unit has them. @default - none */
  readonly without?: WithoutObjects;
}

/** Objects that a chart makes once an API is there, and that are left out. */
export interface WithoutObjects {
  /** APIs that the chart is told of besides those of Kubernetes, in place of those of the cluster: that of the objects is not among them. */
  readonly apiVersions: readonly string[];
  /** The objects. */
  readonly objects: ReadonlyArray<GroupKind & { readonly name: string }>;
}

/**
 * `spec.source` of an Application for a chart; `spec.sources` where its values files are in another repository.
 * Source: Argo CD 2.8, `ApplicationSource`; values as an object are new there, and API versions in 2.13.
 * @param source - the chart
 */
export function helmApplicationSource(
  source: HelmSource,
): { readonly source: object } | { readonly sources: object[] } {
  const { repository, revision, path, chart, release, valueFiles = [], values, valuesFrom, without } = source;
  const own = {
    repoURL: repository,
    targetRevision: revision,
    ...(path !== undefined && { path }),
    ...(chart !== undefined && { chart }),
    helm: {
      releaseName: release,
      ...(valueFiles.length > 0 && { valueFiles }),
      ...(Object.keys(values).length > 0 && { valuesObject: values }),
      ...(without !== undefined && { apiVersions: without.apiVersions }),
    },
  };
  if (valuesFrom === undefined) return { source: own };
  const files = { repoURL: valuesFrom.repository, targetRevision: valuesFrom.revision, ref: 'values' };
  return { sources: [own, files] };
}

/**
 * Repositories that Argo CD reads for a chart.
 * @param source - the chart
 */
export function helmRepositories({ repository, valuesFrom }: HelmSource): readonly string[] {
  return valuesFrom === undefined ? [repository] : [repository, valuesFrom.repository];
}

/** Name under which `allowSecrets` allows values of a chart, with kind `File`. */
const VALUES = 'values.yaml';

/**
 * What looks like a secret in the values of a chart: they are written into the Application.
 * @param path - construct path of the unit
 * @param source - the chart
 * @param allowed - what may be written all the same
 */
export function helmSecrets(
  path: string,
  { values, valuesFrom }: HelmSource,
  allowed: readonly AllowedSecret[],
): string[] {
  const files = (valuesFrom?.contents ?? []).map(readKubernetesYaml).filter(isJsonObject);
  return [values, ...files]
    .flatMap((one) => secretsInObject(one, { kind: 'File', name: VALUES }))
    .filter((finding) => !isAllowed(finding, allowed))
    .map((finding) => problem(path, secretProblem(finding, 'the values of the chart')));
}

/**
 * What is wrong with a unit that delivers a chart.
 * @param path - construct path of the unit
 * @param hasGrants - whether it lists what the chart applies
 * @param hasKustomization - whether it is a kustomization, too
 */
export function helmProblems(path: string, hasGrants: boolean, hasKustomization: boolean): string[] {
  return [
    ...(hasGrants
      ? []
      : [
          problem(path, {
            what: 'the chart needs grants: its content is not known here',
            fix: 'list the kinds and namespaces that it applies',
          }),
        ]),
    ...(hasKustomization
      ? [problem(path, { what: 'the unit is a chart and a kustomization', fix: 'make two units' })]
      : []),
  ];
}
