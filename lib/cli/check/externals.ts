import type { ExternalObject } from '../../checks/references/provided';
import { InputError } from '../../values/input-error';

/**
 * Reads an object that is provided from outside: `Kind[.group]:[namespace/]name`, where `*` matches any characters.
 * @param text - the text
 * @throws InputError when it is malformed
 */
export function readExternal(text: string): ExternalObject {
  const [, kind, group, namespace, name] =
    /^([A-Za-z]\w*)(?:\.([a-z0-9.-]+))?[: ](?:([^/\s]+)\/)?([^/\s]+)$/.exec(text) ?? [];
  if (kind !== undefined && name !== undefined) {
    return { kind, name, ...(group !== undefined && { group }), ...(namespace !== undefined && { namespace }) };
  }
  throw new InputError({
    at: '--external',
    what: 'does not name an object',
    got: text,
    allowed: 'Kind[.group]:[namespace/]name, with * for any characters',
    fix: 'write it as Secret:shop/db or StorageClass:oci-bv',
  });
}
