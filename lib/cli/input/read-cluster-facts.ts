import { clusterFacts, type ClusterFacts } from '../../resource/rules';
import { InputError } from './input-error';
import { parseYaml } from '../../values/yaml/parse-yaml';
import { readText } from './read-text';

/**
 * Cluster facts from a file; an empty file is an empty cluster.
 * @param file - path of a YAML or JSON file
 * @throws InputError when the file is refused, or holds something else
 */
export function readClusterFacts(file: string): ClusterFacts {
  const [value, ...more] = parseYaml(file, readText(file));
  const what = 'does not hold cluster facts';
  const fix = 'write the facts as docs/cli.md shows';
  if (more.length > 0) {
    throw new InputError({ at: file, what, got: `${more.length + 1} documents`, allowed: 'one document', fix });
  }
  try {
    return clusterFacts(value);
  } catch (error) {
    const got = error instanceof Error ? error.message : 'an unknown error';
    throw new InputError({ at: file, what, got, allowed: 'Namespaces, Secrets and so on', fix });
  }
}
