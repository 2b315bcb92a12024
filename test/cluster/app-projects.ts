import { sourcesOf, type Delivered, type Destination, type Manifest, type Output } from './output';

interface Kind {
  readonly group: string;
  readonly kind: string;
}

interface ProjectSpec {
  readonly sourceRepos: readonly string[];
  readonly destinations: readonly (Destination & { readonly namespace: string })[];
  readonly clusterResourceWhitelist?: readonly Kind[];
  readonly namespaceResourceWhitelist?: readonly Kind[];
}

/**
 * Compares the lists of every AppProject with what its Applications apply: each object must be permitted, and each entry
 * must be needed, unless a kustomization or a chart may need it.
 *
 * @param output - one example
 * @param isNamespaced - as the API server knows the kinds
 * @returns what is wrong
 */
export function projectProblems(output: Output, isNamespaced: (object: Manifest) => boolean): string[] {
  const { root, clusters, bootstrap } = output;
  const projects = [...bootstrap, ...root.objects].filter(({ kind }) => kind === 'AppProject');
  const all = [root, ...clusters.flatMap(({ delivered, units }) => [delivered, ...units])];
  return projects.flatMap(({ metadata: { name }, spec }) => {
    const users = all.filter(({ application }) => application.spec.project === name);
    const found = users.flatMap((user) => refused(user, spec as ProjectSpec, isNamespaced));
    const spare = users.some(({ elsewhere }) => elsewhere) ? [] : unneeded(users, spec as ProjectSpec, isNamespaced);
    return [...(users.length === 0 ? ['no Application uses it'] : []), ...found, ...spare].map(
      (text) => `${output.name}: AppProject ${name}: ${text}`,
    );
  });
}

function refused(
  { application, objects }: Delivered,
  project: ProjectSpec,
  isNamespaced: (object: Manifest) => boolean,
): string[] {
  const { destination } = application.spec;
  const inProject = (namespace: string): boolean =>
    project.destinations.some((d) => sameCluster(d, destination) && d.namespace === namespace);
  const found = sourcesOf(application)
    .filter(({ repoURL }) => !project.sourceRepos.includes(repoURL))
    .map(({ repoURL }) => `does not permit ${repoURL}`);
  if (!inProject(destination.namespace)) found.push(`does not permit the namespace ${destination.namespace}`);
  for (const object of objects) {
    const list = isNamespaced(object) ? project.namespaceResourceWhitelist : project.clusterResourceWhitelist;
    if (!list?.some((kind) => keyOf(kind) === keyOf(kindOf(object)))) {
      found.push(`does not permit ${object.kind} ${object.metadata.name} of ${application.metadata.name}`);
    }
    const { namespace } = object.metadata;
    if (namespace !== undefined && !inProject(namespace)) found.push(`does not permit the namespace ${namespace}`);
  }
  return found;
}

function unneeded(
  users: readonly Delivered[],
  project: ProjectSpec,
  isNamespaced: (object: Manifest) => boolean,
): string[] {
  const objects = users.flatMap((user) => user.objects);
  const kinds = new Set(objects.map((object) => `${isNamespaced(object)} ${keyOf(kindOf(object))}`));
  const namespaces = new Set([
    ...objects.flatMap(({ metadata }) => metadata.namespace ?? []),
    ...users.map(({ application }) => application.spec.destination.namespace),
  ]);
  const lists = [
    ...(project.namespaceResourceWhitelist ?? []).map((kind) => `true ${keyOf(kind)}`),
    ...(project.clusterResourceWhitelist ?? []).map((kind) => `false ${keyOf(kind)}`),
  ];
  return [
    ...lists.filter((entry) => !kinds.has(entry)).map((entry) => `permits ${entry}, which nothing needs`),
    ...project.destinations
      .filter(({ namespace }) => !namespaces.has(namespace))
      .map(({ namespace }) => `permits the namespace ${namespace}, which nothing needs`),
  ];
}

function sameCluster(a: Destination, b: Destination): boolean {
  return a.server === b.server && a.name === b.name;
}

function kindOf({ apiVersion, kind }: Manifest): Kind {
  return { group: apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '', kind };
}

function keyOf({ group, kind }: Kind): string {
  return `${group}/${kind}`;
}
