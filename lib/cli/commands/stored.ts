import { Option, type Command } from 'commander';
import { toYaml } from '../../gitops/output/yaml';
import { storedResource } from '../../resource/stored-resource';
import { warnOfCredentials } from '../credentials';
import type { FileResource } from '../input/read-resources';
import { readResources } from '../input/read-resources';
import { writeJson } from '../io';
import { examples } from '../options';
import type { Session } from '../session';

interface StoredOptions {
  readonly output: 'yaml' | 'json';
}

/**
 * Adds the command `stored`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addStored(command: Command, session: Session): void {
  command
    .argument('<file>', 'YAML or JSON with Verrazzano resources, v1beta1 or v1alpha1')
    .addOption(
      new Option('-o, --output <format>', 'how the result is written').choices(['yaml', 'json']).default('yaml'),
    )
    .addHelpText('after', examples('stored verrazzano.yaml', 'stored verrazzano.yaml --output json'))
    .action((file: string, { output }: StoredOptions) => {
      session.with(file, () => {
        const stored = readResources(file).map(storedFile);
        warnOfCredentials(file, stored, session);
        if (output === 'json') writeJson(session.io, stored.length === 1 ? stored[0] : stored);
        else session.io.out(stored.map(toYaml).join(''));
      });
    });
}

/** Without what an API server or the operator writes at run time. */
function storedFile({ resource }: FileResource) {
  const { status: _, metadata, ...rest } = resource;
  const { deletionTimestamp: __, ...own } = metadata ?? {};
  return storedResource({ ...rest, metadata: own });
}
