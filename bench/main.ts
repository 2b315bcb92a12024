/**
 * Measures the package: `npm run bench [-- SECTION...] [--large] [--json FILE] [--markdown]`. Let nothing else run on the machine; see
 * docs/performance.md.
 */
import { writeFileSync } from 'fs';
import { cpus } from 'os';
import type { Row } from './measure';
import { allow } from './sections/allow';
import { commands } from './sections/commands';
import { connectivity } from './sections/connectivity';
import { objects } from './sections/objects';
import { peers } from './sections/peers';
import { profiles } from './sections/profiles';
import { quickstart } from './sections/quickstart';
import { startUp } from './sections/start-up';

const SECTIONS: Readonly<Record<string, (isLarge: boolean) => Row[]>> = {
  'start-up': startUp,
  quickstart,
  profiles,
  allow,
  objects,
  peers,
  connectivity,
  commands,
};

/** The table as docs/performance.md has it: medians of wall time depend on the machine and are left out. */
function documented(rows: readonly Row[]): string {
  const lines = rows.map(({ section, name, cpu, ratio, peak }) =>
    [section, name, cpu.toFixed(2), ratio.toFixed(2), peak?.toFixed(0) ?? ''].join(' | '),
  );
  return [
    '| what | program | CPU s | CPU ratio | peak MiB |',
    '|---|---|---:|---:|---:|',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ section, name, wall, cpu, ratio, peak, runs }) =>
    [section, name, wall.toFixed(3), cpu.toFixed(3), ratio.toFixed(2), peak?.toFixed(0) ?? '', runs].join(' | '),
  );
  return [
    '| what | program | wall s | CPU s | CPU ratio | peak MiB | runs |',
    '|---|---|---:|---:|---:|---:|---:|',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}

/** Whether there is a flag, which is taken out of the arguments. */
function taken(flag: string): boolean {
  const at = args.indexOf(flag);
  if (at >= 0) args.splice(at, 1);
  return at >= 0;
}

const args = process.argv.slice(2);
const isMarkdown = taken('--markdown');
const isLarge = taken('--large');
const flag = args.indexOf('--json');
const file = flag < 0 ? undefined : args.splice(flag, 2)[1];
const unknown = args.filter((name) => !(name in SECTIONS));
if (unknown.length > 0) {
  process.stderr.write(
    `bench: no such section: ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}\n`,
  );
  process.exit(1);
}
const rows = (args.length === 0 ? Object.keys(SECTIONS) : args).flatMap((name) => {
  process.stderr.write(`bench: ${name}\n`);
  return SECTIONS[name]?.(isLarge) ?? [];
});
console.log(
  `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}\n\n${isMarkdown ? documented(rows) : table(rows)}`,
);
if (file !== undefined) writeFileSync(file, `${JSON.stringify(rows, undefined, 2)}\n`);
