import { valueAtPath } from '../values/path';
import { canonicalQuantity } from '../values/canonical-quantity';
import { isJsonObject, type JsonObject, type JsonValue, textOf } from '../values/json';
import type { ChartFacts } from './chart-facts';
import { ChartValuesError } from './chart-values-error';

/**
 * Size of the storage that the resource states for all components: undefined without a volume source, empty for `emptyDir`.
 * @param facts - what values are computed from
 * @throws ChartValuesError when the claim has no template, or the source is of another kind
 */
export function defaultStorage(facts: ChartFacts): string | undefined {
  const source = facts.spec.defaultVolumeSource;
  if (!isJsonObject(source)) return undefined;
  if (isJsonObject(source.emptyDir)) return '';
  if (!isJsonObject(source.persistentVolumeClaim)) throw new ChartValuesError('defaultVolumeSource is of another kind');
  return quantityText(
    valueAtPath(claimTemplate(source.persistentVolumeClaim, facts), ['resources', 'requests', 'storage']),
  );
}

/**
 * The template of a claim that a volume source names.
 * @param claim - `persistentVolumeClaim` of the volume source
 * @param facts - what values are computed from
 * @throws ChartValuesError when there is no such template
 */
export function claimTemplate(claim: JsonObject, facts: ChartFacts): JsonObject {
  const templates = facts.spec.volumeClaimSpecTemplates;
  const found = (Array.isArray(templates) ? (templates as readonly JsonValue[]) : []).find(
    (template) => valueAtPath(template, ['metadata', 'name']) === claim.claimName,
  );
  if (!isJsonObject(found)) {
    throw new ChartValuesError(`volumeClaimSpecTemplates has no template ${textOf(claim.claimName)}`);
  }
  return isJsonObject(found.spec) ? found.spec : {};
}

/** A quantity as Go writes it; `0` when there is none. */
export function quantityText(value: JsonValue | undefined): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '0';
  return canonicalQuantity(String(value)) ?? String(value);
}
