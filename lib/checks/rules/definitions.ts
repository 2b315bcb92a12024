import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import type { JsonObject } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { isDnsLabel, isDnsSubdomain } from '../../values/names';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import type { Match } from '../walk';
import { matches } from '../walk';
import { definitionSchemaFindings } from './definition-schemas';
import { missing, refused } from './refused';

/**
 * What the API server refuses in CustomResourceDefinitions beyond their schema: names, versions, and schemas that are not structural.
 * Source: apiextensions, `pkg/apis/apiextensions/validation`.
 */
export function definitionFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects
    .filter(({ group, version, kind }) => {
      return group === 'apiextensions.k8s.io' && version === 'v1' && kind === 'CustomResourceDefinition';
    })
    .flatMap((object) => [
      ...names(object),
      ...approval(object),
      ...versions(object),
      ...matches(object.object, 'spec.versions[]').flatMap((version) => details(object, version)),
    ]);
}

function names(object: CheckedObject): Found[] {
  const { spec } = object.object;
  const { group, scope, names: own } = isJsonObject(spec) ? spec : {};
  const plural = textAt(own, 'plural');
  const label = 'a DNS-1035 label: a-z, 0-9 and -, starting with a letter';
  const labels = [
    ...['plural', 'singular', 'kind', 'listKind'].flatMap((field) => matches(object.object, `spec.names.${field}`)),
    ...['shortNames', 'categories'].flatMap((field) => matches(object.object, `spec.names.${field}[]`)),
    ...matches(object.object, 'spec.versions[].name'),
  ].filter(({ path, value }) => {
    const isKind = path[2] === 'kind' || path[2] === 'listKind';
    const isUnset = value === '' && (path[2] === 'singular' || path[2] === 'listKind');
    return typeof value === 'string' && !isUnset && !isLabel(isKind ? value.toLowerCase() : value);
  });
  const found = labels.map(({ path, value }) => refused(object, path, 'is not a valid name', value, label));
  if (typeof group === 'string' && !(isDnsSubdomain(group) && group.includes('.'))) {
    found.push(refused(object, ['spec', 'group'], 'is not an API group', group, 'a DNS name with a dot'));
  }
  if (typeof group === 'string' && plural !== undefined && object.name !== `${plural}.${group}`) {
    const message = 'is not the plural name of the kind, a dot and its group';
    found.push(refused(object, ['metadata', 'name'], message, object.name, `${plural}.${group}`));
  }
  if (typeof scope === 'string' && !['Cluster', 'Namespaced'].includes(scope)) {
    found.push(refused(object, ['spec', 'scope'], 'is not a scope', scope, 'Cluster, Namespaced'));
  }
  return found;
}

const APPROVAL = 'api-approved.kubernetes.io';

/** Groups of the project need its approval, or that they do without it. Source: `validateAPIApproval`. */
function approval(object: CheckedObject): Found[] {
  const group = textAt(object.object, 'spec', 'group') ?? '';
  if (!/(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group)) return [];
  const value = textAt(object.object, 'metadata', 'annotations', APPROVAL);
  const at = ['metadata', 'annotations', APPROVAL];
  if (value === undefined) return [missing(object, at, `is required for a group of Kubernetes, ${group}, and missing`)];
  if (/^unapproved|^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(value)) return [];
  return [
    refused(object, at, 'is not an approval', value, 'the URL of a request, or a string that begins with unapproved'),
  ];
}

function isLabel(text: string): boolean {
  return isDnsLabel(text) && /^[a-z]/.test(text);
}

