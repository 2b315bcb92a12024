import { Option, type Command } from 'commander';
import { withoutSecrets } from '../../gitops/secrets';
import type { VerrazzanoResource } from '../../resource/merge';
import type { ClusterFacts, Finding, Severity } from '../../resource/rules';
import { validateVerrazzano } from '../../resource/rules';
import { oneLine } from '../../values/escape/visible';
import { InputError } from '../input/input-error';
import { readClusterFacts } from '../input/read-cluster-facts';
import { readResource, readResources } from '../input/read-resources';
import { tinted, writeJson, writeLines, type Io, type Tone } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import type { Session } from '../session';

interface ValidateOptions extends OutputOptions {
  readonly previous?: string;
  readonly cluster?: string;
  readonly expect?: readonly string[];
  readonly severity: Severity;
  readonly quiet?: true;
}

/** From the most severe to the least. */
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'assumption'];

/** A finding and the file it is in. */
interface FileFinding extends Finding {
  readonly file: string;
}

const TONES: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'doubtful', assumption: 'quiet' };

/**
 * Adds the command `validate`.
 * @param program - the program
 * @param session - the run
 */
export function addValidate(program: Command, session: Session): void {
  program
    .command('validate')
    .description('check resources as the API server and the platform operator would, offline')
    .argument('<file...>', 'YAML or JSON with Verrazzano resources, v1beta1 or v1alpha1')
    .option('--previous <file>', 'the stored resource; adds the rules for updates')
    .option('--cluster <file>', 'cluster facts; without them, what a resource needs is reported as an assumption')
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

function validated(files: readonly string[], options: ValidateOptions, session: Session): FileFinding[] {
  const { previous, cluster, expect = [] } = options;
  const findings: FileFinding[] = [];
  // Without the resource to compare with, the result would be a different one.
  let stored: VerrazzanoResource | undefined;
  let facts: ClusterFacts | undefined;
  if (previous !== undefined && !session.with(previous, () => (stored = readResource(previous).resource)))
    return findings;
  if (cluster !== undefined && !session.with(cluster, () => (facts = readClusterFacts(cluster)))) return findings;
  let expected: readonly string[] = [];
  if (!session.with('--expect', () => (expected = expect.map(expectedObject)))) return findings;
  for (const name of files) {
    session.with(name, () => {
      for (const { file, resource: found } of readResources(name)) {
        // Rules for updates read the status of the stored resource only.
        const { status: _, ...resource } = found;
        const input = {
          resource,
          ...(stored && { previous: stored }),
          ...(facts && { cluster: withExpected(facts, expected) }),
          ...(facts === undefined && expected.length > 0 && { expected }),
        };
        for (const finding of validateVerrazzano(input)) findings.push({ file, ...withHidden(finding) });
      }
    });
  }
  return findings;
}

/** The resource may hold a credential, which belongs in no log. */
function withHidden(finding: Finding): Finding {
  return 'value' in finding ? { ...finding, value: withoutSecrets(finding.path, finding.value) } : finding;
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

/** Cluster facts in which the expected objects exist too, with unknown content. */
function withExpected(facts: ClusterFacts, expected: readonly string[]): ClusterFacts {
  const objects = (kind: string) =>
    expected
      .filter((text) => text.startsWith(`${kind} `))
      .map((text) => {
        const [namespace = '', name = ''] = text.slice(kind.length + 1).split('/');
        return { metadata: { namespace, name } };
      });
  return {
    ...facts,
    Secrets: [...(facts.Secrets ?? []), ...objects('Secret')],
    ConfigMaps: [...(facts.ConfigMaps ?? []), ...objects('ConfigMap')],
  };
}

function print(findings: readonly FileFinding[], io: Io): void {
  const lines = findings.map(({ file, severity, rule, path, message, fix, ...rest }) => {
    const got = 'value' in rest ? `; got ${shortened(JSON.stringify(rest.value) ?? 'nothing')}` : '';
    const text = oneLine(`[${file}: ${path}] ${message}${got}; ${fix} (${rule})`);
    return `${tinted(io, TONES[severity], severity)} ${text}`;
  });
  writeLines((text) => io.out(text), lines);
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}...`;
}
