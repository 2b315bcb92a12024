import { PROGRAM } from '../package-version';
import type { CompletedCommand, CompletedOption } from './command-tree';
import { FUNCTION } from './shell';

/**
 * Completion for fish, with descriptions.
 * @param commands - what can be completed
 */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const paths = commands.filter(({ path }) => path !== '').map(({ path }) => quotedFish(path));
  return `# Completion of ${PROGRAM} for fish: ${PROGRAM} completion fish | source
function ${FUNCTION}_at --description 'Whether the command that is written is the one that is given'
    set --local command
    for word in (commandline --current-process --tokenize --cut-at-cursor)[2..]
        if contains -- (string trim "$command $word") ${paths.join(' ')}
            set command (string trim "$command $word")
        end
    end
    test "$command" = "$argv[1]"
end
complete --command ${PROGRAM} --no-files
${commands.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ path, commands, options, choices, takesFiles }: CompletedCommand): string[] {
  const at = `complete --command ${PROGRAM} --condition ${quotedFish(`${FUNCTION}_at ${quotedFish(path)}`)}`;
  return [
    ...commands.map(({ name, description }) => `${at} --arguments ${name} --description ${quotedFish(description)}`),
    ...options.map((option) => `${at} ${optionWords(option)}`),
    ...(choices.length > 0 ? [`${at} --arguments ${quotedFish(choices.join(' '))}`] : []),
    ...(takesFiles ? [`${at} --force-files`] : []),
  ];
}

function optionWords({ flags, description, value }: CompletedOption): string {
  const names = flags.map((flag) =>
    flag.startsWith('--') ? `--long-option ${flag.slice(2)}` : `--short-option ${flag.slice(1)}`,
  );
  return [...names, ...valueWords(value), `--description ${quotedFish(description)}`].join(' ');
}

function valueWords(value: CompletedOption['value']): string[] {
  if (value === 'none') return [];
  if (value === 'file') return ['--require-parameter', '--force-files'];
  if (value === 'text') return ['--exclusive'];
  return ['--exclusive', `--arguments ${quotedFish(value.join(' '))}`];
}

function quotedFish(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}
