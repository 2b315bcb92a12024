/**
 * A process that synthesizes a program of {@link STATEMENTS} again and again.
 *
 * `node --conditions=source -r ts-node/register test/gitops/program/synth-program.ts FOLDER TIMES NAME...`
 */
import { appOf } from './random-program';

const [, , outdir = '', times = '1', ...names] = process.argv;
for (let time = 0; time < Number(times); time++) appOf(names, outdir).app.synth();
