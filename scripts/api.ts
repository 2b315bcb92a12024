/**
 * `npm run api` writes api/, one report of the public API per entry of the package; `npm run api:check` fails where a report
 * is not up to date. Both read the declarations that `npm run declarations` has written. A check of what was
 * good the last time is left out.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportedNames } from './api/exported-names';
import { fingerprint } from './api/fingerprint';
import { entryReport, type Entry } from './api/report';

const ROOT = join(__dirname, '..');
const FOLDER = join(ROOT, 'api');

/** What package.json says about one entry. */
interface ExportConditions {
  readonly types: string;
  /** Absent for an ES module that is published as it is written, and exports nothing. */
  readonly source?: string;
}

/** The entries of the package; the first one is the root. */
function entries(): Entry[] {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    exports: Record<string, string | ExportConditions>;
  };
  return Object.entries(exports).flatMap(([path, conditions]) =>
    typeof conditions === 'string' || conditions.source === undefined
      ? []
      : [
          {
            name: path === '.' ? 'index' : path.slice(2).replace('/', '-'),
            declarations: join(ROOT, conditions.types.replace('./build/', './build/declarations/')),
          },
        ],
  );
}

/** Whether every report could be made, and is what `api/` has. */
function run(isCheck: boolean): boolean {
  const all = entries();
  const exported = exportedNames(all.map(({ declarations }) => declarations));
  let isGood = true;
  const fail = (message: string): void => {
    console.error(message);
    isGood = false;
  };
  mkdirSync(FOLDER, { recursive: true });
  for (const entry of all) {
    const { text, problems } = entryReport(ROOT, entry, exported);
    for (const problem of problems) fail(`api/${entry.name}.md: ${problem}`);
    const file = join(FOLDER, `${entry.name}.md`);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    if (isCheck) {
      fail(`api/${entry.name}.md is not up to date: run npm run api, and review what changed`);
    } else {
      writeFileSync(file, text);
      console.log(`wrote api/${entry.name}.md`);
    }
  }
  return isGood;
}

/** What the last check that found nothing was made of; the same again gives the same answer. */
const SEEN = join(ROOT, 'build', 'api.sha256');
const INPUT = ['build/declarations', 'api', 'scripts/api'];
const FILES = ['scripts/api.ts', 'package.json', 'package-lock.json'];

const isCheck = process.argv.includes('--check');
const now = (): string => fingerprint(ROOT, INPUT, FILES);
if (isCheck && existsSync(SEEN) && readFileSync(SEEN, 'utf8') === now()) process.exit();
if (run(isCheck)) writeFileSync(SEEN, now());
else process.exitCode = 1;
