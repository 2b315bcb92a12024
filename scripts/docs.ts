/** `npm run docs` writes the generated parts of the documentation; a test checks that they are current. */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { componentTable, withSection } from './component-table';

const readme = join(__dirname, '..', 'README.md');
writeFileSync(readme, withSection(readFileSync(readme, 'utf8'), 'components', componentTable()));
