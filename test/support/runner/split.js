const { formatResultsErrors } = require('jest-message-util');

const NO_SNAPSHOTS = {
  added: 0,
  fileDeleted: false,
  matched: 0,
  unchecked: 0,
  uncheckedKeys: [],
  unmatched: 0,
  updated: 0,
};

const count = (results, status) => results.filter((result) => result.status === status).length;

/** The result of a test without the name of its file, which the batch puts in front. */
function inFile(name, result) {
  return {
    ...result,
    ancestorTitles: result.ancestorTitles.slice(1),
    fullName: result.fullName.slice(name.length + 1),
  };
}

/** The tests of a batch by the name of their file. */
function byFile(testResults) {
  const found = new Map();
  for (const one of testResults) {
    const [name] = one.ancestorTitles;
    const results = found.get(name) ?? [];
    results.push(inFile(name, one));
    found.set(name, results);
  }
  return found;
}

function resultOf(batch, { test, testResults, first, globalConfig }) {
  const runtime = testResults.reduce((sum, { duration }) => sum + (duration ?? 0), 0);
  const { config } = test.context;
  const failed = count(testResults, 'failed');
  const failures = formatResultsErrors(testResults, config, globalConfig, test.path);
  const pending = count(testResults, 'pending');
  return {
    ...batch,
    // What cannot be told apart by file, printed lines among it, is reported once.
    ...(first ? {} : { console: undefined, coverage: undefined, v8Coverage: undefined, snapshot: NO_SNAPSHOTS }),
    testFilePath: test.path,
    testResults,
    failureMessage: batch.testExecError === undefined ? failures : batch.failureMessage,
    numFailingTests: failed,
    numPendingTests: pending,
    numTodoTests: count(testResults, 'todo'),
    numPassingTests: count(testResults, 'passed'),
    skipped: testResults.length === pending,
    perfStats: {
      ...batch.perfStats,
      runtime,
      end: batch.perfStats.start + runtime,
      slow: runtime / 1000 > config.slowTestThreshold,
    },
  };
}

/**
 * The result of each file of a batch, as if the file had run by itself.
 * @param batch - result of all files
 * @param files - the files, by the names under which their tests are in the batch
 * @param globalConfig - settings of the run
 */
function resultsOf(batch, files, globalConfig) {
  const results = byFile(batch.testResults);
  return [...files].map(([name, test], index) => [
    test,
    resultOf(batch, { test, testResults: results.get(name) ?? [], first: index === 0, globalConfig }),
  ]);
}

module.exports = { resultsOf };
