import { buildSync } from 'esbuild';
import { readFileSync } from 'fs';
import { join } from 'path';
import type { PageAssets } from '../../report/html';

/** What others wrote of the script; their licences ask for a copy beside it. */
const OF_OTHERS: readonly string[] = ['cytoscape', '@dagrejs/dagre', '@dagrejs/graphlib'];

function licences(folder: string): string {
  const texts = OF_OTHERS.map((name) => {
    const text = readFileSync(join(folder, '..', '..', '..', 'node_modules', name, 'LICENSE'), 'utf8');
    return `${name}\n\n${text.trim()}`;
  });
  return `/*!\n${texts.join('\n\n')}\n*/`;
}

/**
 * Bundles script and style of the page from their sources. The package has what this makes, and neither sources nor esbuild.
 * @param folder - the folder `lib/report/page`
 */
export function bundlePage(folder: string): PageAssets {
  const { outputFiles } = buildSync({
    entryPoints: [join(folder, 'main.ts')],
    outdir: folder,
    write: false,
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'none',
    banner: { js: licences(folder) },
    logLevel: 'warning',
    // What the evaluation of connectivity uses of Node.js; constructs are only loaded beside what it uses.
    alias: { 'node:net': join(folder, 'net.ts'), crypto: join(folder, 'net.ts') },
  });
  const textOf = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: textOf('.js'), style: textOf('.css') };
}
