import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the repository. */
export const ROOT = join(__dirname, '..', '..');

/** A block of code in a page. */
export interface Block {
  /** Page, relative to the root. */
  readonly page: string;
  /** Line of its opening fence, from 1. */
  readonly line: number;
  /** Language after the fence; empty without one. */
  readonly language: string;
  /** What a reader sees. */
  readonly code: string;
  /** What a program needs besides, from the comment before it, in which `// ...` is the place of the code; empty without one. */
  readonly setup: string;
  /** Whether the comment before it says that the program fails: the block after it is then the message. */
  readonly fails: boolean;
}

const FENCE = /^([ \t]*)(`{3,})([^\n`]*)\n(?:([^]*?)\n)?\1\2[ \t]*$/gm;
const COMMENT_BEFORE = /<!-- program( fails)?(?:\n((?:(?!-->)[^])*?))?\s*-->\s*$/;

/** The Markdown files of a folder and of those below it, relative to the root. */
export function pagesBelow(folder: string): string[] {
  const found = readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true });
  return found
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort();
}

/** The Markdown files in the root. */
export function pagesOfRoot(): string[] {
  return readdirSync(ROOT).filter((name) => name.endsWith('.md'));
}

/** Text of a page. */
export function pageText(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

/** The blocks of code of a page, in their order. */
export function blocksOf(page: string): Block[] {
  const text = pageText(page);
  return [...text.matchAll(FENCE)].map((match) => {
    const before = text.slice(0, match.index);
    const comment = COMMENT_BEFORE.exec(before);
    const [, indent = '', , language = '', code = ''] = match;
    return {
      page,
      line: before.split('\n').length,
      language: language.trim(),
      code: code.replaceAll(`\n${indent}`, '\n').slice(code.startsWith(indent) ? indent.length : 0),
      setup: comment?.[2] ?? '',
      fails: comment?.[1] !== undefined,
    };
  });
}

/** A whole program: the code of a block in the place that its setup has for it, or after it. */
export function programOf({ code, setup }: Block): string {
  const [before = '', after = ''] = setup.split(/^\/\/ \.\.\.$/m);
  return `${before}\n${code}\n${after}`;
}

/** A page without its blocks of code. */
export function prose(page: string): string {
  return pageText(page).replace(FENCE, '');
}

/** A pattern for a message as a page shows it, in which `…` stands for any text. */
export function messagePattern(shown = ''): RegExp {
  const parts = shown.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`);
}
