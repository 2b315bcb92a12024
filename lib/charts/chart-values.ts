import { COMPONENTS } from '../components';
import { valuesFilePath } from '../definition/chart';
import type { ComponentDefinition } from '../definition/definition';
import { sectionOf } from '../definition/effective-definition';
import { IMAGE_VALUES, type ImageValues } from '../definition/image-values';
import type { ImageName } from '../definition/images';
import { v1alpha1Key } from '../resource/profiles/switches';
import type { JsonObject } from '../values/json';
import { Registry } from '../values/registry';
import type { ChartFacts } from './chart-facts';
import { ChartValuesError } from './chart-values-error';
import { setValues, type KeyValue } from './helm-set';
import { istioDocument, istioSettings } from './istio/operator-document';
import { mergeValues } from './merge-values';
import type { ValuesDefinition } from './values-definition';
import { VALUES } from './values-table';

/** What Helm installs for a component, and the values that the platform operator gives it. */
export interface ChartRelease {
  /** Name of the component. */
  readonly component: string;
  /** Helm release; null for Istio, which istioctl installs. */
  readonly release: string | null;
  /** Namespace of the release. */
  readonly namespace: string;
  /** Folder of the chart in the Verrazzano repository; null for Istio. */
  readonly chart: string | null;
  /** Values file that lies below all values, relative to the root of that repository; null when there is none. */
  readonly valuesFile: string | null;
  /** Further values files, which share no value with the others. */
  readonly moreValuesFiles?: readonly string[];
  /** All values besides those of files. Those of Istio are an IstioOperator document. */
  readonly values: JsonObject;
  /** What istioctl gets as `--set` above the document: path to text. Istio only. */
  readonly set?: Readonly<Record<string, string>>;
}

/** A component whose values cannot be computed. */
export interface ChartFailure {
  /** Name of the component. */
  readonly component: string;
  /** Why. */
  readonly error: string;
}

/** Whether a component is installed from a chart, or by istioctl. */
export function hasChartValues({ name }: ComponentDefinition): boolean {
  return name === 'istio' || Object.hasOwn(VALUES, name);
}

/**
 * Releases of all enabled components that have a chart, in the order of the components.
 * @param facts - what values are computed from
 */
export function allChartValues(facts: ChartFacts): ReadonlyArray<ChartRelease | ChartFailure> {
  return COMPONENTS.filter((definition) => facts.isOn(definition.name) && hasChartValues(definition)).map(
    (definition) => {
      try {
        return chartValues(definition, facts);
      } catch (error) {
        if (!(error instanceof ChartValuesError)) throw error;
        return { component: definition.name, error: error.message };
      }
    },
  );
}

/**
 * The release of one component, with the values that the platform operator computes: images, settings and generated documents of the
 * component, and above them the overrides of profile and user.
 *
 * Source: `controllers/verrazzano/component/helm/helm_component.go` at v1.7.2.
 * @param definition - a component for which {@link hasChartValues}
 * @param facts - what values are computed from
 * @throws ChartValuesError when something is missing in the cluster
 */
export function chartValues(definition: ComponentDefinition, facts: ChartFacts): ChartRelease {
  const { name, namespace, chart, release = name, valuesFile } = definition;
  const file = valuesFile === undefined ? null : valuesFilePath(valuesFile);
  if (name === 'istio') {
    const set = Object.fromEntries(istioSettings(facts).map(([path, text]) => [path, text]));
    return {
      component: name,
      release: null,
      namespace,
      chart: null,
      valuesFile: file,
      values: istioDocument(facts),
      set,
    };
  }
  const rules = VALUES[name] ?? {};
  const more = rules.files?.(facts) ?? [];
  return {
    component: name,
    release,
    namespace: rules.namespace?.(facts) ?? namespace,
    chart: chart?.path ?? null,
    valuesFile: rules.generatedFile === true ? null : file,
    ...(more.length > 0 && { moreValuesFiles: more }),
    values: helmValues(definition, rules, facts),
  };
}

function helmValues(definition: ComponentDefinition, rules: ValuesDefinition, facts: ChartFacts): JsonObject {
  const section = sectionOf(definition);
  const images = rules.images ?? (section === undefined ? {} : IMAGE_VALUES[section]) ?? {};
  const settings = setValues([
    ...imageSettings(images, facts),
    ...(rules.settings?.(facts) ?? []),
    ...pullSecretSettings(definition, facts, rules.pullSecret),
  ]);
  const documents = [...(rules.documents?.(facts) ?? [])].reverse();
  const user = section === undefined ? [] : [...facts.overrides(v1alpha1Section(section))].reverse();
  return mergeValues([settings, ...documents, ...user]);
}

/**
 * Keys of a section in v1alpha1, from those in v1beta1.
 * @param section - keys below `spec.components`
 */
export function v1alpha1Section(section: string): string {
  return section.split('.').map(v1alpha1Key).join('.');
}

/**
 * Values by which pods get the Secret with the credentials of the registry, where it exists.
 * @param definition - the component, in the version of its chart
 * @param facts - what values are computed from
 * @param ofRelease - the value of the chart of the release
 */
export function pullSecretSettings(
  { pullSecretValues }: ComponentDefinition,
  facts: ChartFacts,
  ofRelease?: string,
): readonly KeyValue[] {
  if (!facts.hasPullSecret) return [];
  const paths = pullSecretValues ?? (ofRelease === undefined ? [] : [ofRelease]);
  return paths.map((path) => [path, Registry.PULL_SECRET]);
}

function imageSettings(
  images: Readonly<Partial<Record<ImageName, ImageValues>>>,
  facts: ChartFacts,
): readonly KeyValue[] {
  return Object.entries(images).flatMap(([name, { image, tag, registry }]): readonly KeyValue[] => {
    const parts = facts.image(name as ImageName);
    const path = registry === undefined ? parts.name : parts.path;
    return [
      ...(registry === undefined ? [] : ([[registry, parts.registry]] as const)),
      [image, tag === undefined ? parts.reference : path],
      ...(tag === undefined ? [] : ([[tag, parts.tag]] as const)),
    ];
  });
}
