import { basename, join, resolve } from 'path';
import { Argument, type Command } from 'commander';
import { visible } from '../../values/escape/visible';
import { projectFiles, projectName } from '../init/project';
import { TEMPLATE_NAMES, TEMPLATES, type TemplateName } from '../init/templates';
import { writeProject } from '../init/write-project';
import { writeLines } from '../io';
import { examples } from '../options';
import { ownManifest, packageFolder, PROGRAM } from '../package-version';
import type { Session } from '../session';
import { tableLines } from '../../values/escape/table';

interface InitOptions {
  readonly directory: string;
}

/**
 * Adds the command `init`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addInit(command: Command, session: Session): void {
  command
    .addArgument(new Argument('[template]', 'what the project describes').choices(TEMPLATE_NAMES))
    .option('-d, --directory <dir>', 'the folder of the project, which is made; it must be empty', '.')
    .addHelpText('after', examples('init', 'init single-cluster --directory platform', 'init multicluster'))
    .action((template: TemplateName | undefined, { directory }: InitOptions) => {
      if (template === undefined) list(session);
      else session.with(directory, () => make(template, directory, session));
    });
}

function list({ io }: Session): void {
  writeLines((text) => io.out(text), tableLines(Object.entries(TEMPLATES)));
  io.err(`note: ${PROGRAM} init TEMPLATE --directory DIR makes a project\n`);
}

function make(template: TemplateName, directory: string, { io }: Session): void {
  const folder = resolve(directory);
  const templates = join(packageFolder(), 'templates');
  const files = projectFiles(templates, template, projectName(basename(folder)), ownManifest());
  writeProject(folder, files);
  writeLines(
    (text) => io.out(text),
    [...files.keys()].map((file) => `written ${visible(file)}`),
  );
  const steps = [...(directory === '.' ? [] : [`cd ${directory}`]), 'npm install', 'npm run synth', 'npm test'];
  writeLines((text) => io.err(text), [visible(`note: next: ${steps.join(' && ')}; then change platform.ts`)]);
}
