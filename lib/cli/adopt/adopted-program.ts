import type { Adoption } from '../../exit/adopt/adopt';
import { adoptedClusterId } from '../../exit/adopt/adopt-cluster-id';
import type { FoundCharts } from '../../exit/adopt/adopt-charts';
import { sourceCall } from '../../exit/adopt/adopt-charts-installer';
import type { ClusterAnswers } from '../../exit/adopt/adopt-cluster-facts';
import { foundDns, foundRoot, wildcardDomain } from '../../exit/adopt/adopt-platform';
import type { FoundEstate } from '../../exit/adopt/adopt-managed-clusters';
import { compare } from '../../values/compare';
import { groupOf, kindOf, nameOf, namespaceOf, textAt } from '../../connectivity/manifest';
import { IN_CLUSTER } from '../../gitops/argo/settings';
import type { KindScope } from '../../gitops/kinds/kind-scope';
import { KindTable } from '../../gitops/kinds/kind-table';
import type { VerrazzanoResource } from '../../resource/merge';
import { isJsonObject, type JsonObject } from '../../values/json';
import { factsExpression, type ImportAnswers } from '../import/cluster-facts';
import { call, classesIn, construct, json, list, name, object, sourceOf, type Expression } from '../import/expression';
import { estateCalls, estateSource, hasEstate } from './adopted-estate';
import { freeId, identifierOf } from './identifier';
import { withoutDefaults } from './without-defaults';
import { importedVerrazzano, type ImportedVerrazzano } from '../import/verrazzano-importer';
import { pushTo } from '../../values/push-to';

/** Classes and functions of the program that come from cdk8s. */
const CDK8S: readonly string[] = ['ApiObject', 'App', 'Chart'];

/** Wave of the delivery units of applications: after the platform. */
const APPLICATIONS_WAVE = 50;

/** The files of an adopted app, by name. */
export type ProgramFiles = ReadonlyMap<string, string>;

/** An adopted app. */
export interface AdoptedProgram {
  /** Its source files, not formatted: `main.ts`, and `applications.ts` where OAM applications run. */
  readonly files: ProgramFiles;
  /** The imported resource, with what its program does not say. */
  readonly imported: ImportedVerrazzano;
}

/**
 * The program that makes what a dump holds.
 * @param adoption - what was read
 * @param repository - URL of the Git repository; undefined makes a plain cdk8s app
 */
export function adoptedProgram(adoption: Adoption, repository: string | undefined): AdoptedProgram {
  const { answers } = adoption.cluster;
  const { status } = adoption.verrazzano?.resource ?? {};
  const resource = adoption.charts === undefined ? adoption.resource : withoutWildcard(adoption.resource, answers);
  const imported = importedVerrazzano({ ...resource, ...(status !== undefined && { status }) }, withoutDefaults);
  const applications = adoption.applications.objects;
  const units = unitsOf(applications);
  const isGitOps = repository !== undefined;
  const main = mainSource(imported, {
    answers,
    options: optionsOf(adoption),
    repository,
    units: [...units.keys()],
    kinds: customKinds(applications),
    note: noteOf(adoption),
    estate: adoption.estate,
    estateFunctions: isGitOps ? estateCalls(adoption) : [],
  });
  return {
    imported,
    files: new Map([
      ['main.ts', main],
      ...(units.size === 0 ? [] : [['applications.ts', applicationsSource(units)] as const]),
      ...(isGitOps && hasEstate(adoption) ? [['estate.ts', estateSource(adoption)] as const] : []),
    ]),
  };
}

interface MainSettings {
  readonly answers: ImportAnswers;
  /** Options of the profile that the resource does not say. */
  readonly options: ReadonlyMap<string, Expression>;
  readonly repository: string | undefined;
  readonly units: readonly string[];
  readonly kinds: readonly KindScope[];
  readonly note: string;
  /** The place of the cluster among others. */
  readonly estate: FoundEstate;
  /** Functions of `estate.ts`, with their calls; none in a plain app, which has no clusters. */
  readonly estateFunctions: ReturnType<typeof estateCalls>;
}

