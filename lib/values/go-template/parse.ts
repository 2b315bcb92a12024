import { piecesOf, tokensOf, type Piece } from './tokens';
import { goUnquoted, TemplateError, type TemplateValue } from './value';

/** A value in a template: what a pipeline is made of. */
export type Operand =
  | { readonly kind: 'literal'; readonly value: TemplateValue }
  | { readonly kind: 'field'; readonly variable: string; readonly path: readonly string[] }
  | { readonly kind: 'call'; readonly name: string }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline; readonly path: readonly string[] };

/** Commands of which each is given to the next as its last argument. */
export type Pipeline = ReadonlyArray<readonly [Operand, ...Operand[]]>;

/** A pipeline, and the variables that its value is given to. */
export interface Statement {
  /** Variables with their `$`. */
  readonly variables: readonly string[];
  /** Whether the variables are new ones: `:=`, and not `=`. */
  readonly declares: boolean;
  /** The value. */
  readonly pipeline: Pipeline;
}

/** A block of a template. */
export interface Block extends Statement {
  /** Its kind. */
  readonly kind: 'if' | 'with' | 'range';
  /** What follows. */
  readonly body: readonly TemplateNode[];
  /** What follows `else`. */
  readonly otherwise: readonly TemplateNode[];
}

/** A part of a template. */
export type TemplateNode =
  { readonly kind: 'text'; readonly text: string } | ({ readonly kind: 'action' } & Statement) | Block;

/** Other templates and jumps, which are not supported. */
const NOT_SUPPORTED: ReadonlySet<string> = new Set(['define', 'block', 'template', 'break', 'continue']);

/**
 * Parses a template of Go: fields, variables, pipelines, `if`, `with` and `range`.
 * @param template - the text
 * @param functions - names of the functions that it may call
 * @throws TemplateError where it is not a template, calls another function, or has other templates or jumps in it
 */
export function parseTemplate(template: string, functions: ReadonlySet<string>): readonly TemplateNode[] {
  return new TemplateParser(piecesOf(template), functions).nodes([]);
}

class TemplateParser {
  private next = 0;
  private depth = 0;

  constructor(
    private readonly pieces: readonly Piece[],
    private readonly functions: ReadonlySet<string>,
  ) {}

  /** Nodes up to an action that begins with one of the words; that action is left to be read. */
  nodes(ends: readonly string[]): TemplateNode[] {
    const nodes: TemplateNode[] = [];
    for (let piece = this.pieces[this.next]; piece !== undefined; piece = this.pieces[this.next]) {
      const action = 'action' in piece ? piece.action : '';
      const word = /^\w+/.exec(action)?.[0] ?? '';
      if (ends.includes(word)) return nodes;
      this.next++;
      if ('text' in piece) nodes.push({ kind: 'text', text: piece.text });
      else if (!action.startsWith('/*')) nodes.push(this.node(word, action));
    }
    if (ends.length > 0) throw new TemplateError('a block is not closed with {{ end }}');
    return nodes;
  }

  private node(word: string, action: string): TemplateNode {
    if (word === 'if' || word === 'with' || word === 'range') return this.block(word, action.slice(word.length));
    if (word === 'end' || word === 'else') throw new TemplateError(`{{ ${word} }} is not allowed here`);
    if (NOT_SUPPORTED.has(word)) throw new TemplateError(`{{ ${word} }} is not supported`);
    return { kind: 'action', ...this.statement(action, 1) };
  }

  private block(kind: Block['kind'], head: string): Block {
    if (++this.depth > 40) throw new TemplateError('blocks are nested too deeply');
    const statement = this.statement(head, kind === 'range' ? 2 : 1);
    const body = this.nodes(['end', 'else']);
    const action = this.action();
    const otherwise = action === 'end' ? [] : this.otherwise(action, kind);
    this.depth--;
    return { kind, ...statement, body, otherwise };
  }

