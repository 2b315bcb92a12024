import { existsSync, mkdirSync, statSync } from 'fs';
import { basename, dirname, extname, join, relative } from 'path';
import { Option, type Command } from 'commander';
import {
  AirgapImages,
  CommonLabels,
  ImagePullSecrets,
  registryOf,
  SnapshotVolumes,
  StorageClassName,
  transformYaml,
  type ClaimsWithClass,
  type ImagePath,
  type ManifestTransform,
} from '../../transforms';
import { oneLine, visibleLines } from '../../values/escape/visible';
import type { Problem } from '../../values/problem';
import { writeText } from '../import/write-file';
import { InputError } from '../input/input-error';
import { manifestFiles } from '../input/read-manifests-files';
import { readText, systemError } from '../input/read-text';
import { writeLines } from '../io';
import { examples } from '../options';
import type { Session } from '../session';

interface TransformOptions {
  readonly registry?: string;
  readonly imagePath: ImagePath;
  readonly except: readonly string[];
  readonly storageClass?: string;
  readonly claims: ClaimsWithClass;
  readonly snapshots: readonly string[];
  readonly pullSecret: readonly string[];
  readonly label: readonly string[];
  readonly output?: string;
}

/** A file after the transforms. */
interface Transformed {
  readonly file: string;
  /** Where it is written below the folder of `--output`. */
  readonly below: string;
  readonly before: string;
  readonly text: string;
}

const EXTENSIONS: readonly string[] = ['.json', '.yaml', '.yml'];

/**
 * Adds the command `transform`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addTransform(command: Command, session: Session): void {
  command
    .argument('<path...>', 'YAML or JSON files, or folders of them')
    .option('--registry <registry>', 'pull every image of a pod from <host>[:<port>][/<path>]')
    .addOption(
      new Option('--image-path <part>', 'what is kept of the path of an image: its name, or all of it')
        .choices(['name', 'full'])
        .default('name'),
    )
    .addOption(listOption('--except <pattern,...>', 'images that stay as they are; * matches any characters'))
    .option('--storage-class <name>', 'StorageClass of every PersistentVolumeClaim and claim template')
    .addOption(
      new Option('--claims <which>', 'claims that get the StorageClass: all, or those that name none')
        .choices(['all', 'unset'])
        .default('all'),
    )
    .addOption(listOption('--snapshots <claim,...>', 'claims whose volumes Velero backs up, as [<namespace>/]<name>'))
    .addOption(listOption('--pull-secret <name,...>', 'Secrets with which pods pull their images'))
    .addOption(listOption('--label <key=value,...>', 'labels of every object'))
    .option(
      '--output <path>',
      'where the result goes: a file for one file, else a folder; without it, to standard output',
    )
    .addHelpText(
      'after',
      examples(
        'transform release.yaml --registry registry.example.com:5000/mirror --storage-class rook-ceph-block',
        'transform release/ --snapshots shop/data --output out/',
      ),
    )
    .action((paths: readonly string[], options: TransformOptions) => {
      const transforms = transformsOf(options, command);
      const results = transformedFiles(session, paths, transforms);
      if (results === undefined) return;
      if (options.output === undefined) write(session, results);
      else writeBelow(session, options.output, results, paths);
    });
}

function listOption(flags: string, description: string): Option {
  const collect = (text: string, before: readonly string[]): readonly string[] => [
    ...before,
    ...text.split(',').map((part) => part.trim()),
  ];
  return new Option(flags, description).argParser(collect).default([], 'none');
}

function transformsOf(options: TransformOptions, command: Command): ManifestTransform[] {
  try {
    const found = [...images(options), ...storage(options), ...labels(options)];
    if (found.length > 0) return found;
  } catch (error) {
    return command.error(`error: ${oneLine(error instanceof Error ? error.message : String(error))}`);
  }
  return command.error('error: name at least one of --registry, --storage-class, --snapshots, --pull-secret, --label');
}

function images({ registry, imagePath, except, pullSecret }: TransformOptions): ManifestTransform[] {
  return [
    ...(registry === undefined ? [] : [new AirgapImages({ registry: registryOf(registry), imagePath, except })]),
    ...(pullSecret.length === 0 ? [] : [new ImagePullSecrets(...pullSecret)]),
  ];
}

function storage({ storageClass, claims, snapshots }: TransformOptions): ManifestTransform[] {
  return [
    ...(storageClass === undefined ? [] : [new StorageClassName({ storageClass, claims })]),
    ...(snapshots.length === 0 ? [] : [new SnapshotVolumes({ claims: snapshots })]),
  ];
}

function labels({ label }: TransformOptions): ManifestTransform[] {
  if (label.length === 0) return [];
  const pairs = label.map((text) => {
    const at = text.indexOf('=');
    return [at < 0 ? text : text.slice(0, at), at < 0 ? '' : text.slice(at + 1)] as const;
  });
  return [new CommonLabels({ labels: Object.fromEntries(pairs) })];
}

/** Nothing when one of the files is refused: a part of a release is not what was asked for. */
function transformedFiles(
  session: Session,
  paths: readonly string[],
  transforms: readonly ManifestTransform[],
): Transformed[] | undefined {
  const results: Transformed[] = [];
  const problems: Problem[] = [];
  const refused = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(error.problem);
    }
  };
  for (const path of paths) {
    refused(() => {
      for (const file of manifestFiles(path)) {
        refused(() => {
          const before = readText(file);
          const { text, problems: found } = transformYaml(file, before, transforms);
          for (const problem of found) problems.push(problem);
          results.push({ file, below: file === path ? basename(file) : relative(path, file), before, text });
        });
      }
    });
  }
  for (const problem of problems) session.refuse(problem);
  return problems.length > 0 ? undefined : results;
}

/** One file as it is; several as one stream of documents. */
function write({ io }: Session, results: readonly Transformed[]): void {
  const [first, ...more] = results.map(({ text }) => text);
  const stream = more.reduce((all, text) => `${all}${separator(all, text)}${text}`, first ?? '');
  io.out(io.isTTY ? visibleLines(stream) : stream);
}

function separator(before: string, after: string): string {
  const end = before === '' || before.endsWith('\n') ? '' : '\n';
  if (after.startsWith('%')) return `${end}...\n`;
  return /^---(?:\s|$)/.test(after) ? end : `${end}---\n`;
}

function writeBelow(session: Session, output: string, results: readonly Transformed[], paths: readonly string[]): void {
  const isFolder = existsSync(output) && statSync(output).isDirectory();
  const [only, ...more] = results;
  const isFile = !isFolder && more.length === 0 && only?.file === paths[0] && EXTENSIONS.includes(extname(output));
  const targets = results.map((result) => ({ ...result, target: isFile ? output : join(output, result.below) }));
  const twice = targets.filter(({ target }, index) => targets.findIndex((other) => other.target === target) !== index);
  for (const { target, file } of twice) {
    const fix = 'name one of them in a run of its own';
    session.refuse({ at: file, what: 'and another file are written to one place', got: target, fix });
  }
  if (twice.length > 0) return;
  for (const { target, text } of targets) {
    session.with(target, () => {
      makeFolder(dirname(target));
      writeText(target, text, { replace: true });
    });
  }
  const changed = targets.filter(({ before, text }) => before !== text).length;
  writeLines((text) => session.io.err(text), [oneLine(`${output}: ${targets.length} files, ${changed} changed`)]);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw systemError(folder, error);
  }
}
