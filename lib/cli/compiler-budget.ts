import { setFlagsFromString } from 'v8';

/**
 * How much of a function runs, in bytes of bytecode, before Node 20 optimizes it: four times its default. A command runs most code a few times, and optimizing it took
 * a third of the CPU time for code that was soon done. Later versions of Node have a second compiler between, and are left as they are.
 * Source: `interrupt_budget` in src/flags/flag-definitions.h of V8 11.3.
 */
const BUDGET_OF_NODE_20 = 500_000;

// Loaded before the rest of the command: the flag holds for code that is compiled later.
if (process.versions.node.startsWith('20.')) setFlagsFromString(`--interrupt-budget=${BUDGET_OF_NODE_20}`);
