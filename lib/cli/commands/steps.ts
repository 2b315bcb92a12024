import { existsSync } from 'fs';
import { basename, join, resolve } from 'path';
import type { Command } from 'commander';
import { readSteps, type WrittenStep } from '../../gitops/output/read-steps';
import { visible } from '../../values/escape/visible';
import { readClusterFolders } from '../input/cluster-folders';
import { readText } from '../input/read-text';
import { tinted, writeJson, writeLines } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import type { Session } from '../session';

const README = 'README.md';
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Adds the command `steps`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addSteps(command: Command, session: Session): void {
  command
    .argument('<folder...>', 'folders of clusters, or of the output of an app')
    .addOption(outputOption())
    .addHelpText('after', examples('steps dist/', 'steps dist/eu-1', 'steps dist/eu-1 --output json'))
    .action((folders: readonly string[], { output }: OutputOptions) => {
      for (const folder of folders) {
        session.with(folder, () => {
          const clusters = readClusterFolders(folder, stepsOf, `the ${README} of a cluster`);
          if (output === 'json') writeJson(session.io, clusters);
          else for (const { cluster, steps } of clusters) print(session, cluster, steps);
        });
      }
    });
}

interface ClusterSteps {
  readonly cluster: string;
  readonly steps: readonly WrittenStep[];
}

function stepsOf(folder: string): ClusterSteps | undefined {
  const path = join(folder, README);
  if (!existsSync(path)) return undefined;
  const cluster = basename(resolve(folder));
  const steps = readSteps(readText(path, MAX_BYTES), cluster);
  return steps && { cluster, steps };
}

function print({ io }: Session, cluster: string, steps: readonly WrittenStep[]): void {
  const out = (text: string): void => io.out(text);
  writeLines(out, [tinted(io, 'quiet', `${cluster}: ${steps.length === 0 ? 'no steps' : `${steps.length} steps`}`)]);
  steps.forEach(({ title, moment, instructions }, index) => {
    const lines = instructions.split('\n').map((line) => (line === '' ? '' : `     ${visible(line)}`));
    writeLines(out, [`${String(index + 1).padStart(3)}. ${visible(title)} (${visible(moment)})`, ...lines, '']);
  });
}
