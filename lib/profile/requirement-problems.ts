import type { ComponentDefinition } from '../definition/definition';
import { COMPONENTS } from '../components';
import type { Problem } from '../values/problem';
import type { StatedProfile } from './stated-profile';
import { unlessRefused } from '../resource/unless-refused';

/**
 * Enabled components that require a component that is off. The platform operator checks some of these itself; a merge that it
 * refuses is a finding of its rules.
 * @param profile - the profile
 */
export function requirementProblems(profile: StatedProfile): Problem[] {
  const { findings } = profile;
  const isSaid = (needed: string): boolean =>
    findings.some(({ path }) => path === `spec.components.${keyOf(needed)}.enabled`);
  const off = (definition: ComponentDefinition): string[] =>
    (definition.requires ?? []).filter((name) => !profile.isEnabled(name) && !isSaid(name));
  if (!unlessRefused(false, () => profile.effective !== undefined)) return [];
  return COMPONENTS.filter(({ name }) => profile.isEnabled(name)).flatMap((definition) =>
    off(definition).map((name) => {
      const [component, needed] = [keyOf(definition.name), keyOf(name)];
      return {
        what: `component ${component} needs component ${needed}, which is off`,
        got: `${needed}.enabled: false`,
        allowed: `${needed}.enabled: true`,
        fix: `set components.${needed}.enabled to true or components.${component}.enabled to false`,
      };
    }),
  );
}

function keyOf(name: string): string {
  const definition = COMPONENTS.find((candidate) => candidate.name === name);
  return definition?.specKey ?? name;
}
