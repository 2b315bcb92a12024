import { Argument, type Command } from 'commander';
import { bashCompletion } from '../completion/bash';
import { commandTree, type CompletedCommand } from '../completion/command-tree';
import { fishCompletion } from '../completion/fish';
import { zshCompletion } from '../completion/zsh';
import { examples } from '../options';
import type { Session } from '../session';

const SHELLS: Readonly<Record<string, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/**
 * Adds the command `completion`.
 * @param command - the command, in a program that has all its commands
 * @param session - the run
 */
export function addCompletion(command: Command, session: Session): void {
  command
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SHELLS)))
    .addHelpText('after', examples(...Object.keys(SHELLS).map((shell) => `completion ${shell}`)))
    .addHelpText(
      'after',
      `
bash: eval "$(cdk8s-verrazzano completion bash)" in ~/.bashrc
zsh:  eval "$(cdk8s-verrazzano completion zsh)" in ~/.zshrc, after compinit
fish: cdk8s-verrazzano completion fish > ~/.config/fish/completions/cdk8s-verrazzano.fish`,
    )
    .action((shell: string) => session.io.out(SHELLS[shell]?.(commandTree(command.parent ?? command)) ?? ''));
}
