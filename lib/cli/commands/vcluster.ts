import type { Command } from 'commander';
import { examples } from '../options';
import type { Session } from '../session';
import { addVclusterHop } from './vcluster-hop';
import { addVclusterImport } from './vcluster-import';
import { addVclusterRender } from './vcluster-render';

/**
 * Adds the command `vcluster` with what belongs below it.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addVcluster(command: Command, session: Session): void {
  command.addHelpText(
    'after',
    examples(
      'vcluster render vcluster.yaml --name my-vcluster --namespace team-x',
      'vcluster hop vcluster.yaml --to 0.33',
    ),
  );
  for (const add of [addVclusterRender, addVclusterImport, addVclusterHop]) add(command, session);
}
