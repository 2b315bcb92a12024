import { PROFILE_NAMES, enabledInProfile } from '../../lib/cli/profiles';
import { applicationVersion } from '../../lib/definition/application-version';
import { Category } from '../../lib/definition/category';
import type { ComponentDefinition } from '../../lib/definition/definition';
import { COMPONENTS } from '../../lib/components';
import { code } from './markdown';

/** The profiles that enable components, by their letter in the table. */
const PROFILES = PROFILE_NAMES.filter((profile) => profile !== 'none').map(
  (profile) => [profile.slice(0, 1), enabledInProfile(profile)] as const,
);

/** The components of the platform as a Markdown table, by category, from definitions and profiles. */
export function componentTable(): string {
  const row = (definition: ComponentDefinition): string => {
    const { name, specKey, namespace } = definition;
    const on = PROFILES.map(([letter, names]) => (names.has(name) ? letter : '·')).join(' ');
    return `| [${name}](${name}.md) | ${code(specKey)} | ${namespace} | ${applicationVersion(definition) ?? ''} | ${on} |`;
  };
  const tables = Object.values(Category).map((category) => {
    const rows = COMPONENTS.filter((definition) => definition.category === category).map(row);
    return [
      `**${category}**`,
      '',
      '| component | key | namespace | version | on in |',
      '|---|---|---|---|---|',
      ...rows,
    ].join('\n');
  });
  return tables.join('\n\n');
}

/**
 * Puts a text between the markers `<!-- name: ... -->` and `<!-- /name -->` of a document.
 * @throws Error when the document has no such markers
 */
export function withSection(document: string, name: string, text: string): string {
  const section = new RegExp(`(<!-- ${name}:[^>]*-->\\n)[^]*?(<!-- /${name} -->)`);
  if (!section.test(document)) throw new Error(`the document has no markers for ${name}`);
  return document.replace(section, (_, open: string, close: string) => `${open}\n${text}\n\n${close}`);
}
