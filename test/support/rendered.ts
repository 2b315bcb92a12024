import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { sharedPath } from './shared';

const parsed = new Map<string, readonly object[]>();

/** Names of the files with rendered objects; none where they are absent. */
export function renderedFiles(): readonly string[] {
  const folder = sharedPath('upstream', 'components', 'rendered');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((file) => file.endsWith('.yaml') && !file.endsWith('.values.yaml'));
}

/** The objects of a file; none where it is absent. Each file is parsed once, which takes most of the time of such a test. */
export function renderedObjects<T extends object>(file: string): readonly T[] {
  const path = sharedPath('upstream', 'components', 'rendered', file);
  const known = parsed.get(file);
  if (known !== undefined) return known as readonly T[];
  const documents = existsSync(path) ? parseAllDocuments(readFileSync(path, 'utf8')) : [];
  const objects = documents.map((document) => document.toJS() as T | null).filter((object) => object !== null);
  parsed.set(file, objects);
  return objects;
}
