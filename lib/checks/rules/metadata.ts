import { metadataProblems } from '../../gitops/render/check-metadata';
import type { Manifest } from '../../gitops/render/rendered-object';
import { isJsonObject } from '../../values/json';
import { isDnsLabel, NAMESPACE_NAME } from '../../values/names';
import type { JsonObject, JsonValue } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import type { Inventory } from '../inventory';
import { pathText, type Path } from '../../values/path';
import { matches } from '../walk';
import { nativePodTemplateOf, podTemplateOf } from '../pods';
import { isLabelKey, isLabelValue } from '../../values/names';
import { FIX } from './refused';

/** Fields of metadata that the API server writes; what an input says of them is dropped or refused. Source: ObjectMeta. */
const SERVER_FIELDS = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'selfLink',
  'managedFields',
];

/** Kinds whose status may be written with the object. */
const WITH_STATUS = ['CustomResourceDefinition'];

/** Longest names that leave room for what a controller adds. Sources: validation of CronJob; pod labels of StatefulSet and Job. */
const NAME_LIMITS: Readonly<Record<string, readonly [limit: number, why: string]>> = {
  'batch/CronJob': [52, 'the controller adds 11 characters to the names of its Jobs'],
  'batch/Job': [63, 'the name is a label of its pods'],
  'apps/StatefulSet': [52, 'its name and 11 characters are a label of its pods'],
};

/** Names, namespaces, labels and annotations, and fields of metadata that the API server itself writes. */
export function metadataFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => [
    ...nameFindings(object),
    ...scopeFindings(object),
    ...serverFields(object, keepsStatus(object, inventory)),
    ...podLabels(object),
  ]);
}

function nameFindings(object: CheckedObject): Found[] {
  const { metadata } = object.object;
  // Without any metadata, and of a kind that is not known: what a tool reads, and no API server.
  if (metadata === undefined && object.namespaced === undefined) return [];
  const prefix = isJsonObject(metadata) ? metadata.generateName : undefined;
  const isGenerated = typeof prefix === 'string' && prefix !== '';
  if (!isJsonObject(metadata) || (object.name === '' && !isGenerated)) {
    const base = {
      rule: 'missing-field',
      severity: 'error',
      at: object,
      path: ['metadata', 'name'],
      fix: 'add it',
    } as const;
    return [{ ...base, message: 'is required and missing' }];
  }
  const found = [
    ...(object.name === '' ? [] : problemsOf(object, metadata, 'name', object.name)),
    ...(isGenerated ? problemsOf(object, metadata, 'generateName', prefix) : []),
  ];
  // Both have the labels.
  const unique = new Map(found.map((each) => [pathText(each.path), each]));
  return [...unique.values(), ...nameLimit(object)];
}

/** What is wrong with metadata under the name, or the prefix of a name, that they have. */
function problemsOf(
  object: CheckedObject,
  metadata: JsonObject,
  field: 'name' | 'generateName',
  stated: string,
): Found[] {
  // A prefix is checked as a name of which more follows, so that it may end with one dash.
  const name = field === 'name' ? stated : stated.replace(/(?<=.)-$/, 'a');
  // Labels and annotations of another type are refused by the schema.
  const known = {
    ...object.object,
    apiVersion: object.group === '' ? object.version : `${object.group}/${object.version}`,
    metadata: {
      name,
      ...(object.namespaced !== false &&
        typeof metadata.namespace === 'string' &&
        metadata.namespace !== '' && { namespace: metadata.namespace }),
      labels: texts(labelsOf(object, metadata)),
      annotations: texts(metadata.annotations),
    },
  };
  return metadataProblems(known as unknown as Manifest).map(({ what, got, allowed }): Found => {
    const rule = what.includes('too large') ? 'too-large' : 'invalid-name';
    return {
      rule,
      severity: 'error',
      at: object,
      path: pathOf(what, got as JsonValue | undefined, field),
      message: what,
      fix: FIX,
      ...(got !== undefined && { got: got === name ? stated : (got as JsonValue) }),
      ...(allowed !== undefined && { allowed }),
    };
  });
}

/** The labels that are checked: of the name of a Namespace the API server makes a label in any case. */
function labelsOf({ group, kind }: CheckedObject, { labels }: JsonObject): JsonValue | undefined {
  if (group !== '' || kind !== 'Namespace' || !isJsonObject(labels)) return labels;
  const { [NAMESPACE_NAME]: _, ...rest } = labels;
  return rest;
}

function nameLimit(object: CheckedObject): Found[] {
  const [limit, why] = NAME_LIMITS[`${object.group}/${object.kind}`] ?? [];
  if (limit === undefined || why === undefined || object.name.length <= limit) return [];
  const severity = object.kind === 'CronJob' ? 'error' : 'warning';
  const message = `is too long: ${why}`;
  const allowed = `at most ${limit} characters`;
  return [
    {
      rule: 'invalid-name',
      severity,
      at: object,
      path: ['metadata', 'name'],
      message,
      got: object.name,
      allowed,
      fix: 'shorten it',
    },
  ];
}

