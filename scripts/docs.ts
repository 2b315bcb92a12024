/**
 * `npm run docs` writes documents derived from definitions, types and docstrings: the pages of the components, the table in
 * README.md, the paths of typed chart values, and the list of the files of components. A test checks that they are current.
 */
import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import './docs/write-component-files';
import { ROOT, generatedFiles, stalePages } from './docs/generated-files';

async function main(): Promise<void> {
  const files = await generatedFiles();
  for (const [file, text] of files) {
    mkdirSync(dirname(join(ROOT, file)), { recursive: true });
    writeFileSync(join(ROOT, file), text);
  }
  for (const file of stalePages(files)) rmSync(join(ROOT, file));
}

void main();
