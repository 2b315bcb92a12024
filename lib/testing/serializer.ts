import { createHash } from 'node:crypto';
import { canonicalJson } from '../connectivity/manifest';
import { Manifests, nameOf } from './manifests';

/** How many digits of the hash of an object are shown. */
const DIGITS = 12;

/**
 * A serializer of snapshots for `Manifests`, in the form of Jest and Vitest: one line for each object with a hash of its content, in
 * order of their names. A change of one object changes one line; expect an object itself where its content matters.
 */
export const manifestSerializer = {
  /** Whether a value is printed by it. */
  test: (value: unknown): boolean => value instanceof Manifests,
  /** The text in the snapshot. */
  serialize: (value: Manifests): string =>
    value.all
      .map((manifest) => `${nameOf(manifest)} (${manifest.apiVersion}) ${hashOf(manifest)}`)
      .sort()
      .join('\n'),
} as const;

function hashOf(manifest: object): string {
  return createHash('sha256')
    .update(canonicalJson(manifest as never))
    .digest('hex')
    .slice(0, DIGITS);
}
