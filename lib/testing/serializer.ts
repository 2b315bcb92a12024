import { Manifests } from './manifests';

/**
 * A serializer of snapshots for `Manifests`, in the form of Jest and Vitest: one line for each object with a hash of its content, named by
 * its file where a `GitOpsApp` has made it. A change of one object changes one line; expect an object itself where its content matters.
 */
export const manifestSerializer = {
  /** Whether a value is printed by it. */
  test: (value: unknown): boolean => value instanceof Manifests,
  /** The text in the snapshot. */
  serialize: (value: Manifests): string => value.lines.join('\n'),
} as const;
