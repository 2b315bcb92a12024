import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { listAt, textAt } from '../../connectivity/manifest';
import { kindText, type CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { fits, isExternal } from '../references/provided';
import { isApplication, sourcesOf } from '../scopes';
import { scopeText } from '../inventory';
import { GroupedBy } from '../../values/grouped-by';

/** Addresses and names of the cluster that Argo CD itself is in. */
const IN_CLUSTER: Readonly<Record<string, string>> = { 'in-cluster': 'https://kubernetes.default.svc' };

const PROJECTS = new GroupedBy<CheckedObject>(({ group, kind, name }) =>
  group === 'argoproj.io' && kind === 'AppProject' ? [name] : [],
);
const UNITS = new GroupedBy<CheckedObject>(({ unit }) => [unit]);

/** What the AppProjects do not permit to their Applications: repositories, destinations and kinds. Source: Argo CD, "Projects". */
export function appProjectFindings(context: CheckContext): Found[] {
  const { objects } = context.inventory;
  const applications = objects.filter(({ object }) => isApplication(object));
  if (applications.length === 0) return [];
  return applications.flatMap((application) => {
    const project = textAt(application.object, 'spec', 'project') ?? '';
    if (project === '' || project === 'default') return [];
    const found = PROJECTS.of(objects, project).find(({ root }) => root === application.root || !application.apart);
    if (found === undefined) return missingProject(application, project, context);
    return [
      ...sources(application, found),
      ...destination(application, found),
      ...delivered(application, found, UNITS.of(objects, application.name)),
    ];
  });
}

function missingProject(application: CheckedObject, project: string, context: CheckContext): Found[] {
  const target = { group: 'argoproj.io', kind: 'AppProject', namespace: application.namespace, name: project };
  if (isExternal(context.externals, target)) return [];
  // AppProjects are often kept apart from Applications.
  const isKept = context.inventory.objects.some(({ group, kind }) => group === 'argoproj.io' && kind === 'AppProject');
  return [
    {
      rule: 'dangling-reference',
      severity: isKept ? 'error' : 'info',
      at: application,
      path: ['spec', 'project'],
      got: project,
      message: `refers to AppProject.argoproj.io ${project}, which nothing provides`,
      fix: 'add it, correct the name, or declare it external',
    },
  ];
}

function sources(application: CheckedObject, project: CheckedObject): Found[] {
  const allowed = texts(project, 'sourceRepos');
  const several = listAt(application.object, 'spec', 'sources').length > 0;
  return sourcesOf(application.object).flatMap((source, index): Found[] => {
    const repository = textAt(source, 'repoURL') ?? '';
    if (permits(allowed, (pattern) => fits(normal(pattern), normal(repository)))) return [];
    const path = several ? ['spec', 'sources', index, 'repoURL'] : ['spec', 'source', 'repoURL'];
    return [refused(application, project, path, 'repository', repository, allowed)];
  });
}

function normal(repository: string): string {
  return repository.replace(/\.git$/, '').replace(/\/+$/, '');
}

function destination(application: CheckedObject, project: CheckedObject): Found[] {
  const wanted = textAt(application.object, 'spec', 'destination', 'namespace');
  const verdict =
    wanted === undefined ? permitsCluster(application, project) : permitsNamespace(application, project, wanted);
  if (verdict === 'yes') return [];
  const path = ['spec', 'destination', ...(wanted === undefined ? [] : ['namespace'])];
  const found = refused(
    application,
    project,
    path,
    'destination',
    placeText(application, wanted ?? ''),
    listed(project),
  );
  if (verdict === 'no') return [found];
  const message = `is a destination that AppProject ${project.name} permits if its address is that of the cluster, which is not known here`;
  return [{ ...found, severity: 'info', message, fix: 'ask Argo CD, or write the same of both' }];
}

/** The objects that an Application delivers: their kinds and namespaces. */
function delivered(application: CheckedObject, project: CheckedObject, objects: readonly CheckedObject[]): Found[] {
  const seen = new Set<string>();
  const scope = scopeText(application, clusterName(application));
  return objects.flatMap((object) => {
    if ((application.apart && object.root !== application.root) || object.scope !== scope) return [];
    const found: Found[] = [];
    if (!permitsKind(object, project)) {
      const field = object.namespaced === false ? 'clusterResourceWhitelist' : 'namespaceResourceWhitelist';
      const key = `${object.group}/${object.kind}`;
      if (!seen.has(key))
        found.push(
          refused(object, project, ['kind'], 'kind', kindText(object.group, object.kind), [`those in ${field}`]),
        );
      seen.add(key);
    }
    if (object.namespace !== undefined && permitsNamespace(application, project, object.namespace) === 'no') {
      found.push(refused(object, project, ['metadata', 'namespace'], 'namespace', object.namespace, listed(project)));
    }
    return found;
  });
}

function clusterName(application: CheckedObject): string {
  const name =
    textAt(application.object, 'spec', 'destination', 'name') ??
    textAt(application.object, 'spec', 'destination', 'server') ??
    '';
  return name in IN_CLUSTER || Object.values(IN_CLUSTER).includes(name) ? '' : name;
}

/** Of kinds with a namespace everything is permitted unless a list says otherwise; of others, nothing. */
function permitsKind({ namespaced, group, kind }: CheckedObject, project: CheckedObject): boolean {
  if (namespaced === undefined) return true;
  const [white, black] = namespaced
    ? ['namespaceResourceWhitelist', 'namespaceResourceBlacklist']
    : ['clusterResourceWhitelist', 'clusterResourceBlacklist'];
  const named = (list: string): readonly JsonValue[] => listAt(project.object, 'spec', list);
  const has = (list: string): boolean =>
    named(list).some((each) => fits(textAt(each, 'group') ?? '', group) && fits(textAt(each, 'kind') ?? '', kind));
  if (has(black)) return false;
  const isListed = isJsonObject(project.object.spec) && Array.isArray(project.object.spec[white]);
  return isListed ? has(white) : namespaced;
}

/** Whether something is permitted; `open` where the one states a name of the cluster, and the other an address. */
type Verdict = 'yes' | 'no' | 'open';

function permitsNamespace(application: CheckedObject, project: CheckedObject, namespace: string): Verdict {
  const patternsOf = (verdict: Verdict): string[] =>
    destinations(project)
      .filter(({ entry }) => clusterVerdict(entry, application) === verdict)
      .map(({ entry }) => textAt(entry, 'namespace') ?? '');
  const inNamespace = (pattern: string): boolean => fits(pattern, namespace);
  const known = patternsOf('yes');
  if (permits(known, inNamespace)) return 'yes';
  return permits([...known, ...patternsOf('open')], inNamespace) ? 'open' : 'no';
}

function permitsCluster(application: CheckedObject, project: CheckedObject): Verdict {
  const verdicts = destinations(project).map(({ entry }) => clusterVerdict(entry, application));
  return anyOf(verdicts);
}

function anyOf(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('open') ? 'open' : 'no';
}

/** Patterns that begin with `!` exclude. */
function permits(patterns: readonly string[], is: (pattern: string) => boolean): boolean {
  const excluded = patterns.some((each) => each.startsWith('!') && is(each.slice(1)));
  return !excluded && patterns.some((each) => !each.startsWith('!') && is(each));
}

function destinations({ object }: CheckedObject): ReadonlyArray<{ readonly entry: JsonObject }> {
  return listAt(object, 'spec', 'destinations')
    .filter(isJsonObject)
    .map((entry) => ({ entry }));
}

/** A destination fits by its name or by its address; Argo CD knows the address of each name. Source: Argo CD, `isDestinationMatched`. */
function clusterVerdict(entry: JsonObject, { object }: CheckedObject): Verdict {
  const wanted = objectOf(object);
  const [server, name] = [textAt(entry, 'server'), textAt(entry, 'name')];
  const address = wanted.server ?? IN_CLUSTER[wanted.name ?? ''];
  return anyOf([
    ...(server === undefined ? [] : [fitsAddress(server, address)]),
    ...(name === undefined ? [] : [fitsName(name, wanted.name, address)]),
  ]);
}

/** Of an address that is not known, any may be meant. */
function fitsAddress(server: string, address: string | undefined): Verdict {
  if (address !== undefined) return fits(server, address) ? 'yes' : 'no';
  return /^\*+$/.test(server) ? 'yes' : 'open';
}

/** Only of the cluster of Argo CD itself both are known. */
function fitsName(name: string, wanted: string | undefined, address: string | undefined): Verdict {
  if (wanted !== undefined) return fits(name, wanted) ? 'yes' : 'no';
  const own = IN_CLUSTER[name];
  return own === undefined ? 'open' : own === address ? 'yes' : 'no';
}

function objectOf(application: JsonObject): { readonly server: string | undefined; readonly name: string | undefined } {
  return {
    server: textAt(application, 'spec', 'destination', 'server'),
    name: textAt(application, 'spec', 'destination', 'name'),
  };
}

function texts({ object }: CheckedObject, field: string): string[] {
  return listAt(object, 'spec', field).filter((each): each is string => typeof each === 'string');
}

function listed(project: CheckedObject): string[] {
  return destinations(project).map(
    ({ entry }) => `${textAt(entry, 'name') ?? textAt(entry, 'server') ?? ''}/${textAt(entry, 'namespace') ?? ''}`,
  );
}

function placeText({ object }: CheckedObject, namespace: string): string {
  const { name, server } = objectOf(object);
  return `${name ?? server ?? ''}/${namespace}`;
}

function refused(
  at: CheckedObject,
  project: CheckedObject,
  path: ReadonlyArray<string | number>,
  what: string,
  got: string,
  allowed: readonly string[],
): Found {
  const shown = allowed.length > 20 ? [...allowed.slice(0, 20), '...'] : allowed;
  return {
    rule: 'app-project',
    severity: 'error',
    at,
    path,
    got,
    message: `is a ${what} that AppProject ${project.name} does not permit`,
    allowed: shown.length === 0 ? 'none' : shown.join(', '),
    fix: 'add it to the AppProject, or correct it',
  };
}
