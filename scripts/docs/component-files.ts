import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

/** The module that exports the files of all components, relative to the root. */
export const COMPONENT_FILES = 'lib/components/all.ts';

/** A file of a component declares it, and has its construct. */
const DECLARATION = /\bdefineComponent\([^]*\bextends Component\b/;

/**
 * Text of the module that exports the files of all components, by name. It is read from the files alone, so that a new
 * component can be exported before the modules that use the table of components are loaded.
 * @param root - the project's root
 */
export function componentFilesModule(root: string): string {
  const folder = join(root, 'lib', 'components');
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && DECLARATION.test(readFileSync(join(folder, file), 'utf8')))
    .sort();
  return [
    '/* The components of a profile, one file each. Written by `npm run docs`; never edited. */',
    ...files.map((file) => `export * from './${file.slice(0, -'.ts'.length)}';`),
    '',
  ].join('\n');
}
