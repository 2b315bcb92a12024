import type { JsonObject } from '../values/json';
import { problem } from './problem';

/** A Helm chart in a Git repository, which Argo CD renders. */
export interface HelmSource {
  /** URL of the repository. */
  readonly repository: string;
  /** Tag, branch or commit. */
  readonly revision: string;
  /** Folder of the chart in the repository. */
  readonly path: string;
  /** Name of the release. */
  readonly release: string;
  /** Values files, relative to the chart, the weakest first. @default - none */
  readonly valueFiles?: readonly string[];
  /** Values above those of all files. */
  readonly values: JsonObject;
}

/**
 * `spec.source` of an Application for a chart.
 * Source: Argo CD 2.8, `ApplicationSourceHelm`; values as an object are new there.
 * @param source - the chart
 */
export function helmApplicationSource({ repository, revision, path, release, valueFiles, values }: HelmSource): object {
  return {
    repoURL: repository,
    targetRevision: revision,
    path,
    helm: {
      releaseName: release,
      ...(valueFiles !== undefined && valueFiles.length > 0 ? { valueFiles } : {}),
      ...(Object.keys(values).length > 0 ? { valuesObject: values } : {}),
    },
  };
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
