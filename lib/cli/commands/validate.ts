import type { Command } from 'commander';
import { withoutSecrets } from '../../gitops/secrets';
import type { VerrazzanoResource } from '../../resource/merge';
import type { ClusterFacts, Finding } from '../../resource/rules';
import { validateVerrazzano } from '../../resource/rules';
import { oneLine } from '../../values/escape/visible';
import { readClusterFacts } from '../input/read-cluster-facts';
import { readResource, readResources } from '../input/read-resources';
import { tinted, writeJson, writeLines, type Io, type Tone } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import type { Session } from '../session';

interface ValidateOptions extends OutputOptions {
  readonly previous?: string;
  readonly cluster?: string;
}

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
    .description('check resources as API server and platform operator would, offline')
    .argument('<file...>', 'YAML or JSON with Verrazzano resources, v1beta1 or v1alpha1')
    .option('--previous <file>', 'the stored resource; adds the rules for updates')
    .option('--cluster <file>', 'facts about the cluster; without it, what a resource needs is reported as assumption')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'validate verrazzano.yaml',
        'validate verrazzano.yaml --previous stored.yaml --cluster cluster.yaml',
        'validate *.yaml --output json',
      ),
    )
    .action((files: readonly string[], options: ValidateOptions) => {
      const findings = validated(files, options, session);
      if (findings.some(({ severity }) => severity === 'error')) session.fail();
      if (options.output === 'json') writeJson(session.io, findings);
      else print(findings, session.io);
    });
}

function validated(files: readonly string[], options: ValidateOptions, session: Session): FileFinding[] {
  const { previous, cluster } = options;
  const findings: FileFinding[] = [];
  // Without what was asked to compare with, the answer would be another one.
  let stored: VerrazzanoResource | undefined;
  let facts: ClusterFacts | undefined;
  if (previous !== undefined && !session.with(previous, () => (stored = readResource(previous).resource)))
    return findings;
  if (cluster !== undefined && !session.with(cluster, () => (facts = readClusterFacts(cluster)))) return findings;
  for (const name of files) {
    session.with(name, () => {
      for (const { file, resource: found } of readResources(name)) {
        // Rules for updates ask for the status of the stored resource, and of no other.
        const { status: _, ...resource } = found;
        const input = { resource, ...(stored && { previous: stored }), ...(facts && { cluster: facts }) };
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
