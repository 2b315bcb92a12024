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

/**
 * The result of one file of a batch, as if the file had run by itself.
 * @param batch - result of all files
 * @param name - the name under which the tests of the file are in the batch
 * @param first - whether it gets what cannot be told apart by file: printed lines, snapshots, coverage
 */
function resultOf(batch, { name, test, first, globalConfig }) {
  const testResults = batch.testResults
    .filter(({ ancestorTitles }) => ancestorTitles[0] === name)
    .map((one) => inFile(name, one));
  const runtime = testResults.reduce((sum, { duration }) => sum + (duration ?? 0), 0);
  const { config } = test.context;
  const failed = count(testResults, 'failed');
  const failures = formatResultsErrors(testResults, config, globalConfig, test.path);
  const pending = count(testResults, 'pending');
  return {
    ...batch,
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

module.exports = { resultOf };
