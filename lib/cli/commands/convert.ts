import type { Command } from 'commander';
import { translateOam, type OamSeverity, type OamFinding } from '../../application';
import type { JsonObject } from '../../values/json';
import { oneLine } from '../../values/escape/visible';
import { describeProblem, type Problem } from '../../values/problem';
import { readObjects } from '../convert/read';
import { writeFolder } from '../convert/write-folder';
import { warnOfCredentials } from '../credentials';
import { tinted, writeLines } from '../io';
import { examples } from '../options';
import type { Session } from '../session';
import { yamlText } from '../yaml-text';

interface ConvertOptions {
  readonly context?: readonly string[];
  readonly output?: string;
  readonly despiteErrors?: true;
  readonly corrected?: true;
}

/**
 * Adds the command `convert`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addConvert(command: Command, session: Session): void {
  command
    .argument(
      '<file...>',
      'YAML or JSON files, or folders with such files, of ApplicationConfigurations and Components',
    )
    .option(
      '--context <file...>',
      'objects of the cluster that decide about names and ports, such as Namespaces and Services; they are not written',
    )
    .option('-o, --output <folder>', 'one file for each object, in this folder; without it, to standard output')
    .option('--despite-errors', 'write what release 1.7.2 would make, also where it reports errors')
    .option('--corrected', 'correct what release 1.7.2 does by mistake; names stay')
    .addHelpText(
      'after',
      examples(
        'convert hello-helidon.yaml --context namespaces.yaml cluster.yaml',
        'convert app/ --context live.yaml --output manifests/',
      ),
    )
    .addHelpText('after', '\nWhat admission refuses is an error in any case.')
    .action((files: readonly string[], options: ConvertOptions) => {
      const totals = { files: 0, bytes: 0, values: 0 };
      const objects = readObjects(files, totals, session);
      const context = readObjects(options.context ?? [], totals, session);
      if (objects === undefined || context === undefined) return;
      const { objects: made, findings } = translateOam({ objects, context, corrected: options.corrected === true });
      const isWritten = report(findings, options.despiteErrors === true, session);
      if (!isWritten) return;
      if (made.length === 0) session.io.err('note: there is nothing to write\n');
      write(made, options, session);
    });
}

/** Whether the result is written. */
function report(findings: readonly OamFinding[], despiteErrors: boolean, session: Session): boolean {
  const of = (severity: OamSeverity): readonly OamFinding[] => findings.filter((each) => each.severity === severity);
  const quiet = [...of('warning'), ...(despiteErrors ? of('error') : [])];
  writeLines(
    (text) => session.io.err(text),
    quiet.map((finding) =>
      tinted(session.io, 'doubtful', oneLine(`${finding.severity}: ${describeProblem(problemOf(finding))}`)),
    ),
  );
  const wrong = [...of('refused'), ...(despiteErrors ? [] : of('error'))];
  for (const finding of wrong) session.refuse(problemOf(finding));
  return wrong.length === 0 || despiteErrors;
}

function problemOf({ object, severity: _severity, ...rest }: OamFinding): Problem {
  return { at: object, ...rest };
}

function write(objects: readonly JsonObject[], { output }: ConvertOptions, session: Session): void {
  for (const each of objects) warnOfCredentials('', each, session);
  if (output === undefined) {
    session.io.out(objects.map(yamlText).join(''));
    return;
  }
  session.with(output, () => {
    const { written, removed, kept } = writeFolder(output, objects);
    const lines = [
      `${output}: ${written} objects written`,
      ...removed.map((path) => `${path} removed`),
      ...kept.map((path) => `note: ${path} was edited since it was written, and stays`),
    ];
    writeLines((text) => session.io.err(text), lines.map(oneLine));
  });
}
