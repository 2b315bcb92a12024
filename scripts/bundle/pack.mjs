import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { build } from 'esbuild';

/**
 * Puts the compiled modules that a command loads when it starts into one file, each as it is and evaluated when it is asked for, and makes the
 * files that the compiler has written refer to it. Node then finds, reads and compiles one file instead of a hundred, and whatever loads one of
 * these modules otherwise, such as what a command imports late, has the same one.
 *
 * @param root - the folder of the package, absolute
 * @param options - options of esbuild
 * @param entries - sources of the command; what they import late is left out
 * @param outfile - the file, below the folder of the package
 */
export async function packModules(root, options, entries, outfile) {
  const { metafile } = await build({ ...options, entryPoints: entries, outdir: 'build', write: false, metafile: true });
  const pack = posix.join(root, outfile);
  const files = loadedAtOnce(metafile, entries)
    .map((file) => posix.join(root, 'build', file.replace(/\.ts$/, '.js')))
    // What looks for files beside itself has to stay where it is.
    .filter((file) => !/__dirname|require\.resolve/.test(readFileSync(file, 'utf8')))
    .filter((file) => !readFileSync(file, 'utf8').startsWith('#!'));
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: files.map(lateExport).join('\n'), resolveDir: root },
    outfile,
    write: false,
    plugins: [othersStay(new Set(files), pack)],
  });
  writeFileSync(pack, outputFiles[0].text);
  files.forEach((file, index) => {
    const path = posix.relative(dirname(file), pack);
    writeFileSync(
      file,
      `"use strict";\nmodule.exports = require('${path.startsWith('.') ? path : `./${path}`}').m${index};\n`,
    );
  });
}

/** The modules of the package that the entries import when they are loaded. */
function loadedAtOnce({ inputs }, entries) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(file) || !file.startsWith('lib/')) return;
    found.add(file);
    for (const { path, kind } of inputs[file].imports) if (kind === 'import-statement') visit(path);
  };
  entries.forEach(visit);
  return [...found].sort();
}

function lateExport(file, index) {
  return `Object.defineProperty(exports, 'm${index}', { enumerable: true, get: () => require('${file}') });`;
}

/** Modules that are not in the file are loaded from where they are. */
const othersStay = (files, pack) => ({
  name: 'others-stay',
  setup({ onResolve }) {
    onResolve({ filter: /^[./]/ }, ({ path, resolveDir }) => {
      const whole = posix.resolve(resolveDir, path);
      const file = [whole, `${whole}.js`, posix.join(whole, 'index.js')].find((each) => files.has(each));
      return file === undefined
        ? { path: `./${posix.relative(dirname(pack), whole)}`, external: true }
        : { path: file };
    });
  },
});
