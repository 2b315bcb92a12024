/**
 * Puts the modules behind all entries into one file, after the compiler has run, and makes each entry a list of its names.
 *
 * A program that imports the package then loads one file instead of hundreds, which takes half the time, and all entries share
 * the same classes. The command keeps the compiled modules: it loads what one of its commands needs, and no more.
 *
 * The page of reports is bundled beside them: script and style, which the command puts into the file that it writes.
 */
import { createRequire } from 'node:module';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
/** Acts when it is loaded, and takes all else from the entry `testing`: it stays a module of its own. */
const NOT_BUNDLED = ['./lib/entries/testing-jest.ts'];
const entries = Object.values(exports).filter(
  (entry) => typeof entry === 'object' && entry.source !== undefined && !NOT_BUNDLED.includes(entry.source),
);
const nameOf = (entry) => basename(entry.source, '.ts');

const outfile = posix.join('build', 'lib', 'bundle.js');

/**
 * What many programs never use, and takes time to load: the YAML libraries, which read, and write only unusual texts, and the schemas of Kubernetes.
 * Their names become getters that load them at the first use; modules of this package are loaded from the files that the compiler has written.
 */
const DATA = 'checks/schema/data/';
const late = {
  name: 'late',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/, namespace: 'late' }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: /^(?:js-)?yaml$/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'late' } : { path, external: true },
    );
    onResolve({ filter: /\/data\/\w+$/ }, ({ path, resolveDir }) => {
      const file = posix.relative(posix.join(root, 'lib'), posix.join(resolveDir, path));
      return file.startsWith(DATA) ? { path: `./${file}.js`, namespace: 'late' } : undefined;
    });
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => {
      const module = createRequire(posix.join(root, outfile))(path);
      const names = Object.entries(module).map(([name, value]) => {
        const isShort = typeof value === 'string' && value.length < 100;
        const what = isShort ? `value: ${JSON.stringify(value)}` : `get: () => require('${path}').${name}`;
        return `Object.defineProperty(exports, '${name}', { enumerable: true, ${what} });`;
      });
      return { contents: names.join('\n'), loader: 'js' };
    });
  },
};

await build({
  stdin: {
    contents: entries.map((entry) => `export * as ${nameOf(entry)} from '${entry.source}';`).join('\n'),
    loader: 'ts',
    resolveDir: root,
  },
  absWorkingDir: root,
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  plugins: [late],
  legalComments: 'none',
  // Blanks take a fifth of the time that Node needs to read the file; lines stay short enough for the stack of an error.
  minifyWhitespace: true,
  lineLimit: 160,
  logLevel: 'warning',
});

const bundle = createRequire(import.meta.url)(posix.join(root, outfile));
for (const entry of entries) {
  const name = nameOf(entry);
  const file = posix.normalize(entry.default);
  const from = posix.relative(dirname(file), outfile);
  // Node finds the names for `import` by reading such assignments, without running them.
  const names = Object.keys(bundle[name]).map((key) => `exports.${key} = ${name}.${key};`);
  const lines = ['"use strict";', `const { ${name} } = require('./${from}');`, ...names];
  writeFileSync(posix.join(root, file), `${lines.join('\n')}\n`);
}

// Entries that are ES modules as they are written.
const modules = posix.join(root, 'lib', 'entries', 'esm');
for (const file of readdirSync(modules))
  copyFileSync(posix.join(modules, file), posix.join(root, 'build', 'lib', 'entries', file));

const page = posix.join('build', 'lib', 'report', 'page');
const { bundlePage } = createRequire(import.meta.url)(
  posix.join(root, 'build', 'lib', 'cli', 'report', 'bundle-page.js'),
);
const { script, style } = bundlePage(posix.join(root, 'lib', 'report', 'page'));
mkdirSync(posix.join(root, page), { recursive: true });
writeFileSync(posix.join(root, page, 'page.js'), script);
writeFileSync(posix.join(root, page, 'page.css'), style);
