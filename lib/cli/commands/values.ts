import { Option, type Command } from 'commander';
import { allChartValues, ChartFacts, hasChartValues, RANDOM, type ChartFailure, type ChartRelease } from '../../charts';
import { COMPONENTS } from '../../components';
import { oneLine } from '../../values/escape/visible';
import { isJsonObject, type JsonValue } from '../../values/json';
import { warnOfCredentials } from '../credentials';
import { InputError } from '../input/input-error';
import { readClusterState, type ClusterStateOptions } from '../input/read-cluster-state';
import { readResource } from '../input/read-resources';
import { writeJson, writeLines } from '../io';
import { examples } from '../options';
import type { Session } from '../session';
import { yamlText } from '../yaml-text';

interface ValuesOptions extends ClusterStateOptions {
  readonly component?: string;
  readonly registry?: string;
  readonly repository?: string;
  readonly output: 'yaml' | 'json';
}

/**
 * Adds the command `values`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addValues(command: Command, session: Session): void {
  command
    .argument('<file>', 'YAML or JSON with one Verrazzano resource, v1beta1 or v1alpha1')
    .option('--component <name>', 'one component; as YAML, its values alone')
    .option('--cluster <path...>', 'manifests of what exists: files or folders, as `kubectl get -o yaml` prints them')
    .option('--env <variable...>', 'variables of the platform operator, as NAME=VALUE')
    .option('--registry <host>', 'private registry, as <host>[:<port>]: the same as --env REGISTRY=<host>')
    .option('--repository <path>', 'path in front of upstream repositories: the same as --env IMAGE_REPO=<path>')
    .option('--kubernetes <version>', 'version of the cluster (default: that of its nodes, else v1.27.0)')
    .addOption(
      new Option('-o, --output <format>', 'how the result is written').choices(['yaml', 'json']).default('yaml'),
    )
    .addHelpText(
      'after',
      examples(
        'values verrazzano.yaml --cluster cluster.yaml --output json',
        'values verrazzano.yaml --cluster cluster.yaml --component keycloak > keycloak-values.yaml',
        'values verrazzano.yaml --cluster cluster.yaml --registry registry.example.com:5000',
      ),
    )
    .action((file: string, options: ValuesOptions) => {
      session.with(file, () => {
        const releases = releasesOf(file, options);
        for (const each of releases) if ('values' in each) warnOfCredentials(each.component, each.values, session);
        print(releases, options, session);
      });
    });
}

function releasesOf(file: string, options: ValuesOptions): ReadonlyArray<ChartRelease | ChartFailure> {
  const { component, registry, repository, env = [] } = options;
  const own = Object.entries({ REGISTRY: registry, IMAGE_REPO: repository }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  const cluster = readClusterState({ ...options, env: [...own, ...env] });
  const { resource, uid } = readResource(file);
  const { status: _, ...stated } = resource;
  const facts = new ChartFacts(
    { ...stated, metadata: { ...stated.metadata, ...(uid !== undefined && { uid }) } },
    cluster,
  );
  const found = allChartValues(facts);
  if (component === undefined) return found;
  const one = found.filter((release) => release.component === component);
  if (one.length === 0) throw notThere(component);
  return one;
}

function notThere(component: string): InputError {
  const definition = COMPONENTS.find(({ name }) => name === component);
  const [what, allowed] =
    definition === undefined
      ? ['there is no such component', 'a name that `components` prints']
      : hasChartValues(definition)
        ? ['the resource does not enable the component', 'an enabled component']
        : ['the component has no chart', 'a component with a chart'];
  return new InputError({ at: '--component', what, got: oneLine(component), allowed, fix: 'leave it out to see all' });
}

function print(found: ReadonlyArray<ChartRelease | ChartFailure>, options: ValuesOptions, session: Session): void {
  const { io } = session;
  if (options.output === 'json') writeJson(io, found.map(withRandom));
  else {
    const releases = found.filter((release): release is ChartRelease => !('error' in release));
    io.out(releases.map((release) => yamlText(options.component === undefined ? release : release.values)).join(''));
  }
  for (const release of found) {
    if ('error' in release) {
      const fix = 'state what exists with --cluster';
      session.refuse({ at: release.component, what: release.error, fix });
    } else {
      note(release, session);
    }
  }
}

/** A note about values that differ in every run of the platform operator. */
function note(release: ChartRelease, { io }: Session): void {
  const random = randomIn(release.values, '');
  const text = `${release.component}: made up by the platform operator, and ${RANDOM} here: ${random.join(', ')}`;
  writeLines((line) => io.err(line), random.length === 0 ? [] : [oneLine(text)]);
}

function withRandom(release: ChartRelease | ChartFailure): object {
  const random = 'error' in release ? [] : randomIn(release.values, '');
  return random.length === 0 ? release : { ...release, random };
}

function randomIn(value: JsonValue | undefined, path: string): readonly string[] {
  if (typeof value === 'string') return value.includes(RANDOM) ? [path] : [];
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).flatMap((item, at) => randomIn(item, `${path}[${at}]`));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => randomIn(member, path === '' ? key : `${path}.${key}`));
}
