const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { MORE_CASES } = require('./more-cases');

/** How many tests a result of Jest leaves to CI; those that something is missing for say so in their name. */
function leftToCi({ fullName, status }) {
  if (status !== 'pending' || fullName.includes('(skipped: ')) return 0;
  return MORE_CASES.count(fullName);
}

/** Says at the end of a run, in one line each, what was skipped: comparisons with upstream's data (shared.ts), and what only CI runs (sample.ts). */
module.exports = class SkippedReporter {
  onRunComplete(_contexts, { testResults }) {
    const root = process.env.VERRAZZANO_SHARED ?? join(__dirname, '../../../shared');
    if (!existsSync(root)) {
      say('comparisons with upstream data, which is not beside this clone; test/fixtures/upstream is compared');
    }
    const count = testResults.flatMap((file) => file.testResults).reduce((sum, result) => sum + leftToCi(result), 0);
    if (process.env.FC_RUNS !== 'all' && count > 0) {
      say(`${count} exhaustive tests, which CI runs, as FC_RUNS=all does`);
    }
  }
};

function say(what) {
  process.stderr.write(`skipped: ${what}\n`);
}
