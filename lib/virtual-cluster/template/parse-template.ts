/** A value in a template: what a pipeline is made of. */
export type Operand =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'field'; readonly root: string; readonly path: readonly string[] }
  | { readonly kind: 'call'; readonly name: string }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline; readonly path: readonly string[] };

/** Commands of which each is given to the next as its last argument. */
export type Pipeline = ReadonlyArray<readonly Operand[]>;

/** A part of a template. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly pipeline: Pipeline }
  | { readonly kind: 'assign'; readonly names: readonly string[]; readonly pipeline: Pipeline }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly names: readonly string[];
      readonly pipeline: Pipeline;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    };

/** Thrown for what is not a template, or uses what is not known; the message says what. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

type Piece = { readonly text: string } | { readonly action: string };

/**
 * Parses a template as Helm knows them: fields, pipelines, variables, `if`, `with` and `range`.
 * @param text - the template
 * @throws TemplateError where it cannot be parsed
 */
export function parseTemplate(text: string): Node[] {
  const pieces = piecesOf(text);
  const parser = new TemplateParser(pieces);
  return parser.nodes([]);
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let [rest, trimNext] = [text, false];
  for (;;) {
    const start = rest.indexOf('{{');
    const before = trimNext
      ? (start < 0 ? rest : rest.slice(0, start)).trimStart()
      : start < 0
        ? rest
        : rest.slice(0, start);
    if (start < 0) return [...pieces, { text: before }];
    const trimsBefore = /^\{\{-\s/.test(rest.slice(start));
    pieces.push({ text: trimsBefore ? before.trimEnd() : before });
    const end = endOfAction(rest, start + 2);
    const inner = rest.slice(start + (trimsBefore ? 3 : 2), end);
    trimNext = /\s-$/.test(inner);
    pieces.push({ action: (trimNext ? inner.slice(0, -1) : inner).trim() });
    rest = rest.slice(end + 2);
  }
}

function endOfAction(text: string, from: number): number {
  const token = /"(?:\\.|[^"\\\n])*"|`[^`]*`|\/\*[^]*?\*\/|\}\}/g;
  token.lastIndex = from;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '}}') return match.index;
  }
  throw new TemplateError('an action is not closed with }}');
}

class TemplateParser {
  private next = 0;
  private depth = 0;

  constructor(private readonly pieces: readonly Piece[]) {}

  /** Nodes up to an action that begins with one of the words; that action is left to be read. */
  nodes(ends: readonly string[]): Node[] {
    const nodes: Node[] = [];
    for (let piece = this.pieces[this.next]; piece !== undefined; piece = this.pieces[this.next]) {
      if ('text' in piece) {
        if (piece.text !== '') nodes.push({ kind: 'text', text: piece.text });
        this.next++;
      } else {
        const word = /^\w+/.exec(piece.action)?.[0] ?? '';
        if (ends.includes(word)) return nodes;
        this.next++;
        for (const node of this.node(word, piece.action)) nodes.push(node);
      }
    }
    if (ends.length > 0) throw new TemplateError('a block is not closed with {{ end }}');
    return nodes;
  }

  private node(word: string, action: string): Node[] {
    if (action.startsWith('/*')) return [];
    if (word === 'if' || word === 'with' || word === 'range') return [this.block(word, action.slice(word.length))];
    if (['end', 'else', 'define', 'block', 'template', 'break', 'continue'].includes(word)) {
      throw new TemplateError(`{{ ${word} }} is not allowed here`);
    }
    const { names, pipeline } = statement(action);
    return [names.length > 0 ? { kind: 'assign', names, pipeline } : { kind: 'print', pipeline }];
  }

  private block(kind: 'if' | 'with' | 'range', head: string): Node {
    if (++this.depth > 40) throw new TemplateError('blocks are nested too deeply');
    const { names, pipeline } = statement(head);
    const body = this.nodes(['end', 'else']);
    const action = this.action();
    const otherwise = action === 'end' ? [] : this.otherwise(action);
    this.depth--;
    return { kind, names, pipeline, body, otherwise };
  }

  private otherwise(action: string): Node[] {
    const more = action.replace(/^else\s*/, '');
    const word = /^(?:if|with)\b/.exec(more)?.[0];
    if (word === 'if' || word === 'with') return [this.block(word, more.slice(word.length))];
    const nodes = this.nodes(['end']);
    this.action();
    return nodes;
  }

  private action(): string {
    const piece = this.pieces[this.next++];
    return piece !== undefined && 'action' in piece ? piece.action : '';
  }
}

function statement(text: string): { names: string[]; pipeline: Pipeline } {
  const match = /^\s*((?:\$\w+\s*,\s*)?\$\w+)\s*:?=\s*/.exec(text);
  const names = match === null ? [] : (match[1] ?? '').split(',').map((name) => name.trim());
  const tokens = tokensOf(text.slice(match?.[0].length ?? 0));
  const pipeline = pipelineOf(tokens);
  if (tokens.length > 0) throw new TemplateError(`${tokens[0] ?? ''} is not expected here`);
  return { names, pipeline };
}

const TOKEN = /\s*(?:("(?:\\.|[^"\\])*"|`[^`]*`|[()|]|\$?[\w]*(?:\.\w+)+|\.|\$\w*|-?\d+(?:\.\d+)?|\w+))/y;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (match === null) throw new TemplateError(`cannot be read at ${JSON.stringify(trimmed.slice(at, at + 20))}`);
    tokens.push(match[1] ?? '');
  }
  return tokens;
}

/** Takes the tokens of one pipeline off the list, up to a closing parenthesis. */
function pipelineOf(tokens: string[]): Pipeline {
  const commands: Operand[][] = [[]];
  for (let token = tokens[0]; token !== undefined && token !== ')'; token = tokens[0]) {
    tokens.shift();
    if (token === '|') commands.push([]);
    else if (token === '(') commands.at(-1)?.push(parenthesized(tokens));
    else commands.at(-1)?.push(operandOf(token));
  }
  if (commands.some((command) => command.length === 0)) throw new TemplateError('a pipeline has an empty command');
  return commands;
}

function parenthesized(tokens: string[]): Operand {
  const pipeline = pipelineOf(tokens);
  if (tokens.shift() !== ')') throw new TemplateError('a parenthesis is not closed');
  const path =
    tokens[0]?.startsWith('.') === true && tokens[0] !== '.' ? (tokens.shift() ?? '').slice(1).split('.') : [];
  return { kind: 'pipeline', pipeline, path };
}

const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, nil: null };

function operandOf(token: string): Operand {
  if (token.startsWith('"')) return { kind: 'literal', value: unquoted(token) };
  if (token.startsWith('`')) return { kind: 'literal', value: token.slice(1, -1) };
  if (/^-?\d+(\.\d+)?$/.test(token)) return { kind: 'literal', value: Number(token) };
  if (token in WORDS) return { kind: 'literal', value: WORDS[token] ?? null };
  if (!/^[.$]/.test(token)) return { kind: 'call', name: token };
  const [root = '', ...path] = token.split('.');
  return { kind: 'field', root, path: path.filter((part) => part !== '') };
}

function unquoted(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    throw new TemplateError(`${token} is not a text`);
  }
}
