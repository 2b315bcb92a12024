const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { join, relative, sep } = require('node:path');
const { default: TestRunner } = require('jest-runner');
const { batchesOf } = require('./batches');
const { resultsOf } = require('./split');

/**
 * How workers collect garbage and compile, which took half of their CPU time. Tests make much that lives shortly, and run most code a few times: the
 * optimizing compiler of Node 20 took a quarter of it for code that was soon done. Later versions have another one, and not this option.
 * Jest starts workers with the options of its own process.
 */
const COLLECTOR = ['--min-semi-space-size=64', '--max-semi-space-size=128', '--single-threaded-gc'];
const COMPILERS = ['--sparkplug', '--max-lazy'];
const OF_NODE_20 = process.versions.node.startsWith('20.') ? ['--interrupt-budget=1000000'] : [];
process.execArgv.push(...COLLECTOR, ...COMPILERS, ...OF_NODE_20);

/** A program that declares the tests of each file below its name; a file that does not load is one failed test. */
function programOf(files) {
  const lines = [...files].map(
    ([name, test]) => `declare(${JSON.stringify(name)}, () => require(${JSON.stringify(test.path)}));`,
  );
  return `function declare(name, load) {
  describe(name, () => {
    let failure;
    try {
      load();
    } catch (error) {
      failure = { error };
    }
    if (failure) test('loads', () => { throw failure.error; });
  });
}
${lines.join('\n')}
`;
}

/**
 * Runs the test files of a worker together, so that they load modules once and run code that is compiled already, and reports each file by
 * itself. Jest alone gives every file its own modules, which took more than half of a run. A file that is run alone, or that replaces
 * modules, runs as in Jest.
 */
module.exports = class BatchRunner extends TestRunner {
  /** Tests by name of their file, by path of the batch. */
  #batches = new Map();

  async runTests(tests, watcher, options) {
    const { maxWorkers } = this._globalConfig;
    const batches = batchesOf(tests, options.serial ? 1 : maxWorkers);
    try {
      const runs = batches.map((batch, index) => (batch.length === 1 ? batch[0] : this.#together(batch, index)));
      await super.runTests(runs, watcher, options);
    } finally {
      for (const path of this.#batches.keys()) rmSync(path, { force: true });
    }
  }

  /** Listeners hear of files, not of batches. */
  on(event, listener) {
    return super.on(event, async (payload) => {
      for (const one of this.#perFile(event, payload)) await listener(one);
    });
  }

  #together(tests, index) {
    const { context } = tests[0];
    const { rootDir } = this._globalConfig;
    const files = new Map(tests.map((test) => [relative(rootDir, test.path).split(sep).join('/'), test]));
    const folder = join(context.config.cacheDirectory, 'batches');
    // Runs at the same time share the folder.
    const path = join(folder, `${process.pid}-${index}.cjs`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, programOf(files));
    this.#batches.set(path, files);
    return { context, path };
  }

  #perFile(event, payload) {
    if (event === 'test-case-result' || event === 'test-case-start') return this.#caseInFile(payload);
    const [test, ...rest] = payload;
    const files = this.#batches.get(test.path);
    if (files === undefined) return [payload];
    if (event === 'test-file-success') return resultsOf(rest[0], files, this._globalConfig);
    const payloads = [...files.values()].map((file) => [file, ...rest]);
    // Reporters list at each result what runs: hundreds of files at once cost more than their tests.
    return event === 'test-file-start' ? payloads.slice(0, 1) : payloads;
  }

  #caseInFile([path, one]) {
    const [name, ...titles] = one.ancestorTitles ?? [];
    const test = this.#batches.get(path)?.get(name);
    return [test === undefined ? [path, one] : [test.path, { ...one, ancestorTitles: titles }]];
  }
};
