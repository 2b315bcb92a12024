import { Option, type Command } from 'commander';
import { RISKS, RISK_ORDER, type Change, type RiskLevel } from '../../checks/diff/change';
import { diffObjects } from '../../checks/diff/diff';
import { diffMarkdown } from '../../checks/report/diff-markdown';
import { changeLines } from '../../checks/report/diff-text';
import { counted } from '../../values/counted';
import type { Problem } from '../../values/problem';
import { gitFiles } from '../check/git-files';
import { readSides } from '../check/read-side';
import type { Files } from '../check/read-sources';
import { tinted, writeJson, writeLines, type Tone } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import type { Session } from '../session';
import { usageError } from '../usage-error';

interface DiffOptions extends OutputOptions<'markdown'> {
  readonly git?: string;
  readonly failOn: RiskLevel | 'never';
}

const TONES: Readonly<Record<RiskLevel, Tone>> = { high: 'bad', medium: 'doubtful', low: 'quiet' };

/** From the most serious to the least. */
const LEVELS: readonly RiskLevel[] = ['high', 'medium', 'low'];

const ABOUT = `
Risks, the greatest first:
${RISK_ORDER.map((risk) => `  ${risk.padEnd(10)} ${RISKS[risk]}`).join('\n')}

Exit codes: 0 nothing differs, 1 something differs or input is refused, 2 wrong usage; --fail-on changes what counts.`;

/**
 * Adds the command `diff`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addDiff(command: Command, session: Session): void {
  command
    .argument('<before>', 'a folder or file with manifests; with --git, the one that is compared with its revision')
    .argument('[after]', 'the folder or file as it will be')
    .option('--git <revision>', 'compare a folder as it is in this revision with the work tree')
    .addOption(
      new Option('--fail-on <level>', 'the lowest level of risk that makes the exit code 1')
        .choices([...LEVELS, 'never'])
        .default('low'),
    )
    .addOption(outputOption('markdown'))
    .addHelpText(
      'after',
      examples(
        'diff before/ after/',
        'diff --git main dist/',
        'diff --git origin/main dist/ --output markdown --fail-on never > comment.md',
      ),
    )
    .addHelpText('after', ABOUT)
    .action((before: string, after: string | undefined, options: DiffOptions) => {
      if ((after === undefined) === (options.git === undefined)) {
        usageError(command, { what: 'needs two folders, or --git <revision> and one', fix: 'name what is compared' });
      }
      run(before, after, options, session);
    });
}

function run(before: string, after: string | undefined, options: DiffOptions, session: Session): void {
  const revision = options.git;
  let files: Files | undefined;
  if (revision !== undefined && !session.with(before, () => void (files = gitFiles(revision, before)))) return;
  const read = readSides(before, after ?? before, session, files);
  if (read === undefined) return;
  const { sides, unread } = read;
  // A rendering that failed leaves nothing on both sides, which is no proof that nothing changed.
  if (after !== undefined && sides.every((objects) => objects.length === 0)) {
    session.refuse(nothingIn(before, after));
    return;
  }
  const changes = diffObjects(...sides);
  if (changes.some(({ level }) => counts(level, options.failOn))) session.fail();
  report(changes, unread, options, session);
}

function nothingIn(before: string, after: string): Problem {
  return {
    at: `${before} ${after}`,
    what: 'hold no Kubernetes object',
    allowed: 'objects with apiVersion and kind, or Lists of them',
    fix: 'name folders with manifests',
  };
}

function counts(level: RiskLevel, lowest: DiffOptions['failOn']): boolean {
  return lowest !== 'never' && LEVELS.indexOf(level) <= LEVELS.indexOf(lowest);
}

function report(changes: readonly Change[], unread: readonly string[], { output }: DiffOptions, { io }: Session): void {
  if (output === 'json') {
    writeJson(io, { changes, ...(unread.length > 0 && { unread }) });
    return;
  }
  if (output === 'markdown') {
    io.out(diffMarkdown(changes, unread));
    return;
  }
  const lines = changes.flatMap((change) => {
    const [title = '', ...fields] = changeLines(change);
    return [`${tinted(io, TONES[change.level], change.risk)} ${title}`, ...fields];
  });
  writeLines((text) => io.out(text), lines);
  const high = changes.filter(({ level }) => level === 'high').length;
  io.err(
    changes.length === 0
      ? `note: nothing ${unread.length > 0 ? 'else ' : ''}differs\n`
      : `note: ${counted(changes.length, 'change')}, ${high} of high risk\n`,
  );
}
