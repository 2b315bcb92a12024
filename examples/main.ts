/**
 * Synthesizes every example into `dist/<example>`, or those that are named: what `npm run synth` and `npx cdk8s synth` run.
 */
import { readdirSync } from 'fs';
import { join, relative } from 'path';
import { resultText, type WriteResult } from 'cdk8s-verrazzano';

const base = process.env.CDK8S_OUTDIR ?? join(__dirname, '..', 'dist');
const named = process.argv.slice(2);
const examples = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

for (const example of named.length > 0 ? named : examples) {
  const folder = join(base, example);
  // An app reads this variable when it is constructed, and every example constructs one when it is loaded.
  process.env.CDK8S_OUTDIR = folder;
  try {
    const { result } = require(`./${example}/main`) as { readonly result: WriteResult };
    console.log(`${example} -> ${relative(process.cwd(), folder)}: ${resultText(result)}`);
  } catch (error) {
    console.error(`${example}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
