import { markdownCell, markdownText } from '../../values/escape/markdown';
import { oneLine } from '../../values/escape/visible';
import { planInputs } from './plan-inputs';
import type { PlanChange, PlanInput, PlanStep } from './plan-step';

const VERBS: Readonly<Record<PlanChange['verb'], readonly [before: string, after: string]>> = {
  stop: ['stops', ''],
  delete: ['deletes', ''],
  orphan: ['deletes', ', but not what it owns'],
  unfinalize: ['removes the finalizers of', ''],
  disown: ['removes the owner references of', ''],
  apply: ['writes', ''],
};

/**
 * A change of a step as one line.
 * @param change - the change
 */
export function describeChange({ verb, object, what }: PlanChange): string {
  const [before, after] = VERBS[verb];
  return oneLine(`${before} ${object}${what === undefined ? '' : ` (${what})`}${after}`);
}

/**
 * A plan as a Markdown page: a list of its steps, then each with its commands.
 * @param steps - the plan
 */
export function planPage(steps: readonly PlanStep[]): string {
  return (
    [
      '# Plan',
      'Every step says why it is there, what it changes, how to verify it and how to go back. Lines for the shell that begin with # are what a person does.',
      ...inputSection(planInputs(steps)),
      steps.map(({ id, title }, index) => `${index + 1}. [${markdownText(title)}](#${id})`).join('\n'),
      ...steps.map((step, index) => stepSection(step, index + 1)),
    ].join('\n\n') + '\n'
  );
}

/** What is set in the shell before the first step. */
function inputSection(inputs: readonly PlanInput[]): readonly string[] {
  if (inputs.length === 0) return [];
  return [
    '## Inputs',
    'What neither the dump nor this package knows. Set these variables in every shell in which commands of the plan run.',
    [
      '| variable | what it is | where to find it |',
      '|---|---|---|',
      ...inputs.map(({ name, what, where }) => `| \`${name}\` | ${markdownCell(what)} | ${markdownCell(where)} |`),
    ].join('\n'),
    ['```sh', ...inputs.map(({ name }) => `export ${name}=''`), '```'].join('\n'),
    '## Steps',
  ];
}

function stepSection(
  { id, phase, title, why, commands, changes, verify, rollback, needs }: PlanStep,
  number: number,
): string {
  return [
    `## ${number}. ${markdownText(title)} <a id="${id}"></a>`,
    `Part: ${phase}. Identifier: \`${id}\`.${needs.length === 0 ? '' : ` After: ${needs.map((each) => `\`${each}\``).join(', ')}.`}`,
    markdownText(why),
    ['```sh', ...commands.map(oneLine), '```'].join('\n'),
    changes.length === 0
      ? 'It changes nothing in the cluster.'
      : ['It changes:', '', ...changes.map((change) => `- ${markdownText(describeChange(change))}`)].join('\n'),
    ['Verify:', '', ...verify.map((line) => `- ${markdownText(line)}`)].join('\n'),
    `Back: ${markdownText(rollback)}`,
  ].join('\n\n');
}
