import { Chart, App } from 'cdk8s';
import { Category, Cni, COMPONENTS, DevProfile, ManagedClusterProfile, ProdProfile } from '../lib';
import type { ComponentDefinition } from '../lib';

const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };

/** The components of the platform as a Markdown table, by category, as the definitions and profiles say. */
export function componentTable(): string {
  const chart = new Chart(new App(), 'table');
  const profiles = {
    d: new DevProfile(chart, 'dev', { kubernetes }),
    p: new ProdProfile(chart, 'prod', { kubernetes }),
    m: new ManagedClusterProfile(chart, 'managed-cluster', { kubernetes }),
  };
  const row = ({ name, specKey, namespace, chart: helm }: ComponentDefinition): string => {
    const on = Object.entries(profiles).map(([letter, profile]) => (profile.isEnabled(name) ? letter : '·'));
    return `| ${name} | ${specKey === undefined ? '' : `\`${specKey}\``} | ${namespace} | ${helm?.appVersion ?? ''} | ${on.join(' ')} |`;
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
