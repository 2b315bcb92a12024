import { createRequire } from 'module';
import type * as Estree from 'prettier/plugins/estree';
import type * as Typescript from 'prettier/plugins/typescript';
import type * as Standalone from 'prettier/standalone';
import { isNotInstalled } from '../optional-package';

/** Loads the formatter only when there is something to format: it is larger than all the rest of the command line. */
const load = createRequire(__filename);

/**
 * Formats a TypeScript program with Prettier, an optional package.
 * @param source - the program
 * @returns the formatted program; undefined where Prettier is not installed
 */
export async function formatted(source: string): Promise<string | undefined> {
  try {
    return await withPrettier(source);
  } catch (error) {
    if (isNotInstalled(error)) return undefined;
    throw error;
  }
}

function withPrettier(source: string): Promise<string> {
  const { format } = load('prettier/standalone') as typeof Standalone;
  const typescript = load('prettier/plugins/typescript') as typeof Typescript;
  const estree = load('prettier/plugins/estree') as typeof Estree;
  return format(source, { parser: 'typescript', plugins: [typescript, estree], printWidth: 120, singleQuote: true });
}
