import { Option, type Command } from 'commander';
import { parseIpRange } from '../../connectivity/ip-ranges';
import type { ConnectivityOptions } from '../../connectivity';
import {
  answerPairs,
  explainAll,
  listConnections,
  listDifferences,
  reportExposure,
  reportRedundant,
  type Format,
} from '../network/answer';
import { loadState } from '../network/load';
import { GRAPHS } from '../network/output';
import { askedOf, type AskedTexts } from '../network/question';
import { examples } from '../options';
import type { Session } from '../session';
import { usageError } from '../usage-error';

interface Options extends AskedTexts {
  readonly explain?: true;
  readonly exposure?: true;
  readonly redundant?: true;
  readonly diff?: string;
  readonly multicluster?: true;
  readonly hostNetworkAsPods?: true;
  readonly nodeCidr: readonly string[];
  readonly ingressController?: string;
  readonly output: Format;
}

const ABOUT = `
Evaluated: NetworkPolicy; AdminNetworkPolicy, BaselineAdminNetworkPolicy (v1alpha1) and ClusterNetworkPolicy (v1alpha2) of
policy.networking.k8s.io; of Istio, PeerAuthentication and AuthorizationPolicy with the sidecars that pods get. Other kinds of policies
are named in warnings; then no answer is "open".

With --from, --to and --port it ends with 0 when open, 1 otherwise; with --diff, 1 when something differs.`;

/**
 * Adds the command `connectivity`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addConnectivity(command: Command, session: Session): void {
  command
    .argument('<path...>', 'YAML or JSON files with Kubernetes objects, or folders of such files')
    .addOption(repeated('--from <peer>', 'only from this workload (namespace/name), address or CIDR', 'everything'))
    .addOption(repeated('--to <peer>', 'only to this workload (namespace/name), address or CIDR', 'everything'))
    .option('--port <number>', 'only this port, as <number> or <number>/<protocol>')
    .option('--explain', 'name the rules that decide, for the pairs asked about or for a small answer')
    .option('--exposure', 'print what is open to everything or to the outside, and what no policy protects')
    .option('--redundant', 'print the NetworkPolicies that could be removed without any change')
    .option('--diff <path>', 'compare with the manifests as they will be; print what differs, the greatest risk first')
    .option(
      '--multicluster',
      'the paths are folders of clusters, or of their output: what one cluster reaches in another, for <cluster>/<component>',
    )
    .option('--host-network-as-pods', 'apply policies to pods with hostNetwork as to other pods')
    .addOption(repeated('--node-cidr <cidr>', 'addresses of the nodes', 'those of the Nodes in the input'))
    .option('--ingress-controller <workload>', 'the workload that is the ingress controller, as namespace/name')
    .addOption(
      new Option('-o, --output <format>', 'how the result is written')
        .choices(['text', 'json', 'csv', 'mermaid', 'dot'])
        .default('text'),
    )
    .addHelpText(
      'after',
      examples(
        'connectivity manifests/',
        'connectivity manifests/ --from shop/web --to shop/db --port 5432 --explain',
        'connectivity manifests/ --exposure',
        'connectivity before/ --diff after/ --output json',
        'connectivity --multicluster dist/ --from eu-1/fluentd --to prod/opensearch',
      ),
    )
    .addHelpText('after', ABOUT)
    .action(async (paths: readonly string[], options: Options) => {
      checkOptions(options, command);
      if (options.multicluster === true) {
        const { answerMulticluster } = await import('../network/multicluster');
        answerMulticluster(paths, { ...options, explain: options.explain === true }, command, session);
        return;
      }
      await run(paths, options, command, session);
    });
}

async function run(paths: readonly string[], options: Options, command: Command, session: Session): Promise<void> {
  const known = knownBesides(options);
  const state = await loadState(paths, session, known);
  const next = options.diff === undefined ? undefined : await loadState([options.diff], session, known);
  if (state === undefined || (options.diff !== undefined && next === undefined)) return;
  const states = next === undefined ? [state] : [next, state];
  const asked = askedOf(
    options,
    states.map(({ connectivity }) => connectivity),
    command,
  );
  const answering = { session, format: options.output };
  if (next !== undefined) listDifferences(state, next, asked, answering);
  else if (options.exposure === true) reportExposure(state, asked, answering);
  else if (options.redundant === true) reportRedundant(state, answering);
  else if (asked.from !== undefined && asked.to !== undefined) {
    answerPairs(state, asked, options.explain === true, answering);
  } else if (options.explain === true) explainAll(state, asked, answering);
  else listConnections(state, asked, answering);
}

function knownBesides({ hostNetworkAsPods, nodeCidr, ingressController }: Options): ConnectivityOptions {
  return {
    ...(hostNetworkAsPods === true && { hostNetworkAsPods }),
    ...(nodeCidr.length > 0 && { nodeCidrs: nodeCidr }),
    ...(ingressController !== undefined && { ingressController }),
  };
}

function checkOptions(options: Options, command: Command): void {
  const { diff, output, nodeCidr } = options;
  const reports = (['explain', 'exposure', 'redundant', 'diff'] as const).filter((name) => options[name] !== undefined);
  if (reports.length > 1) {
    usageError(command, { what: `${reports.map((name) => `--${name}`).join(' and ')} exclude each other` });
  }
  const [report] = reports;
  if (report !== undefined && diff === undefined && (GRAPHS.includes(output) || output === 'csv')) {
    usageError(command, { what: `--output is not valid with --${report}`, got: output, allowed: 'text, json' });
  }
  if (options.multicluster === true && (options.port !== undefined || (report !== undefined && report !== 'explain'))) {
    usageError(command, { what: '--multicluster goes with --from, --to, --explain and --output only' });
  }
  const wrong = nodeCidr.find((text) => parseIpRange(text) === undefined);
  if (wrong !== undefined) {
    usageError(command, { what: '--node-cidr is not a CIDR', got: wrong, allowed: 'such as 10.0.0.0/24' });
  }
}

/** An option that may be given several times. */
function repeated(flags: string, description: string, otherwise: string): Option {
  return new Option(flags, `${description}; may be repeated`).argParser(collect).default([], otherwise);
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
