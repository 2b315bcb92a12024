import type { Command } from 'commander';
import { deliverySettings } from '../../gitops/argo/settings';
import { adopt, type Adoption } from '../../exit/adopt/adopt';
import { adoptionReport } from '../../exit/adopt/adopt-report';
import { Dump } from '../../exit/dump/dump';
import type { DumpFile } from '../../exit/dump/dump-objects';
import { planOf } from '../../exit/plan/plan';
import type { PlanStep } from '../../exit/plan/plan-step';
import { planPage } from '../../exit/plan/plan-text';
import { proofOf } from '../../exit/proof/proof';
import { oneLine, visibleJson } from '../../values/escape/visible';
import type { Problem } from '../../values/problem';
import { hasEstate } from '../adopt/adopted-estate';
import { adoptedProgram } from '../adopt/adopted-program';
import { adoptionLines, adoptionPage, proofLines } from '../adopt/adopt-text';
import { readDump } from '../adopt/read-dump';
import { writeAdoption } from '../adopt/write-adoption';
import { formatted } from '../import/format';
import { writeJson, writeLines } from '../io';
import { examples } from '../options';
import type { Session } from '../session';
import { usageErrorOf } from '../usage-error';
import { InputError } from '../input/input-error';

interface AdoptOptions {
  readonly output?: string;
  readonly json?: true;
  readonly force?: true;
  readonly repository?: string;
  readonly before?: readonly string[];
  readonly synthesized?: readonly string[];
}

const NOTHING_OF_VERRAZZANO = {
  what: 'shows nothing of Verrazzano: no Verrazzano resource, and no workload, OAM application, managed cluster or project of it',
  allowed: 'a dump of a cluster in which Verrazzano runs, or a part of one',
  fix: 'add what `kubectl get verrazzano -A -o yaml` and `kubectl get deployments,statefulsets,daemonsets -A -o yaml` print',
};

const EMPTY = {
  what: 'holds no Kubernetes object',
  allowed: 'what `kubectl get -o yaml` or `-o json` prints, or the folder of the bug-report command',
  fix: 'dump the cluster again with -o yaml or -o json; a table has too little, and an empty file is what a failed kubectl leaves',
};

const NOTHING_SYNTHESIZED = {
  ...EMPTY,
  allowed: 'the output of the adopted program',
  fix: 'synthesize the program first, and name its output folder',
};

const PLAIN =
  'warning: a plain cdk8s app has no managed clusters and projects, and the program lacks those of the dump; add --repository';

/** What every argument is. */
export const DUMP = 'YAML or JSON of `kubectl get -o`, or folders of them, such as that of the bug-report command';

/**
 * Adds the command `adopt`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addAdopt(command: Command, session: Session): void {
  command
    .argument('<dump...>', DUMP)
    .option(
      '-o, --output <folder>',
      'folder for the app, the report and the plan; without it, only the report is printed',
    )
    .option('--before <dump...>', 'an earlier dump: what has changed since is reported')
    .option('--synthesized <folder...>', 'what the app synthesized: its objects are compared too, field by field')
    .option('--json', 'print the report as JSON')
    .option('--force', 'replace files in the folder of --output')
    .option('--repository <url>', 'Git repository for the output of the app, which is then a GitOpsApp')
    .addHelpText(
      'after',
      examples(
        'adopt dump.yaml --output adopted/ --repository https://git.example.com/platform.git',
        'adopt cluster-snapshot/ --json',
        'adopt after.yaml --before before.yaml',
        'adopt dump.yaml --synthesized dist/prod/',
      ),
    )
    .addHelpText('after', '\nThe content of Secrets is never part of the output.')
    .action(async (dumps: readonly string[], options: AdoptOptions) => {
      checkRepository(options.repository, command);
      const adopted = adoptedFrom(dumps, session, options.synthesized);
      if (adopted === undefined) return;
      const { adoption, plan } = adopted;
      const earlier = options.before && filledFilesOf(options.before, EMPTY, session);
      if (options.before !== undefined && earlier === undefined) return;
      const proof = earlier && proofOf(new Dump(earlier).objects, adoption.dump.objects);
      if (options.output !== undefined)
        await writeFiles(adoption, plan, { ...options, output: options.output }, session);
      if (options.json === true) writeJson(session.io, adoptionReport(adoption, plan, proof));
      else writeLines((text) => session.io.out(text), [...adoptionLines(adoption), ...proofLines(proof)]);
    });
}

/**
 * What dumps hold, with its plan.
 * @param dumps - files and folders
 * @param session - the run; it remembers what is refused
 * @param synthesized - folders that a program synthesized, to compare with
 * @returns nothing when a file is refused, since half of a dump gives another result
 */
