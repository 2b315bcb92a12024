const { existsSync } = require('node:fs');
const { join } = require('node:path');

/** Says in one line, at the end of a run, when comparisons with upstream's data were skipped. See shared.ts. */
module.exports = class UpstreamReporter {
  onRunComplete() {
    const root = process.env.VERRAZZANO_SHARED ?? join(__dirname, '../../../shared');
    if (existsSync(root)) return;
    process.stderr.write(
      'skipped: comparisons with upstream data, which is not beside this clone; test/fixtures/upstream is compared\n',
    );
  }
};
