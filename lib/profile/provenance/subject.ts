import type { ComponentDefinition } from '../../definition/definition';
import type { Platform } from '../../definition/platform';
import { sourceUrl } from '../../definition/source-url';
import type { FieldOrigin, FieldPath } from '../../gitops/provenance/field-origin';
import type { Flow } from '../../network/flows';
import type { ProfileName } from '../../resource/merge';
import type { ProfileProps } from '../profile-props';

/** What a document is explained by. */
export interface Subject {
  /** The profile. */
  readonly profile: Platform & { readonly profileName: ProfileName };
  /** Its options. */
  readonly props: ProfileProps;
  /** All flows of the profile. */
  readonly flows: () => readonly Flow[];
}

/**
 * A fact about a component.
 * @param at - the field
 * @param definition - the component
 * @param fact - which fact, such as `certificates.kiali.dnsNames`
 */
export function fact(at: FieldPath, definition: ComponentDefinition, fact: string): FieldOrigin {
  const source = sourceUrl(definition);
  return { at, kind: 'definition', text: `${definition.name}: ${fact}`, ...(source !== undefined && { source }) };
}

/**
 * An option of the profile.
 * @param at - the field
 * @param subject - the profile
 * @param option - the option, such as `components.keycloak.replicas`
 */
export function option(at: FieldPath, { profile }: Subject, option: string): FieldOrigin {
  return { at, kind: 'option', text: option, of: profile.node.path };
}

/**
 * The definition of a component of the profile by its name.
 * @param subject - the profile
 * @param name - name of the component
 */
export function definitionNamed({ profile }: Subject, name: string): ComponentDefinition | undefined {
  return profile.runningComponents.find((definition) => definition.name === name);
}