export function adoptedFrom(
  dumps: readonly string[],
  session: Session,
  synthesized: readonly string[] = [],
): { readonly adoption: Adoption; readonly plan: readonly PlanStep[] } | undefined {
  const files = filesOf(dumps, session);
  const made = synthesized.length === 0 ? [] : filledFilesOf(synthesized, NOTHING_SYNTHESIZED, session);
  if (files === undefined || made === undefined) return undefined;
  let adoption: Adoption | undefined;
  session.with(dumps.join(', '), () => {
    const read = adopt(files, made);
    if (read.dump.objects.length === 0) throw new InputError({ at: dumps.join(', '), ...EMPTY });
    if (!showsVerrazzano(read)) throw new InputError({ at: dumps.join(', '), ...NOTHING_OF_VERRAZZANO });
    adoption = read;
  });
  return adoption === undefined ? undefined : { adoption, plan: planOf(adoption) };
}

/** Otherwise the program would be one of defaults. */
function showsVerrazzano({ verrazzano, components, applications, estate }: Adoption): boolean {
  return (
    verrazzano !== undefined ||
    components.some(({ workloads }) => workloads.length > 0) ||
    applications.applications.length + applications.objects.length > 0 ||
    estate.role !== 'single' ||
    estate.projects.length > 0
  );
}

/** Nothing when a file is refused, or there is no object in any of them. */
function filledFilesOf(dumps: readonly string[], empty: Problem, session: Session): readonly DumpFile[] | undefined {
  const files = filesOf(dumps, session);
  if (files === undefined || new Dump(files).objects.length > 0) return files;
  session.refuse({ at: dumps.join(', '), ...empty });
  return undefined;
}

/** Nothing when a file is refused. */
function filesOf(dumps: readonly string[], session: Session): readonly DumpFile[] | undefined {
  const totals = { files: 0, bytes: 0, values: 0 };
  const files: DumpFile[] = [];
  const read = dumps.map((dump) =>
    session.with(dump, () => {
      for (const file of readDump(dump, totals)) files.push(file);
    }),
  );
  return read.includes(false) ? undefined : files;
}

async function writeFiles(
  adoption: Adoption,
  plan: readonly PlanStep[],
  { output, force, repository }: AdoptOptions & { readonly output: string },
  session: Session,
): Promise<void> {
  const { files, imported } = adoptedProgram(adoption, repository);
  const pretty = await Promise.all(
    [...files].map(async ([name, source]) => [name, (await formatted(source)) ?? source] as const),
  );
  const all = new Map([
    ...pretty,
    ['adoption.md', adoptionPage(adoption)] as const,
    ['adoption.json', `${visibleJson(adoptionReport(adoption, plan), 2)}\n`] as const,
    ['plan.md', planPage(plan)] as const,
  ]);
  session.with(output, () => {
    writeAdoption(output, all, force === true);
    writeLines(
      (text) => session.io.err(text),
      [
        ...imported.notes.map(({ path, text }) => `note: [${path}] ${text}`),
        ...(repository === undefined && hasEstate(adoption) ? [PLAIN] : []),
        ...[...all.keys()].map((name) => `${output}: ${name} written`),
      ].map(oneLine),
    );
  });
}

function checkRepository(repository: string | undefined, command: Command): void {
  if (repository === undefined) return;
  try {
    deliverySettings('platform', { url: repository });
  } catch (error) {
    usageErrorOf(command, error);
  }
}
