import type { Adoption } from '../../exit/adopt/adopt';
import { adoptedClusterId } from '../../exit/adopt/adopt-cluster-id';
import { foundRoot } from '../../exit/adopt/adopt-platform';
import type { FoundEstate } from '../../exit/adopt/adopt-managed-clusters';
import { compare } from '../../values/compare';
import { groupOf, kindOf, nameOf, namespaceOf, textAt } from '../../connectivity/manifest';
import type { KindScope } from '../../gitops/kinds/kind-scope';
import { KindTable } from '../../gitops/kinds/kind-table';
import type { JsonObject } from '../../values/json';
import { factsExpression, type ImportAnswers } from '../import/cluster-facts';
import { call, classesIn, construct, json, list, name, object, sourceOf, type Expression } from '../import/expression';
import { estateCalls, estateSource, hasEstate } from './adopted-estate';
import { importedVerrazzano, type ImportedVerrazzano } from '../import/verrazzano-importer';

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
  const imported = importedVerrazzano({ ...adoption.resource, ...(status !== undefined && { status }) });
  const applications = adoption.applications.objects;
  const units = unitsOf(applications);
  const isGitOps = repository !== undefined;
  const main = mainSource(imported, {
    answers,
    certificates: certificatesOf(adoption),
    repository,
    units: [...units.keys()],
    kinds: customKinds(applications),
    note: noteOf(adoption),
    estate: isGitOps ? estateCalls(adoption) : [],
    ...(isGitOps && { estateOf: adoption.estate }),
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
  /** Who signs certificates, where the resource does not say it. */
  readonly certificates: Expression | undefined;
  readonly repository: string | undefined;
  readonly units: readonly string[];
  readonly kinds: readonly KindScope[];
  readonly note: string;
  /** Functions of `estate.ts`, with their calls. */
  readonly estate: ReturnType<typeof estateCalls>;
  /** The place of the cluster in an estate; undefined in a plain app, which has no clusters. */
  readonly estateOf?: FoundEstate;
}

function mainSource(
  imported: ImportedVerrazzano,
  { answers, certificates, repository, units, kinds, note, estate, estateOf }: MainSettings,
): string {
  const isGitOps = repository !== undefined;
  const scope = isGitOps ? 'cluster' : 'chart';
  const facts = factsExpression(answers);
  const app = isGitOps ? gitOpsApp(repository, kinds) : construct('App');
  const managed = estateOf?.clusters.map((one) => one.name) ?? [];
  const id = adoptedClusterId(imported.id, managed);
  const holder = isGitOps ? clusterExpression(imported, id, estateOf) : construct('Chart', name('app'), json(id));
  const profile = imported.profile(
    name(scope),
    !isGitOps,
    certificates === undefined ? new Map() : new Map([['certificates', certificates]]),
  );
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
    ...estateImports(estate),
    '',
    `// ${note}`,
    `const kubernetes = ${sourceOf(facts)};`,
    '',
    ...(isGitOps ? ['// Confirm branch and folder. A cluster has the name by which Argo CD knows it.'] : []),
    `const app = ${sourceOf(app)};`,
    `const ${scope} = ${sourceOf(holder)};`,
    '',
    `${sourceOf(profile)};`,
    ...(calls.length === 0 ? [] : ['', ...calls]),
    ...estateCallLines(estate),
    '',
    isGitOps ? 'console.log(resultText(app.synth()));' : 'app.synth();',
    '',
  ].join('\n');
}

function estateImports(estate: MainSettings['estate']): string[] {
  const functions = estate.map(({ function: one }) => one);
  return functions.length === 0 ? [] : [`import { ${functions.join(', ')} } from './estate';`];
}

function estateCallLines(estate: MainSettings['estate']): string[] {
  return estate.length === 0 ? [] : ['', ...estate.map(({ call: one }) => one)];
}

/** A cluster that is registered with an admin cluster is managed, whatever its profile is. */
function clusterExpression(
  { clusterClass }: ImportedVerrazzano,
  id: string,
  { role = 'single', apiServer }: Partial<FoundEstate> = {},
): Expression {
  const isAdmin = clusterClass === 'AdminCluster' && role !== 'managed';
  const props = new Map([
    ['kubernetes', name('kubernetes')],
    ...(isAdmin && apiServer !== undefined ? [['apiServer', json(apiServer)] as const] : []),
  ]);
  return construct(role === 'managed' ? 'ManagedCluster' : clusterClass, name('app'), json(id), object(props));
}

/** Kinds that a GitOpsApp does not know of itself are declared, since they come from CustomResourceDefinitions. */
function gitOpsApp(repository: string, kinds: readonly KindScope[]): Expression {
  const settings = json({ url: repository, revision: 'main', path: 'dist' });
  const declared = kinds.map(({ group, kind, namespaced }) => json({ group, kind, namespaced }));
  const props = new Map([
    ['repository', settings],
    ...(declared.length === 0 ? [] : [['kinds', list(declared)] as const]),
  ]);
  return construct('GitOpsApp', object(props));
}

/** The name of the authority that the platform makes itself: with another one, every certificate would be made anew. */
function certificatesOf({ platform, cluster: { answers } }: Adoption): Expression | undefined {
  const root = platform === undefined ? undefined : foundRoot(platform, answers);
  return root === undefined
    ? undefined
    : call('Certificates.selfSigned', json({ commonName: answers.rootCommonName ?? '' }));
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
    const unit = textAt(each, 'metadata', 'namespace') ?? 'cluster';
    units.set(unit, [...(units.get(unit) ?? []), each]);
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
  let id = base;
  for (let count = 2; taken.has(id); count++) id = `${base}-${count}`;
  taken.add(id);
  return id;
}

/** A function per namespace; names of namespaces are DNS labels, and different ones get different functions. */
function functionName(unit: string): string {
  const plain = unit.replace(/-(?<next>[a-z])/g, (_, next: string) => next.toUpperCase()).replace(/[^A-Za-z0-9]/g, '_');
  return `applicationsOf${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
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
