import { createRequire } from 'module';
import type TypeScript from 'typescript';

/** The compiler, as far as sources are parsed with it. */
export type Compiler = typeof TypeScript;

/**
 * The TypeScript compiler of a program; undefined where the program has none that parses sources.
 * @param file - a file of the program
 */
export function compilerOf(file: string): Compiler | undefined {
  for (const base of [file, __filename]) {
    try {
      const found = createRequire(base)('typescript') as Partial<Compiler>;
      if (found.createSourceFile !== undefined) return found as Compiler;
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}
