import type { ExplainedDocument, FieldOrigin } from '../gitops/provenance/field-origin';
import type { FoundationUnit } from './foundation-part';

/** A delivery unit of a foundation, and the option that it follows from. */
export interface StatedUnit {
  /** The unit. */
  readonly unit: FoundationUnit;
  /** The option. */
  readonly option: 'network' | 'storage' | 'ingress';
  /** Path of the foundation. */
  readonly of: string;
  /** Whether images come from the registry of the props. */
  readonly hasRegistry: boolean;
}

/**
 * Origins of the fields of an object, or of the kustomization, of a foundation: the option of its part, with the public source of the release,
 * and the option `registry` for images.
 * @param document - the document
 * @param stated - its delivery unit
 */
export function foundationOrigins(
  { content }: ExplainedDocument,
  { unit, option, of, hasRegistry }: StatedUnit,
): readonly FieldOrigin[] {
  // The Application that delivers the unit is not part of it.
  const isKustomization = content.kind === 'Kustomization' && Array.isArray(content.resources);
  if (!isKustomization && unit.objects.length === 0) return [];
  const image = isKustomization ? ['images'] : unit.imageFields?.[typeof content.kind === 'string' ? content.kind : ''];
  return [
    ...(hasRegistry && image !== undefined
      ? [{ at: image, kind: 'option' as const, text: 'registry', of, option: ['registry'] }]
      : []),
    ...Object.keys(content).map((key): FieldOrigin => ({
      at: [key],
      kind: 'option',
      text: option,
      of,
      option: [option],
      source: unit.source,
    })),
  ];
}
