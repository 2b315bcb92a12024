import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import type { PageAssets } from '../../report/html';

/** Where the package has what `scripts/bundle.mjs` made of `lib/report/page`. */
const PAGE = join(__dirname, '..', '..', 'report', 'page');

/** Script and style of the page: those of the package, or, in a clone, made from their sources. */
export async function pageAssets(): Promise<PageAssets> {
  const [script, style] = ['page.js', 'page.css'].map((name) => join(PAGE, name));
  if (script !== undefined && style !== undefined && existsSync(script) && existsSync(style)) {
    return { script: readFileSync(script, 'utf8'), style: readFileSync(style, 'utf8') };
  }
  const { bundlePage } = await import('./bundle-page');
  return bundlePage(PAGE);
}
