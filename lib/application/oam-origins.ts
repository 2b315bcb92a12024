import type { ExplainedDocument, FieldOrigin, FieldPath } from '../gitops/provenance/field-origin';
import { isJsonObject, textOf, type JsonObject, type JsonValue } from '../values/json';

/** A component of an application, and how the program states it. */
export interface StatedComponent {
  /** Its entry in `components` of the ApplicationConfiguration. */
  readonly entry: JsonObject;
  /** Path of the construct whose options state it. */
  readonly of: string;
  /** Where in those options it is: `components.<name>` of the application, or none for a call of `addComponent()`. */
  readonly option: readonly string[];
}

/** Kinds of objects that one kind of trait is translated to, and nothing else is. */
const TRAIT_OF: Readonly<Record<string, string>> = {
  Certificate: 'IngressTrait',
  Gateway: 'IngressTrait',
  ServiceMonitor: 'MetricsTrait',
  VirtualService: 'IngressTrait',
};

const WITHOUT_METRICS: FieldOrigin = {
  at: ['spec'],
  kind: 'default',
  text: 'OamTrait.metrics is not given: a component has metrics with defaults',
  page: 'docs/applications.md',
};

const TRANSLATED: FieldOrigin = {
  at: [],
  kind: 'rule',
  text: 'translated as the OAM runtime and the application operator of Verrazzano 1.7.2 do',
  page: 'docs/leaving-oam.md',
};

/**
 * Origins of the fields of an object of an OAM application: the options of the component, and the traits.
 * @param document - the object
 * @param components - its components, in order
 */
export function oamOrigins(
  { content }: ExplainedDocument,
  components: readonly StatedComponent[],
): readonly FieldOrigin[] {
  if (content.kind === 'ApplicationConfiguration') return components.flatMap(entryOrigins);
  if (content.kind === 'Component') return componentOrigins(named(components, nameIn(content.metadata)));
  return [...translatedOrigins(content, components), TRANSLATED];
}

function componentOrigins(found: readonly StatedComponent[]): FieldOrigin[] {
  return found.flatMap((component) => [
    optionOf(component, ['spec', 'workload'], 'workload'),
    optionOf(component, ['spec', 'parameters'], 'parameters'),
    ...['labels', 'annotations'].map((option) => optionOf(component, ['metadata', option], option)),
  ]);
}

function entryOrigins(component: StatedComponent, index: number): FieldOrigin[] {
  const at: FieldPath = ['spec', 'components', index];
  return Object.keys(component.entry)
    .filter((option) => option !== 'componentName')
    .flatMap((option) =>
      option === 'traits'
        ? traitsOf(component).map((kind, i) => optionOf(component, [...at, 'traits', i], 'traits', kind))
        : [optionOf(component, [...at, option], option)],
    );
}

/** Of a workload and what belongs to it a label names the component; of other objects the kind tells the trait. */
function translatedOrigins({ kind, metadata }: JsonObject, components: readonly StatedComponent[]): FieldOrigin[] {
  const labels = isJsonObject(metadata) ? metadata.labels : undefined;
  const own = named(components, isJsonObject(labels) ? textOf(labels['app.oam.dev/component']) : '');
  if (own.length > 0) {
    return own.flatMap((component) => [
      ...(traitsOf(component).includes('ManualScalerTrait')
        ? [optionOf(component, ['spec', 'replicas'], 'traits', 'ManualScalerTrait')]
        : []),
      optionOf(component, ['spec'], 'workload'),
    ]);
  }
  const trait = TRAIT_OF[textOf(kind)];
  if (trait === undefined) return [];
  const having = components.filter((component) => traitsOf(component).includes(trait));
  if (having.length === 0 && trait === 'MetricsTrait') return [WITHOUT_METRICS];
  return having.map((component) => optionOf(component, ['spec'], 'traits', trait));
}

function traitsOf({ entry }: StatedComponent): string[] {
  const { traits } = entry;
  return (Array.isArray(traits) ? (traits as readonly JsonValue[]) : []).map((each) =>
    isJsonObject(each) && isJsonObject(each.trait) ? textOf(each.trait.kind) : '',
  );
}

/** @param trait - kind of the trait that it is about */
function optionOf({ of, option }: StatedComponent, at: FieldPath, name: string, trait?: string): FieldOrigin {
  const path = [...option, name];
  const text = trait === undefined ? path.join('.') : `${path.join('.')}: ${trait}`;
  return { at, kind: 'option', text, of, option: path };
}

function named(components: readonly StatedComponent[], name: string): StatedComponent[] {
  return components.filter(({ entry }) => entry.componentName === name);
}

function nameIn(metadata: JsonValue | undefined): string {
  return isJsonObject(metadata) ? textOf(metadata.name) : '';
}
