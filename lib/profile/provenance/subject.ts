import type { ComponentDefinition } from '../../definition/definition';
import type { Platform } from '../../definition/platform';
import { sourceUrl, upstreamUrl } from '../../definition/source-url';
import type { FieldOrigin, FieldPath } from '../../gitops/provenance/field-origin';
import { optionOrigin } from '../../gitops/provenance/option-origin';
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
  /** Lines of the program that call `allow` for a flow; empty where an option lists its destination. */
  readonly allowedAt: (flow: Flow) => readonly string[];
}

/**
 * A fact about a component.
 * @param at - the field
 * @param definition - the component
 * @param path - the fact as a path in the definition, such as `certificates.kiali.dnsNames`
 * @param source - where the fact comes from, a URL. @default - the source of the component
 */
export function fact(
  at: FieldPath,
  definition: ComponentDefinition,
  path: string,
  source = sourceUrl(definition),
): FieldOrigin {
  return {
    at,
    kind: 'definition',
    text: `${definition.name}: ${path}`,
    page: pageOf(definition),
    ...(source !== undefined && { source }),
  };
}

/**
 * A fact about a workload: from the chart, where the chart creates the workload.
 * @param at - the field
 * @param definition - the component
 * @param workload - name of the workload
 * @param path - the fact below the workload, such as `ports.http`
 */
export function workloadFact(
  at: FieldPath,
  definition: ComponentDefinition,
  workload: string,
  path: string,
): FieldOrigin {
  const { createdBy = definition.createdBy ?? 'chart' } = definition.workloads?.[workload] ?? {};
  const folder = createdBy === 'chart' ? definition.chart?.path : undefined;
  const isUpstream = folder?.startsWith('platform-operator/') === true;
  return fact(
    at,
    definition,
    `workloads.${workload}.${path}`,
    isUpstream ? upstreamUrl(folder) : sourceUrl(definition),
  );
}

/**
 * Page about a component in the documentation of this package.
 * @param definition - the component
 */
export function pageOf({ name }: ComponentDefinition): string {
  return `docs/components/${name}.md`;
}

/**
 * An option of the profile, or its default where the program does not state it.
 * @param at - the field
 * @param subject - the profile
 * @param path - the option, such as `components.keycloak.replicas`
 * @param otherwise - what holds without it; undefined: it is stated
 */
export function option(at: FieldPath, { profile, props }: Subject, path: string, otherwise?: string): FieldOrigin {
  return optionOrigin(at, { props, of: profile.node.path }, path, otherwise);
}

/**
 * The definition of a component of the profile by its name.
 * @param subject - the profile
 * @param name - name of the component
 */
export function definitionNamed({ profile }: Subject, name: string): ComponentDefinition | undefined {
  return profile.runningComponents.find((definition) => definition.name === name);
}
