import { objectText } from '../../../checks/checked-object';
import { referencesOf } from '../../../checks/references';
import { pathText, type Path } from '../../../values/path';
import { idOf, idsOf, type BuiltObject } from './built-object';
import { isKnownName } from './known-names';
import { checked, type IsNamespaced } from './names';

/** A name without the hash that kustomize adds to it. */
export interface UnhashedName {
  /** The file of the kustomization whose generator makes what is named. */
  readonly file: string;
  /** The generator in it. */
  readonly path: Path;
  /** The name. */
  readonly name: string;
  /** What is named, and where. */
  readonly message: string;
}

/**
 * Names of generated ConfigMaps and Secrets in fields where kustomize does not replace them, as in custom resources: it adds a hash of the
 * content to the names, and nothing has the name that is left there. Source: kustomize, `api/internal/builtins/HashTransformer.go`, and
 * what `kubectl kustomize` of 1.32 prints.
 * @param objects - what a kustomization makes
 * @param isNamespaced - says it of kinds
 */
export function unhashedNames(objects: readonly BuiltObject[], isNamespaced: IsNamespaced): UnhashedName[] {
  const hashed = objects.filter((each) => each.isHashed === true);
  if (hashed.length === 0) return [];
  return objects
    .filter((each) => each.uncertain === undefined)
    .flatMap((each) => {
      const from = checked(each, isNamespaced);
      return referencesOf(from).flatMap((reference): UnhashedName[] => {
        const { kind, namespace, name, path } = reference;
        const isMeant = (target: BuiltObject): boolean =>
          idOf(target).kind === kind.kind &&
          (namespace === undefined || (idOf(target).namespace ?? 'default') === namespace) &&
          idsOf(target).some((id) => id.name === name);
        const targets = kind.group === '' ? objects.filter(isMeant) : [];
        const [target] = targets;
        if (target?.isHashed !== true || targets.length > 1 || isKnownName(from, reference)) return [];
        const message = `adds a hash to the name of ${kind.kind} ${name}, and not where ${objectText(from)} has it, in ${pathText(path)}: nothing has that name`;
        return [{ file: target.source.file, path: target.source.item, name, message }];
      });
    });
}
