import { readdirSync, readFileSync } from 'fs';
import { join, posix } from 'path';
import { isJsonObject, type JsonObject } from '../../values/json';
import { compare } from '../../values/compare';
import type { OwnManifest } from '../package-version';
import type { TemplateName } from './templates';

/** Folder of what all templates share. */
const BASE = 'base';
/** Written from both folders: what the template is, and then what holds for every project. */
const JOINED = 'README.md';
/** Names that begin with a dot would be read by npm when the package is packed. */
const DOT = '_';

/**
 * The files of a new project.
 * @param folder - the folder with the templates
 * @param template - which one
 * @param name - name of the project
 * @param own - the manifest of this package, which has the versions of what the project needs
 * @returns content by path with forward slashes, sorted by path
 */
export function projectFiles(
  folder: string,
  template: TemplateName,
  name: string,
  own: OwnManifest,
): ReadonlyMap<string, string> {
  const [base, special] = [BASE, template].map((part) => filesBelow(join(folder, part)));
  const files = new Map([...(base ?? []), ...(special ?? [])]);
  files.set(JOINED, `${special?.get(JOINED) ?? ''}${base?.get(JOINED) ?? ''}`);
  files.set('package.json', manifestOf(JSON.parse(files.get('package.json') ?? '{}') as JsonObject, name, own));
  return new Map([...files].sort(([a], [b]) => compare(a, b)));
}

/**
 * A name that npm takes.
 * @param text - any name, such as that of a folder
 */
export function projectName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'platform' : name;
}

function filesBelow(folder: string, at = ''): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = posix.join(at, entry.name.startsWith(DOT) ? `.${entry.name.slice(DOT.length)}` : entry.name);
    const place = join(folder, entry.name);
    if (entry.isDirectory()) for (const [below, text] of filesBelow(place, path)) files.set(below, text);
    else files.set(path, readFileSync(place, 'utf8'));
  }
  return files;
}

/** The manifest of the project: its name, and the ranges with which this package is made and tested. */
function manifestOf(template: JsonObject, name: string, own: OwnManifest): string {
  const ranges: Readonly<Record<string, string>> = {
    ...own.devDependencies,
    ...own.peerDependencies,
    [own.name]: `^${own.version}`,
  };
  const filled = (key: 'dependencies' | 'devDependencies'): JsonObject => {
    const packages = template[key];
    const names = isJsonObject(packages) ? Object.keys(packages) : [];
    return Object.fromEntries(names.map((each) => [each, ranges[each]]));
  };
  const manifest = {
    ...template,
    name,
    dependencies: filled('dependencies'),
    devDependencies: filled('devDependencies'),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
