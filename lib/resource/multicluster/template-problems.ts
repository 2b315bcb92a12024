import { listAt, objectAt, valueAt } from '../../connectivity/manifest';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { nameProblems } from '../rules/names';
import { metadataProblems } from './schema/object-metadata';
import type { SchemaFound } from '../schema/schema-problems';
import type { AdmissionContext } from './types';

/**
 * What the schema lets pass and the webhook cannot read: metadata of the templates of a project, and bytes that are no bytes.
 */
export function templateProblems({ kind, object }: AdmissionContext): SchemaFound[] {
  const template = objectAt(object, 'spec', 'template');
  if (kind === 'VerrazzanoProject') {
    return ['namespaces', 'networkPolicies'].flatMap((key) =>
      listAt(template, key).flatMap((each, i) =>
        metadataProblems(valueAt(each, 'metadata'), `spec.template.${key}[${i}].metadata`),
      ),
    );
  }
  const bytes = { MultiClusterConfigMap: 'binaryData', MultiClusterSecret: 'data' }[kind];
  return bytes === undefined ? [] : byteProblems(objectAt(template, bytes), `spec.template.${bytes}`);
}

function byteProblems(data: JsonObject, path: string): SchemaFound[] {
  return Object.entries(data).flatMap(([key, value]): SchemaFound[] => {
    if (!isJsonList(value) || value.every(isByte)) return [];
    const message = 'is not base64, nor a list of bytes; allowed base64';
    return [{ rule: 'type', path: `${path}.${key}`, message, fix: 'write the bytes as base64' }];
  });
}

function isByte(value: JsonValue): boolean {
  return value === null || (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255);
}

/** What an API server refuses in the metadata of the objects inside wrappers: workloads and traits. */
export function embeddedProblems(object: JsonObject): SchemaFound[] {
  const spec = objectAt(object, 'spec', 'template', 'spec');
  const traits = listAt(spec, 'components').flatMap((component, i) =>
    listAt(component, 'traits').map((each, k) => ({
      path: `spec.template.spec.components[${i}].traits[${k}].trait`,
      value: valueAt(each, 'trait'),
    })),
  );
  return [{ path: 'spec.template.spec.workload', value: spec.workload }, ...traits].flatMap(({ path, value }) =>
    isJsonObject(value) && valueAt(object, 'kind') !== 'VerrazzanoProject' ? metadataOf(value, path) : [],
  );
}

function metadataOf({ metadata }: JsonObject, path: string): SchemaFound[] {
  const name = valueAt(metadata, 'name');
  // Any name that can be part of a path will do, and it may be missing.
  const isName = typeof name !== 'string' || !(name === '.' || name === '..' || /[/%]/.test(name));
  const message = 'is not valid; allowed a name without / and %';
  return [
    ...metadataProblems(metadata, `${path}.metadata`),
    ...(isName
      ? []
      : [{ rule: 'embedded' as const, path: `${path}.metadata.name`, value: name, message, fix: 'use another name' }]),
    ...nameProblems({ ...(isJsonObject(metadata) && metadata), name: 'any' }).map((each) => ({
      ...each,
      path: `${path}.${each.path}`,
    })),
  ];
}
