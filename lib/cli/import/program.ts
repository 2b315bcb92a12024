import { compare } from '../../values/compare';
import type { ImportAnswers } from './cluster-facts';
import { factsExpression } from './cluster-facts';
import { classesIn, construct, json, name, object, sourceOf, type Expression } from './expression';
import type { ImportedKind, Imported, ImportTarget } from './importer';

/** Classes that come from cdk8s; all others are of this package. */
const CDK8S = ['ApiObject', 'App', 'Chart'];

/** Puts into words what was written, changed and removed; an app of cdk8s itself does not tell. */
const PRINTED = 'resultText';

/** The longest id of a chart or cluster; Argo CD names Applications after it. */
const MAX_ID = 40;

/**
 * The program that makes imported objects, not formatted.
 * @param objects - the objects
 * @param answers - cluster facts
 */
export function programSource(objects: readonly Imported[], answers: ImportAnswers): string {
  const target = answers.repository === undefined ? 'chart' : 'cluster';
  const app = appExpression(answers.repository, customKinds(objects));
  const facts = objects.every(({ isShared }) => isShared === true) ? undefined : factsExpression(answers);
  const place = objects.some(({ isShared }) => isShared === true) ? placeExpression(target) : undefined;
  const ids = uniqueIds(objects.map(({ id }) => id));
  const statements = objects.map((one, index) => one.statement(target, ids[index] ?? `verrazzano-${index + 1}`));
  return [
    importLines(
      [app, facts, place, ...statements].filter((each) => each !== undefined),
      target === 'cluster' ? [PRINTED] : [],
    ),
    '',
    ...factsLines(facts, objects.filter(({ isShared }) => isShared !== true).length),
    ...(target === 'cluster'
      ? ['// Confirm branch and folder. A cluster has the name by which Argo CD knows it.']
      : []),
    `const app = ${sourceOf(app)};`,
    ...(place === undefined ? [] : [`const ${target} = ${sourceOf(place)};`]),
    ...statements.flatMap((statement) => ['', `${sourceOf(statement)};`]),
    '',
    target === 'cluster' ? `console.log(${PRINTED}(app.synth()));` : 'app.synth();',
    '',
  ].join('\n');
}

/** The scope of everything that is shared. */
function placeExpression(target: ImportTarget): Expression {
  const id = json('applications');
  return target === 'chart' ? construct('Chart', name('app'), id) : construct('GitOpsCluster', name('app'), id);
}

function factsLines(facts: Expression | undefined, clusters: number): string[] {
  if (facts === undefined) return [];
  return [
    `// Confirm these facts of ${clusters === 1 ? 'the' : 'every'} cluster: no resource states them.`,
    `const kubernetes = ${sourceOf(facts)};`,
    '',
  ];
}

function appExpression(repository: string | undefined, kinds: readonly ImportedKind[]): Expression {
  if (repository === undefined) return construct('App');
  const settings = json({ url: repository, revision: 'main', path: 'dist' });
  const declared = kinds.map(({ group, kind, namespaced }) => ({ group, kind, namespaced }));
  return construct(
    'GitOpsApp',
    object(new Map([['repository', settings], ...(declared.length > 0 ? [['kinds', json(declared)] as const] : [])])),
  );
}

/** Custom kinds of objects that are kept as they are, each once. */
function customKinds(objects: readonly Imported[]): ImportedKind[] {
  const kinds = objects.flatMap(({ kind }) => (kind === undefined ? [] : [kind]));
  const once = new Map(kinds.map((each) => [`${each.group}/${each.kind}`, each]));
  return [...once].sort(([a], [b]) => compare(a, b)).map(([, each]) => each);
}

function importLines(expressions: readonly Expression[], functions: readonly string[]): string {
  const classes = [...new Set([...expressions.flatMap(classesIn), ...functions])].sort(compare);
  const from = (module: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`import { ${names.join(', ')} } from '${module}';`];
  return [
    ...from(
      'cdk8s',
      classes.filter((one) => CDK8S.includes(one)),
    ),
    ...from(
      'cdk8s-verrazzano',
      classes.filter((one) => !CDK8S.includes(one)),
    ),
  ].join('\n');
}

/** Ids that charts, folders and clusters can have: DNS labels other than the folder that Argo CD reads first. */
function uniqueIds(proposed: readonly string[]): readonly string[] {
  const taken = new Set(['argocd', 'applications']);
  return proposed.map((text) => {
    const label = labelOf(text) || 'verrazzano';
    let id = label;
    for (let count = 2; taken.has(id); count++) id = `${label}-${count}`;
    taken.add(id);
    return id;
  });
}

function labelOf(text: string): string {
  const label = text
    .slice(0, 1000)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return label.replace(/^-/, '').slice(0, MAX_ID).replace(/-$/, '');
}
