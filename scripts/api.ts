/**
 * `npm run api` writes api/, one report of the public API per entry of the package, and the shapes of what the API takes, by which
 * a program that was not type-checked gets errors that name the wrong value. `npm run api:check` fails where one is not up to date.
 * The reports are made of the declarations that users get, without what is marked `@internal`. A check of what was good the last time is left out, and
 * so is one of what the main branch has, outside of CI.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './api/fingerprint';
import { entryReports, type Entry } from './api/report';
import { compileDeclarations } from './declarations/write-declarations';
import { changedFiles } from './lint/changed-files';
import { shapesText } from './shapes/shapes-text';

const ROOT = join(__dirname, '..');
const FOLDER = join(ROOT, 'api');
const SHAPES = 'lib/values/shape/shapes.ts';
/** Declarations of the root with what is internal: by all of their members, instances of two classes differ. */
const ALL_OF_THE_ROOT = join(ROOT, 'build', 'declarations', 'lib', 'index.d.ts');

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
            declarations: join(ROOT, conditions.types.replace('./build/', './build/public/')),
          },
        ],
  );
}

/** Whether the shapes are up to date; they are written unless it is a check. */
function runShapes(isCheck: boolean): boolean {
  const text = shapesText(ROOT, ALL_OF_THE_ROOT);
  if (readFileSync(join(ROOT, SHAPES), 'utf8') === text) return true;
  if (isCheck) {
    console.error(`${SHAPES} is not up to date: run npm run api`);
    return false;
  }
  writeFileSync(join(ROOT, SHAPES), text);
  console.log(`wrote ${SHAPES}`);
  return true;
}

/** Whether every report could be made, and is what `api/` has. */
function run(isCheck: boolean): boolean {
  const all = entries();
  let isGood = true;
  const fail = (message: string): void => {
    console.error(message);
    isGood = false;
  };
  mkdirSync(FOLDER, { recursive: true });
  const reports = entryReports(ROOT, all);
  for (const [index, { text, problems }] of reports.entries()) {
    const name = all[index]?.name ?? '';
    for (const problem of problems) fail(`api/${name}.md: ${problem}`);
    const file = join(FOLDER, `${name}.md`);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    if (isCheck) {
      fail(`api/${name}.md is not up to date: run npm run api, and review what changed`);
    } else {
      writeFileSync(file, text);
      console.log(`wrote api/${name}.md`);
    }
  }
  return isGood;
}

/** What the last check that found nothing was made of; the same again gives the same answer. */
const SEEN = join(ROOT, 'build', 'api.sha256');
const INPUT = ['build/declarations', 'build/public', 'api', 'scripts/api', 'scripts/shapes'];
const FILES = ['scripts/api.ts', SHAPES, 'package.json', 'package-lock.json'];
/** Files that reports are made of, and what makes them. */
const MAKES_REPORTS = /^(?:api|lib|scripts)\/|^(?:package|tsconfig)[\w.-]*\.json$/;

const isCheck = process.argv.includes('--check');
const now = (): string => fingerprint(ROOT, INPUT, FILES);
if (isCheck && existsSync(SEEN) && readFileSync(SEEN, 'utf8') === now()) process.exit();
const changed = changedFiles(ROOT);
if (isCheck && changed?.some((file) => MAKES_REPORTS.test(file)) === false) {
  console.log('skipped: API reports as the main branch has them, which CI compares');
  process.exit();
}
// A shape with a new name does not compile before it is written, and needs the declarations of its type.
if (!isCheck) compileDeclarations();
if (runShapes(isCheck) && run(isCheck)) writeFileSync(SEEN, now());
else process.exitCode = 1;
