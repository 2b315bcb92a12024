import { InputError } from '../../values/input-error';
import { isJsonObject, type JsonObject } from '../../values/json';
import { parseYaml } from '../../values/yaml/parse-yaml';
import type { Release } from '../release';
import { renderedText } from '../template/template';

const HOST = 'experimental.deploy.host';

/**
 * Objects that the values add on the host.
 * @throws InputError where a string is not YAML, or holds something else than objects
 */
export function extraManifests(release: Release): JsonObject[] {
  const { values } = release;
  const template = `${HOST}.manifestsTemplate`;
  return [
    ...objectsIn(`${HOST}.manifests`, values.text(`${HOST}.manifests`)),
    ...objectsIn(template, renderedText(values.text(template), release, template)),
  ];
}

function objectsIn(path: string, text: string): JsonObject[] {
  return parseYaml(path, text).map((object) => {
    if (isJsonObject(object) && typeof object.kind === 'string' && typeof object.apiVersion === 'string') return object;
    const allowed = 'objects with apiVersion and kind';
    throw new InputError({
      at: path,
      what: 'holds something that is not a Kubernetes object',
      got: object,
      allowed,
    });
  });
}
