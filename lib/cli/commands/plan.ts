import type { Command } from 'commander';
import { hasUnstated, provePlan } from '../../exit/proof/plan-proof';
import { planLines } from '../adopt/adopt-text';
import { writeJson, writeLines } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import type { Session } from '../session';
import { adoptedFrom, DUMP } from './adopt';

interface PlanOptions extends OutputOptions {
  readonly prove?: true;
}

/**
 * Adds the command `plan`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addPlan(command: Command, session: Session): void {
  command
    .argument('<dump...>', DUMP)
    .option(
      '--prove',
      'compare what runs before and after every step: selectors, Services, principals, volumes, traffic',
    )
    .addOption(outputOption())
    .addHelpText('after', examples('plan dump.yaml', 'plan dump.yaml --prove', 'plan cluster-snapshot/ --output json'))
    .action((dumps: readonly string[], { output, prove }: PlanOptions) => {
      const adopted = adoptedFrom(dumps, session);
      if (adopted === undefined) return;
      const { adoption, plan } = adopted;
      const proofs = prove === true ? provePlan(adoption, plan) : [];
      if (proofs.some(hasUnstated)) session.fail();
      if (output === 'json') writeJson(session.io, prove === true ? { plan, proofs } : plan);
      else writeLines((text) => session.io.out(text), planLines(plan, proofs));
    });
}
