import { checkMeshObject, isMeshObject } from '../../mesh/validation/mesh-object-check';
import { Connectivity, expandObjects, type ConnectivityOptions, type Warning } from '../../connectivity';
import { groupOf, kindOf, nameOf, namespaceOf } from '../../connectivity/manifest';
import { ADMIN_GROUP } from '../../connectivity/admin-policy';
import { oneLine } from '../../values/escape/visible';
import { InputError } from '../input/input-error';
import { readManifests, type FileManifest } from '../input/read-manifests';
import type { Totals } from '../input/totals';
import type { ManifestWarning } from '../input/read-manifests-checks';
import { isRelevant, manifestProblems, manifestWarnings, policyProblems } from '../input/read-manifests-checks';
import type { Session } from '../session';
import { nearNames } from './near-names';

/** How many problems, or kinds, are named; the others are only counted. */
const MAX_LISTED = 20;

/** How values are counted that have no kind, such as a workload of OAM that is left out. */
const WITHOUT_KIND = 'values without kind';

/** API groups whose kinds are all built into Kubernetes, or are policies of the whole cluster. */
const BUILT_IN_GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'batch', 'networking.k8s.io', ADMIN_GROUP]);

/** One state of a cluster. */
export interface State {
  /** The evaluated manifests. */
  readonly connectivity: Connectivity;
  /** Warnings about the manifests. */
  readonly warnings: ReadonlyArray<Warning | ManifestWarning>;
}

/** What all paths hold. */
interface Loaded {
  readonly manifests: readonly FileManifest[];
  /** How many objects of each kind are left aside. */
  readonly ignored: Map<string, number>;
}

/**
 * Reads the state of a cluster from manifests. A note on standard error counts what is ignored.
 * @param paths - files and folders
 * @param session - the run; it remembers what is refused
 * @param options - what is known besides the manifests
 * @returns nothing when anything is refused: half of the manifests would give another answer
 */
export async function loadState(
  paths: readonly string[],
  session: Session,
  options: ConnectivityOptions = {},
): Promise<State | undefined> {
  const loaded = loadManifests(paths, session);
  if (loaded === undefined) return undefined;
  const { ignored } = loaded;
  const manifests = await expanded(loaded.manifests);
  const ofMesh = manifests.filter(isOfMesh);
  const relevant = manifests.filter(isRelevant);
  const deciding = new Set([...relevant, ...ofMesh]);
  for (const manifest of manifests)
    if (!deciding.has(manifest)) count(ignored, kindOf(manifest.object) || WITHOUT_KIND);
  const problems = [...manifestProblems([...relevant, ...ofMesh]), ...ofMesh.flatMap(meshProblems)];
  if (problems.length === 0 && relevant.length === 0) problems.push(nothing(paths, ignored));
  // Both see the same objects: the selectors of all of them distinguish pods.
  const objects = [...relevant, ...ofMesh].map(({ object }) => object);
  const layers = problems.length > 0 || ofMesh.length === 0 ? [] : (await import('./layers')).layersOf(objects);
  // Policies are read once: a second time only when something is refused anyway.
  const connectivity = problems.length > 0 ? undefined : Connectivity.of(objects, { ...besides(options), layers });
  if (connectivity === undefined || connectivity.invalidPolicies.length > 0) {
    refuse([...problems, ...policyProblems(relevant)], session);
    return undefined;
  }
  if (ignored.size > 0) session.io.err(`note: ignored: ${listed(ignored)}\n`);
  let evaluated: Connectivity | undefined;
  session.with(paths.join(' '), () => {
    evaluated = withController(connectivity, objects, { ...options, layers });
  });
  if (evaluated === undefined) return undefined;
  return { connectivity: evaluated, warnings: [...evaluated.warnings, ...manifestWarnings(relevant)] };
}

function refuse(problems: readonly InputError[], session: Session): void {
  for (const problem of problems.slice(0, MAX_LISTED)) session.with(problem.name, () => fail(problem));
  if (problems.length > MAX_LISTED) session.io.err(`and ${problems.length - MAX_LISTED} more\n`);
}

function loadManifests(paths: readonly string[], session: Session): Loaded | undefined {
  const totals: Totals = { files: 0, bytes: 0, values: 0 };
  const manifests: FileManifest[] = [];
  const ignored = new Map<string, number>();
  const read = paths.map((path) =>
    session.with(path, () => {
      const content = readManifests(path, totals);
      for (const manifest of content.manifests) manifests.push(manifest);
      if (content.others > 0) count(ignored, WITHOUT_KIND, content.others);
    }),
  );
  return read.includes(false) ? undefined : { manifests, ignored };
}

function count(amounts: Map<string, number>, what: string, amount = 1): void {
  amounts.set(what, (amounts.get(what) ?? 0) + amount);
}

/** The options that can be wrong only beside the manifests come later. */
function besides({ ingressController: _, ...options }: ConnectivityOptions): ConnectivityOptions {
  return options;
}

/** An option that does not fit the manifests is refused like them. */
function withController(
  connectivity: Connectivity,
  objects: ReadonlyArray<FileManifest['object']>,
  options: ConnectivityOptions,
): Connectivity {
  const { ingressController } = options;
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

/** What is known of custom kinds is loaded only where there are any. */
async function expanded(manifests: readonly FileManifest[]): Promise<readonly FileManifest[]> {
  if (manifests.every(({ object }) => BUILT_IN_GROUPS.has(groupOf(object)))) return manifests;
  const { VERRAZZANO_KINDS } = await import('./kinds/verrazzano-kinds');
  const objects = manifests.map(({ object }) => object);
  return expandObjects(objects, VERRAZZANO_KINDS).flatMap((made, index) =>
    made.map((object) => ({ file: manifests[index]?.file ?? '', object: object as FileManifest['object'] })),
  );
}

/** Whether an object states what a mesh lets through. Without any the answers are those of NetworkPolicies alone. */
function isOfMesh({ object }: FileManifest): boolean {
  return isMeshObject(object);
}

function meshProblems({ file, object }: FileManifest): InputError[] {
  const at = `${file}: ${object.kind} ${namespaceOf(object)}/${nameOf(object)}`;
  const fix = 'correct it: the API server or the webhook of Istio would refuse the object';
  return checkMeshObject(object).refused.map((what) => new InputError({ at, what, fix }));
}

function fail(error: InputError): never {
  throw error;
}

function nothing(paths: readonly string[], ignored: ReadonlyMap<string, number>): InputError {
  return new InputError({
    at: paths.join(' '),
    what: 'holds nothing that decides about connectivity',
    got: listed(ignored),
    allowed: 'workloads, Pods, Namespaces, Nodes, Services, Ingresses, policies',
    fix: 'pass what `kubectl get -A -o yaml` prints of these kinds',
  });
}

function listed(kinds: ReadonlyMap<string, number>): string {
  const texts = [...kinds].map(([kind, amount]) => `${amount} ${oneLine(kind).slice(0, 100)}`);
  const more = texts.length > MAX_LISTED ? [`and ${texts.length - MAX_LISTED} more kinds`] : [];
  return [...texts.slice(0, MAX_LISTED), ...more].join(', ');
}
