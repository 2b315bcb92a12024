/**
 * Writes the module that exports the files of components when it is imported: before the modules that load it, since a row of
 * the table may name a component that it does not export yet.
 */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { COMPONENT_FILES, componentFilesModule } from './component-files';

const root = join(__dirname, '..', '..');
writeFileSync(join(root, COMPONENT_FILES), componentFilesModule(root));
