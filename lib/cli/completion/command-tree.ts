import type { Command, Option } from 'commander';

/** An option, as far as a shell completes it. */
export interface CompletedOption {
  /** Its forms, such as `-o` and `--output`. */
  readonly flags: readonly string[];
  /** What it does, one line. */
  readonly description: string;
  /** What follows it: one of these texts, a file, any text, or nothing. */
  readonly value: readonly string[] | 'file' | 'text' | 'none';
}

/** A command, as far as a shell completes it. */
export interface CompletedCommand {
  /** Names from the program to the command, with blanks between; empty for the program itself. */
  readonly path: string;
  /** Commands below it. */
  readonly commands: ReadonlyArray<{ readonly name: string; readonly description: string }>;
  /** Its options. */
  readonly options: readonly CompletedOption[];
  /** Texts that its arguments may have; empty where they are files, or where it has commands below. */
  readonly choices: readonly string[];
  /** Whether it takes arguments of any text, of which most are files. */
  readonly takesFiles: boolean;
}

/** Names of values that are files or folders. */
const FILE_VALUE = /<(?:file|path|dir|folder|before|after)(?:\.\.\.)?>/;

/**
 * What can be completed of a program: itself first, then its commands in the order of the help.
 * @param program - the program, with all its commands
 */
export function commandTree(program: Command): readonly CompletedCommand[] {
  return below(program, []);
}

function below(command: Command, path: readonly string[]): CompletedCommand[] {
  const help = command.createHelp();
  const own = help.visibleOptions(command).map(completed);
  const children = command.commands;
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  return [
    {
      path: path.join(' '),
      commands: help
        .visibleCommands(command)
        .map((child) => ({ name: child.name(), description: child.description() })),
      options: own,
      choices,
      takesFiles: children.length === 0 && choices.length === 0 && command.registeredArguments.length > 0,
    },
    ...children.flatMap((child) => below(child, [...path, child.name()])),
  ];
}

function completed(option: Option): CompletedOption {
  const { short, long, description, argChoices, flags } = option;
  const takesValue = option.required || option.optional;
  const other = FILE_VALUE.test(flags) ? 'file' : 'text';
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    description,
    value: takesValue ? (argChoices ?? other) : 'none',
  };
}
