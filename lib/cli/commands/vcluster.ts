import type { Command } from 'commander';
import { examples } from '../options';
import type { Session } from '../session';
import { addVclusterHop } from './vcluster-hop';
import { addVclusterImport } from './vcluster-import';
import { addVclusterRender } from './vcluster-render';

/**
 * Adds the command `vcluster` with what belongs below it.
 * @param program - the program
 * @param session - the run
 */
export function addVcluster(program: Command, session: Session): void {
  const vcluster = program
    .command('vcluster')
    .description('make the objects of virtual clusters from the values of the Helm chart, without Helm')
    .addHelpText(
      'after',
      examples(
        'vcluster render vcluster.yaml --name my-vcluster --namespace team-x',
        'vcluster hop vcluster.yaml --to 0.33',
      ),
    );
  for (const add of [addVclusterRender, addVclusterImport, addVclusterHop]) add(vcluster, session);
}
