import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pagesBelow, pagesOfRoot, pageText, prose, ROOT } from '../support/documents';
import { slugify } from '../../docs/.vitepress/slugify';

const pages = [...pagesOfRoot(), ...pagesBelow('docs'), ...pagesBelow('examples')];
const anchors = new Map<string, ReadonlySet<string>>();

/** The anchors of a page: of its headings, numbered where several have one text, and of elements with an id. */
function anchorsOf(page: string): ReadonlySet<string> {
  const known = anchors.get(page);
  if (known !== undefined) return known;
  const found = new Set([...pageText(page).matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id));
  for (const [, title = ''] of prose(page).matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = slugify(title.replace(/`|\*\*/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
    let anchor = slug;
    for (let number = 1; found.has(anchor); number += 1) anchor = `${slug}-${number}`;
    found.add(anchor);
  }
  anchors.set(page, found);
  return found;
}

/** Relative links and images of a page. */
function linksOf(page: string): string[] {
  const text = prose(page)
    .replace(/<!--[^]*?-->/g, '')
    .replace(/`[^`\n]*`/g, '');
  const inline = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const html = [...text.matchAll(/ (?:href|src)="([^"]+)"/g)].map(([, link = '']) => link);
  return [...inline, ...html].filter((link) => !/^[a-z]+:/.test(link));
}

/** What is wrong with a link; undefined when it leads somewhere. */
function brokenLink(page: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, target))) return `${page}: ${link}: there is no ${target}`;
  if (anchor === undefined) return undefined;
  const file = statSync(join(ROOT, target)).isDirectory() ? join(target, 'README.md') : target;
  return anchorsOf(file).has(anchor) ? undefined : `${page}: ${link}: ${file} has no heading for it`;
}

test('pages are found', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/README.md', 'examples/quickstart/README.md']));
});

test('links of all pages lead to files and headings', () => {
  expect(pages.flatMap((page) => linksOf(page).flatMap((link) => brokenLink(page, link) ?? []))).toEqual([]);
});

test('a wrong path and a wrong heading are found', () => {
  expect(brokenLink('docs/cli.md', 'clii.md')).toMatch(/there is no docs\/clii\.md/);
  expect(brokenLink('docs/cli.md', '#valid')).toMatch(/has no heading/);
  expect(brokenLink('docs/cli.md', '#validate')).toBeUndefined();
});

test('headings have the anchors that GitHub gives them', () => {
  expect(slugify('1. Write the app')).toBe('1-write-the-app');
  expect(slugify('What connectivity evaluates of a mesh')).toBe('what-connectivity-evaluates-of-a-mesh');
  expect(slugify('Ingress: host names & certificates')).toBe('ingress-host-names--certificates');
});

describe('the sidebar of the site', () => {
  interface Item {
    readonly link?: string;
    readonly items?: readonly Item[];
  }
  const sidebar = JSON.parse(readFileSync(join(ROOT, 'docs', '.vitepress', 'sidebar.json'), 'utf8')) as readonly Item[];
  const linked = sidebar.flatMap(({ items = [] }) =>
    items.map(({ link = '' }) => `docs${link.replace(/\/$/, '/README')}.md`),
  );

  /** Pages that a list of their own leads to. */
  function isListed(page: string): boolean {
    return /^docs\/(components|reference\/api)\/(?!README)/.test(page);
  }

  test('leads to every page, once', () => {
    const expected = pagesBelow('docs').filter((page) => !isListed(page));
    expect([...linked].sort()).toEqual(expected.sort());
  });
});

describe('pictures', () => {
  const names = readdirSync(join(ROOT, 'docs', 'images')).filter((name) => name.endsWith('.svg'));

  test.each(names)('%s has a title, and colours for light and dark', (name) => {
    const text = readFileSync(join(ROOT, 'docs', 'images', name), 'utf8');
    expect(text).toMatch(/<title id="title">[^<]+<\/title>/);
    expect(text).toContain('prefers-color-scheme: dark');
  });

  test('every picture is on a page', () => {
    const text = pagesBelow('docs').map(pageText).join('');
    expect(names.filter((name) => !text.includes(`images/${name}`))).toEqual([]);
  });
});