function mainSource(
  imported: ImportedVerrazzano,
  { answers, options, repository, units, kinds, note, estate, estateFunctions }: MainSettings,
): string {
  const isGitOps = repository !== undefined;
  const scope = isGitOps ? 'cluster' : 'chart';
  const facts = factsExpression(answers);
  const app = isGitOps ? gitOpsApp(repository, kinds) : construct('App');
  const id = adoptedClusterId(imported.id, estate);
  const clusterClass = isGitOps ? clusterClassOf(imported, estate) : undefined;
  const holder =
    clusterClass === undefined
      ? construct('Chart', name('app'), json(id))
      : clusterExpression(clusterClass, id, estate);
  const hasFacts = clusterClass !== undefined && clusterClass !== PLAIN_CLUSTER;
  const profile = imported.profile(name(scope), !hasFacts, options);
  const calls = units.map((unit) =>
    isGitOps
      ? `${functionName(unit)}(${scope}.unit(${sourceOf(json(`apps/${unit}`))}, { wave: ${APPLICATIONS_WAVE} }));`
      : `${functionName(unit)}(new Chart(app, ${sourceOf(json(`apps-${unit}`))}));`,
  );
  const classes = [app, facts, holder, profile].flatMap(classesIn);
  const all = [...classes, ...(isGitOps ? ['resultText'] : []), ...(calls.length > 0 && !isGitOps ? ['Chart'] : [])];
  return [
    ...importLines(all),
    ...(calls.length === 0 ? [] : [`import { ${units.map(functionName).join(', ')} } from './applications';`]),
    ...estateImports(estateFunctions),
    '',
    `// ${note}`,
    `const kubernetes = ${sourceOf(facts)};`,
    '',
    ...(isGitOps ? gitOpsNotes(clusterClass) : []),
    `const app = ${sourceOf(app)};`,
    `const ${scope} = ${sourceOf(holder)};`,
    '',
    `${sourceOf(profile)};`,
    ...(calls.length === 0 ? [] : ['', ...calls]),
    ...estateCallLines(estateFunctions),
    '',
    isGitOps ? 'console.log(resultText(app.synth()));' : 'app.synth();',
    '',
  ].join('\n');
}

function estateImports(calls: MainSettings['estateFunctions']): string[] {
  const functions = calls.map(({ function: one }) => one);
  return functions.length === 0 ? [] : [`import { ${functions.join(', ')} } from './estate';`];
}

function estateCallLines(calls: MainSettings['estateFunctions']): string[] {
  return calls.length === 0 ? [] : ['', ...calls.map(({ call: one }) => one)];
}

function gitOpsNotes(clusterClass: string | undefined): string[] {
  return [
    '// Confirm branch and folder. Nothing is synced by itself until the last step of plan.md.',
    clusterClass === MANAGED_CLUSTER
      ? '// The Argo CD of the admin cluster knows this cluster by its name.'
      : '// Argo CD is expected in the cluster itself; for one elsewhere, state the destination by which it knows the cluster.',
  ];
}

/** The class of clusters without a role in an estate, which take no facts. */
const PLAIN_CLUSTER = 'GitOpsCluster';

/** The class of clusters that the Argo CD of their admin cluster delivers. */
const MANAGED_CLUSTER = 'ManagedCluster';

/** A cluster that is registered with an admin cluster is managed, and one that manages others is admin, whatever its profile is. */
function clusterClassOf({ clusterClass }: ImportedVerrazzano, { role, projects }: FoundEstate): string {
  if (role === 'managed') return MANAGED_CLUSTER;
  return role === 'admin' || projects.length > 0 ? 'AdminCluster' : clusterClass;
}

/** A managed cluster is delivered by the Argo CD of its admin cluster, which knows it by name; others by one in the cluster itself. */
function clusterExpression(clusterClass: string, id: string, estate: FoundEstate): Expression {
  const { apiServer, hasRancherAgent } = estate;
  const isWithoutRancher = clusterClass === MANAGED_CLUSTER && estate.role === 'managed' && !hasRancherAgent;
  const props = new Map([
    ...(clusterClass === MANAGED_CLUSTER ? [] : [['destination', json(IN_CLUSTER)] as const]),
    ...(clusterClass === PLAIN_CLUSTER ? [] : [['kubernetes', name('kubernetes')] as const]),
    ...(isWithoutRancher ? [['registration', json({ rancher: false })] as const] : []),
    ...(clusterClass === 'AdminCluster' && apiServer !== undefined ? [['apiServer', json(apiServer)] as const] : []),
  ]);
  return construct(clusterClass, name('app'), json(id), ...(props.size === 0 ? [] : [object(props)]));
}

/** Kinds that a GitOpsApp does not know of itself are declared, since they come from CustomResourceDefinitions. */
function gitOpsApp(repository: string, kinds: readonly KindScope[]): Expression {
  const settings = json({ url: repository, revision: 'main', path: 'dist' });
  const declared = kinds.map(({ group, kind, namespaced }) => json({ group, kind, namespaced }));
  const props = new Map([
    ['repository', settings],
    ['argoCd', json({ automated: false })],
    ...(declared.length === 0 ? [] : [['kinds', list(declared)] as const]),
  ]);
  return construct('GitOpsApp', object(props));
}

