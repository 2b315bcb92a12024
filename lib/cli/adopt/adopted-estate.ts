import type { Adoption } from '../../exit/adopt/adopt';
import { supportedVersion } from '../../exit/adopt/adopt-cluster-facts';
import type { FoundManagedCluster } from '../../exit/adopt/adopt-managed-clusters';
import type { FoundMulticluster, FoundPlaced, FoundPlacedSecret } from '../../exit/adopt/adopt-multicluster';
import type { FoundProject } from '../../exit/adopt/adopt-projects';
import { ARGO_FOLDER } from '../../gitops/names';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { factsExpression } from '../import/cluster-facts';
import { classesIn, construct, json, method, name, object, sourceOf, type Expression } from '../import/expression';
import { freeId, identifierOf } from './identifier';
import { importedVerrazzano } from '../import/verrazzano-importer';

/** The longest name of a cluster of a `GitOpsApp`. */
const MAX_NAME = 40;

/** Whether a dump has managed clusters or projects that a `GitOpsApp` declares. */
export function hasEstate({ estate }: Adoption): boolean {
  return declaredClusters(estate.clusters).length + estate.projects.length > 0;
}

/**
 * The source of `estate.ts`: the clusters that the adopted one manages, and its projects, as functions.
 * @param adoption - what was read
 */
export function estateSource({ estate, cluster: { answers } }: Adoption): string {
  const clusters = declaredClusters(estate.clusters).map((one) => clusterExpression(one, answers));
  const projects = estate.projects.flatMap((one) => projectStatements(one, estate.multicluster));
  const secrets = estate.multicluster.secrets.map(secretStatement);
  const all = [...clusters, ...projects.map(({ expression }) => expression)];
  const classes = [...new Set(all.flatMap(classesIn))].sort();
  const types = ['AdminCluster', ...(clusters.length > 0 ? ['GitOpsApp'] : [])];
  const sections = [
    ...(clusters.length === 0
      ? []
      : [
          '/** The clusters that the admin cluster manages, as their registrations show them. Adopt each of them, and correct what is assumed. */',
          'export function managedClusters(app: GitOpsApp, admin: AdminCluster): void {',
          ...clusters.map((one) => `  ${sourceOf(one)};`),
          '}',
          '',
        ]),
    ...(projects.length === 0
      ? []
      : [
          '/** The projects: namespaces on several clusters, who may use them, their network policies, and what is placed on clusters. */',
          'export function projects(admin: AdminCluster): void {',
          ...projects.map(({ constant, expression }) => {
            const declared = constant === undefined ? '' : `const ${constant} = `;
            return `  ${declared}${sourceOf(expression)};`;
          }),
          ...secrets.map((one) => `  ${sourceOf(one)};`),
          '}',
          '',
        ]),
  ];
  return [
    `import type { ${types.join(', ')} } from 'cdk8s-verrazzano';`,
    `import { ${classes.join(', ')} } from 'cdk8s-verrazzano';`,
    '',
    ...sections,
  ].join('\n');
}

/**
 * The calls of the functions of `estate.ts`.
 * @param adoption - what was read
 */
export function estateCalls({ estate }: Adoption): ReadonlyArray<{ readonly function: string; readonly call: string }> {
  return [
    ...(declaredClusters(estate.clusters).length === 0
      ? []
      : [{ function: 'managedClusters', call: 'managedClusters(app, cluster);' }]),
    ...(estate.projects.length === 0 ? [] : [{ function: 'projects', call: 'projects(cluster);' }]),
  ];
}

function declaredClusters(clusters: readonly FoundManagedCluster[]): readonly FoundManagedCluster[] {
  return clusters.filter(({ name: own }) => own.length <= MAX_NAME && !own.includes('.') && own !== ARGO_FOLDER);
}

function clusterExpression(found: FoundManagedCluster, answers: Adoption['cluster']['answers']): Expression {
  const { naming, description, labels, kubernetes } = found;
  const registration = withoutEmpty({ ...(description !== undefined && { description }), labels: { ...labels } });
  const facts = factsExpression({ ...answers, kubernetesVersion: supportedVersion(kubernetes) });
  const props = new Map([
    ['admin', name('admin')],
    ['kubernetes', facts],
    ...(Object.keys(registration).length === 0 ? [] : [['registration', json(registration)] as const]),
  ]);
  const cluster = construct('ManagedCluster', name('app'), json(found.name), object(props));
  const { environmentName, dns } = naming;
  const resource = importedVerrazzano({
    apiVersion: 'install.verrazzano.io/v1beta1',
    kind: 'Verrazzano',
    metadata: { name: 'verrazzano', namespace: 'default' },
    spec: {
      profile: 'managed-cluster',
      ...(environmentName !== undefined && { environmentName }),
      ...(dns !== undefined && { components: { dns } }),
    },
  });
  return resource.profile(cluster, false);
}

function projectExpression(project: FoundProject): Expression {
  const { name: own, clusters, namespaces, admins, monitors, networkPolicies, labels } = project;
  const props = withoutEmpty({
    clusters: [...clusters],
    namespaces: namespaces.map((one) => (Object.keys(one).length === 1 ? one.name : { ...one })),
    admins: admins as unknown as JsonValue,
    monitors: monitors as unknown as JsonValue,
    networkPolicies: networkPolicies as unknown as JsonValue,
    labels: { ...labels },
  });
  return construct('VerrazzanoProject', name('admin'), json(own), json(props));
}

/** A statement of the program, and the constant that it declares, if any. */
interface Statement {
  readonly constant?: string;
  readonly expression: Expression;
}

/** A project is a constant where something of it is placed. */
function projectStatements(project: FoundProject, { placed }: FoundMulticluster): readonly Statement[] {
  const own = placed.filter((one) => one.project === project.name);
  const expression = projectExpression(project);
  if (own.length === 0) return [{ expression }];
  const constant = identifierOf('project', project.name);
  const taken = new Set<string>();
  return [{ constant, expression }, ...own.map((one) => ({ expression: placedExpression(one, constant, taken) }))];
}

/** An application and a ConfigMap, or two of different namespaces, may have one name. */
function placedExpression(
  { className, name: own, props }: FoundPlaced,
  project: string,
  taken: Set<string>,
): Expression {
  const id = freeId(own, taken);
  // The name of an application is in its objects.
  const named = id !== own && className === 'MultiClusterConfigMap' ? { name: own } : {};
  return construct(className, name(project), json(id), json({ ...named, ...props }));
}

function secretStatement({ namespace, name: own, keys, clusters }: FoundPlacedSecret): Expression {
  const description = `content of the MultiClusterSecret; it must exist on ${clusters.join(', ')}`;
  const secret = { namespace, name: own, keys: [...keys], usedBy: `applications of ${namespace}`, description };
  return method(name('admin'), 'addRequiredSecret', json(secret));
}

function withoutEmpty(value: JsonObject): JsonObject {
  const isEmpty = (one: JsonValue | undefined): boolean =>
    (Array.isArray(one) && one.length === 0) || (isJsonObject(one) && Object.keys(one).length === 0);
  return Object.fromEntries(Object.entries(value).filter(([, one]) => !isEmpty(one)));
}
