import { PROGRAM } from '../package-version';
import type { CompletedCommand } from './command-tree';
import { descents, FUNCTION, optionValues, quoted } from './shell';

/**
 * Completion for bash 3.2 and newer.
 * @param commands - what can be completed
 */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  return `# Completion of ${PROGRAM} for bash: eval "$(${PROGRAM} completion bash)"
${FUNCTION}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command= words= index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${command:+$command }\${COMP_WORDS[index]}" in
      ${descents(commands)})
        command="\${command:+$command }\${COMP_WORDS[index]}" ;;
    esac
  done
  # bash makes words of their own of = and what follows it.
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  COMPREPLY=()
  case "$command $previous" in
${optionValues(commands)
  .map(({ pattern, value }) => `    ${pattern}) ${valueAction(value)}; return ;;`)
  .join('\n')}
  esac
  case "$command" in
${commands.map((each) => `    ${quoted(each.path)}) words=${quoted(wordsOf(each).join(' '))} ;;`).join('\n')}
  esac
  if [[ $current == -* ]]; then
    case "$command" in
${commands.map((each) => `      ${quoted(each.path)}) words=${quoted(flagsOf(each).join(' '))} ;;`).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F ${FUNCTION} ${PROGRAM}
`;
}

/** Where there is no reply, bash completes files; any other text cannot be completed. */
function valueAction(value: readonly string[] | 'file' | 'text'): string {
  if (value === 'file') return 'COMPREPLY=()';
  if (value === 'text') return 'compopt +o default +o bashdefault 2> /dev/null';
  return `COMPREPLY=($(compgen -W ${quoted(value.join(' '))} -- "$current"))`;
}

function wordsOf({ commands, choices }: CompletedCommand): readonly string[] {
  return [...commands.map(({ name }) => name), ...choices];
}

function flagsOf({ options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ flags }) => flags);
}
