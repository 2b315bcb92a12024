import { manifestOf } from '../../application/oam/cluster-state';
import { kubeObject } from '../../application/oam/object';
import { flattenLists, textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject } from '../../values/json';
import { parseYaml } from '../../values/yaml/parse-yaml';
import { InputError } from '../input/input-error';
import { readText } from '../input/read-text';
import type { Note } from './metadata';
import { isOam } from './oam-importer';

/** Objects of a file with OAM applications. */
interface OamFile {
  /** The objects, without what only an API server writes. */
  readonly objects: readonly JsonObject[];
  /** What is left out. */
  readonly notes: readonly Note[];
}

/**
 * The objects of a file, if there are OAM applications or components among them. Secrets are left out, since a program would bring them into
 * Git.
 * @param file - path of a YAML or JSON file
 * @returns undefined when there is nothing of OAM in it
 * @throws InputError when the file is refused
 */
export function oamObjects(file: string): OamFile | undefined {
  const objects = flattenLists(parseYaml(file, readText(file)).filter(isJsonObject));
  if (!objects.some(isOam)) return undefined;
  const unnamed = objects.find(({ metadata }) => !isJsonObject(metadata) || typeof metadata.name !== 'string');
  if (unnamed !== undefined) {
    const fix = 'give it metadata.name';
    throw new InputError({ at: file, what: 'has an object without name', got: textAt(unnamed, 'kind'), fix });
  }
  const [secrets, others] = [objects.filter(isSecret), objects.filter((each) => !isSecret(each))];
  return {
    objects: others.map((each) => manifestOf(kubeObject(each)) as JsonObject),
    notes: secrets.map((each) => ({
      path: `Secret ${textAt(each, 'metadata', 'name') ?? ''}`,
      text: 'is left out, since a program is in Git; it must exist in the cluster',
    })),
  };
}

function isSecret({ kind }: JsonObject): boolean {
  return kind === 'Secret';
}
