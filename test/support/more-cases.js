/** The name of the skipped test that counts the cases of a table which only CI runs: sample.ts writes it, skipped-reporter.js reads it. */
const MORE_CASES = {
  name: (count) => `${count} more cases run in CI`,
  count: (name) => Number(/(?<count>\d+) more cases run in CI$/.exec(name)?.groups.count ?? 1),
};

module.exports = { MORE_CASES };
