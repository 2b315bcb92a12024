/** What the library says of an expression, as far as it is needed here. */
export interface CelNode {
  readonly op: string;
  readonly args: unknown;
  readonly start: number;
  readonly end: number;
}

type Edit = readonly [start: number, end: number, text: string];

/**
 * A rule in the form that the library reads: it takes `has()` of plain paths only, and its `matches()`
 * and `duration()` read other strings than Go.
 * @param source - the rule
 * @param root - the rule as it was parsed
 */
export function readableForm(source: string, root: CelNode): string {
  const edits = editsOf(root, source).sort(([a], [b]) => a - b);
  let text = '';
  let at = 0;
  for (const [start, end, by] of edits) {
    text += source.slice(at, start) + by;
    at = end;
  }
  return text + source.slice(at);
}

function editsOf(value: unknown, source: string): Edit[] {
  if (Array.isArray(value)) return value.flatMap((each) => editsOf(each, source));
  if (!isCelNode(value)) return [];
  const inner = editsOf(value.args, source);
  if (value.op === 'call') return [...hasForm(value), ...durationForm(value), ...inner];
  return value.op === 'rcall' ? [...nameForm(value, source), ...inner] : inner;
}

/** Whether a value is a part of an expression. */
export function isCelNode(value: unknown): value is CelNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

/** `has(a[0].b)` is `(a[0]).?b.hasValue()`. */
function hasForm({ args, start, end }: CelNode): Edit[] {
  const [name, list] = args as readonly [string, readonly CelNode[]];
  const [field] = list;
  if (name !== 'has' || field?.op !== '.' || isPath(field)) return [];
  const [of, key] = field.args as readonly [CelNode, string];
  return [
    [start, of.start, '(('],
    [of.end, end, `).?${key}.hasValue())`],
  ];
}

function durationForm({ args, start }: CelNode): Edit[] {
  const [name] = args as readonly [string];
  return name === 'duration' ? [[start, start + name.length, 'goDuration']] : [];
}

/** Names joined by dots. */
function isPath({ op, args }: CelNode): boolean {
  return op === 'id' || (op === '.' && isPath((args as readonly [CelNode])[0]));
}

/** Functions with other names here; the day of a year is one that the library takes in the time zone of the machine. */
const RENAMED: Readonly<Record<string, string>> = { matches: 'goMatches', getDayOfYear: 'dayOfYear' };

function nameForm({ args }: CelNode, source: string): Edit[] {
  const [name, receiver] = args as readonly [string, CelNode];
  const by = Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined;
  if (by === undefined) return [];
  const at = source.indexOf(name, receiver.end);
  return [[at, at + name.length, by]];
}
