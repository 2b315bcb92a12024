import { manifestOf } from '../../application/oam/cluster-state';
import { kubeObject } from '../../application/oam/object';
import { flattenLists, textAt } from '../../connectivity/manifest';
import { VERRAZZANO_GROUP } from '../../definition/verrazzano-api';
import { isMulticlusterObject } from '../../resource/multicluster';
import { isJsonObject, type JsonObject } from '../../values/json';
import { parseYaml } from '../../values/yaml/parse-yaml';
import { InputError } from '../input/input-error';
import { readText } from '../input/read-text';
import type { Note } from './metadata';
import { isOam } from './oam-importer';

/** Objects of a file with OAM applications or multicluster resources. */
interface OamFile {
  /** The objects beside Verrazzano resources, without what only an API server writes. */
  readonly objects: readonly JsonObject[];
  /** What is left out. */
  readonly notes: readonly Note[];
  /** Whether there are Verrazzano resources too. */
  readonly hasPlatform: boolean;
}

/**
 * The objects of a file, if there are OAM applications, components or multicluster resources among them. Secrets are left out, since a program
 * would bring them into Git, and so are MultiClusterSecrets. Verrazzano resources have an importer of their own.
 * @param file - path of a YAML or JSON file
 * @returns undefined when there is nothing of that in it
 * @throws InputError when the file is refused
 */
export function oamObjects(file: string): OamFile | undefined {
  const all = flattenLists(parseYaml(file, readText(file)).filter(isJsonObject));
  const objects = all.filter((each) => !isVerrazzano(each));
  if (!objects.some((each) => isOam(each) || isMulticlusterObject(each) || isFleet(each))) return undefined;
  const unnamed = objects.find(({ metadata }) => !isJsonObject(metadata) || typeof metadata.name !== 'string');
  if (unnamed !== undefined) {
    const fix = 'give it metadata.name';
    throw new InputError({ at: file, what: 'has an object without name', got: textAt(unnamed, 'kind'), fix });
  }
  const [secrets, others] = [objects.filter(isSecret), objects.filter((each) => !isSecret(each))];
  return {
    hasPlatform: objects.length < all.length,
    objects: others.map((each) => manifestOf(kubeObject(each)) as JsonObject),
    notes: secrets.map((each) => ({
      path: `${textAt(each, 'kind')} ${textAt(each, 'metadata', 'name') ?? ''}`,
      text:
        each.kind === 'Secret'
          ? 'is left out, since a program is in Git; it must exist in the cluster'
          : 'is left out, since a program is in Git; name a Secret of the admin cluster in the secrets of the application',
    })),
  };
}

function isSecret(object: JsonObject): boolean {
  return object.kind === 'Secret' || (object.kind === 'MultiClusterSecret' && isMulticlusterObject(object));
}

function isVerrazzano({ apiVersion, kind }: JsonObject): boolean {
  return kind === 'Verrazzano' && typeof apiVersion === 'string' && apiVersion.startsWith(`${VERRAZZANO_GROUP}/`);
}

/** Fleets of the Cluster API add-on, which installs Verrazzano on clusters that it selects. */
function isFleet({ apiVersion, kind }: JsonObject): boolean {
  return (
    apiVersion === 'addons.cluster.x-k8s.io/v1alpha1' && typeof kind === 'string' && kind.startsWith('VerrazzanoFleet')
  );
}
