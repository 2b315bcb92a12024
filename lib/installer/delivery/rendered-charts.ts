import { execFileSync } from 'child_process';
import { join } from 'path';
import type { ChartFacts } from '../../charts';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { groupOf, kindName } from '../../gitops/kinds/kind-scope';
import { isJsonObject, type JsonValue } from '../../values/json';
import { describeProblem, type Problem } from '../../values/problem';
import { readKubernetesYaml } from '../../values/yaml/read-kubernetes-yaml';
import { CLUSTER_SCOPED } from '../cluster-scoped-kinds';
import type { PartChart } from './part';
import { isMadeUp } from './runtime-data';

/** How charts are rendered at synthesis. */
export interface ChartRendering {
  /** Folder with the charts. */
  readonly directory: string;
  /** Version of Helm that must be on the PATH, such as `3.16.4`. */
  readonly helmVersion: string;
}

/** Why charts cannot be rendered. */
export class RenderError extends Error {
  override readonly name = 'RenderError';

  /** @param problem - what is wrong */
  constructor(problem: Problem) {
    super(describeProblem(problem));
  }
}

/** Kinds that charts ask for, by the component that brings them. */
const APIS: Readonly<Record<string, readonly string[]>> = {
  'prometheus-operator': ['monitoring.coreos.com/v1'],
  'cert-manager': ['cert-manager.io/v1'],
  istio: ['networking.istio.io/v1beta1', 'security.istio.io/v1beta1'],
  'fluent-operator': ['fluentbit.fluent.io/v1alpha2'],
};

/**
 * Checks that Helm is there, in the version with which the output was reviewed.
 * @param rendering - how charts are rendered
 * @throws RenderError when it is not
 */
export function checkHelm({ helmVersion }: ChartRendering): void {
  const found = helm(['version', '--template', '{{.Version}}']).trim().replace(/^v/, '');
  if (found === helmVersion.replace(/^v/, '')) return;
  throw new RenderError({
    what: 'the Helm on the PATH has another version, which may render charts differently',
    got: found,
    allowed: helmVersion,
    fix: 'install that version, or state the other one and review what changes',
  });
}

/**
 * The objects of a chart, as Helm renders them for the cluster of the facts. Hooks of tests are left out, and Secrets that it generates.
 * @param chart - the chart and its values
 * @param facts - version of Kubernetes, and which components bring kinds
 * @param rendering - how charts are rendered
 * @throws RenderError when Helm refuses the chart or its values
 */
export function renderedObjects(
  { chart, release, namespace, values, without }: PartChart,
  facts: ChartFacts,
  { directory }: ChartRendering,
): readonly KubernetesManifest[] {
  const known = Object.entries(APIS).flatMap(([component, versions]) => (facts.isOn(component) ? versions : []));
  const apis = without?.apiVersions ?? known;
  const text = helm(
    [
      'template',
      release,
      join(directory, chart.path),
      '--namespace',
      namespace,
      '--include-crds',
      '--skip-tests',
      '--kube-version',
      facts.cluster.kubeVersion,
      ...[...apis, 'networking.k8s.io/v1/Ingress'].flatMap((api) => ['--api-versions', api]),
      ...chart.valuesFiles.flatMap((file) => ['--values', join(directory, file)]),
      '--values',
      '-',
    ],
    JSON.stringify(values),
    chart.component,
  );
  // As Helm reads it: of duplicate keys, which some charts put out, the last counts.
  return text
    .split(/^---$/m)
    .flatMap((document) => itemsOf(readKubernetesYaml(document)))
    .filter((object) => !isMadeUp(chart.component, object.kind, object.metadata.name))
    .map((object) => placed(object, namespace));
}

/** Charts put out lists, and documents of comments alone. */
function itemsOf(document: JsonValue): readonly KubernetesManifest[] {
  if (!isJsonObject(document)) return [];
  if (Array.isArray(document.items)) return (document.items as readonly JsonValue[]).flatMap(itemsOf);
  return [document as unknown as KubernetesManifest];
}

/** Helm applies objects without a namespace to that of the release. */
function placed(object: KubernetesManifest, namespace: string): KubernetesManifest {
  const { apiVersion, kind, metadata } = object;
  const name = kindName({ group: groupOf(apiVersion), kind });
  const { namespace: own, ...rest } = metadata;
  return { ...object, metadata: CLUSTER_SCOPED.has(name) ? rest : { ...rest, namespace: own ?? namespace } };
}

function helm(args: readonly string[], input = '', component?: string): string {
  try {
    // Warnings of Helm about permissions of a kubeconfig are of no use here.
    return execFileSync('helm', args, { input, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, stdio: 'pipe' });
  } catch (error) {
    const { code, stderr } = error as { readonly code?: string; readonly stderr?: string };
    if (code === 'ENOENT') {
      const what = "render: 'git' needs helm on the PATH";
      throw new RenderError({ what, fix: "install it, or leave the rendering to Argo CD with render: 'argo-cd'" });
    }
    const what = component === undefined ? 'helm failed' : `helm cannot render the chart of component ${component}`;
    throw new RenderError({ what, got: (stderr ?? '').trim().slice(0, 2000) });
  }
}
