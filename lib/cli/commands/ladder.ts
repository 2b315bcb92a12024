import type { Command } from 'commander';
import { REPLACEMENTS, replacementOf } from '../../components/replacements';
import { versionLine } from '../../definition/version-line';
import { KUBERNETES_OF_RELEASE } from '../../definition/hop/hop-kubernetes';
import { planLadder, type Ladder, type Rung } from '../../exit/ladder';
import type { LadderGoal } from '../../exit/ladder-goals';
import { highestKubernetes, KUBERNETES_VERSIONS } from '../../exit/ladder-kubernetes';
import { counted } from '../../values/counted';
import { compareVersions } from '../../values/version-number';
import { findingLines } from '../exit/finding-lines';
import { kubernetesVersion, statedVersions } from '../exit/versions';
import { writeJson, writeLines } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import type { Session } from '../session';
import { usageError } from '../usage-error';

interface LadderOptions extends OutputOptions {
  readonly kubernetes?: string;
  readonly kubernetesFrom?: string;
  readonly component?: readonly string[];
  readonly installed?: readonly string[];
  readonly findings?: true;
}

/**
 * Adds the command `ladder`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addLadder(command: Command, session: Session): void {
  command
    .option('--kubernetes <version>', 'version of Kubernetes to arrive at (default: the highest for all components)')
    .option(
      '--kubernetes-from <version>',
      `version of Kubernetes that runs (default: ${KUBERNETES_OF_RELEASE}, or that of --kubernetes where it is lower)`,
    )
    .option('--component <component...>', 'components to move, as NAME or NAME=VERSION to arrive at (default: all)')
    .option('--installed <version...>', 'versions that run, as NAME=VERSION (default: those of the release)')
    .option('--findings', 'print the findings of each hop, too')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'ladder --kubernetes 1.30',
        'ladder --component mysql-operator keycloak=26.5.6 --kubernetes 1.28',
        'ladder --component rancher --installed rancher=2.9.3 --kubernetes-from 1.29 --kubernetes 1.32',
        'ladder --component velero=1.18 --findings --output json',
      ),
    )
    .action((options: LadderOptions) => {
      const ladder = ladderOf(options, command);
      for (const problem of ladder.problems) session.refuse(problem);
      if (options.output === 'json') writeJson(session.io, asJson(ladder));
      else if (ladder.problems.length === 0) print(ladder, options, session);
    });
}

function ladderOf(options: LadderOptions, command: Command): Ladder {
  const to = statedVersions(
    options.component ?? REPLACEMENTS.map(({ component }) => component),
    'to',
    '--component',
    command,
  );
  const from = statedVersions(options.installed ?? [], 'from', '--installed', command);
  const goals = [...to].map(([replacement, goal]): LadderGoal => {
    const start = from.get(replacement);
    return { replacement, ...(start !== undefined && { from: start }), ...(goal !== undefined && { to: goal }) };
  });
  const target = options.kubernetes && kubernetesVersion(options.kubernetes, '--kubernetes', command);
  const kubernetesFrom =
    options.kubernetesFrom === undefined
      ? lower(KUBERNETES_OF_RELEASE, target ?? KUBERNETES_OF_RELEASE)
      : kubernetesVersion(options.kubernetesFrom, '--kubernetes-from', command);
  const kubernetes = target ?? highestKubernetes(goals, kubernetesFrom, KUBERNETES_VERSIONS.to);
  if (compareVersions(kubernetes, kubernetesFrom) < 0) {
    usageError(command, {
      what: '--kubernetes is below the version of the cluster',
      got: kubernetes,
      allowed: `${kubernetesFrom} and above`,
    });
  }
  const installed = new Map(
    [...from].flatMap(([{ component }, version]) => (version === undefined ? [] : [[component, version]])),
  );
  return planLadder({ goals, replacements: REPLACEMENTS, installed, kubernetesFrom, kubernetes });
}

function lower(a: string, b: string): string {
  return compareVersions(a, b) < 0 ? a : b;
}

function print({ rungs, added, dropped, stays }: Ladder, { findings }: LadderOptions, { io }: Session): void {
  const width = String(rungs.length).length;
  const pad = ' '.repeat(width + 2);
  writeLines(
    (text) => io.out(text),
    [
      ...rungs.flatMap((rung) => [
        `${String(rung.number).padStart(width)}. ${describe(rung)}`,
        ...(rung.why === undefined ? [] : [`${pad}stops here: ${rung.why}`]),
        ...rung.after.map((reason) => `${pad}after ${reason.rung}: ${reason.why}`),
        ...(findings ? findingLines(io, rung.findings, pad) : [`${pad}${summary(rung)}`]),
      ]),
      ...added.map(({ component, why }) => `added: ${component}: ${why}`),
      ...dropped.map(({ component, why }) => `not kept: ${component} ${why}`),
      ...stays.map(({ component, why }) => `not moved: ${component}: ${why}`),
    ],
  );
}

function describe({ component, from, to, app, hop }: Rung): string {
  const { isRelease, chart } = chartsOf(component, hop);
  return `${component} ${isRelease ? 'release ' : ''}${from} -> ${chart}${to}${app === to ? '' : ` (${app})`}`;
}

/** Whether a hop begins at what Verrazzano installed, and the chart to which it leads where that has another name. */
function chartsOf(component: string, [, from = '', to = '']: Rung['hop']): { isRelease: boolean; chart: string } {
  const replacement = replacementOf(component);
  if (replacement === undefined) return { isRelease: false, chart: '' };
  const line = versionLine(replacement);
  const [before, after] = [line.find(from, 'from'), line.find(to, 'to')];
  const chart = after?.chart?.name ?? component;
  return { isRelease: before?.index === 0, chart: chart === (before?.chart?.name ?? component) ? '' : `${chart} ` };
}

function summary({ hop, findings }: Rung): string {
  if (hop.length === 0) return 'upgrade the cluster';
  const count = (wanted: string): string => counted(findings.filter(({ level }) => level === wanted).length, wanted);
  return `${count('error')}, ${count('warning')}: hop ${hop.join(' ')}`;
}

function asJson({ rungs, added, dropped, stays, problems }: Ladder): object {
  return { rungs, added, dropped, stays, problems };
}
