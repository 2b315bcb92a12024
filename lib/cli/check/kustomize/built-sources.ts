import { basename, dirname, normalize, sep } from 'path';
import { textAt } from '../../../connectivity/manifest';
import { isLocal, type SourceObject } from '../../../checks/checked-object';
import { nativeScope } from '../../../checks/inventory';
import { CustomKinds } from '../../../checks/schema/known-kinds';
import type { CheckFinding } from '../../../checks/finding';
import { pathText } from '../../../values/path';
import { InputError } from '../../../values/input-error';
import { parseYaml } from '../../../values/yaml/parse-yaml';
import type { Kustomization } from '../kustomizations';
import type { Files, Sources } from '../read-sources';
import { lineFinder } from '../lines';
import { KustomizeBuilder, rootsOf, type BuildProblem } from './build';
import type { ReadFile } from './generators';
import type { IsNamespaced } from './names';
import type { ReadValues } from './patches';

/** What kustomize reads in a folder. */
const FILE_NAME = /^kustomization\.ya?ml$/;

/** What is applied of an input, and by which kustomizations. */
export interface BuiltSources {
  readonly objects: readonly SourceObject[];
  /** The kustomizations that were built: what they make and change is known. */
  readonly built: ReadonlySet<Kustomization>;
  /** Kustomizations that cannot be built. */
  readonly findings: readonly CheckFinding[];
}

/**
 * The objects of an input as its kustomizations make them. An object of a base is there once for each kustomization that brings it and is not
 * brought by another one; what no kustomization brings is as it is written.
 * @param sources - what was read
 * @param source - where it was read
 */
export function builtSources(sources: Sources, source: Files): BuiltSources {
  const kustomizations = sources.kustomizations.filter(({ file }) => FILE_NAME.test(basename(file)));
  if (kustomizations.length === 0) return { objects: sources.objects, built: new Set(), findings: [] };
  const builder = new KustomizeBuilder({
    kustomizations,
    objectsOf: objectsIn(sources),
    readValues: readValues(sources),
    readFile: readFile(source),
    isNamespaced: isNamespaced(sources),
    has: (path) => source.has(path),
    isFolder: (path) => sources.files.some((file) => normalize(file).startsWith(`${path}${sep}`)),
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
  const folders = new Set(kustomizations.map(({ file }) => normalize(dirname(file))));
  const others = sources.objects
    .filter(({ file }) => !files.has(normalize(file)))
    .map((each) => (folders.has(normalize(dirname(each.file))) ? { ...each, uncertain: NOT_BROUGHT } : each));
  const lineOf = lineFinder(source);
  const findings = builder.problems.map((problem) => findingOf(problem, lineOf));
  return { objects: [...objects, ...others], built, findings };
}

/** Names in such an object are often those that others have before they are built. */
const NOT_BROUGHT = 'that the kustomization in its folder does not bring';

function findingOf(
  { kustomization, path, rule, message, got }: BuildProblem,
  lineOf: ReturnType<typeof lineFinder>,
): CheckFinding {
  const { file, object } = kustomization;
  const line = lineOf({ file, object, document: 0, item: [], root: file, apart: false }, path);
  return {
    rule,
    severity: 'error',
    file,
    ...(line !== undefined && { line }),
    object: '',
    field: pathText(path),
    message,
    got,
    fix: 'correct it, or remove it',
  };
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
