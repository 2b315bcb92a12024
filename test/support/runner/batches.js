const { readFileSync } = require('node:fs');
const { relative, sep } = require('node:path');

/** Files that replace modules, load them anew or look at which ones are loaded need a registry of modules of their own. */
const ALONE = /\b(?:jest\.(?:doMock|isolateModules|mock|resetModules|unstable_mockModule)|require\.cache)\b/;

/** How long a file takes that has not run yet, in milliseconds. */
const UNKNOWN = 1000;

/** How many batches each worker gets, so that none waits long for the last one. */
const BATCHES_PER_WORKER = 4;

/** A room that takes less is not cut, in milliseconds: it would only load its modules twice. */
const SMALL = 10_000;

const weight = ({ duration }) => duration ?? UNKNOWN;
const total = (tests) => tests.reduce((sum, test) => sum + weight(test), 0);

/** The first folder below `test/`. */
const roomOf = (root, path) => relative(root, path).split(sep).slice(0, 2).join('/');

const needsOwnModules = ({ path }) => ALONE.test(readFileSync(path, 'utf8'));

function byRoom(root, tests) {
  const rooms = new Map();
  for (const test of tests) {
    const key = needsOwnModules(test) ? test.path : roomOf(root, test.path);
    rooms.set(key, [...(rooms.get(key) ?? []), test]);
  }
  return [...rooms.values()];
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
  const limit = workers === 1 ? Infinity : Math.max(SMALL, total(tests) / (workers * BATCHES_PER_WORKER));
  return byRoom(root, tests)
    .flatMap((room) => cut(room, limit))
    .sort((a, b) => total(b) - total(a));
}

module.exports = { batchesOf };
