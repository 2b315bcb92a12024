import { canonicalJson, groupOf, namespaceOf, textAt } from '../../connectivity/manifest';
import type { JsonObject } from '../../values/json';
import { InputError } from '../input/input-error';
import { readManifests, type FileManifest } from '../input/read-manifests';
import type { Totals } from '../input/totals';
import type { Session } from '../session';

const FIX = 'correct the object: an API server would refuse it';

/**
 * Reads objects from files and folders.
 * @param paths - the files and folders
 * @param totals - what was read before
 * @param session - the run; it remembers what is refused
 * @returns nothing when anything is refused, since half of an application gives another result
 */
export function readObjects(
  paths: readonly string[],
  totals: Totals,
  session: Session,
): readonly JsonObject[] | undefined {
  const manifests: FileManifest[] = [];
  const read = paths.map((path) =>
    session.with(path, () => {
      for (const manifest of readManifests(path, totals).manifests) manifests.push(manifest);
    }),
  );
  const problems = [...manifests.flatMap(identityProblems), ...duplicates(manifests)];
  for (const problem of problems) session.with(problem.name, () => fail(problem));
  return read.includes(false) || problems.length > 0 ? undefined : manifests.map(({ object }) => object);
}

function fail(error: InputError): never {
  throw error;
}

function identityProblems({ file, object }: FileManifest): InputError[] {
  const at = `${file}: ${object.kind}`;
  // A record of the images of the operator is not a Kubernetes object, and need not have a name.
  const isNamed =
    textAt(object, 'metadata', 'name') !== undefined || textAt(object, 'metadata', 'generateName') !== undefined;
  return [
    ...(textAt(object, 'apiVersion') === undefined
      ? [new InputError({ at, what: 'has no apiVersion', fix: FIX })]
      : []),
    ...(isNamed ? [] : [new InputError({ at, what: 'has no name', fix: FIX })]),
  ];
}

/** Two objects of one name of which each says something else. */
function duplicates(manifests: readonly FileManifest[]): InputError[] {
  const known = new Map<string, { readonly file: string; readonly json: string }>();
  return manifests.flatMap(({ file, object }) => {
    const name = textAt(object, 'metadata', 'name');
    if (name === undefined) return [];
    const key = [groupOf(object), object.kind, namespaceOf(object), name].join(' ');
    const json = canonicalJson(object);
    const first = known.get(key);
    if (first === undefined) known.set(key, { file, json });
    if (first === undefined || first.json === json) return [];
    return [
      new InputError({
        at: file,
        what: `${object.kind} ${namespaceOf(object)}/${name} occurs twice`,
        got: `also in ${first.file}, but different`,
        allowed: 'each object once',
        fix: 'leave out one of them',
      }),
    ];
  });
}
