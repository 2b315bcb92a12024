/**
 * `npm run import` regenerates imports/ from the schemas; `npm run import -- --check` only tells whether it would change.
 */
import { cpSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { IMPORTS_FOLDER, ROOT, differingFiles, generateImports, schemasFolder, withTemporaryFolder } from './imports';

withTemporaryFolder((folder) => {
  const generated = join(folder, 'imports');
  generateImports(schemasFolder(), generated);
  const different = differingFiles(generated, IMPORTS_FOLDER);
  if (different.length === 0) {
    console.log('imports/ is up to date');
  } else if (process.argv.includes('--check')) {
    console.error(`imports/ is not what the generator writes: ${different.join(', ')}; run npm run import`);
    process.exitCode = 1;
  } else {
    rmSync(IMPORTS_FOLDER, { recursive: true, force: true });
    cpSync(generated, IMPORTS_FOLDER, { recursive: true });
    console.log(`wrote ${relative(ROOT, IMPORTS_FOLDER)}/: ${different.join(', ')}`);
  }
});