function texts(value: JsonValue | undefined): Record<string, string> {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function pathOf(what: string, got: JsonValue | undefined, name: string): Path {
  const [, kind, key] = /(label|annotation)s? (\S+) is not valid$/.exec(what) ?? [];
  if (kind !== undefined && key !== undefined) return ['metadata', `${kind}s`, key];
  if (what.includes('of a label')) return ['metadata', 'labels', typeof got === 'string' ? got : ''];
  if (what.includes('of an annotation')) return ['metadata', 'annotations', typeof got === 'string' ? got : ''];
  if (what.includes('annotations')) return ['metadata', 'annotations'];
  return ['metadata', what.startsWith('the namespace') ? 'namespace' : name];
}

function scopeFindings(object: CheckedObject): Found[] {
  const { metadata } = object.object;
  const namespace = isJsonObject(metadata) ? metadata.namespace : undefined;
  if (object.namespaced !== false || (namespace ?? '') === '') return [];
  const base = { rule: 'dropped-field', severity: 'warning', at: object, path: ['metadata', 'namespace'] } as const;
  const message = `is set, and dropped: ${object.kind} has no namespace`;
  return [{ ...base, message, got: namespace ?? null, fix: 'remove it' }];
}

/** Whether nothing is in a value, as in the `status: {loadBalancer: {}}` that programs in Go write. */
function isHollow(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.values(value).every(isHollow);
}

/** A status that is no subresource is stored with the object. */
function keepsStatus({ group, version, kind }: CheckedObject, { custom }: Inventory): boolean {
  return WITH_STATUS.includes(kind) || custom.find(group, version, kind)?.hasStatus === false;
}

function serverFields(object: CheckedObject, isKept: boolean): Found[] {
  const { metadata, status } = object.object;
  const base = { rule: 'dropped-field', severity: 'warning', at: object, fix: 'remove it' } as const;
  const fields = SERVER_FIELDS.filter((name) => isJsonObject(metadata) && (metadata[name] ?? null) !== null);
  const ofStatus = !isKept && !isHollow(status);
  if (fields.includes('uid')) {
    const all = [...fields.map((name) => `metadata.${name}`), ...(ofStatus ? ['status'] : [])].join(', ');
    const message = `comes from a cluster, which wrote ${all}: they are dropped or refused in what is applied`;
    return [{ ...base, path: ['metadata', 'uid'], message, fix: 'remove them' }];
  }
  const message = 'is written by the API server, and dropped or refused in what is applied';
  return [
    ...fields.map((name): Found => ({ ...base, path: ['metadata', name], message })),
    ...(ofStatus
      ? [{ ...base, path: ['status'], message: 'is written by a controller, and dropped in what is applied' }]
      : []),
  ];
}

/** Labels of pod templates, which the API server checks like those of objects; those of custom kinds only where pods are made of them. */
function podLabels(object: CheckedObject): Found[] {
  const template = podTemplateOf(object);
  if (template === undefined || template.path.length === 0) return [];
  const severity = nativePodTemplateOf(object) === undefined ? 'warning' : 'error';
  const base = { rule: 'invalid-name', severity, at: object, fix: FIX } as const;
  const annotations = matches(template.pod, 'metadata.annotations.{key}', template.path).filter(
    ({ value }) => !isLabelKey(String(value as string).toLowerCase()),
  );
  const labels = matches(template.pod, 'metadata.labels.{}', template.path).flatMap(({ path, value }): Found[] => {
    const key = String(path[path.length - 1]);
    if (typeof value !== 'string') return [];
    if (!isLabelKey(key)) return [{ ...base, path, message: 'the key of a label is not valid', got: key }];
    return isLabelValue(value) ? [] : [{ ...base, path, message: 'the value of a label is not valid', got: value }];
  });
  return [
    ...labels,
    ...annotations.map(({ path, value }): Found => ({
      ...base,
      path,
      message: 'the key of an annotation is not valid',
      got: value,
    })),
  ];
}

/** What {@link isDnsLabel} accepts, with the path of the name. */
export function dnsLabelProblem(object: CheckedObject, path: Path, value: JsonValue): Found[] {
  if (isDnsLabel(value)) return [];
  const allowed = 'a DNS-1123 label: 1 to 63 characters of a-z, 0-9 and -, no - at either end';
  return [
    {
      rule: 'invalid-name',
      severity: 'error',
      at: object,
      path,
      message: 'is not a valid name',
      got: value,
      allowed,
      fix: FIX,
    },
  ];
}
