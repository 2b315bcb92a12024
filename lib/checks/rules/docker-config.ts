import { isJsonObject, parsedJson } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { matches } from '../walk';
import { refused } from './refused';
import { SECRET_CONTENT } from '../../gitops/secrets/secret-objects';

/** What another program fills in before the API server sees it. */
const FILLED_IN = /^\s*[<$]|\$\{|\{\{/;

/**
 * Logins for registries are a JSON object. Source: validation of Kubernetes, `ValidateSecret`.
 * @param object - a Secret
 * @param type - its type
 * @param key - the key that the type has the logins in
 */
export function dockerConfig(object: CheckedObject, type: string, key: string): Found[] {
  const field = key.replaceAll('.', '\\.');
  const texts = SECRET_CONTENT.flatMap((map) =>
    matches(object.object, `${map}.${field}`).flatMap(({ path, value }) =>
      typeof value === 'string' ? [{ path, text: map === 'data' ? decoded(value) : value }] : [],
    ),
  );
  return texts
    .filter(({ text }) => !FILLED_IN.test(text) && !isJsonObject(parsedJson(text)))
    .map(({ path }) => refused(object, path, `is not the JSON object that a Secret of the type ${type} has`));
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}