  /** What follows an `else`; the end of an `else if`, or of an `else with`, is also that of the block around it. */
  private otherwise(action: string, kind: Block['kind']): readonly TemplateNode[] {
    const [, word, head = ''] = /^else(?:\s+(if|with)\b([^]*))?$/.exec(action) ?? [];
    if (word === kind && kind !== 'range') return [this.block(kind, head)];
    if (action !== 'else') throw new TemplateError(`{{ ${action} }} is not allowed here`);
    const nodes = this.nodes(['end']);
    this.action();
    return nodes;
  }

  private action(): string {
    const piece = this.pieces[this.next++];
    return piece !== undefined && 'action' in piece ? piece.action : '';
  }

  private statement(text: string, most: number): Statement {
    const tokens = tokensOf(text);
    const sign = tokens.findIndex((token) => token === ':=' || token === '=');
    const declares = tokens[sign] === ':=';
    const head = sign < 0 ? [] : tokens.splice(0, sign + 1).slice(0, -1);
    const variables = head.filter((_, index) => index % 2 === 0);
    const isList = head.every((token, index) => (index % 2 === 0 ? /^\$\w+$/.test(token) : token === ','));
    if (!isList || variables.length > most || (sign >= 0 && head.length % 2 === 0)) {
      throw new TemplateError(`${head.join('')} is not a variable`);
    }
    const pipeline = this.pipeline(tokens);
    if (tokens.length > 0) throw new TemplateError(`${tokens[0]} is not expected here`);
    return { variables, declares, pipeline };
  }

  /** Takes the tokens of one pipeline off the list, up to a closing parenthesis. */
  private pipeline(tokens: string[]): Pipeline {
    const commands: Operand[][] = [[]];
    for (let token = tokens[0]; token?.startsWith(')') === false; token = tokens[0]) {
      tokens.shift();
      if (token === '|') commands.push([]);
      else commands.at(-1)?.push(token === '(' ? this.parenthesized(tokens) : this.operand(token));
    }
    return commands.map(([head, ...args], index) => {
      if (head === undefined) throw new TemplateError('a pipeline has an empty command');
      if (index > 0 && isValue(head)) throw new TemplateError('a pipeline gives a value to what is not a function');
      return [head, ...args];
    });
  }

  private parenthesized(tokens: string[]): Operand {
    if (++this.depth > 40) throw new TemplateError('parentheses are nested too deeply');
    const pipeline = this.pipeline(tokens);
    this.depth--;
    const closing = tokens.shift();
    if (closing === undefined) throw new TemplateError('a parenthesis is not closed');
    const path = closing.split('.').slice(1);
    return { kind: 'pipeline', pipeline, path };
  }

  private operand(token: string): Operand {
    if (/^["`]/.test(token)) return { kind: 'literal', value: goUnquoted(token) };
    if (/^[-+]?\d/.test(token)) return { kind: 'literal', value: numberOf(token) };
    if (token === 'nil') return { kind: 'literal', value: undefined };
    if (token === 'true' || token === 'false') return { kind: 'literal', value: token === 'true' };
    if (/^[.$]/.test(token)) {
      const [variable = '', ...path] = token.split('.');
      return { kind: 'field', variable, path: path.filter((key) => key !== '') };
    }
    if (this.functions.has(token)) return { kind: 'call', name: token };
    if (!/^\w+$/.test(token)) throw new TemplateError(`${token} is not expected here`);
    const known = [...this.functions].sort().join(', ');
    throw new TemplateError(`the function ${token} is not known; known are ${known}`);
  }
}

/** Whether an operand is a literal or `.`. */
function isValue(operand: Operand): boolean {
  return (
    operand.kind === 'literal' || (operand.kind === 'field' && operand.variable === '' && operand.path.length === 0)
  );
}

function numberOf(token: string): bigint | number {
  const digits = token.replace(/^[-+]/, '').replace(/(?<=\w)_(?=\w)/g, '');
  const [isInteger, isFloat] = [
    /^(?:0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d+)$/,
    /^\d+(?:\.\d*)?(?:[eE][-+]?\d+)?$/,
  ];
  const sign = token.startsWith('-') ? -1 : 1;
  if (isInteger.test(digits)) return BigInt(sign) * BigInt(digits.replace(/^0(?=[0-7])/, '0o'));
  if (isFloat.test(digits)) return sign * Number(digits);
  throw new TemplateError(`${token} is not a number`);
}
