import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';

/**
 * A declaration file as users get it: without what is marked `@internal`, which `stripInternal` leaves out of the package.
 * @param text - the declarations, as the compiler writes them for this repository
 */
export function publicDeclarations(text: string): string {
  if (!text.includes('@internal')) return text;
  const source = ts.createSourceFile('declarations.d.ts', text, ts.ScriptTarget.ES2022, true);
  const internal: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (isInternal(node)) internal.push(node);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return internal.reduceRight((rest, { pos, end }) => rest.slice(0, pos) + rest.slice(end), text);
}

/**
 * Whether a declaration is marked `@internal`.
 * @param node - the declaration
 */
export function isInternal(node: ts.Node): boolean {
  return ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal');
}

/**
 * Brings a folder with the declarations that users get up to date.
 * @param from - folder with all declarations
 * @param to - the folder that is written
 */
export function copyPublicDeclarations(from: string, to: string): void {
  const names = declarationsIn(from);
  for (const name of declarationsIn(to)) if (!names.has(name)) rmSync(join(to, name));
  for (const name of names) {
    const [source, target] = [join(from, name), join(to, name)];
    if (!isNewer(source, target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, publicDeclarations(readFileSync(source, 'utf8')));
  }
}

function declarationsIn(folder: string): ReadonlySet<string> {
  mkdirSync(folder, { recursive: true });
  return new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.d\.m?ts$/.test(name)));
}

function isNewer(source: string, target: string): boolean {
  const { mtimeMs } = statSync(source);
  return mtimeMs > (statSync(target, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}
