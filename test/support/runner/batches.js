const { readFileSync } = require('node:fs');

/** Files that replace modules, load them anew or look at which ones are loaded need a registry of modules of their own. */
const ALONE = /\b(?:jest\.(?:doMock|isolateModules|mock|resetModules|unstable_mockModule)|require\.cache)\b/;

/** How long a file takes where none has run yet, in milliseconds; one that starts processes takes long by itself. */
const UNKNOWN = 1000;
const UNKNOWN_WITH_PROCESSES = 8000;
/** The same where others have run: it is new, or all of its tests are skipped. */
const NEW_OR_SKIPPED = 250;
const PROCESSES = /\bfrom '(?:node:)?child_process'/;

/** A file may name a group in its first line, as in `@batch compiler`: files that share what takes long to make stay together. */
const NAMED = /^\/\*\* @batch (\w+) \*\//;

const sum = (items) => items.reduce((all, { weight }) => all + weight, 0);

/** A test file with what its text and its last run say of it. */
function read(test, isFirstRun) {
  const text = readFileSync(test.path, 'utf8');
  const unknown = !isFirstRun ? NEW_OR_SKIPPED : PROCESSES.test(text) ? UNKNOWN_WITH_PROCESSES : UNKNOWN;
  return {
    test,
    isAlone: ALONE.test(text),
    group: NAMED.exec(text)?.[1] ?? test.path,
    weight: test.duration ?? unknown,
  };
}

function grouped(files) {
  const groups = new Map();
  for (const file of files) groups.set(file.group, [...(groups.get(file.group) ?? []), file]);
  return [...groups.values()];
}

/** Spreads groups over parts that take about as long as each other. */
function spread(groups, number) {
  const parts = Array.from({ length: number }, () => []);
  for (const group of groups.sort((a, b) => sum(b) - sum(a))) {
    parts.reduce((least, part) => (sum(part) < sum(least) ? part : least)).push(...group);
  }
  return parts.filter((part) => part.length > 0);
}

/**
 * Test files that share their modules: one batch for each worker, and the files that need modules of their own, the longest first.
 * @param tests - test files, with the milliseconds that each took in the last run
 * @param workers - how many run at the same time
 */
function batchesOf(tests, workers) {
  const isFirstRun = tests.every(({ duration }) => duration === undefined);
  const files = tests.map((test) => read(test, isFirstRun));
  const alone = files.filter(({ isAlone }) => isAlone).map((file) => [file]);
  const together = grouped(files.filter(({ isAlone }) => !isAlone));
  return [...alone, ...spread(together, workers)]
    .sort((a, b) => sum(b) - sum(a))
    .map((batch) => batch.map(({ test }) => test));
}

module.exports = { batchesOf };
