import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { API_PAGES, apiPages } from './api-pages';
import { checkRulesPage } from './check-rules';
import { commandsPage } from './commands';
import { COMPONENT_FILES, componentFilesModule } from './component-files';
import { format } from './markdown';
import { trafficPage } from './network';
import { networkPoliciesPage } from './network-policies';
import { readSources } from './options';
import { componentPages } from './pages';
import { valuePaths, valuePathsModule } from './value-paths';

/** The project's root. */
export const ROOT = join(__dirname, '..', '..');

/** Folder of the pages, relative to the root; it holds nothing else. */
export const PAGES = 'docs/components';

/** Everything that `npm run docs` writes: path relative to the root, to text. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const sources = readSources();
  const pages = await componentPages(sources);
  return new Map([
    [COMPONENT_FILES, componentFilesModule(ROOT)],
    ['docs/reference/checks.md', checkRulesPage()],
    ['docs/reference/commands.md', await commandsPage()],
    ['docs/reference/traffic.md', trafficPage()],
    ['docs/network-policies.md', networkPoliciesPage()],
    ['lib/cli/import/value-paths.ts', await format('typescript', valuePathsModule(valuePaths(sources.options)))],
    ...apiPages(),
    ...[...pages].map(([file, text]) => [`${PAGES}/${file}`, text] as const),
  ]);
}

/**
 * Files in the folders of pages that `npm run docs` does not write, such as those of former components.
 * @param generated - what it writes
 */
export function stalePages(generated: ReadonlyMap<string, string>): readonly string[] {
  const found = [PAGES, API_PAGES].flatMap((folder) =>
    existsSync(join(ROOT, folder)) ? readdirSync(join(ROOT, folder)).map((file) => `${folder}/${file}`) : [],
  );
  return found.filter((file) => !generated.has(file)).sort();
}
