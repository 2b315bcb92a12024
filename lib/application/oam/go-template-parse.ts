/** A template that cannot be read, or whose values are missing. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** A block: what decides, what follows, and what follows otherwise. */
export interface Block {
  /** Its kind. */
  readonly kind: 'if' | 'with' | 'range';
  /** What decides. */
  readonly expression: string;
  /** What follows. */
  readonly then: readonly TemplateNode[];
  /** What follows otherwise. */
  readonly otherwise: readonly TemplateNode[];
}

/** A part of a template. */
export type TemplateNode =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'action'; readonly expression: string } | Block;

type Part = { readonly text: string } | { readonly action: string };

const ACTION = /\{\{(-\s)?\s*([\s\S]*?)\s*(\s-)?\}\}/g;
const BLOCK = /^(if|with|range)\s+([\s\S]+)$/;
const OTHERWISE = /^else(?:\s+(if)\s+([\s\S]+))?$/;

/** Other templates and jumps, of which a scrape job has no need. */
const NOT_READ = /^(?:define|block|template|break|continue)\b/;

/**
 * Takes a template of Go apart.
 * @param template - the text
 * @throws TemplateError when it is not one, or has other templates or jumps
 */
export function parseTemplate(template: string): readonly TemplateNode[] {
  return nodesIn(partsOf(template), false);
}

function partsOf(template: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  let isTrimmed = false;
  const addText = (text: string, trimEnd: boolean): void => {
    const start = isTrimmed ? text.trimStart() : text;
    parts.push({ text: trimEnd ? start.trimEnd() : start });
  };
  for (const match of template.matchAll(ACTION)) {
    addText(template.slice(at, match.index), match[1] !== undefined);
    parts.push({ action: (match[2] ?? '').trim() });
    isTrimmed = match[3] !== undefined;
    at = match.index + match[0].length;
  }
  addText(template.slice(at), false);
  return parts;
}

/** Nodes up to `end` or `else`, which is left in the queue. */
function nodesIn(queue: Part[], isInside: boolean): TemplateNode[] {
  const nodes: TemplateNode[] = [];
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    if ('text' in part) {
      nodes.push({ kind: 'text', text: part.text });
      continue;
    }
    const { action } = part;
    if (action === 'end' || OTHERWISE.test(action)) {
      if (!isInside) throw new TemplateError(`${action} without if`);
      queue.unshift(part);
      return nodes;
    }
    if (action.startsWith('/*')) continue;
    if (NOT_READ.test(action)) throw new TemplateError(`{{${action}}} is not supported`);
    const [, kind, expression = ''] = BLOCK.exec(action) ?? [];
    nodes.push(
      kind === undefined ? { kind: 'action', expression: action } : block(queue, kind as Block['kind'], expression),
    );
  }
  if (isInside) throw new TemplateError('a block without end');
  return nodes;
}

function block(queue: Part[], kind: Block['kind'], expression: string): Block {
  const then = nodesIn(queue, true);
  const part = queue.shift();
  const action = part !== undefined && 'action' in part ? part.action : 'end';
  if (action === 'end') return { kind, expression, then, otherwise: [] };
  const [, inner, condition = ''] = OTHERWISE.exec(action) ?? [];
  // The end of an `else if` is also that of the block around it.
  if (inner !== undefined)
    return { kind, expression, then, otherwise: [block(queue, inner as Block['kind'], condition)] };
  const otherwise = nodesIn(queue, true);
  queue.shift();
  return { kind, expression, then, otherwise };
}
