import { isUtf8 } from 'buffer';
import { readFileSync } from 'fs';
import { join } from 'path';
import { isJsonObject } from '../../values/json';
import { readKubernetesYaml } from '../../values/yaml/read-kubernetes-yaml';
import { RenderError } from './rendered-charts';

/**
 * The content of values files of the release, for a delivery that reads no second source.
 * @param directory - folder with `platform-operator` of the Verrazzano repository
 * @param files - paths of the files in that repository
 * @throws RenderError when one is missing, or is no map in YAML
 */
export function valuesFilesIn(directory: string, files: readonly string[]): readonly string[] {
  return files.map((file) => read(join(directory, file)));
}

function read(path: string): string {
  const fix = 'state the folder that holds platform-operator of the Verrazzano repository at v1.7.2';
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new RenderError({ what: 'directory lacks a values file of the release', got: path, fix });
  }
  const text = bytes.toString('utf8');
  if (isUtf8(bytes) && isValues(text)) return text;
  throw new RenderError({ what: 'a values file of the release is no map in YAML', got: path, fix });
}

/** Helm takes an empty file for no values. */
function isValues(text: string): boolean {
  try {
    const values = readKubernetesYaml(text);
    return values === null || isJsonObject(values);
  } catch {
    return false;
  }
}
