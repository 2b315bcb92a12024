import { secretsInObject } from '../../gitops/secrets';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { isAllCiphertext, isEncrypted } from '../sops';
import type { Path } from '../../values/path';
import { SECRET_CONTENT } from '../../gitops/secrets/secret-objects';

/** Secrets with content, texts with the form of a credential, and literals under keys for credentials. */
export function secretFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => {
    if (isEncrypted(object.object) && SECRET_CONTENT.every((field) => isAllCiphertext(object.object[field]))) return [];
    return secretsInObject(object.object, { kind: object.kind, name: object.name }).map(({ at, what, rule }): Found => {
      const path = pathOf(at);
      const message = `${what}, and manifests go to Git`;
      const fix = 'keep the value outside of Git and refer to a Secret; if it is not a secret, allow it with a reason';
      return { rule: 'secret', severity: rule === 'literal' ? 'warning' : 'error', at: object, path, message, fix };
    });
  });
}

/** The path that a finding of the search has as text. */
function pathOf(text: string): Path {
  const steps = text.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g);
  return [...steps].map(([, quoted, index, name = '']) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? name : (JSON.parse(`"${quoted}"`) as string);
  });
}
