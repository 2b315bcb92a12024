import { setFlagsFromString } from 'v8';

/**
 * How much of a function runs, in bytes of its bytecode, before Node 20 thinks of optimizing it; 67,584 by default. A command runs most code a few
 * times, and up to a third of its CPU time went into optimizing code that was soon done. Later versions of Node have a second compiler in between, and
 * are left as they are. Source: `node --v8-options` of Node 20, `--interrupt-budget`.
 */
const BUDGET_OF_NODE_20 = 500_000;

// Loaded before the rest of the command: the flag holds for code that is compiled later.
if (process.versions.node.startsWith('20.')) setFlagsFromString(`--interrupt-budget=${BUDGET_OF_NODE_20}`);
