import { Category } from '../../lib/definition/category';
import type { ComponentDefinition } from '../../lib/definition/definition';
import { COMPONENTS, rancherAgent, verrazzanoPlatformOperator } from '../../lib/components';
import { exampleSection } from './example-section';
import { factsSection } from './facts-section';
import { code, format, table } from './markdown';
import {
  certificatesSection,
  crdsSection,
  exposureSection,
  imagesSection,
  scrapeTargetsSection,
  servicesSection,
  webhooksSection,
  workloadsSection,
} from './object-sections';
import type { ComponentSources } from './options';
import { optionsSection } from './options-section';
import type { Page, Section } from './page';
import { componentTable } from './component-table';
import { pageLink } from './page';
import { calledSection, callersSection } from './traffic-sections';

/** Every definition: the components of a profile, the platform operator, and workloads of Rancher on managed clusters. */
const DEFINITIONS: readonly ComponentDefinition[] = [...COMPONENTS, verrazzanoPlatformOperator, rancherAgent];

/** The sections of a page, in order. Sections without content are left out. */
const SECTIONS: readonly Section[] = [
  factsSection,
  exampleSection,
  optionsSection,
  workloadsSection,
  servicesSection,
  exposureSection,
  callersSection,
  calledSection,
  certificatesSection,
  webhooksSection,
  scrapeTargetsSection,
  crdsSection,
  imagesSection,
];

const MARK = '<!-- written by `npm run docs`; never edited -->';

/**
 * The pages of `docs/components`: file name to text.
 * @param sources - facts of the sources about components
 */
export async function componentPages(sources: ComponentSources): Promise<ReadonlyMap<string, string>> {
  const pages = DEFINITIONS.map((definition) => pageOf(definition, sources));
  const texts: Array<readonly [string, string]> = [
    ['README.md', indexText(pages)],
    ...pages.map((page) => [`${page.definition.name}.md`, pageText(page)] as const),
  ];
  return new Map(await Promise.all(texts.map(async ([file, text]) => [file, await format('markdown', text)] as const)));
}

function pageOf(definition: ComponentDefinition, { docstrings, options }: ComponentSources): Page {
  const docstring = docstrings.get(definition.name);
  if (docstring === undefined) throw new Error(`the definition of ${definition.name} has no docstring`);
  const { specKey } = definition;
  return { definition, docstring, options: specKey === undefined ? undefined : options.get(specKey) };
}

function pageText(page: Page): string {
  const sections = SECTIONS.map(({ title, body }) => ({ title, text: body(page) }))
    .filter(({ text }) => text !== undefined)
    .map(({ title, text }) => `## ${title}\n\n${text}`);
  return [
    MARK,
    `# ${page.definition.name}`,
    page.docstring,
    ...sourceLine(page.definition),
    ...sections,
    '[All components](README.md)',
  ].join('\n\n');
}

function indexText(pages: readonly Page[]): string {
  const tables = Object.values(Category).map((category) => {
    const rows = pages
      .filter(({ definition }) => definition.category === category)
      .map(({ definition: { name, specKey }, docstring }) => [pageLink(name), code(specKey), firstSentence(docstring)]);
    return `## ${category}\n\n${table(['component', 'key', 'what it is'], rows) ?? ''}`;
  });
  const intro = `The ${pages.length} components of Verrazzano, by category. Options are below \`components.<key>\` of a profile; a component without a key has no options: it follows others.`;
  const on = 'On by default in: **d**ev, **p**rod, **m**anaged-cluster.';
  return [MARK, '# Components', intro, ...tables, '## Versions and profiles', on, componentTable()].join('\n\n');
}

/** Up to the first full stop that ends a sentence. */
/** Where the facts come from. */
function sourceLine({ source }: ComponentDefinition): string[] {
  return source === undefined ? [] : [`Source: \`${source}\` at v1.7.2.`];
}

function firstSentence(docstring: string): string {
  return docstring.replace(/\n/g, ' ').split(/(?<=\.)\s/)[0] ?? '';
}
