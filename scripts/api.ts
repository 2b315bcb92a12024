/**
 * `npm run api` writes api/, one report of the public API per entry of the package; `npm run api:check` fails where a report
 * is not up to date. Both read the declarations that `npm run declarations` has written.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportedNames } from './api/exported-names';
import { entryReport, type Entry } from './api/report';

const ROOT = join(__dirname, '..');
const FOLDER = join(ROOT, 'api');

/** What package.json says about one entry. */
interface ExportConditions {
  readonly types: string;
}

/** The entries of the package; the first one is the root. */
function entries(): Entry[] {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    exports: Record<string, string | ExportConditions>;
  };
  return Object.entries(exports).flatMap(([path, conditions]) =>
    typeof conditions === 'string'
      ? []
      : [
          {
            name: path === '.' ? 'index' : path.slice(2).replace('/', '-'),
            declarations: join(ROOT, conditions.types.replace('./build/', './build/declarations/')),
          },
        ],
  );
}

const all = entries();
const exported = exportedNames(all.map(({ declarations }) => declarations));
mkdirSync(FOLDER, { recursive: true });
for (const entry of all) {
  const { text, problems } = entryReport(ROOT, entry, exported);
  for (const problem of problems) {
    console.error(`api/${entry.name}.md: ${problem}`);
    process.exitCode = 1;
  }
  const file = join(FOLDER, `${entry.name}.md`);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`api/${entry.name}.md is not up to date: run npm run api, and review what changed`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote api/${entry.name}.md`);
  }
}
