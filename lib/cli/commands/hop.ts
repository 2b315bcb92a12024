import type { Command } from 'commander';
import type { Replacement } from '../../definition/replacement';
import { versionLine, type KnownVersion } from '../../definition/version-line';
import { evaluateHop, evaluateRemoval } from '../../definition/hop/hop';
import { worstFirst, type HopFinding } from '../../definition/hop/hop-finding';
import { KUBERNETES_OF_RELEASE } from '../../definition/hop/hop-kubernetes';
import { authorityFindings } from '../../exit/ca-findings';
import { evaluateManifests } from '../../exit/hop-manifests';
import type { ObjectFinding } from '../../exit/object-finding';
import { counted } from '../../values/counted';
import type { JsonObject } from '../../values/json';
import { findingLines } from '../exit/finding-lines';
import { kubernetesVersion, replacementNamed, statedVersions, versionNamed } from '../exit/versions';
import { readManifests } from '../input/read-manifests';
import { writeJson, writeLines } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import type { Session } from '../session';
import { usageError } from '../usage-error';

interface HopOptions extends OutputOptions {
  readonly kubernetes?: string;
  readonly with?: readonly string[];
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

/** Word for the version after a removal. */
const REMOVED = 'none';

/**
 * Adds the command `hop`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addHop(command: Command, session: Session): void {
  command
    .argument('<component>', 'a component by its name or its key in the Verrazzano resource')
    .argument('<from>', 'the version that runs: of the chart or of the application, or release, closest, newest')
    .argument('<to>', `the version to run, in the same way; ${REMOVED} for a component without a successor`)
    .option('--kubernetes <version>', `version of the cluster (default: ${KUBERNETES_OF_RELEASE})`)
    .option('--with <version...>', 'versions of other components, which some versions need, as NAME=VERSION')
    .option('--before <path...>', 'manifests before, as Helm renders them or a cluster has them: files or folders')
    .option('--after <path...>', 'manifests after')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'hop keycloak release 7.1.11',
        'hop rancher 2.8.5 2.9.3 --kubernetes 1.28',
        'hop mysql-operator 2.1.5 2.3.0 --with mysql=8.4.3',
        'hop kiali-server release 2.29.0 --before rendered/old.yaml --after rendered/new.yaml',
        'hop verrazzano-authproxy release none --output json',
      ),
    )
    .action((name: string, from: string, to: string, options: HopOptions) => {
      const replacement = replacementNamed(name, command);
      const line = versionLine(replacement);
      const kubernetes = kubernetesVersion(options.kubernetes ?? KUBERNETES_OF_RELEASE, '--kubernetes', command);
      const others = [...statedVersions(options.with ?? [], 'from', '--with', command)];
      const start = versionNamed(line, from, 'from', command);
      const context = {
        kubernetes,
        others: Object.fromEntries(
          others.map(([other, version]) => [other.component, (version ?? versionLine(other).release).app]),
        ),
      };
      const isRemoval = to === REMOVED && replacement.charts.length === 0;
      const end = isRemoval ? undefined : versionNamed(line, to, 'to', command);
      const known = end === undefined ? evaluateRemoval(line) : evaluateHop(line, start, end, context);
      withManifests(options, command, session, (rendered) => {
        const findings = worstFirst([...known, ...rendered]);
        if (findings.some(({ level }) => level === 'error')) session.fail();
        print({ replacement, start, end, kubernetes, findings }, options, session);
      });
    });
}

/** Evaluates the manifests of the command line, and goes on; a file that is refused ends the command. */
function withManifests(
  { before, after }: HopOptions,
  command: Command,
  session: Session,
  go: (findings: readonly ObjectFinding[]) => void,
): void {
  if (before === undefined && after === undefined) return go([]);
  if (before === undefined || after === undefined) {
    return usageError(command, { what: '--before and --after belong together', fix: 'give both' });
  }
  const totals = { files: 0, bytes: 0, values: 0 };
  const read = (paths: readonly string[]): JsonObject[] | undefined => {
    const objects: JsonObject[] = [];
    const isRead = (path: string): boolean =>
      session.with(path, () => readManifests(path, totals).manifests.forEach(({ object }) => objects.push(object)));
    return paths.map(isRead).every((done) => done) ? objects : undefined;
  };
  const [old, now] = [read(before), read(after)];
  if (old !== undefined && now !== undefined) go([...evaluateManifests(old, now), ...authorityFindings(now)]);
}

interface EvaluatedHop {
  readonly replacement: Replacement;
  readonly start: KnownVersion;
  /** Undefined when it is removed. */
  readonly end: KnownVersion | undefined;
  readonly kubernetes: string;
  readonly findings: readonly HopFinding[];
}

function print(
  { replacement, start, end, kubernetes, findings }: EvaluatedHop,
  options: HopOptions,
  { io }: Session,
): void {
  const { component, status } = replacement;
  if (options.output === 'json') {
    writeJson(io, {
      component,
      status,
      from: asJson(start),
      to: end === undefined ? null : asJson(end),
      kubernetes,
      findings,
    });
    return;
  }
  const counts = (['error', 'warning', 'note'] as const).map((level) =>
    counted(findings.filter((finding) => finding.level === level).length, level),
  );
  const way = `${describe(start)} -> ${end === undefined ? 'removed' : describe(end)}`;
  writeLines(
    (text) => io.out(text),
    [`${component}: ${way}, on Kubernetes ${kubernetes}: ${counts.join(', ')}`, ...findingLines(io, findings)],
  );
}

function describe({ version, app, chart }: KnownVersion): string {
  const name = chart === undefined ? 'release' : chart.name;
  return `${name} ${version}${app === version ? '' : ` (${app})`}`;
}

function asJson({ version, app, chart }: KnownVersion): object {
  return {
    version,
    app,
    chart: chart === undefined ? null : { name: chart.name, kind: chart.kind, repository: chart.repository },
  };
}
