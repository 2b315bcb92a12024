import { readFileSync, statSync } from 'fs';
import { basename, resolve } from 'path';
import type { Command } from 'commander';
import { diffObjects } from '../../checks/diff/diff';
import { REPORT_MARK, reportHtml } from '../../report/html';
import type { ReportInput } from '../../report/input';
import { reportOf } from '../../report/report';
import { counted } from '../../values/counted';
import { oneLine } from '../../values/escape/visible';
import { readSides } from '../check/read-side';
import { writeText } from '../import/write-file';
import { InputError } from '../input/input-error';
import { writeJson } from '../io';
import { examples } from '../options';
import { packageVersion } from '../package-version';
import { pageAssets } from '../report/page-assets';
import { readEstates } from '../report/read-report';
import type { Session } from '../session';
import { usageError } from '../usage-error';

interface ReportOptions {
  readonly output: string;
  readonly compare?: true;
  readonly kubernetes: string;
  readonly title?: string;
  readonly force?: true;
  readonly json?: true;
}

/**
 * Adds the command `report`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addReport(command: Command, session: Session): void {
  command
    .argument('<dir...>', 'output of a synthesis, folders of clusters, or any manifests')
    .option('-o, --output <file>', 'the file to write', 'report.html')
    .option(
      '--compare',
      'the two directories are the state before and after: show what changed, the greatest risk first',
    )
    .option('--kubernetes <versions>', 'versions that must accept the objects, such as 1.27 or 1.24-1.28', '1.24-1.28')
    .option('--title <text>', 'the heading; without it, the names of the directories')
    .option('--force', 'overwrite a file that is not a report')
    .option('--json', 'print the data of the page instead of writing it')
    .addHelpText(
      'after',
      examples(
        'report dist/',
        'report dist/prod dist/eu-1 -o prod.html',
        'report before/ after/ --compare -o change.html',
        'report manifests/ --json',
      ),
    )
    .addHelpText('after', ABOUT)
    .action((paths: readonly string[], options: ReportOptions) => run(paths, options, command, session));
}

const ABOUT = `
The page is one file that loads nothing, so that it can be opened from disk, attached or archived. No Secret and no environment
variable of a pod is in it. A file that is a report already is replaced.`;

async function run(
  paths: readonly string[],
  options: ReportOptions,
  command: Command,
  session: Session,
): Promise<void> {
  if (options.compare === true && paths.length !== 2) {
    const fix = 'name the one before and the one after';
    usageError(command, { what: '--compare needs two directories', got: paths, fix });
  }
  if (options.json !== true && !session.with(options.output, () => checkOutput(options))) return;
  const input = await inputOf(paths, options, session);
  if (input === undefined) return;
  const report = reportOf(input);
  if (options.json === true) return writeJson(session.io, report);
  const html = reportHtml(report, await pageAssets());
  const isWritten = session.with(options.output, () => writeText(options.output, html, { replace: true }));
  const what = `${counted(report.clusters.length, 'cluster')}, ${Math.ceil(html.length / 1024)} KiB`;
  if (isWritten) session.io.err(`note: wrote ${oneLine(options.output)}: ${what}\n`);
}

/** What the directories hold; undefined when they are refused. */
async function inputOf(
  paths: readonly string[],
  options: ReportOptions,
  session: Session,
): Promise<ReportInput | undefined> {
  const { compare: isComparison = false, kubernetes, title } = options;
  const [before = '', after = ''] = paths;
  const names = paths.map((path) => basename(resolve(path)));
  try {
    const estates = await readEstates(isComparison ? [after] : paths, kubernetes);
    const comparison = isComparison ? await beforeOf(before, after, options, session) : undefined;
    if (isComparison && comparison === undefined) return undefined;
    return {
      title: title ?? names.join(isComparison ? ' → ' : ', '),
      version: packageVersion(),
      kubernetes,
      estates,
      ...(comparison !== undefined && { before: comparison }),
    };
  } catch (error) {
    session.with(paths.join(' '), () => {
      throw error;
    });
    return undefined;
  }
}

async function beforeOf(
  before: string,
  after: string,
  { kubernetes }: ReportOptions,
  session: Session,
): Promise<ReportInput['before']> {
  const read = readSides(before, after, session);
  if (read === undefined || read.unread.length > 0) return undefined;
  return {
    name: basename(resolve(before)),
    after: basename(resolve(after)),
    estates: await readEstates([before], kubernetes),
    changes: diffObjects(...read.sides),
  };
}

/** A report is made again at any time; another file is not replaced by mistake. */
function checkOutput({ output, force }: ReportOptions): void {
  const there = statSync(output, { throwIfNoEntry: false });
  if (there === undefined || !there.isFile() || force === true) return;
  if (readFileSync(output, 'utf8').slice(0, 4096).includes(REPORT_MARK)) return;
  throw new InputError({ at: output, what: 'exists and is not a report', fix: 'name another file, or add --force' });
}
