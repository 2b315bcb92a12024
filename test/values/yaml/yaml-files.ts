import { readdirSync, statSync } from 'fs';
import { join } from 'path';

/** The YAML files of a folder and of those in it that are not large. */
export function yamlFilesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return yamlFilesBelow(path);
    return /\.ya?ml$/.test(path) && statSync(path).size < 100_000 ? [path] : [];
  });
}
