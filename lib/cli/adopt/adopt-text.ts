import { textAt } from '../../connectivity/manifest';
import type { Adoption } from '../../exit/adopt/adopt';
import { describeFinding } from '../../exit/adopt/adopt-finding';
import type { DriftEntry, DriftKind } from '../../exit/drift/drift-entry';
import { planInputs } from '../../exit/plan/plan-inputs';
import type { PlanInput, PlanStep } from '../../exit/plan/plan-step';
import { describeChange } from '../../exit/plan/plan-text';
import type { StepProof } from '../../exit/proof/plan-proof';
import { describeProof, type ProofDifference } from '../../exit/proof/proof';
import { counted } from '../../values/counted';
import { markdownCell, markdownText } from '../../values/escape/markdown';
import { oneLine } from '../../values/escape/visible';
import { stepProofLines } from './plan-proof-text';

const DRIFT_TITLES: Readonly<Record<Exclude<DriftKind, 'unknown'>, string>> = {
  extra: 'runs, and is not in the program',
  missing: 'is in the program, and does not run',
  changed: 'would be changed by the program',
};

/**
 * An adoption as lines for people.
 * @param adoption - what was read
 */
export function adoptionLines(adoption: Adoption): string[] {
  const { release, cluster, estate, lacks, drift, findings, applications } = adoption;
  const known = drift.filter(({ kind }) => kind !== 'unknown');
  return [
    `release: ${release.version ?? 'not known'} (${release.source})`,
    `platform: ${platformText(adoption)}`,
    `cluster: Kubernetes ${cluster.found.version ?? 'not known'}, network plugin ${cluster.found.cni ?? 'not known'}, StorageClass ${cluster.found.storageClass ?? 'not known'}; ${estate.role}${estate.clusters.map(({ name }) => `, manages ${name}`).join('')}`,
    `components that are seen: ${seen(adoption).join(', ') || 'none'}`,
    `applications: ${applications.applications.map(({ namespace, name }) => `${namespace}/${name}`).join(', ') || 'none'}`,
    ...(findings.length === 0 ? [] : ['', 'findings:', ...findings.map((each) => `  ${describeFinding(each)}`)]),
    ...(known.length === 0 ? ['', 'drift: none in what the dump holds'] : ['', 'drift:', ...known.flatMap(driftLines)]),
    ...(lacks.length === 0
      ? []
      : [
          '',
          'the dump lacks:',
          ...lacks.map(
            ({ kind, objects, command }) =>
              `  ${kind}${objects === 0 ? '' : ` (${platformObjects(objects)})`}: ${command}`,
          ),
        ]),
  ].map(oneLineKeepingIndent);
}

/**
 * What is not as it was in an earlier dump, as lines for people.
 * @param proof - the differences; undefined where there is no earlier dump
 */
export function proofLines(proof: readonly ProofDifference[] | undefined): string[] {
  if (proof === undefined) return [];
  if (proof.length === 0) return ['', 'since the earlier dump: nothing differs'];
  return ['', 'since the earlier dump:', ...proof.map((each) => `  ${oneLine(describeProof(each))}`)];
}

/**
 * A plan as lines for people.
 * @param steps - the plan
 * @param proofs - what each step leaves as it is; none unless asked for
 */
export function planLines(steps: readonly PlanStep[], proofs: readonly StepProof[] = []): string[] {
  const lines = steps.flatMap(({ id, phase, title, why, commands, changes, verify, rollback, needs }, index) =>
    [
      ...(index === 0 ? [] : ['']),
      `${index + 1}. ${title} [${phase}: ${id}]${needs.length === 0 ? '' : ` after ${needs.join(', ')}`}`,
      `   ${why}`,
      ...commands.map((command) => `   $ ${command}`),
      ...changes.map((change) => `   changes: ${describeChange(change)}`),
      ...proofs.filter(({ step }) => step === id).flatMap((proof) => stepProofLines(proof).map((line) => `   ${line}`)),
      ...verify.map((line) => `   verify: ${line}`),
      `   back: ${rollback}`,
    ].map(oneLineKeepingIndent),
  );
  return [...inputLines(planInputs(steps)), ...lines];
}

function inputLines(inputs: readonly PlanInput[]): string[] {
  if (inputs.length === 0) return [];
  const each = inputs.map(({ name, what, where }) => `  ${name}: ${what}; ${where}`);
  return ['inputs, as variables of the shell:', ...each.map(oneLineKeepingIndent), ''];
}

/**
 * An adoption as a Markdown page.
 * @param adoption - what was read
 */
export function adoptionPage(adoption: Adoption): string {
  const { findings, drift, lacks, components } = adoption;
  const known = drift.filter(({ kind }) => kind !== 'unknown');
  const list = (lines: readonly string[]): string => lines.map((line) => `- ${markdownText(line)}`).join('\n');
  return `${[
    '# Adoption',
    'What a dump says of a running platform. Generated; adopt again instead of editing.',
    list(adoptionLines({ ...adoption, findings: [], drift: [], lacks: [] }).slice(0, 5)),
    ...(findings.length === 0 ? [] : ['## Findings', list(findings.map(describeFinding))]),
    '## Drift',
    known.length === 0 ? 'None in what the dump holds.' : list(known.flatMap(driftLines).map((line) => line.trim())),
    ...(lacks.length === 0
      ? []
      : [
          '## What the dump lacks',
          list(lacks.map(({ kind, objects, command }) => `${kind}, ${platformObjects(objects)}: \`${command}\``)),
        ]),
    '## Components',
    '| component | seen | reported |\n|---|---|---|',
    components
      .map(({ name, presence, state }) => `| ${markdownCell(name)} | ${presence} | ${markdownCell(state ?? '')} |`)
      .join('\n'),
  ]
    .join('\n\n')
    .replace('|---|---|---|\n\n', '|---|---|---|\n')}\n`;
}

function platformObjects(count: number): string {
  return `${counted(count, 'object')} of the platform`;
}

function platformText({ verrazzano, platform, resource }: Adoption): string {
  const { metadata } = resource;
  const name = `${textAt(metadata, 'namespace') ?? 'default'}/${textAt(metadata, 'name') ?? 'verrazzano'}`;
  const profile = platform === undefined ? 'no effective form' : `profile ${platform.profileName}`;
  const state = verrazzano?.state === undefined ? '' : `, state ${verrazzano.state}`;
  return verrazzano === undefined ? `inferred from workloads, ${profile}` : `Verrazzano ${name}, ${profile}${state}`;
}

function seen({ components }: Adoption): string[] {
  return components
    .filter(({ presence }) => presence !== 'unknown' && presence !== 'absent')
    .map(({ name, presence }) => (presence === 'running' ? name : `${name} (${presence})`));
}

function driftLines({ kind, object, component, fields }: DriftEntry): string[] {
  const of = component === undefined ? '' : ` (${component})`;
  const title = kind === 'unknown' ? 'is not known' : DRIFT_TITLES[kind];
  const text = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
  return [
    `  ${kind}: ${object}${of} ${title}`,
    ...fields.map(({ path, runs, wanted }) => `    ${path}: ${text(runs)} -> ${text(wanted)}`),
  ];
}

function oneLineKeepingIndent(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return indent + oneLine(line.slice(indent.length));
}
