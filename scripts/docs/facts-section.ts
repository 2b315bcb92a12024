import { PROFILE_NAMES, enabledInProfile } from '../../lib/cli/profiles';
import { valuesFilePath } from '../../lib/definition/chart';
import { applicationVersion } from '../../lib/definition/application-version';
import { endOfLifeOf } from '../../lib/definition/end-of-life';
import { COMPONENTS, verrazzanoPlatformOperator } from '../../lib/components';
import { code, codes, table } from './markdown';
import type { Page, Section } from './page';
import { pageLinks } from './page';

const enabled = PROFILE_NAMES.map((profile) => [profile, enabledInProfile(profile)] as const);

/** The facts that every component has. */
export const factsSection: Section = {
  title: 'Facts',
  body: ({ definition }) => {
    const { name, specKey, category, namespace, chart, after = [], requires = [], partOf } = definition;
    const parts = COMPONENTS.filter((one) => one.partOf === name).map((one) => one.name);
    const awaiting = COMPONENTS.filter((one) => one.after?.includes(name)).map((one) => one.name);
    const onProfile = definition !== verrazzanoPlatformOperator;
    const facts: ReadonlyArray<readonly [string, string]> = [
      ['name', code(name)],
      ['key on a profile', onProfile ? code(definition.key) : 'none: it is not part of a profile'],
      ['key in `spec.components`', specKey === undefined ? 'none: it has no options' : code(specKey)],
      ['category', category],
      ['namespace', code(namespace)],
      ['version', applicationVersion(definition) ?? ''],
      ['chart', chart === undefined ? '' : `${code(chart.name)} ${chart.version}, in ${code(chart.path)}`],
      ['values file', definition.valuesFile === undefined ? '' : code(valuesFilePath(definition.valuesFile))],
      ['on in', onProfile ? profilesOf(definition) : 'all: it installs the other components'],
      ['part of', partOf === undefined ? '' : pageLinks([partOf])],
      ['brings along', pageLinks(parts)],
      ['must be ready first', pageLinks(after)],
      ['waits for it', pageLinks(awaiting)],
      ['needs', pageLinks(requires)],
      ['past its end of life', endOfLifeOf(definition.images).map(ended).join(', ')],
    ];
    return table(
      ['fact', 'value'],
      facts.filter(([, value]) => value !== ''),
    );
  },
};

function ended({ product, version, date, source }: ReturnType<typeof endOfLifeOf>[number]): string {
  return `${product} ${version} since [${date}](${source})`;
}

function profilesOf({ name }: Page['definition']): string {
  const profiles = enabled.filter(([, names]) => names.has(name)).map(([profile]) => profile);
  return profiles.length === 0 ? 'no profile' : codes(profiles);
}
