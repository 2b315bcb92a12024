const fc = require('fast-check');

const { FC_RUNS, FC_SEED } = process.env;

// The runs of a property that does not state them: few on a developer's machine, and those of fast-check in CI, as `runs` has it.
if (FC_RUNS === undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 30 });
// A run with a seed, as in CI, can be repeated, and a change is not refused for a case that is older than it.
if (FC_SEED !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(FC_SEED) });
