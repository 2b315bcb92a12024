import { code, codes, table } from './markdown';
import type { Option, Shape } from './options';
import type { Page, Section } from './page';
import { isChartValues, optionsIn, pathOf, VALUES } from './value-paths';

/** Options of a component. */
export const optionsSection: Section = {
  title: 'Options',
  body: ({ definition, options }) => {
    if (options === undefined) return undefined;
    const key = `components.${definition.key}`;
    const rows = options.flatMap((option) => rowsOf('', option));
    const charts = rows.filter(({ option }) => isChartValues(option)).map((row) => chartText(key, definition, row));
    return [`Below ${code(key)} of a profile.`, optionTable(rows), ...charts].join('\n\n');
  },
};

interface Row {
  readonly path: string;
  readonly option: Option;
}

/** Typed chart values have a table of their own, with paths as the chart has them. */
function chartText(key: string, definition: Page['definition'], { path, option }: Row): string {
  const keys = definition.createdBy === 'istioctl' ? 'an IstioOperator document' : 'the chart';
  const rows = option.shapes.flatMap((shape) => rowsBelow('', shape, true));
  const intro = `Below ${code(`${key}.${path}`)}; keys are those of ${keys}.`;
  return [
    `### Chart values${path.includes('.') ? ` of ${path.replace(`.${VALUES}`, '')}` : ''}`,
    intro,
    optionTable(rows),
  ].join('\n\n');
}

function rowsOf(parent: string, option: Option, inChart = false): Row[] {
  const path = pathOf(parent, option);
  const isLeftOut = !inChart && isChartValues(option);
  return [{ path, option }, ...(isLeftOut ? [] : option.shapes.flatMap((shape) => rowsBelow(path, shape, inChart)))];
}

function rowsBelow(path: string, shape: Shape, inChart: boolean): Row[] {
  switch (shape.kind) {
    case 'leaf':
    case 'open':
      return [];
    case 'object':
      return optionsIn(shape).flatMap((option) => rowsOf(path, option, inChart));
    case 'list':
      return shape.of.flatMap((of) => rowsBelow(`${path}[]`, of, inChart));
    case 'map':
      return shape.of.flatMap((of) => rowsBelow(`${path}{}`, of, inChart));
  }
}

function optionTable(rows: readonly Row[]): string {
  const cells = rows.map(({ path, option }) => [code(path), code(option.type), defaultOf(option), description(option)]);
  return table(['option', 'type', 'default', 'description'], cells) ?? '';
}

function defaultOf({ optional, default: text }: Option): string {
  if (!optional) return 'required';
  if (text === undefined) return '';
  return isLiteral(text) ? code(text) : escape(text.replace(/^- /, ''));
}

/** One word, or JSON, is a value; more is prose. */
function isLiteral(text: string): boolean {
  return !text.includes('`') && (!/\s/.test(text) || /^[[{"']/.test(text));
}

function description({ description: text, excludes }: Option): string {
  return [escape(text), excludes.length > 0 ? `Not with ${codes(excludes)}.` : '']
    .filter((part) => part !== '')
    .join(' ');
}

/** Docstrings are Markdown, but no HTML: a `<` outside of code is one. */
function escape(text: string): string {
  return text.replace(/(`[^`]*`)|</g, (all, inCode: string | undefined) => inCode ?? all.replace('<', '\\<'));
}
