import type { Command } from 'commander';
import { credentialsIn } from '../../virtual-cluster/credentials';
import { renderValues } from '../../virtual-cluster/render-values';
import { oneLine } from '../../values/escape/visible';
import { describeProblem } from '../../values/problem';
import { formatted } from '../import/format';
import { virtualClusterProgram } from '../import/virtual-cluster-program';
import { writeText } from '../import/write-file';
import { readValues } from '../input/read-values';
import { tinted } from '../io';
import { examples } from '../options';
import type { Session } from '../session';

interface ImportOptions {
  readonly name: string;
  readonly namespace: string;
  readonly outFile?: string;
  readonly force?: true;
}

/**
 * Adds the command `vcluster import`.
 * @param vcluster - the command above it
 * @param session - the run
 */
export function addVclusterImport(vcluster: Command, session: Session): void {
  vcluster
    .command('import')
    .description('write a TypeScript app with the virtual cluster that values make')
    .argument('<file>', 'the values, as the file vcluster.yaml has them')
    .requiredOption('--name <name>', 'name of the virtual cluster')
    .requiredOption('--namespace <namespace>', 'its namespace on the host')
    .option('--out-file <file>', 'where the app goes; without it, to standard output')
    .option('--force', 'replace the file of --out-file if it exists')
    .addHelpText(
      'after',
      examples('vcluster import vcluster.yaml --name my-vcluster --namespace team-x --out-file main.ts'),
    )
    .action(async (file: string, options: ImportOptions) => {
      const source = programOf(file, options, session);
      if (source === undefined) return;
      const text = (await formatted(source)) ?? source;
      const { outFile, force } = options;
      if (outFile === undefined) session.io.out(text);
      else {
        session.with(outFile, () => {
          const replaced = writeText(outFile, text, { replace: force === true, inputs: [file] });
          session.io.err(oneLine(`${outFile} ${replaced ? 'changed' : 'written'}`) + '\n');
        });
      }
    });
}

/** The program; undefined when the values are refused. */
function programOf(file: string, { name, namespace }: ImportOptions, session: Session): string | undefined {
  let source: string | undefined;
  session.with(file, () => {
    const values = readValues(file);
    const { problems } = renderValues({ name, namespace, values });
    for (const problem of problems) session.refuse({ ...problem, at: `${file}: ${problem.at ?? ''}` });
    if (problems.length > 0) return;
    for (const problem of credentialsIn(values)) {
      const note = `note: the app will be refused until this is changed: ${describeProblem(problem)}`;
      session.io.err(`${tinted(session.io, 'doubtful', oneLine(note))}\n`);
    }
    source = virtualClusterProgram(name, namespace, values);
  });
  return source;
}