/** Names that an option of the profile states with their address. */
function withoutWildcard(resource: VerrazzanoResource, answers: ImportAnswers & ClusterAnswers): VerrazzanoResource {
  const { spec = {} } = resource;
  if (foundDns(spec, answers) === undefined || !isJsonObject(spec.components)) return resource;
  const { dns: _, ...components } = spec.components;
  return { ...resource, spec: { ...spec, components } };
}

/** The authority keeps its name, since every certificate would be created again with another one; images keep their registry. */
function optionsOf({ platform, charts, resource, cluster: { answers } }: Adoption): ReadonlyMap<string, Expression> {
  const { rootCommonName = '', registry, address } = answers;
  const domain = wildcardDomain(resource.spec ?? {});
  const hasAddress = charts !== undefined && address !== undefined && domain !== undefined;
  const hasRoot = platform !== undefined && foundRoot(platform, answers) !== undefined;
  return new Map([
    ...(hasAddress ? [['dns', call('Dns.wildcard', json(domain), json({ address }))] as const] : []),
    ...(charts === undefined ? [] : [['installer', installerExpression(charts)] as const]),
    ...(hasRoot
      ? [['certificates', call('Certificates.selfSigned', json({ commonName: rootCommonName }))] as const]
      : []),
    ...(registry === undefined ? [] : [['registry', call('Registry.private', json({ ...registry }))] as const]),
  ]);
}

/** Charts of the release are the default. */
function installerExpression(charts: FoundCharts): Expression {
  const { factory, options } = sourceCall(charts);
  if (factory === 'release') return call('Installer.charts');
  const source = call(`ChartSource.${factory}`, json(options ?? {}));
  return call('Installer.charts', object(new Map([['source', source]])));
}

function customKinds(objects: readonly JsonObject[]): readonly KindScope[] {
  const table = new KindTable();
  const found = objects.map((each): KindScope => {
    const namespaced = textAt(each, 'metadata', 'namespace') !== undefined;
    return { group: groupOf(each), kind: kindOf(each), namespaced };
  });
  const custom = found.filter((kind) => table.isCustom(kind));
  const byName = new Map(custom.map((kind) => [`${kind.group}/${kind.kind}`, kind] as const));
  return [...byName].sort(([a], [b]) => compare(a, b)).map(([, kind]) => kind);
}

function noteOf({ cluster: { found } }: Adoption): string {
  const missing = [
    ...(found.version === undefined ? ['version'] : []),
    ...(found.cni === undefined ? ['cni'] : []),
    ...(found.storageClass === undefined ? ['storageClass'] : []),
  ];
  return missing.length === 0
    ? 'Facts of the cluster, as the dump has them.'
    : `Confirm ${missing.join(', ')}: the dump does not say ${missing.length === 1 ? 'it' : 'them'}.`;
}

/** Objects by namespace. */
function unitsOf(objects: readonly JsonObject[]): ReadonlyMap<string, readonly JsonObject[]> {
  const units = new Map<string, JsonObject[]>();
  for (const each of objects) {
    pushTo(units, textAt(each, 'metadata', 'namespace') ?? 'cluster', each);
  }
  return new Map([...units].sort(([a], [b]) => compare(a, b)));
}

function applicationsSource(units: ReadonlyMap<string, readonly JsonObject[]>): string {
  const functions = [...units].map(([unit, objects]) => {
    const ids = new Set<string>();
    const lines = objects.map((each) =>
      sourceOf(construct('ApiObject', name('scope'), json(objectId(each, ids)), json(each))),
    );
    return [
      `/** What the OAM applications of namespace ${unit} became. */`,
      `export function ${functionName(unit)}(scope: Construct): void {`,
      ...lines.map((line) => `  ${line};`),
      '}',
    ].join('\n');
  });
  return [
    "import { ApiObject } from 'cdk8s';",
    "import type { Construct } from 'constructs';",
    '',
    functions.join('\n\n'),
    '',
  ].join('\n');
}

function objectId(each: JsonObject, taken: Set<string>): string {
  const group = groupOf(each);
  const base = [
    textAt(each, 'kind') ?? '',
    ...(group === '' ? [] : [group.split('.')[0]]),
    nameOf(each) || namespaceOf(each),
  ]
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-');
  return freeId(base, taken);
}

/** A function per namespace. */
function functionName(unit: string): string {
  return identifierOf('applicationsOf', unit);
}

function importLines(classes: readonly string[]): string[] {
  const all = [...new Set(classes)].sort(compare);
  const from = (module: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`import { ${names.join(', ')} } from '${module}';`];
  return [
    ...from(
      'cdk8s',
      all.filter((one) => CDK8S.includes(one)),
    ),
    ...from(
      'cdk8s-verrazzano',
      all.filter((one) => !CDK8S.includes(one)),
    ),
  ];
}
