import { Option, type Command } from 'commander';
import type { Finding, Severity } from '../../resource/rules';
import { oneLine } from '../../values/escape/visible';
import { InputError } from '../input/input-error';
import { readCluster, type KnownCluster } from '../input/read-cluster';
import { tinted, writeJson, writeLines, type Io, type Tone } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import type { Session } from '../session';
import {
  findingsOf,
  readStored,
  readValidated,
  type FileFinding,
  type StoredObjects,
  type ValidationContext,
  type ValidatedFile,
} from '../validate/findings';

interface ValidateOptions extends OutputOptions {
  readonly previous?: string;
  readonly cluster?: string;
  readonly expect?: readonly string[];
  readonly severity: Severity;
  readonly quiet?: true;
}

/** From the most severe to the least. */
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'assumption'];

const TONES: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'doubtful', assumption: 'quiet' };

/**
 * Adds the command `validate`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addValidate(command: Command, session: Session): void {
  command
    .argument(
      '<file...>',
      'YAML or JSON with Verrazzano resources, managed clusters, projects or MultiCluster resources',
    )
    .option('--previous <file>', 'the stored resource; adds the rules for updates')
    .option(
      '--cluster <path>',
      'manifests of what exists, or cluster facts; without them, what a resource needs is reported as an assumption',
    )
    .option('--expect <object...>', 'objects that will exist: secret:NAMESPACE/NAME or configmap:NAMESPACE/NAME')
    .addOption(
      new Option('--severity <severity>', 'the lowest severity that is printed')
        .choices(SEVERITIES)
        .default('assumption'),
    )
    .option('-q, --quiet', 'print nothing; the exit code is the result')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'validate verrazzano.yaml',
        'validate verrazzano.yaml --previous stored.yaml --cluster facts.yaml',
        'validate verrazzano.yaml --expect secret:verrazzano-install/oci --severity error',
        'validate managed-cluster.yaml project.yaml --cluster dump.yaml',
        'validate *.yaml --output json',
      ),
    )
    .action((files: readonly string[], options: ValidateOptions) => {
      const findings = validated(files, options, session);
      if (findings.some(({ severity }) => severity === 'error')) session.fail();
      if (options.quiet) return;
      const shown = findings.filter(
        ({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(options.severity),
      );
      if (options.output === 'json') writeJson(session.io, shown);
      else print(shown, session.io);
    });
}

function validated(names: readonly string[], options: ValidateOptions, session: Session): FileFinding[] {
  const { previous, cluster, expect = [] } = options;
  // Without what the objects are compared with, the result would be a different one.
  let stored: StoredObjects | undefined;
  let known: KnownCluster | undefined;
  if (previous !== undefined && !session.with(previous, () => (stored = readStored(previous)))) return [];
  if (cluster !== undefined && !session.with(cluster, () => (known = readCluster(cluster)))) return [];
  let expected: readonly string[] = [];
  if (!session.with('--expect', () => (expected = expect.map(expectedObject)))) return [];
  const files: ValidatedFile[] = [];
  for (const name of names) session.with(name, () => files.push(readValidated(name)));
  const surroundings: ValidationContext = {
    ...(stored !== undefined && { previous: stored }),
    ...(known !== undefined && { cluster: known }),
    expected,
  };
  const findings: FileFinding[] = [];
  for (const file of files) {
    session.with(file.file, () => {
      for (const finding of findingsOf(file, files, surroundings)) findings.push(finding);
    });
  }
  return findings;
}

const KINDS: Readonly<Record<string, string>> = { secret: 'Secret', configmap: 'ConfigMap' };

/** `secret:NAMESPACE/NAME` as rules name it: `Secret NAMESPACE/NAME`. */
function expectedObject(text: string): string {
  const [, kind = '', namespace, name] = /^(secret|configmap):([^/\s]+)\/([^/\s]+)$/i.exec(text) ?? [];
  if (namespace !== undefined && name !== undefined) return `${KINDS[kind.toLowerCase()]} ${namespace}/${name}`;
  throw new InputError({
    at: '--expect',
    what: 'does not name an object',
    got: oneLine(text),
    allowed: 'secret:NAMESPACE/NAME, configmap:NAMESPACE/NAME',
    fix: 'write it as secret:verrazzano-install/oci',
  });
}

function print(findings: readonly FileFinding[], io: Io): void {
  const lines = findings.map(({ file, object, severity, rule, path, message, fix, ...rest }) => {
    const got = 'value' in rest ? `; got ${shortened(JSON.stringify(rest.value) ?? 'nothing')}` : '';
    const at = object === undefined ? path : `${object}: ${path}`;
    const text = oneLine(`[${file}: ${at}] ${message}${got}; ${fix} (${rule})`);
    return `${tinted(io, TONES[severity], severity)} ${text}`;
  });
  writeLines((text) => io.out(text), lines);
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}...`;
}
