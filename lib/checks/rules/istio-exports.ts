import { listAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonValue } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { matches } from '../walk';
import { isIstioLabel } from './istio-hosts';
import { refused, warned } from './refused';

/**
 * The strings of a list.
 * @param object - what has it
 * @param path - the way to it
 */
export function nameList(object: JsonValue | undefined, ...path: string[]): string[] {
  return listAt(object, ...path).filter((each): each is string => typeof each === 'string');
}

/**
 * What is wrong with `exportTo`. Source: Istio 1.19.3, `validateExportTo`.
 * @param object - a VirtualService, DestinationRule or ServiceEntry
 */
export function exportFindings(object: CheckedObject): Found[] {
  const path = ['spec', 'exportTo'];
  const names = nameList(object.object, ...path);
  const own = object.namespace ?? '';
  const isService = object.kind === 'ServiceEntry';
  const seen = new Set<string>();
  const found = names.flatMap((name, index) => {
    const namespace = name === '.' ? own : name;
    const at = [...path, index];
    if (seen.has(namespace)) return [refused(object, at, 'is there twice', name)];
    const isKnown = namespace === '*' || isIstioLabel(namespace) || (isService && namespace === '~');
    if (!isKnown)
      return [
        refused(object, at, 'is not a namespace', name, isService ? '., *, ~, a namespace' : '., *, a namespace'),
      ];
    seen.add(namespace);
    return [];
  });
  const alone = names.length > 1 ? ['*', '~'].find((name) => seen.has(name)) : undefined;
  if (alone !== undefined) found.push(refused(object, path, `has ${alone} and more`));
  return [...found, ...selectedExports(object, seen, own)];
}

/** A rule for some workloads holds in their namespace. */
function selectedExports(object: CheckedObject, names: ReadonlySet<string>, own: string): Found[] {
  const { spec } = object.object;
  const isSelected = isJsonObject(spec) && isJsonObject(spec.workloadSelector) && object.kind === 'DestinationRule';
  if (!isSelected || names.size === 0 || (names.size === 1 && names.has(own))) return [];
  return [
    refused(object, ['spec', 'exportTo'], 'is more than the own namespace beside workloadSelector', [...names], '.'),
  ];
}

/**
 * Where a kind names workloads, and the field with the labels.
 * @param kind - a kind of Istio
 */
export function selectorOf(kind: string): readonly [selector: string, labels: string] {
  if (kind === 'DestinationRule') return ['workloadSelector', 'matchLabels'];
  return ['Sidecar', 'ServiceEntry', 'EnvoyFilter'].includes(kind)
    ? ['workloadSelector', 'labels']
    : ['selector', 'matchLabels'];
}

/**
 * A selector without labels, which selects all workloads. Source: Istio 1.19.3, `validateWorkloadSelector`.
 * @param object - an object with a selector
 */
export function emptySelectorFindings(object: CheckedObject): Found[] {
  if (['Gateway', 'VirtualService', 'WorkloadEntry', 'WorkloadGroup'].includes(object.kind)) return [];
  const [selector, labels] = selectorOf(object.kind);
  return matches(object.object, `spec.${selector}`).flatMap(({ value, path }): Found[] => {
    if (!isJsonObject(value)) return [];
    const own = value[labels] ?? {};
    const isEmpty = isJsonObject(own) && Object.keys(own).length === 0;
    return isEmpty ? [warned(object, path, 'has no labels, and so selects all workloads')] : [];
  });
}
