const fc = require('fast-check');

// Loaded where FC_SEED is set, as in CI: a run there can be repeated, and a change is not refused for a case that is older than it.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.FC_SEED) });
