/** Writes the dump of `examples/exit`, and what `adopt` makes of it. */
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { run } from '../lib/cli/run';
import { exampleDump } from './exit/example-dump';

const folder = join(__dirname, '..', 'examples', 'exit');

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const dump = join(folder, 'dump.json');
  writeFileSync(dump, exampleDump());
  const io = { out: () => undefined, err: (text: string) => process.stderr.write(text), isTTY: false };
  const repository = 'https://git.example.com/platform.git';
  const adopt = ['adopt', dump, '--output', join(folder, 'adopted'), '--force', '--repository', repository];
  process.exitCode = await run(adopt, io);
}

void main();
