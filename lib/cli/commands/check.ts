import { Option, type Command } from 'commander';
import { readAllowList } from '../../checks/allow-list';
import type { CheckFinding, FindingSeverity } from '../../checks/finding';
import { githubAnnotation } from '../../checks/report/github';
import { sarifLog } from '../../checks/report/sarif';
import { findingText } from '../../checks/report/text';
import { readMinors } from '../../checks/versions';
import { counted } from '../../values/counted';
import { InputError } from '../../values/input-error';
import { readExternal } from '../check/externals';
import { readSources, type Sources } from '../check/read-sources';
import { runCheck, type RunOptions } from '../check/run-check';
import { documentsOf } from '../input/read-manifests-documents';
import { readText } from '../input/read-text';
import { tinted, writeJson, writeLines, type Tone } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import { ownManifest } from '../package-version';
import type { Session } from '../session';

interface CheckCommandOptions extends OutputOptions<'sarif' | 'github'> {
  readonly kubernetes: string;
  readonly crds: readonly string[];
  readonly external: readonly string[];
  readonly allow?: string;
  readonly severity: FindingSeverity;
  readonly failOn: FindingSeverity;
  readonly quiet?: true;
}

/** From the most severe to the least. */
const SEVERITIES: readonly FindingSeverity[] = ['error', 'warning', 'info'];

const TONES: Readonly<Record<FindingSeverity, Tone>> = { error: 'bad', warning: 'doubtful', info: 'quiet' };

const ABOUT = `
Severities: error, what the API server refuses or drops, or what is broken; warning, what was probably not meant; info, what cannot be
decided from the input. The exit code is 1 for errors and warnings; --fail-on changes that.

Objects of different clusters are told apart by the Applications of Argo CD that deliver them.`;

/**
 * Adds the command `check`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addCheck(command: Command, session: Session): void {
  command
    .argument('<dir...>', 'folders, or files, with YAML or JSON manifests')
    .option('--kubernetes <versions>', 'versions that must accept the objects, such as 1.27 or 1.24-1.28', '1.24-1.28')
    .addOption(repeated('--crds <path>', 'CustomResourceDefinitions that are not in the input'))
    .addOption(
      repeated('--external <object>', 'what is provided from outside: Kind[.group]:[namespace/]name, with * in it'),
    )
    .option('--allow <file>', 'an allow-list: findings that are accepted, and objects from outside, each with a reason')
    .addOption(severityOption('--severity <severity>', 'the lowest severity that is printed'))
    .addOption(severityOption('--fail-on <severity>', 'the lowest severity that makes the exit code 1'))
    .option('-q, --quiet', 'print nothing; the exit code is the result')
    .addOption(outputOption('sarif', 'github'))
    .addHelpText(
      'after',
      examples(
        'check dist/',
        'check manifests/ --kubernetes 1.27 --external StorageClass:oci-bv --external Secret:shop/db',
        'check manifests/ --allow check-allow.yaml --output github',
        'check manifests/ --output sarif > check.sarif',
      ),
    )
    .addHelpText('after', ABOUT)
    .action((paths: readonly string[], options: CheckCommandOptions) => run(paths, options, session));
}

async function run(paths: readonly string[], options: CheckCommandOptions, session: Session): Promise<void> {
  let given: { readonly sources: Sources; readonly options: RunOptions } | undefined;
  session.with(paths.join(' '), () => {
    const definitions = readDefinitions(options.crds);
    const sources = withUnreadable(readSources(paths), definitions);
    given = { sources, options: runOptions(options, definitions) };
  });
  if (given === undefined) return;
  const { sources } = given;
  if (sources.objects.length + sources.kustomizations.length + sources.unreadable.length === 0) {
    session.with(paths.join(' '), () => nothing(paths));
    return;
  }
  const findings = await runCheck(sources, given.options);
  if (findings.some(({ severity }) => isAtLeast(severity, options.failOn))) session.fail();
  if (options.quiet === true) return;
  report(findings, sources, options, session);
}

/** What `--crds` names. A folder without a definition is probably not the one that was meant. */
function readDefinitions(paths: readonly string[]): Sources {
  const read = readSources(paths);
  const isEmpty = !read.objects.some(({ object }) => object.kind === 'CustomResourceDefinition');
  if (paths.length > 0 && read.unreadable.length === 0 && isEmpty) {
    const what = 'holds no CustomResourceDefinition';
    throw new InputError({ at: paths.join(' '), what, fix: 'name the files that have them with --crds' });
  }
  return read;
}

/** A definition that cannot be read is reported as a manifest is. */
function withUnreadable(sources: Sources, { unreadable }: Sources): Sources {
  return { ...sources, unreadable: [...sources.unreadable, ...unreadable] };
}

function runOptions({ kubernetes, external, allow }: CheckCommandOptions, definitions: Sources): RunOptions {
  const list = allow === undefined ? undefined : readAllowList(allow, documentsOf(allow, readText(allow))[0] ?? {});
  return {
    minors: readMinors(kubernetes),
    externals: [...external.map(readExternal), ...(list?.external ?? [])],
    definitions: definitions.objects.map(({ object }) => object),
    ...(allow !== undefined && list !== undefined && { allow: { file: allow, list: list.allow } }),
  };
}

function report(
  findings: readonly CheckFinding[],
  sources: Sources,
  options: CheckCommandOptions,
  { io }: Session,
): void {
  const shown = findings.filter(({ severity }) => isAtLeast(severity, options.severity));
  const out = (text: string): void => io.out(text);
  switch (options.output) {
    case 'json':
      writeJson(io, {
        kubernetes: options.kubernetes,
        objects: sources.objects.length,
        ...counts(findings),
        findings: shown,
      });
      return;
    case 'sarif':
      writeJson(io, sarifLog(shown, ownManifest()));
      return;
    case 'github':
      writeLines(out, shown.map(githubAnnotation));
      break;
    case 'text':
      writeLines(
        out,
        shown.map((finding) => `${tinted(io, TONES[finding.severity], finding.severity)} ${findingText(finding)}`),
      );
  }
  const { errors, warnings, infos } = counts(findings);
  const found = `${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${infos} not decided`;
  const others =
    sources.others > 0
      ? `; ${counted(sources.others, 'value is not a Kubernetes object', 'values are not Kubernetes objects')}`
      : '';
  io.err(
    `note: ${counted(sources.objects.length, 'object')} in ${counted(sources.files.length, 'file')}: ${found}${others}\n`,
  );
}

function counts(findings: readonly CheckFinding[]): {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
} {
  const of = (wanted: FindingSeverity): number => findings.filter(({ severity }) => severity === wanted).length;
  return { errors: of('error'), warnings: of('warning'), infos: of('info') };
}

function isAtLeast(severity: FindingSeverity, lowest: FindingSeverity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(lowest);
}

function nothing(paths: readonly string[]): never {
  throw new InputError({
    at: paths.join(' '),
    what: 'holds no Kubernetes object',
    allowed: 'objects with apiVersion and kind, or Lists of them',
    fix: 'name a folder with manifests',
  });
}

function severityOption(flags: string, description: string): Option {
  return new Option(flags, description).choices(SEVERITIES).default('warning');
}

function repeated(flags: string, description: string): Option {
  const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
  return new Option(flags, `${description}; may be repeated`).argParser(collect).default([], 'none');
}
