import type { Command } from 'commander';
import { paidOptions } from '../../virtual-cluster/findings/paid-options';
import { upgradeFindingsOf } from '../../virtual-cluster/findings/later-versions';
import { releaseOf } from '../../virtual-cluster/render-values';
import { valueProblems } from '../../virtual-cluster/values/check-values';
import { oneLine } from '../../values/escape/visible';
import { readValues } from '../input/read-values';
import { tinted, writeJson, writeLines } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import type { Session } from '../session';
import { tableLines } from '../../values/escape/table';

interface HopOptions extends OutputOptions {
  readonly to: string;
}

/**
 * Adds the command `vcluster hop`.
 * @param vcluster - the command above it
 * @param session - the run
 */
export function addVclusterHop(vcluster: Command, session: Session): void {
  vcluster
    .command('hop')
    .description('list the options in use that a later release of vCluster no longer has')
    .argument('<file>', 'the values, as the file vcluster.yaml has them')
    .requiredOption('--to <release>', 'the later release, such as 0.33')
    .addOption(outputOption())
    .addHelpText('after', examples('vcluster hop vcluster.yaml --to 0.33'))
    .addHelpText('after', '\nIt ends with 1 when there are such options.')
    .action((file: string, options: HopOptions, command: Command) => {
      if (!/^v?0\.\d+(\.\d+.*)?$/.test(options.to)) {
        command.error(`error: --to: ${oneLine(options.to)} is not a release such as 0.33`);
      }
      session.with(file, () => {
        print(file, options, session);
      });
    });
}

function print(file: string, { to, output }: HopOptions, session: Session): void {
  const values = readValues(file);
  const { values: effective } = releaseOf({ name: 'any', namespace: 'any', values });
  const problems = valueProblems(effective.all);
  for (const problem of problems) session.refuse({ ...problem, at: `${file}: ${problem.at ?? ''}` });
  if (problems.length > 0) return;
  const removed = upgradeFindingsOf(values, to);
  const paid = paidOptions(effective);
  if (removed.length > 0) session.fail();
  if (output === 'json') {
    writeJson(session.io, { to, removed, paid });
    return;
  }
  const rows = removed.map(({ option, removedIn, instead }) => [option, removedIn, instead]);
  const lines =
    rows.length === 0 ? [`nothing in use is gone in ${to}`] : tableLines([['OPTION', 'GONE IN', 'INSTEAD'], ...rows]);
  const notes = paid.map((option) => tinted(session.io, 'doubtful', `only the paid edition honours ${option}`));
  writeLines((text) => session.io.out(text), [...lines, ...notes]);
}
