/**
 * Puts the modules behind all entries into a few files, after the compiler has run, and makes each entry a list of its names.
 *
 * A program that imports the package then loads one file instead of hundreds, which takes half the time, and all entries share
 * the same classes. What many programs never use is in files of its own beside it, which are loaded at the first use of one of
 * their names. The command keeps the compiled modules: it loads what one of its commands needs, and no more. Those that `connectivity` needs at once, and
 * many of which the others need too, are in one file.
 *
 * The evaluator of CEL is an ES module of another project. It becomes a file of its own, which is loaded at the first use too.
 *
 * The page of reports is bundled beside them: script and style, which the command puts into the file that it writes.
 */
import { createRequire } from 'node:module';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { packModules } from './bundle/pack.mjs';
import { partsOf } from './bundle/parts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
/** Acts when it is loaded, and takes all else from the entry `testing`: it stays a module of its own. */
const NOT_BUNDLED = ['./lib/entries/testing-jest.ts'];
const entries = Object.values(exports).filter(
  (entry) => typeof entry === 'object' && entry.source !== undefined && !NOT_BUNDLED.includes(entry.source),
);
const nameOf = (entry) => basename(entry.source, '.ts');

/** The part that is loaded with the package: all that no other has. */
const MAIN = 'main';

/** The parts that are loaded when they are used, and the folders and files whose modules they have. */
const LATE_PARTS = {
  checks: ['lib/checks/'],
  application: ['lib/application/'],
  'virtual-cluster': ['lib/virtual-cluster/'],
  foundation: ['lib/foundation/'],
  charts: [
    'lib/charts/',
    'lib/installer/delivery/',
    'lib/installer/published/',
    'lib/installer/maintained-charts',
    'lib/exit/auth-proxy',
  ],
  cluster: ['lib/cluster/', 'lib/resource/multicluster/'],
};

const fileOf = (part) => (part === MAIN ? 'bundle.js' : `bundle-${part}.js`);
const compiled = createRequire(posix.join(root, 'build', 'lib', 'bundle.js'));

/** What the compiler has written for a source file, as seen from the bundle. */
const compiledPath = (file) => file.replace(/^lib\/(.*)\.ts$/, './$1.js');

/** The exports of the module at `path` as getters, which evaluate `loaded` at the first use of one; short texts are there at once. */
function lateExports(path, loaded) {
  const names = Object.entries(compiled(path)).map(([name, value]) => {
    const isShort = typeof value === 'string' && value.length < 100;
    const what = isShort ? `value: ${JSON.stringify(value)}` : `get: () => load().${name}`;
    return `Object.defineProperty(exports, '${name}', { enumerable: true, ${what} });`;
  });
  return ['let loaded;', `const load = () => (loaded ??= ${loaded});`, ...names].join('\n');
}

/**
 * Loads late what many programs never use, and takes time to load: the YAML libraries, which read, and write only unusual texts, and the schemas of
 * Kubernetes, from the files that the compiler has written.
 */
const DATA = 'checks/schema/data/';
const CEL = 'checks/cel/library';
const lateModules = {
  name: 'late-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/, namespace: 'late' }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: /^(?:js-)?yaml$/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'late' } : { path, external: true },
    );
    onResolve({ filter: /\/(?:data\/\w+|library)$/ }, ({ path, resolveDir }) => {
      const file = posix.relative(posix.join(root, 'lib'), posix.join(resolveDir, path));
      if (file === CEL) return { path: `./${file}.js`, external: true };
      return file.startsWith(DATA) ? { path: `./${file}.js`, namespace: 'late' } : undefined;
    });
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents: lateExports(path, `require('${path}')`),
      loader: 'js',
    }));
  },
};

const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  legalComments: 'none',
  // Blanks take a fifth of the time that Node needs to read the file; lines stay short enough for the stack of an error.
  minifyWhitespace: true,
  lineLimit: 160,
  logLevel: 'warning',
};

const licence = (name) => readFileSync(posix.join(root, 'node_modules', name, 'LICENSE'), 'utf8').trim();
await build({
  ...options,
  packages: 'bundle',
  entryPoints: [`lib/${CEL}.ts`],
  outfile: posix.join('build', 'lib', `${CEL}-bundle.js`),
  banner: { js: `/*! @marcbachmann/cel-js\n\n${licence('@marcbachmann/cel-js')}\n*/` },
});
writeFileSync(
  posix.join(root, 'build', 'lib', `${CEL}.js`),
  `"use strict";\n${lateExports(`./${CEL}-bundle.js`, `require('./${posix.basename(CEL)}-bundle.js')`)}\n`,
);

const source = (lines) => ({ stdin: { contents: lines.join('\n'), loader: 'ts', resolveDir: root } });
const entryLines = entries.map((entry) => `export * as ${nameOf(entry)} from '${entry.source}';`);

const { metafile } = await build({
  ...options,
  ...source(entryLines),
  plugins: [lateModules],
  metafile: true,
  write: false,
});
const { partOf, shared, resolve } = partsOf(metafile, LATE_PARTS, MAIN);
const idOf = (file) => `m${shared.indexOf(file)}`;

/** Takes a module of another part from that part: at once where it is the main one, else at the first use. */
const otherParts = (part) => ({
  name: 'other-parts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/, namespace: 'part' }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: /^\./ }, ({ path, importer }) => {
      const file = resolve(posix.relative(root, importer), path);
      return file === undefined || partOf(file) === part ? undefined : { path: file, namespace: 'part' };
    });
    onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => {
      const loaded = `require('./${fileOf(partOf(path))}').${idOf(path)}`;
      const contents = partOf(path) === MAIN ? `module.exports = ${loaded};` : lateExports(compiledPath(path), loaded);
      return { contents, loader: 'js' };
    });
  },
});

for (const part of [MAIN, ...Object.keys(LATE_PARTS)]) {
  const modules = shared
    .filter((file) => partOf(file) === part)
    .map((file) => `export * as ${idOf(file)} from './${file}';`);
  await build({
    ...options,
    ...source(part === MAIN ? [...entryLines, ...modules] : modules),
    outfile: posix.join('build', 'lib', fileOf(part)),
    plugins: [lateModules, otherParts(part)],
  });
}

const bundle = compiled(`./${fileOf(MAIN)}`);
const early = Object.keys(LATE_PARTS).filter((part) => compiled.cache[compiled.resolve(`./${fileOf(part)}`)]);
if (early.length > 0)
  throw new Error(`Loading the package loads ${early.join(', ')} as well: a module of the main part uses it at once`);
for (const entry of entries) {
  const name = nameOf(entry);
  const file = posix.normalize(entry.default);
  const from = posix.relative(dirname(file), posix.join('build', 'lib', fileOf(MAIN)));
  // Node finds the names for `import` by reading such definitions, without running them.
  const names = Object.keys(bundle[name]).map(
    (key) =>
      `Object.defineProperty(exports, '${key}', { enumerable: true, get: function () { return ${name}.${key}; } });`,
  );
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

await packModules(root, options, ['lib/cli/bin.ts', 'lib/cli/commands/connectivity.ts'], 'build/lib/cli/pack.js');
