import { readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type DefaultTheme, type MarkdownOptions } from 'vitepress';
import { slugify } from './slugify';

const DOCS = dirname(dirname(fileURLToPath(import.meta.url)));
const { repository } = JSON.parse(readFileSync(`${DOCS}/../package.json`, 'utf8')) as { repository: { url: string } };
const GITHUB = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
const sidebar = JSON.parse(readFileSync(`${DOCS}/.vitepress/sidebar.json`, 'utf8')) as DefaultTheme.SidebarItem[];

/** Pages are Markdown as GitHub shows it; three things differ on the site. */
const markdown: MarkdownOptions = {
  anchor: { slugify },
  config(md) {
    // Vue reads double braces as an expression, also in code within a sentence.
    for (const rule of ['text', 'code_inline'] as const) {
      const render = md.renderer.rules[rule];
      md.renderer.rules[rule] = (...args) => (render?.(...args) ?? '').replaceAll('{{', '&#123;&#123;');
    }
    // Links to files outside of docs/ lead to the repository.
    md.core.ruler.push('repository-links', ({ tokens, env }) => {
      const page = posix.join('docs', (env as { relativePath: string }).relativePath);
      for (const token of tokens.flatMap(({ children }) => children ?? [])) {
        const href = token.type === 'link_open' ? (token.attrGet('href') ?? '') : '';
        if (!href.startsWith('..')) continue;
        const target = posix.join(posix.dirname(page), href);
        if (!target.startsWith('docs/')) token.attrSet('href', `${GITHUB}/blob/main/${target}`);
      }
    });
    // GitHub draws Mermaid; here it is shown as text, folded, since every concept has a picture of its own.
    const fence = md.renderer.rules.fence;
    md.renderer.rules.fence = (tokens, index, options, env, self) => {
      const shown = fence?.(tokens, index, options, env, self) ?? '';
      const isMermaid = tokens[index]?.info.trim() === 'mermaid';
      return isMermaid ? `<details class="details"><summary>Diagram, as text in Mermaid</summary>${shown}</details>` : shown;
    };
  },
};

export default defineConfig({
  title: 'cdk8s-verrazzano',
  description: 'Typed cdk8s constructs for the Verrazzano platform, delivered as deterministic YAML by GitOps',
  lang: 'en',
  // GitHub shows README.md of a folder, and the site its index.
  rewrites: (page) => page.replace(/(^|\/)README\.md$/, '$1index.md'),
  cleanUrls: true,
  outDir: '../build/site',
  cacheDir: '../node_modules/.cache/vitepress',
  markdown,
  // The index of the search, and the page of the largest entry of the API.
  vite: { build: { chunkSizeWarningLimit: 2000 } },
  themeConfig: {
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
    nav: [
      { text: 'Getting started', link: '/getting-started' },
      { text: 'Concepts', link: '/concepts/' },
      { text: 'How-to', link: '/how-to/' },
      { text: 'Reference', link: '/reference/' },
    ],
    socialLinks: [{ icon: 'github', link: GITHUB }],
    editLink: { pattern: `${GITHUB}/edit/main/docs/:path`, text: 'Edit this page on GitHub' },
  },
});
