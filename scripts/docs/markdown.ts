import { readFileSync } from 'fs';
import { join } from 'path';
import type { Options } from 'prettier';
import * as prettier from 'prettier/standalone';
import * as estree from 'prettier/plugins/estree';
import * as markdown from 'prettier/plugins/markdown';
import * as typescript from 'prettier/plugins/typescript';

/** Wide tables stay unaligned, so that a change to a cell changes one line. */
const MARKDOWN: Options = { proseWrap: 'never' };

const ROOT = join(__dirname, '..', '..');

/**
 * Formats a text with prettier and the configuration of this repository.
 * @param parser - language of the text
 * @param text - the text
 */
export function format(parser: 'markdown' | 'typescript', text: string): Promise<string> {
  const options = JSON.parse(readFileSync(join(ROOT, '.prettierrc.json'), 'utf8')) as Options;
  const plugins = [estree as object, markdown, typescript];
  return prettier.format(text, { ...options, ...(parser === 'markdown' && MARKDOWN), parser, plugins });
}

/** A text as code; an empty one stays empty. */
export function code(text: string | number | undefined): string {
  return text === undefined || text === '' ? '' : `\`${text}\``;
}

/** Texts as code, with commas between. */
export function codes(texts: ReadonlyArray<string | number>): string {
  return texts.map(code).join(', ');
}

/**
 * A table; nothing when it has no rows, and without the columns that are empty in every row.
 * @param head - names of the columns
 * @param rows - the cells, as Markdown
 */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string | undefined {
  if (rows.length === 0) return undefined;
  const used = head.map((_, column) => rows.some((cells) => cells[column] !== ''));
  const line = (cells: readonly string[]): string =>
    `| ${cells
      .filter((_, column) => used[column])
      .map(cell)
      .join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** In a table a line break ends the row, and a bar ends the cell, even within code. */
function cell(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/\|/g, '\\|');
}
