/**
 * `npm run lint:cycles` fails where modules of lib/ import each other in a circle. Imports of types count: they make the order
 * in which one reads the code a circle, too.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as ts from 'typescript';
import { cyclesOf } from './cycles/cycles-of';

const ROOT = join(__dirname, '..');

/** The modules of lib/ that a file imports, as paths from the root. */
function importsOf(file: string): readonly string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles.flatMap(({ fileName }) => {
    if (!fileName.startsWith('.')) return [];
    const target = join(dirname(file), fileName);
    const found = [`${target}.ts`, join(target, 'index.ts')].find((path) => existsSync(path));
    return found === undefined ? [] : [relative(ROOT, found)];
  });
}

const files = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join(ROOT, 'lib', file));
const cycles = cyclesOf(new Map(files.map((file) => [relative(ROOT, file), importsOf(file)])));
for (const cycle of cycles) console.error(`modules import each other: ${cycle.join(', ')}`);
if (cycles.length > 0) process.exitCode = 1;
