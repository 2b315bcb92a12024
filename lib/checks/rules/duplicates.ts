import type { CheckedObject } from '../checked-object';
import { identity, objectText } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';

/** Objects of one kind, namespace and name in one cluster; the version does not tell them apart. */
export function duplicateObjects({ inventory }: CheckContext): Found[] {
  const first = new Map<string, CheckedObject>();
  return inventory.objects.flatMap((object) => {
    const { root, scope, group, kind, namespace, name, file } = object;
    if (name === '') return [];
    const key = [root, scope, identity(group, kind, namespace, name)].join('\u0000');
    const known = first.get(key);
    first.set(key, known ?? object);
    if (known === undefined) return [];
    const where = known.file === file ? 'above in this file' : known.file;
    const message = `is a duplicate: ${objectText(known)} is also ${known.file === file ? where : `in ${where}`}`;
    const fix = 'keep one of them; the one that is applied last would replace the other';
    return [
      { rule: 'duplicate-object', severity: 'error', at: object, path: ['metadata', 'name'], got: name, message, fix },
    ];
  });
}
