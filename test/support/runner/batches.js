const { readFileSync } = require('node:fs');
const { relative, sep } = require('node:path');

/** Files that replace modules, load them anew or look at which ones are loaded need a registry of modules of their own. */
const ALONE = /\b(?:jest\.(?:doMock|isolateModules|mock|resetModules|unstable_mockModule)|require\.cache)\b/;

/** How long a file takes that has not run yet, in milliseconds; one that starts processes takes long by itself. */
const UNKNOWN = 1000;
const UNKNOWN_WITH_PROCESSES = 8000;
const PROCESSES = /\bfrom '(?:node:)?child_process'/;

/** How many batches each worker gets, so that none waits long for the last one. */
const BATCHES_PER_WORKER = 4;

/** A room that takes less is not cut, in milliseconds: it would only load its modules twice. */
const SMALL = 10_000;

/** A file may name its batch in its first line, as in `@batch compiler`: files of several rooms that share what takes long to make. */
const NAMED = /^\/\*\* @batch (\w+) \*\//;

const TEXTS = new Map();
function textOf(path) {
  const text = TEXTS.get(path) ?? readFileSync(path, 'utf8');
  TEXTS.set(path, text);
  return text;
}

const weight = ({ duration, path }) => duration ?? (PROCESSES.test(textOf(path)) ? UNKNOWN_WITH_PROCESSES : UNKNOWN);
const total = (tests) => tests.reduce((sum, test) => sum + weight(test), 0);

/** The first folder below `test/`. */
const roomOf = (root, path) => relative(root, path).split(sep).slice(0, 2).join('/');

/** What the batch of a file is called, and whether it may be cut. */
function batchOf(root, { path }) {
  const text = textOf(path);
  if (ALONE.test(text)) return { key: path, whole: true };
  const [, name] = NAMED.exec(text) ?? [];
  return name === undefined ? { key: roomOf(root, path), whole: false } : { key: `@${name}`, whole: true };
}

function grouped(root, tests) {
  const groups = new Map();
  for (const test of tests) {
    const { key, whole } = batchOf(root, test);
    const group = groups.get(key) ?? { whole, tests: [] };
    groups.set(key, group);
    group.tests.push(test);
  }
  return [...groups.values()];
}

/** Cuts the files of a room into parts that take about as long as each other. */
function cut(tests, limit) {
  const number = Math.min(tests.length, Math.max(1, Math.ceil(total(tests) / limit)));
  const parts = Array.from({ length: number }, () => []);
  for (const test of [...tests].sort((a, b) => weight(b) - weight(a))) {
    parts.reduce((least, part) => (total(part) < total(least) ? part : least)).push(test);
  }
  return parts;
}

/**
 * Test files that share their modules: those of one room, and parts of large rooms, the longest first.
 * @param root - the folder of the repository
 * @param tests - test files, with the milliseconds that each took in the last run
 * @param workers - how many run at the same time
 */
function batchesOf(root, tests, workers) {
  TEXTS.clear();
  const limit = workers === 1 ? Infinity : Math.max(SMALL, total(tests) / (workers * BATCHES_PER_WORKER));
  return grouped(root, tests)
    .flatMap((group) => (group.whole ? [group.tests] : cut(group.tests, limit)))
    .sort((a, b) => total(b) - total(a));
}

module.exports = { batchesOf };
