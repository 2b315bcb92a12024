import type { Command } from 'commander';
import { estateOf, type EstateCluster } from '../../cluster/estate-clusters';
import { readManifests } from '../input/read-manifests';
import { writeJson, writeLines, type Io } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import type { Session } from '../session';
import { tableLines } from '../../values/escape/table';

/**
 * Adds the command `clusters`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addClusters(command: Command, session: Session): void {
  command
    .argument('<directory>', 'output of a synthesis, or a folder with manifests of each cluster')
    .addOption(outputOption())
    .addHelpText('after', examples('clusters dist/', 'clusters dumps/ --output json'))
    .action((directory: string, { output }: OutputOptions) => {
      session.with(directory, () => {
        const { manifests } = readManifests(directory, { files: 0, bytes: 0, values: 0 });
        const clusters = estateOf(directory, manifests);
        if (output === 'json') writeJson(session.io, clusters);
        else list(clusters, session.io);
      });
    });
}

function list(clusters: readonly EstateCluster[], io: Io): void {
  const header = ['cluster', 'role', 'profile', 'admin', 'registration', 'ring', 'revision', 'projects'];
  const rows = clusters.map(({ name, role, profile, admin, registration, ring, revision, projects, hasFolder }) => [
    hasFolder ? name : `${name} (no folder)`,
    role,
    profile ?? '-',
    admin ?? '-',
    registration,
    ring ?? '-',
    revision ?? '-',
    projects.join(', ') || '-',
  ]);
  writeLines((text) => io.out(text), tableLines([header, ...rows]));
}
