import { checkMeshObject, isMeshObject, meshLayer } from '../../mesh';
import { Connectivity, expandObject, type ConnectivityOptions, type Warning } from '../../connectivity';
import { nameOf, namespaceOf } from '../../connectivity/manifest';
import { oneLine } from '../../values/escape/visible';
import { InputError } from '../input/input-error';
import type { Manifest, Totals } from '../input/read-manifests';
import { readManifests } from '../input/read-manifests';
import type { ManifestWarning } from '../input/read-manifests-checks';
import { isRelevant, manifestProblems, manifestWarnings } from '../input/read-manifests-checks';
import type { Session } from '../session';
import { nearNames } from './near-names';
import { VERRAZZANO_KINDS } from './verrazzano-kinds';

/** How many problems, or kinds, are named; the others are only counted. */
const MAX_LISTED = 20;

/** One state of a cluster. */
export interface State {
  /** The evaluated manifests. */
  readonly connectivity: Connectivity;
  /** Warnings about the manifests. */
  readonly warnings: ReadonlyArray<Warning | ManifestWarning>;
}

/**
 * Reads the state of a cluster from manifests. A note on standard error counts what is ignored.
 * @param paths - files and folders
 * @param session - the run; it remembers what is refused
 * @param options - what is known besides the manifests
 * @returns nothing when anything is refused: half of the manifests would give another answer
 */
export function loadState(
  paths: readonly string[],
  session: Session,
  options: ConnectivityOptions = {},
): State | undefined {
  const totals: Totals = { files: 0, bytes: 0, values: 0 };
  const manifests: Manifest[] = [];
  const leftAside = new Map<string, number>();
  const count = (what: string, amount: number): void => void leftAside.set(what, (leftAside.get(what) ?? 0) + amount);
  const read = paths.map((path) =>
    session.with(path, () => {
      const content = readManifests(path, totals);
      for (const manifest of content.manifests) for (const each of expanded(manifest)) manifests.push(each);
      if (content.others > 0) count('values without kind', content.others);
    }),
  );
  if (read.includes(false)) return undefined;
  const relevant = manifests.filter(isRelevant);
  const ofMesh = manifests.filter(isOfMesh);
  for (const manifest of manifests) {
    if (!isRelevant(manifest) && !isOfMesh(manifest)) count(manifest.object.kind, 1);
  }
  const problems = [...manifestProblems([...relevant, ...ofMesh]), ...ofMesh.flatMap(meshProblems)];
  if (problems.length === 0 && relevant.length === 0) problems.push(nothing(paths, leftAside));
  if (problems.length > 0) {
    for (const problem of problems.slice(0, MAX_LISTED)) session.with(problem.name, () => fail(problem));
    if (problems.length > MAX_LISTED) session.io.err(`and ${problems.length - MAX_LISTED} more\n`);
    return undefined;
  }
  if (leftAside.size > 0) session.io.err(`note: ignored: ${listed(leftAside)}\n`);
  // Both see the same objects: the selectors of all of them distinguish pods.
  const objects = [...relevant, ...ofMesh].map(({ object }) => object);
  const layers = ofMesh.length === 0 ? [] : [meshLayer(objects)];
  let connectivity: Connectivity | undefined;
  session.with(paths.join(' '), () => {
    connectivity = evaluated(objects, { ...options, layers });
  });
  if (connectivity === undefined) return undefined;
  return { connectivity, warnings: [...connectivity.warnings, ...manifestWarnings(relevant)] };
}

/** An option that does not fit the manifests is refused like them. */
function evaluated(objects: ReadonlyArray<Manifest['object']>, options: ConnectivityOptions): Connectivity {
  const { ingressController } = options;
  const connectivity = Connectivity.of(objects, { ...options, ingressController: undefined });
  if (ingressController === undefined) return connectivity;
  const named = connectivity.peersNamed(ingressController);
  if (named.length === 1) return Connectivity.of(objects, options);
  const names = connectivity.workloads.map(({ id }) => id);
  throw new InputError({
    at: '--ingress-controller',
    what: named.length > 1 ? 'names several workloads' : 'is unknown',
    got: ingressController,
    allowed: (named.length > 1 ? named.map(({ id }) => id) : nearNames(ingressController, names)).join(', '),
    fix: 'name one workload of the manifests',
  });
}

function expanded({ file, object }: Manifest): Manifest[] {
  return expandObject(object, VERRAZZANO_KINDS).map((each) => ({ file, object: each as Manifest['object'] }));
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
    allowed: 'workloads, Pods, Namespaces, Nodes, Services, Ingresses, policies',
    fix: 'pass what `kubectl get -A -o yaml` prints of these kinds',
  });
}

function listed(kinds: ReadonlyMap<string, number>): string {
  const texts = [...kinds].map(([kind, amount]) => `${amount} ${oneLine(kind).slice(0, 100)}`);
  const more = texts.length > MAX_LISTED ? [`and ${texts.length - MAX_LISTED} more kinds`] : [];
  return [...texts.slice(0, MAX_LISTED), ...more].join(', ');
}
