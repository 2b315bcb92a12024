import type { Command } from 'commander';
import type { ClusterFlow } from '../../cluster/flows/cluster-flow';
import { clusterFlows } from '../../cluster/flows/cluster-flows';
import { clusterPath, type PathAnswer } from '../../cluster/flows/cluster-path';
import { tinted, writeJson, writeLines, type Io, type Tone } from '../io';
import type { Session } from '../session';
import { tableLines } from '../../values/escape/table';
import { usageError } from '../usage-error';
import { noteLeftOut, readEstates, type ReadEstates } from './read-estate';

/** What is asked about traffic between clusters. */
export interface MulticlusterQuestion {
  /** `<cluster>/<component>`, or `<cluster>/<namespace>/<workload>`. */
  readonly from: readonly string[];
  /** `<cluster>/<component>`. */
  readonly to: readonly string[];
  /** Whether the reasons are printed. */
  readonly explain: boolean;
  /** How the result is written. */
  readonly output: string;
}

interface Answered {
  readonly flow: ClusterFlow;
  readonly path: PathAnswer | undefined;
}

/**
 * Answers whether components of one cluster reach components of another, from folders of output.
 * @param paths - the folders
 * @param question - what is asked
 * @param command - for wrong usage
 * @param session - the run
 */
export function answerMulticluster(
  paths: readonly string[],
  question: MulticlusterQuestion,
  command: Command,
  session: Session,
): void {
  if (!['text', 'json'].includes(question.output)) {
    usageError(command, {
      what: '--output is not valid with --multicluster',
      got: question.output,
      allowed: 'text, json',
    });
  }
  session.with(paths.join(', '), () => {
    const estate = readEstates(paths);
    noteLeftOut(estate, session.io);
    const all = estate.estates.flatMap(clusterFlows);
    const asked = all.filter((flow) => isAsked(flow, question, estate));
    for (const text of [...question.from, ...question.to]) checkName(text, estate, command);
    const answers = asked.map((flow) => ({ flow, path: pathOf(flow, estate) }));
    const isPair = question.from.length > 0 && question.to.length > 0;
    if (isPair && !(answers.length > 0 && answers.every(({ path }) => path === undefined || path.state === 'open')))
      session.fail();
    if (question.output === 'json') writeJson(session.io, answers.map(asJson));
    else print(session.io, answers, question.explain || isPair);
  });
}

function pathOf(flow: ClusterFlow, { clusters }: ReadEstates): PathAnswer | undefined {
  const [source, target] = [clusters.get(flow.from.cluster), clusters.get(flow.to.cluster)];
  if (flow.relayed || source === undefined || target === undefined) return undefined;
  return clusterPath(flow, source, target);
}

function isAsked({ from, to }: ClusterFlow, question: MulticlusterQuestion, { clusters }: ReadEstates): boolean {
  const matches = (texts: readonly string[], end: ClusterFlow['from']): boolean =>
    texts.length === 0 ||
    texts.some((text) => {
      const [cluster, ...rest] = text.split('/');
      if (cluster !== end.cluster) return false;
      const [last = ''] = rest.slice(-1);
      if (rest.length < 2) return last === '' || last === end.component || last === end.workload;
      const workloads =
        clusters.get(cluster)?.platform.runningComponents.find(({ name }) => name === end.component)?.workloads ?? {};
      return (
        last === end.component ||
        (end.workload === undefined ? Object.keys(workloads).includes(last) : last === end.workload)
      );
    });
  return matches(question.from, from) && matches(question.to, to);
}

function checkName(text: string, { clusters }: ReadEstates, command: Command): void {
  const [cluster = ''] = text.split('/');
  if (clusters.has(cluster)) return;
  usageError(command, {
    what: 'the folders do not have the cluster',
    got: text,
    allowed: [...clusters.keys()].map((name) => `${name}/<component>`).join(', '),
  });
}

function asJson({ flow, path }: Answered): object {
  return { ...flow, state: path?.state ?? 'relayed', hops: path?.hops ?? [] };
}

const TONES: Readonly<Record<string, Tone>> = { open: 'good', closed: 'bad', 'open in part': 'doubtful' };

function print(io: Io, answers: readonly Answered[], explain: boolean): void {
  const out = (text: string): void => io.out(text);
  if (answers.length === 0) {
    writeLines(out, ['no flow between the clusters is named so; nothing of the platform sends it']);
    return;
  }
  if (!explain) {
    const rows = answers.map(({ flow, path }) => [
      `${flow.from.cluster}/${flow.from.component}`,
      `${flow.to.cluster}/${flow.to.component}`,
      flow.relayed ? '-' : flow.ports.join(','),
      path?.state ?? 'relayed by Rancher',
      flow.reason,
    ]);
    writeLines(out, tableLines([['FROM', 'TO', 'PORTS', 'STATE', 'REASON'], ...rows]));
    return;
  }
  for (const { flow, path } of answers) {
    const state = path?.state ?? 'relayed by Rancher';
    const title = `${flow.from.cluster}/${flow.from.component}/${flow.from.workload ?? ''} to ${flow.to.cluster}/${flow.to.component}: ${state}`;
    writeLines(out, [tinted(io, TONES[state] ?? 'quiet', title)]);
    writeLines(
      out,
      (path?.hops ?? []).map((hop) =>
        tinted(io, TONES[hop.state] ?? 'quiet', `  ${hop.cluster ?? 'between'}: ${hop.what}: ${hop.state}`),
      ),
    );
  }
}
