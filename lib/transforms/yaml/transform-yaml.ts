import { InputError } from '../../values/input-error';
import type { JsonValue } from '../../values/json';
import type { Problem } from '../../values/problem';
import type { Edit } from '../edit';
import { edited } from '../edit';
import type { ManifestTransform } from '../manifest-transform';
import { editYaml } from './edit-yaml';

/** A string after transforms. */
export interface TransformedYaml {
  /** The text; the one that was given where nothing changes. */
  readonly text: string;
  /** What is wrong with its objects, each with the file as its place; the text is as it was given then. */
  readonly problems: readonly Problem[];
}

/** One transform may add what another rewrites; each settles at once. */
const MAX_ROUNDS = 8;

/**
 * Applies transforms to the objects of a YAML or JSON text, whatever their order. Comments, order and style stay as they are
 * where nothing changes.
 * @param file - name of the file, for messages
 * @param text - the text
 * @param transforms - the rules
 * @returns the text and the problems; a string that is not YAML is a problem too
 */
export function transformYaml(file: string, text: string, transforms: readonly ManifestTransform[]): TransformedYaml {
  const problems: Problem[] = [];
  try {
    const result = editYaml(file, text, (value) => editsOf(value, transforms, problems));
    return problems.length > 0
      ? { text, problems: problems.map((problem) => ({ at: file, ...problem })) }
      : { text: result, problems };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { text, problems: [error.problem] };
  }
}

function editsOf(document: JsonValue, transforms: readonly ManifestTransform[], problems: Problem[]): readonly Edit[] {
  const all: Edit[] = [];
  let value = document;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = all.length;
    for (const transform of transforms) {
      const found = transform.resultIn(value);
      if (found.problems.length > 0) {
        for (const problem of found.problems) problems.push(problem);
        continue;
      }
      for (const edit of found.edits) all.push(edit);
      value = edited(value, found.edits);
    }
    if (problems.length > 0) return [];
    if (all.length === before) break;
  }
  return all;
}
