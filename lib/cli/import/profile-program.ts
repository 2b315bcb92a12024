import { VERRAZZANO_VERSION } from '../../definition/chart';
import { DEFAULT_PROFILE, type ProfileName, type VerrazzanoResource } from '../../resource/merge';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { isDnsLabel } from '../../values/names';
import { componentsProgram, securityExpression, type ComponentsProgram } from './component-options';
import { json, list, object, type Expression } from './expression';
import type { ImportedMetadata } from './metadata';
import { templateExpression, volumeSourceExpression, type TemplateExpression } from './factories';

/** The class of each profile. */
const CLASSES: Readonly<Record<ProfileName, string>> = {
  dev: 'DevProfile',
  prod: 'ProdProfile',
  'managed-cluster': 'ManagedClusterProfile',
  none: 'NoneProfile',
};

/** Defaults of the library. */
const DEFAULT_METADATA = { name: 'verrazzano', namespace: 'default' } as const;

/** A profile as a program makes it. */
export interface ProfileProgram {
  /** Class of the profile. */
  readonly className: string;
  /** Its props, without cluster facts. */
  readonly props: ReadonlyMap<string, Expression>;
  /** Fields of `spec` without a typed option; they go into the option `patch`. */
  readonly patch: JsonObject;
}

/**
 * Writes a resource as the construct of a profile.
 * @param resource - a v1beta1 resource with known fields only
 * @param metadata - what is kept of its metadata
 */
export function profileProgram(resource: VerrazzanoResource, metadata: ImportedMetadata): ProfileProgram {
  const { profile, version, environmentName, volumeClaimSpecTemplates, defaultVolumeSource, security, components } =
    resource.spec ?? {};
  const templates = templatesOf(volumeClaimSpecTemplates);
  const names = templates?.map((template) => template.name) ?? [];
  const options = componentsProgram(isJsonObject(components) ? components : {}, names);
  const fields: readonly Placed[] = [
    { field: 'environmentName', value: environmentName, expression: labelExpression(environmentName) },
    { field: 'dns', value: undefined, expression: options.dns },
    { field: 'certificates', value: undefined, expression: options.certificates },
    {
      field: 'volumeClaimSpecTemplates',
      prop: 'volumeClaimTemplates',
      value: volumeClaimSpecTemplates,
      expression: templates && list(templates.map(({ expression }) => expression)),
    },
    {
      field: 'defaultVolumeSource',
      value: defaultVolumeSource,
      expression: volumeSourceExpression(defaultVolumeSource ?? null, names),
    },
    { field: 'security', value: security, expression: securityExpression(security ?? null) },
    { field: 'components', value: undefined, expression: optionsExpression(options) },
  ];
  const others = untyped(components, options);
  const patch: JsonObject = {
    ...(profile !== undefined && !isProfileName(profile) && { profile }),
    ...(version !== undefined && version !== VERRAZZANO_VERSION && { version }),
    ...Object.fromEntries(
      fields.flatMap(({ field, value, expression }) =>
        value === undefined || expression !== undefined ? [] : [[field, value] as const],
      ),
    ),
    ...(others !== undefined && { components: others }),
  };
  const props = new Map([
    ...metadataProps(metadata),
    ...fields.flatMap(({ field, prop = field, expression }) =>
      expression === undefined ? [] : [[prop, expression] as const],
    ),
    ...(Object.keys(patch).length > 0 ? [['patch', json(patch)] as const] : []),
  ]);
  return { className: classOf(profile), props, patch };
}

/** A field of `spec`, and where it goes: into a typed prop if there is an expression, else as it is into the patch. */
interface Placed {
  readonly field: string;
  /** Name of the prop. @default - that of the field */
  readonly prop?: string;
  readonly value: JsonValue | undefined;
  readonly expression: Expression | undefined;
}

function metadataProps({ name, namespace, labels, annotations }: ImportedMetadata): Array<[string, Expression]> {
  const props: Array<[string, JsonValue | undefined]> = [
    ['resourceName', name === DEFAULT_METADATA.name ? undefined : name],
    ['namespace', namespace === DEFAULT_METADATA.namespace ? undefined : namespace],
    ['labels', labels],
    ['annotations', annotations],
  ];
  return props.flatMap(([key, value]): Array<[string, Expression]> =>
    value === undefined ? [] : [[key, json(value)]],
  );
}

/** The settings of components that have no typed option. */
function untyped(components: JsonValue | undefined, { patch }: ComponentsProgram): JsonValue | undefined {
  if (components !== undefined && !isJsonObject(components)) return components;
  return Object.keys(patch).length > 0 ? patch : undefined;
}

function optionsExpression({ components }: ComponentsProgram): Expression | undefined {
  return components.size > 0 ? object(components) : undefined;
}

function classOf(profile: JsonValue | undefined): string {
  const [first] = typeof profile === 'string' ? profile.split(',') : [];
  return CLASSES[isProfileName(first) ? first : DEFAULT_PROFILE];
}

function isProfileName(profile: JsonValue | undefined): profile is ProfileName {
  return typeof profile === 'string' && Object.prototype.hasOwnProperty.call(CLASSES, profile);
}

/** The prop is checked more strictly than the field. */
function labelExpression(value: JsonValue | undefined): Expression | undefined {
  return isDnsLabel(value) ? json(value) : undefined;
}

/** All or none: a patch replaces a list as a whole. */
function templatesOf(value: JsonValue | undefined): TemplateExpression[] | undefined {
  if (!isJsonList(value)) return undefined;
  const templates = value.map(templateExpression);
  return templates.every((template) => template !== undefined) ? templates : undefined;
}