function versions(object: CheckedObject): Found[] {
  const { spec } = object.object;
  const list = listAt(spec, 'versions');
  const stored = list.filter((each) => isJsonObject(each) && each.storage === true);
  const named = matches(object.object, 'spec.versions[].name').map(({ value }) => value);
  const path = ['spec', 'versions'];
  const found: Found[] = [];
  if (stored.length !== 1) {
    found.push(refused(object, path, 'must have exactly one version with storage: true', stored.length, '1'));
  }
  const again = named.find((name, index) => named.indexOf(name) !== index);
  if (again !== undefined) found.push(refused(object, path, 'has two versions of one name', again));
  if (isJsonObject(spec) && spec.preserveUnknownFields === true) {
    found.push(refused(object, ['spec', 'preserveUnknownFields'], 'must not be true', true, 'false'));
  }
  const strategy = textAt(spec, 'conversion', 'strategy');
  if (isJsonObject(spec) && isJsonObject(spec.conversion) && !['None', 'Webhook'].includes(strategy ?? '')) {
    const at = ['spec', 'conversion', 'strategy'];
    found.push(refused(object, at, 'is not a strategy', strategy ?? null, 'None, Webhook'));
  }
  if (strategy === 'Webhook') {
    const webhook = objectAt(spec, 'conversion', 'webhook');
    const at = ['spec', 'conversion', 'webhook'];
    if (listAt(webhook, 'conversionReviewVersions').length === 0) {
      found.push(missing(object, [...at, 'conversionReviewVersions']));
    }
    if (!isJsonObject(webhook.clientConfig)) found.push(missing(object, [...at, 'clientConfig']));
  }
  return found;
}

/** Source: `ValidateDeprecationWarning`. */
function deprecation(object: CheckedObject, { deprecated, deprecationWarning }: JsonObject, path: Path): Found[] {
  if (typeof deprecationWarning !== 'string') return [];
  const at = [...path, 'deprecationWarning'];
  if (deprecated !== true) return [refused(object, at, 'is only for versions that are deprecated', deprecationWarning)];
  const isText = deprecationWarning !== '' && Buffer.byteLength(deprecationWarning) <= 256;
  if (isText && !/\p{C}/u.test(deprecationWarning)) return [];
  return [refused(object, at, 'is not a warning', deprecationWarning, 'up to 256 printable characters')];
}

const COLUMN_FORMATS: readonly string[] = 'byte date date-time double float int32 int64 password'.split(' ');
const COLUMN_TYPES: readonly string[] = ['boolean', 'date', 'integer', 'number', 'string'];

function details(object: CheckedObject, { value, path }: Match): Found[] {
  if (!isJsonObject(value)) return [];
  const schema = objectAt(value, 'schema');
  const at = [...path, 'schema', 'openAPIV3Schema'];
  const own = isJsonObject(schema.openAPIV3Schema)
    ? definitionSchemaFindings(object, schema.openAPIV3Schema, at)
    : [missing(object, at)];
  return [...own, ...columns(object, value, path), ...scale(object, value, path), ...deprecation(object, value, path)];
}

function columns(object: CheckedObject, version: JsonObject, path: Path): Found[] {
  const forms: ReadonlyArray<readonly [string, (value: string) => boolean, string]> = [
    ['format', (value) => value === '' || COLUMN_FORMATS.includes(value), COLUMN_FORMATS.join(', ')],
    ['type', (value) => COLUMN_TYPES.includes(value), COLUMN_TYPES.join(', ')],
    ['jsonPath', (value) => value.startsWith('.'), 'a JSON path that begins with a dot'],
    ['name', (value) => value !== '', 'a string that is not empty'],
  ];
  return forms.flatMap(([field, test, allowed]) =>
    matches(version, `additionalPrinterColumns[].${field}`, path)
      .filter(({ value }) => typeof value === 'string' && !test(value))
      .map((each) => refused(object, each.path, 'is not valid for a column', each.value, allowed)),
  );
}

function scale(object: CheckedObject, version: JsonObject, path: Path): Found[] {
  const starts = [
    ['specReplicasPath', ['.spec.']],
    ['statusReplicasPath', ['.status.']],
    ['labelSelectorPath', ['.status.', '.spec.']],
  ] as const;
  return starts.flatMap(([field, allowed]) =>
    matches(version, `subresources.scale.${field}`, path)
      .filter(({ value }) => typeof value === 'string' && (value !== '' || field !== 'labelSelectorPath'))
      .filter(({ value }) => !allowed.some((start) => typeof value === 'string' && value.startsWith(start)))
      .map((each) =>
        refused(object, each.path, 'is not a path of the scale', each.value, `begins with ${allowed.join(' or ')}`),
      ),
  );
}
