import type { Construct } from 'constructs';
import type { ComponentDefinition } from '../definition/definition';
import type { ComponentRow, Switch } from './component-table';
import { COMPONENT_TABLE } from './component-table';

/** Type of the table of components. */
export type Table = typeof COMPONENT_TABLE;

/** Key of a component on a profile. */
export type ComponentKey = keyof Table;

/** The classes of all components, by key. */
export type Classes = { readonly [K in ComponentKey]: Table[K][1] };

/** Key of a component in `spec.components` of the Verrazzano resource. */
export type ComponentSpecKey = {
  [K in ComponentKey]: Table[K][0] extends { readonly specKey: string } ? K : never;
}[ComponentKey];

/** The constructs of all components, by key. */
export type ComponentConstructs = { readonly [K in ComponentKey]: InstanceType<Classes[K]> };

/** Options of the components: keys are those of the Verrazzano resource. */
export type ComponentsProps = {
  readonly [K in ComponentSpecKey]?: NonNullable<ConstructorParameters<Classes[K]>[1]>;
};

/** Options of one component, such as `ComponentOptions<'grafana'>`. */
export type ComponentOptions<K extends ComponentSpecKey> = NonNullable<ComponentsProps[K]>;

/** Name of a profile file in {@link COMPONENT_TABLE}; `baseV1alpha1` is base.yaml of v1alpha1. */
export type ProfileFile = 'base' | 'baseV1alpha1' | 'dev' | 'prod' | 'managedCluster' | 'none';

const COLUMNS = { base: 2, baseV1alpha1: 3, dev: 4, prod: 5, managedCluster: 6, none: 7 } as const;

const ROWS: ReadonlyArray<readonly [key: string, row: ComponentRow]> = Object.entries(COMPONENT_TABLE);

/** The components that a profile consists of, in the order of the platform operator's registry. */
export const COMPONENTS: readonly ComponentDefinition[] = ROWS.map(([, [definition]]) => definition);

/** The construct of each component, by its key on a profile, in the order of {@link COMPONENTS}. */
export const COMPONENT_CLASSES = Object.fromEntries(ROWS.map(([key, row]) => [key, row[1]])) as Classes;

/** Keys of the components in `spec.components`, in the order of {@link COMPONENTS}. */
export const SPEC_KEYS: readonly string[] = COMPONENTS.flatMap(({ specKey }) => specKey ?? []);

/** Keys of the components that cannot be switched off once they are installed. */
export const FIXED_KEYS: readonly string[] = ROWS.filter(([, row]) => row[8] !== undefined).map(([key]) => key);

/** Keys of the components whose overrides in the profile are appended to those of the resource. */
export const APPENDED_KEYS: readonly string[] = ROWS.filter(([, row]) => row[9] !== undefined).map(([key]) => key);

/**
 * Values of `enabled` in a profile file, by key of the components that it names.
 * @param file - the profile file
 */
export function switchesOf(file: ProfileFile): Readonly<Record<string, boolean>> {
  const states = ROWS.map(([key, row]): readonly [string, Switch] => [key, row[COLUMNS[file]]]);
  return Object.fromEntries(states.flatMap(([key, state]) => (state === undefined ? [] : [[key, state === 'on']])));
}

/**
 * Creates the constructs of all components.
 * @param scope - the profile
 * @param props - their options
 */
export function createComponents(scope: Construct, props: ComponentsProps = {}): ComponentConstructs {
  const stated: Readonly<Record<string, object | undefined>> = props;
  const entries = ROWS.map(([key, [, construct]]) => {
    const make = construct as new (scope: Construct, props?: object) => object;
    return [key, new make(scope, stated[key])];
  });
  return Object.fromEntries(entries) as ComponentConstructs;
}
