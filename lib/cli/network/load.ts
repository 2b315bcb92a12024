import { checkMeshObject, isMeshObject, meshLayer } from '../../mesh';
import { Connectivity, type Warning } from '../../connectivity';
import { nameOf, namespaceOf } from '../../connectivity/manifest';
import { oneLine } from '../../values/escape/visible';
import { InputError } from '../input/input-error';
import type { Manifest, Totals } from '../input/read-manifests';
import { readManifests } from '../input/read-manifests';
import type { ManifestWarning } from '../input/read-manifests-checks';
import { isJudged, manifestProblems, manifestWarnings } from '../input/read-manifests-checks';
import type { Session } from '../session';

/** How many problems, or kinds, are named before the others are only counted. */
const MAX_LISTED = 20;

/** One state of a cluster. */
export interface State {
  /** Who may talk to whom. */
  readonly connectivity: Connectivity;
  /** What is doubtful in the manifests. */
  readonly warnings: ReadonlyArray<Warning | ManifestWarning>;
}

/**
 * Reads the state of a cluster from manifests. What is left aside is said on standard error.
 * @param paths - files and folders
 * @param session - the run; it remembers what is refused
 * @returns nothing when anything is refused: half of the manifests would give another answer
 */
export function loadState(paths: readonly string[], session: Session): State | undefined {
  const totals: Totals = { files: 0, bytes: 0, values: 0 };
  const manifests: Manifest[] = [];
  const leftAside = new Map<string, number>();
  const count = (what: string, amount: number): void => void leftAside.set(what, (leftAside.get(what) ?? 0) + amount);
  const read = paths.map((path) =>
    session.with(path, () => {
      const content = readManifests(path, totals);
      for (const manifest of content.manifests) manifests.push(manifest);
      if (content.others > 0) count('values without kind', content.others);
    }),
  );
  if (read.includes(false)) return undefined;
  const judged = manifests.filter(isJudged);
  const ofMesh = manifests.filter(isOfMesh);
  for (const manifest of manifests) {
    if (!isJudged(manifest) && !isOfMesh(manifest)) count(manifest.object.kind, 1);
  }
  const problems = [...manifestProblems([...judged, ...ofMesh]), ...ofMesh.flatMap(meshProblems)];
  if (problems.length === 0 && judged.length === 0) problems.push(nothing(paths, leftAside));
  if (problems.length > 0) {
    for (const problem of problems.slice(0, MAX_LISTED)) session.with(problem.name, () => fail(problem));
    if (problems.length > MAX_LISTED) session.io.err(`and ${problems.length - MAX_LISTED} more\n`);
    return undefined;
  }
  if (leftAside.size > 0) session.io.err(`note: left aside: ${listed(leftAside)}\n`);
  const layers = ofMesh.length === 0 ? [] : [meshLayer([...judged, ...ofMesh].map(({ object }) => object))];
  const connectivity = Connectivity.of(
    judged.map(({ object }) => object),
    { layers },
  );
  return { connectivity, warnings: [...connectivity.warnings, ...manifestWarnings(judged)] };
}

/** Whether an object states what a mesh lets through. Without any the answers are those of NetworkPolicies alone. */
function isOfMesh({ object }: Manifest): boolean {
  return isMeshObject(object);
}

function meshProblems({ file, object }: Manifest): InputError[] {
  const at = `${file}: ${object.kind} ${namespaceOf(object)}/${nameOf(object)}`;
  const fix = 'correct it: the API server or the webhook of Istio would refuse the object';
  return checkMeshObject(object).refused.map((what) => new InputError({ at, what, fix }));
}

function fail(error: InputError): never {
  throw error;
}

function nothing(paths: readonly string[], leftAside: ReadonlyMap<string, number>): InputError {
  return new InputError({
    at: paths.join(' '),
    what: 'holds nothing that decides about connectivity',
    got: listed(leftAside),
    allowed: 'workloads, Pods, Namespaces, Services, Ingresses, NetworkPolicies',
    fix: 'pass what `kubectl get -A -o yaml` prints of these kinds',
  });
}

function listed(kinds: ReadonlyMap<string, number>): string {
  const texts = [...kinds].map(([kind, amount]) => `${amount} ${oneLine(kind).slice(0, 100)}`);
  const more = texts.length > MAX_LISTED ? [`and ${texts.length - MAX_LISTED} more kinds`] : [];
  return [...texts.slice(0, MAX_LISTED), ...more].join(', ');
}
