import { dirname, normalize } from 'path';
import { textAt } from '../../../connectivity/manifest';
import { isLocal, type SourceObject } from '../../../checks/checked-object';
import { nativeScope } from '../../../checks/inventory';
import { CustomKinds } from '../../../checks/schema/known-kinds';
import { InputError } from '../../../values/input-error';
import { parseYaml } from '../../../values/yaml/parse-yaml';
import type { Kustomization } from '../kustomizations';
import type { Files, Sources } from '../read-sources';
import { KustomizeBuilder, rootsOf } from './build';
import type { ReadFile } from './generators';
import type { IsNamespaced } from './names';
import type { ReadValues } from './patches';

/** What is applied of an input, and by which kustomizations. */
export interface BuiltSources {
  readonly objects: readonly SourceObject[];
  /** The kustomizations that were built: what they make and change is known. */
  readonly built: ReadonlySet<Kustomization>;
}

/**
 * The objects of an input as its kustomizations make them. An object of a base is there once for each kustomization that brings it and is not
 * brought by another one; what no kustomization brings is as it is written.
 * @param sources - what was read
 * @param source - where it was read
 */
export function builtSources(sources: Sources, source: Files): BuiltSources {
  const { kustomizations } = sources;
  if (kustomizations.length === 0) return { objects: sources.objects, built: new Set() };
  const builder = new KustomizeBuilder({
    kustomizations,
    objectsOf: objectsIn(sources),
    readValues: readValues(sources),
    readFile: readFile(source),
    isNamespaced: isNamespaced(sources),
  });
  const files = new Set<string>();
  const built = new Set<Kustomization>();
  const objects = rootsOf(kustomizations).flatMap((root): readonly SourceObject[] => {
    const made = builder.build(root);
    if (made === undefined) return [];
    const brought = builder.broughtBy(root);
    for (const each of brought.files) files.add(each);
    for (const each of brought.kustomizations) built.add(each);
    return made
      .filter(({ object }) => !isLocal(object))
      .map(({ source, object, uncertain }) => ({
        ...source,
        object,
        ...(!source.apart && { root: dirname(root.file), deliveredFrom: root.file }),
        ...(uncertain !== undefined && { uncertain }),
      }));
  });
  return { objects: [...objects, ...sources.objects.filter(({ file }) => !files.has(normalize(file)))], built };
}

/** What files hold, their patches included. */
function objectsIn({ all }: Sources): (file: string) => readonly SourceObject[] {
  const byFile = new Map<string, SourceObject[]>();
  for (const each of all) {
    const file = normalize(each.file);
    const known = byFile.get(file);
    if (known === undefined) byFile.set(file, [each]);
    else known.push(each);
  }
  return (file) => byFile.get(file) ?? [];
}

function readValues({ values }: Sources): ReadValues {
  return (from) => {
    if ('file' in from) return values.get(from.file);
    try {
      return parseYaml('a patch', from.text);
    } catch (error) {
      if (error instanceof InputError) return undefined;
      throw error;
    }
  };
}

function readFile(files: Files): ReadFile {
  return (file) => {
    try {
      return files.has(file) ? files.read(file) : undefined;
    } catch (error) {
      if (error instanceof InputError) return undefined;
      throw error;
    }
  };
}

/** Custom kinds are known by the definitions of the input, and by those of this package. */
function isNamespaced({ all }: Sources): IsNamespaced {
  const known = new Map<string, boolean>();
  for (const { object } of all) {
    if (object.kind !== 'CustomResourceDefinition') continue;
    const [group, kind] = [textAt(object, 'spec', 'group'), textAt(object, 'spec', 'names', 'kind')];
    known.set(`${group ?? ''}/${kind ?? ''}`, textAt(object, 'spec', 'scope') !== 'Cluster');
  }
  const packaged = new CustomKinds([]);
  return (group, kind) => {
    const key = `${group}/${kind}`;
    return known.get(key) ?? nativeScope(group, kind) ?? packaged.isNamespaced(group, kind);
  };
}
