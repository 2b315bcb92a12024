import { nativeKinds, nativeSchema } from '../../lib/checks/schema/known-kinds';
import type { SchemaNode } from '../../lib/checks/schema/schema-node';
import { POD_TEMPLATE_PATHS, podTemplatePath } from '../../lib/values/pod-template-path';

/** Paths in a schema that lead to what has the specification of a pod. */
function templates(schema: SchemaNode | undefined, path: readonly string[] = []): string[] {
  if (schema === undefined) return [];
  const { properties = {} } = schema;
  if (properties.spec?.properties?.containers !== undefined) return [path.join('.')];
  return ['spec', 'template', 'jobTemplate'].flatMap((key) => templates(properties[key], [...path, key]));
}

test('the paths are those of the schemas of Kubernetes', () => {
  const found = [...nativeKinds().keys()].flatMap((key) =>
    templates(nativeSchema(key, 28)).map((path) => [key.split('/').at(-1), path] as const),
  );
  const stated = Object.entries(POD_TEMPLATE_PATHS).map(([kind, path]) => [kind, path.join('.')]);
  // Nothing makes pods of a PodTemplate.
  expect(Object.fromEntries(found)).toEqual({ ...Object.fromEntries(stated), PodTemplate: 'template' });
});

test('kinds without pods have no path', () => {
  expect([podTemplatePath('CronJob')?.join('.'), podTemplatePath('Service'), podTemplatePath('constructor')]).toEqual([
    'spec.jobTemplate.spec.template',
    undefined,
    undefined,
  ]);
});
