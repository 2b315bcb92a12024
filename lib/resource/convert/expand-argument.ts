/**
 * One install argument as YAML: the dotted name becomes nested keys, the values are below the last of them.
 *
 * A quoted last part holds dots, and loses its backslashes; elsewhere `\.` is a dot of the key, and trailing dots are dropped.
 * A part with `[`, whatever the position, starts a list whose first item is the next part. A single value of several
 * lines is literal text. Keys and values are not quoted: they mean what YAML makes of them.
 *
 * Source: `Expand` in pkg/yaml/expand.go at v1.7.2.
 *
 * @param name - such as `controller.service.annotations."oci\.oraclecloud\.com/shape"`
 * @param values - texts as the argument has them; at least one
 * @param layout - `margin`: spaces before the first key; `list`: whether a single value is a list too
 * @throws Error for a name with more than one quoted part
 */
export function expandArgument(
  name: string,
  values: readonly string[],
  { margin = 0, list = false }: { readonly margin?: number; readonly list?: boolean } = {},
): string {
  const lines: string[] = [];
  let [depth, next] = [0, 0];
  let inList = false;
  for (const part of partsOf(name)) {
    const [key = '', ...position] = part.split('[');
    depth = next;
    lines.push(`${indented(margin, depth)}${inList ? '- ' : ''}${key}:`);
    next = depth + (inList ? 2 : 1);
    inList = position.length > 0;
  }
  const pad = indented(margin, depth + (inList ? 2 : 1));
  return `${lines.join('\n')}${valuesBelow(values, pad, list || inList)}`;
}

/** How many parts a name may have: more than any chart nests, and few enough for a parser that recurses. */
const MAX_PARTS = 200;

const DOT = '\u0000';

function partsOf(name: string): string[] {
  const [path = '', quoted, ...more] = trimEnd(name.trim(), '"').split('"');
  if (more.length > 0) throw new Error('the name has more than one quoted part');
  const parts = trimEnd(path, '.').replaceAll('\\.', DOT).split('.');
  if (parts.length > MAX_PARTS) throw new Error(`the name has more than ${MAX_PARTS} parts`);
  const keys = parts.map((part) => part.replaceAll(DOT, '.'));
  return quoted === undefined ? keys : [...keys, quoted.replaceAll('\\', '')];
}

function valuesBelow(values: readonly string[], pad: string, list: boolean): string {
  const [first = '', ...others] = values;
  if (others.length === 0 && first.includes('\n')) return ` |\n${pad}${first.replaceAll('\n', `\n${pad}`)}`;
  if (others.length === 0 && !list) return ` ${first}`;
  return values.map((value) => `\n${pad}- ${value}`).join('');
}

function indented(margin: number, depth: number): string {
  return ' '.repeat(margin + 2 * depth);
}

function trimEnd(text: string, character: string): string {
  let end = text.length;
  while (text[end - 1] === character) end--;
  return text.slice(0, end);
}
