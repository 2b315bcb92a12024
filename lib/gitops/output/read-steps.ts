import { isClusterReadme } from './readme';

/** A remaining step as the README of a cluster has it. */
export interface WrittenStep {
  /** One line. */
  readonly title: string;
  /** When, such as `before the cluster` or ``after `platform` ``. */
  readonly moment: string;
  /** What to do, Markdown. */
  readonly instructions: string;
}

const SECTION = '## Remaining steps';
const STEP = '### ';

/**
 * The remaining steps in the README of a cluster, in order.
 * @param text - the README
 * @param name - name of the cluster
 * @returns undefined when the text is not the README of that cluster
 */
export function readSteps(text: string, name: string): readonly WrittenStep[] | undefined {
  if (!isClusterReadme(text, name)) return undefined;
  const lines = text.split(/\r?\n/);
  const start = outside(lines).indexOf(SECTION);
  if (start < 0) return [];
  const rest = lines.slice(start + 1);
  const end = outside(rest).findIndex((line) => line.startsWith('## '));
  const section = end < 0 ? rest : rest.slice(0, end);
  const heads = outside(section).flatMap((line, index) => (line.startsWith(STEP) ? [index] : []));
  return heads.map((head, at) => {
    const [title = '', , moment = '', ...instructions] = section.slice(head, heads[at + 1] ?? section.length);
    return {
      title: plain(title.slice(STEP.length)),
      moment: plain(moment.replace(/^\*|\*$/g, '')),
      instructions: instructions.join('\n').trim(),
    };
  });
}

/** Lines outside of code blocks; others are empty, so that a comment of a script is not taken for a heading. */
function outside(lines: readonly string[]): string[] {
  let isCode = false;
  return lines.map((line) => {
    const isFence = line.startsWith('```');
    if (isFence) isCode = !isCode;
    return isCode || isFence ? '' : line;
  });
}

/** Without the backslashes that escape Markdown. */
function plain(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
