import type { Command } from 'commander';
import { credentialsIn } from '../../virtual-cluster/credentials';
import { DEFAULT_HOST_VERSION } from '../../virtual-cluster/release';
import { renderValues } from '../../virtual-cluster/render-values';
import { oneLine } from '../../values/escape/visible';
import { describeProblem, type Problem } from '../../values/problem';
import { readValues } from '../input/read-values';
import { tinted } from '../io';
import { examples } from '../options';
import type { Session } from '../session';
import { usageError } from '../usage-error';
import { yamlText } from '../yaml-text';

interface RenderOptions {
  readonly name: string;
  readonly namespace: string;
  readonly kubeVersion: string;
  readonly installed?: string;
}

/**
 * Adds the command `vcluster render`.
 * @param vcluster - the command above it
 * @param session - the run
 */
export function addVclusterRender(vcluster: Command, session: Session): void {
  vcluster
    .command('render')
    .description('print the objects that chart vcluster 0.24.2 makes of values')
    .argument('<file>', 'the values, as the file vcluster.yaml has them')
    .requiredOption('--name <name>', 'name of the virtual cluster')
    .requiredOption('--namespace <namespace>', 'its namespace on the host')
    .option('--kube-version <version>', 'version of Kubernetes on the host', DEFAULT_HOST_VERSION)
    .option('--installed <file>', 'the values that it runs with; refuses moves that would lose its data')
    .addHelpText('after', examples('vcluster render vcluster.yaml --name my-vcluster --namespace team-x'))
    .action((file: string, options: RenderOptions, command: Command) => {
      if (!/^v?\d+\.\d+(\.\d+)?/.test(options.kubeVersion)) {
        usageError(command, {
          what: '--kube-version is not a version',
          got: options.kubeVersion,
          allowed: 'a version such as 1.27.4',
        });
      }
      session.with(file, () => {
        print(file, options, session);
      });
    });
}

function print(file: string, options: RenderOptions, session: Session): void {
  const values = readValues(file);
  const { name, namespace, kubeVersion: hostVersion } = options;
  const installed = options.installed === undefined ? {} : { installed: readValues(options.installed) };
  const { objects, problems } = renderValues({ name, namespace, values, hostVersion, ...installed });
  for (const problem of problems) session.refuse(placed(file, problem));
  if (problems.length > 0) return;
  for (const problem of credentialsIn(values)) {
    session.io.err(
      `${tinted(session.io, 'doubtful', oneLine(`warning: ${describeProblem(placed(file, problem))}`))}\n`,
    );
  }
  session.io.out(objects.map(yamlText).join(''));
}

/** Problems of options are at these, others in the file. */
function placed(file: string, problem: Problem): Problem {
  const { at = '' } = problem;
  const isOption = at === 'name' || at === 'namespace';
  return { ...problem, at: isOption ? `--${at}` : `${file}: ${at}` };
}
