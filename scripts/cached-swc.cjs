/**
 * What ts-node compiles the sources of a clone with: SWC, which is asked only for files that changed since the last time. A program that loads
 * the whole package from its sources starts in half the time. `tsconfig.json` names this file.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { create } = require('ts-node/transpilers/swc');

const CACHE = join(__dirname, '..', 'node_modules', '.cache', 'swc');
const { version } = require('@swc/core/package.json');

const digest = (...parts) => createHash('sha256').update(parts.join('\0')).digest('hex');

/** The result for a file, one per file and options; undefined where the file has changed, and for what cannot be read. */
function known(file, input) {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8'));
    return found.input === input && found.output === digest(found.code, found.map) ? found : undefined;
  } catch {
    return undefined;
  }
}

function remember(file, result) {
  try {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(result));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // It is compiled again the next time.
  }
}

function transformSync(source, options) {
  const input = digest(version, source);
  const file = join(CACHE, `${digest(JSON.stringify(options))}.json`);
  const found = known(file, input);
  if (found !== undefined) return found;
  const { code, map } = require('@swc/core').transformSync(source, options);
  remember(file, { input, output: digest(code, map), code, map });
  return { code, map };
}

exports.create = (options) => create({ ...options, swc: { transformSync } });
