import type { Command } from 'commander';
import { planLines } from '../adopt/adopt-text';
import { writeJson, writeLines } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import type { Session } from '../session';
import { adoptedFrom, DUMP } from './adopt';

/**
 * Adds the command `plan`.
 * @param program - the program
 * @param session - the run
 */
export function addPlan(program: Command, session: Session): void {
  program
    .command('plan')
    .description('the steps that lead a running platform out of Verrazzano, from a dump of it')
    .argument('<dump...>', DUMP)
    .addOption(outputOption())
    .addHelpText('after', examples('plan dump.yaml', 'plan cluster-snapshot/ --output json'))
    .action((dumps: readonly string[], { output }: OutputOptions) => {
      const adopted = adoptedFrom(dumps, session);
      if (adopted === undefined) return;
      if (output === 'json') writeJson(session.io, adopted.plan);
      else writeLines((text) => session.io.out(text), planLines(adopted.plan));
    });
}
