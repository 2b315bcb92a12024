import { PROGRAM } from '../package-version';
import type { CompletedCommand } from './command-tree';
import { descents, FUNCTION, optionValues, quoted } from './shell';

/**
 * Completion for zsh, with descriptions.
 * @param commands - what can be completed
 */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef ${PROGRAM}
# Completion of ${PROGRAM} for zsh: eval "$(${PROGRAM} completion zsh)", after compinit
${FUNCTION}() {
  local current=\${words[CURRENT]} previous=\${words[CURRENT-1]} command= index
  for ((index = 2; index < CURRENT; index++)); do
    case "\${command:+$command }\${words[index]}" in
      ${descents(commands)})
        command="\${command:+$command }\${words[index]}" ;;
    esac
  done
  if [[ $current == --*=* ]]; then
    previous=\${current%%=*}
    compset -P '*='
  fi
  case "$command $previous" in
${optionValues(commands)
  .map(({ pattern, value }) => `    ${pattern}) ${valueAction(value)}; return ;;`)
  .join('\n')}
  esac
  local -a items
  if [[ $current == -* ]]; then
    case "$command" in
${commands.map((each) => `      ${quoted(each.path)}) items=(${flagItems(each)}) ;;`).join('\n')}
    esac
    _describe option items
    return
  fi
  case "$command" in
${commands.map((each) => `    ${quoted(each.path)}) ${wordAction(each)} ;;`).join('\n')}
  esac
}
# It is loaded by compinit from a folder of fpath, or evaluated.
if [[ \${funcstack[1]} == ${FUNCTION} ]]; then
  ${FUNCTION} "$@"
else
  compdef ${FUNCTION} ${PROGRAM}
fi
`;
}

function valueAction(value: readonly string[] | 'file' | 'text'): string {
  if (typeof value !== 'string') return `compadd -- ${value.map(quoted).join(' ')}`;
  return value === 'file' ? '_files' : 'return';
}

function wordAction({ commands, choices, takesFiles }: CompletedCommand): string {
  const items = [...commands.map(({ name, description }) => item(name, description)), ...choices.map(quoted)];
  if (items.length > 0) return `items=(${items.join(' ')}); _describe command items`;
  return takesFiles ? '_files' : 'return';
}

function flagItems({ options }: CompletedCommand): string {
  return options.flatMap(({ flags, description }) => flags.map((flag) => item(flag, description))).join(' ');
}

/** A colon ends the name of an item. */
function item(name: string, description: string): string {
  return quoted(`${name.replaceAll(':', String.raw`\:`)}:${description}`);
}
