import { COMPONENTS } from '../../components';
import { specField } from '../../definition/enablement';
import { sectionOf } from '../../definition/effective-definition';
import { ChartValuesError } from '../../charts/chart-values-error';
import type { ChartSource } from '../../installer/chart-source';
import { Installer } from '../../installer/installer';
import type { Profile } from '../../profile/profile';
import { isJsonObject } from '../../values/json';
import { oneLine } from '../../values/escape/visible';
import type { Adoption } from '../adopt/adopt';
import { sourceCall, sourceOf } from '../adopt/adopt-charts-installer';
import { adoptedPlatform } from '../adopt/adopt-platform';
import { deliveredParts } from '../drift/drift-manifests';
import { byHand } from './plan-commands';
import { OUTPUT } from '../adopt/adopt-chart-values';

/** In place of an address that is not known. */
const SOME_ADDRESS = '192.0.2.1';

/** Charts of the release. */
const OF_RELEASE = { step: 'release', components: {}, release: undefined } as const;

/**
 * What a synthesis refuses in a program with charts of the release, and takes from one of the platform operator, as comments for a shell.
 * @param adoption - what was read
 */
export function installerRefusals(adoption: Adoption): readonly string[] {
  return linesOf(releaseProblems(adoption));
}

/**
 * What a synthesis refuses in the program with another version of a component, as comments for a shell.
 * @param adoption - what was read
 * @param component - name of the component
 * @param version - the version, as the program states it
 */
export function versionRefusals(adoption: Adoption, component: string, version: string): readonly string[] {
  // Published charts take what a platform has without settings.
  if (!hasSettings(adoption, component)) return [];
  const known = new Set(releaseProblems(adoption));
  return linesOf(problemsOf(adoption, { [component]: version }).filter((text) => !known.has(text)));
}

function hasSettings({ resource }: Adoption, component: string): boolean {
  const definition = COMPONENTS.find(({ name }) => name === component);
  const section = definition === undefined ? undefined : sectionOf(definition);
  if (section === undefined) return false;
  const settings = specField(resource.spec ?? {}, ...(section.split('.') as [string, ...string[]]));
  return isJsonObject(settings) && Object.keys(settings).some((key) => key !== 'enabled');
}

const FOUND = new WeakMap<Adoption, readonly string[]>();

/** Those of the program as it is adopted, with charts; found once. */
function releaseProblems(adoption: Adoption): readonly string[] {
  const found = FOUND.get(adoption) ?? problemsOf(adoption, {});
  FOUND.set(adoption, found);
  return found;
}

function problemsOf(adoption: Adoption, versions: Readonly<Record<string, string>>): readonly string[] {
  const { resource, cluster, estate, charts } = adoption;
  const address = cluster.answers.address ?? SOME_ADDRESS;
  const source = sourceOf(sourceCall(charts ?? OF_RELEASE, versions));
  const result = adoptedPlatform(resource, { ...cluster.answers, address }, estate, Installer.charts({ source }));
  if (!('platform' in result)) return [];
  const { platform } = result;
  return [...new Set([...platform.node.validate(), ...valueProblems(platform, source, Object.keys(versions))])];
}

/** Values that charts of components do not take. */
function valueProblems(platform: Profile, source: ChartSource, components: readonly string[]): readonly string[] {
  const parts = deliveredParts(platform, source).filter(({ component }) => components.includes(component));
  return parts.flatMap(({ chart }) => {
    if (chart === undefined) return [];
    try {
      source.locate(chart.chart, OUTPUT).adapt?.(chart.values);
      return [];
    } catch (error) {
      if (error instanceof ChartValuesError) return [error.message];
      throw error;
    }
  });
}

function linesOf(problems: readonly string[]): readonly string[] {
  if (problems.length === 0) return [];
  return [
    byHand('A synthesis refuses this until the program is changed:'),
    ...problems.map((text) => `#   - ${oneLine(text)}`),
  ];
}
