import { DNS_LABEL, DNS_SUBDOMAIN, isDnsLabel, isDnsSubdomain, isLabelKey, isLabelValue } from '../../values/names';
import { isJsonObject, type JsonObject, type JsonValue, objectOf, textOf } from '../../values/json';
import { dig } from './dig';
import type { Found, Rule } from './types';

const NAME_ALLOWED = 'up to 63 letters, digits, -, _ and ., with a letter or digit at both ends';

/** Name, namespace, labels and annotations are those that an API server takes. */
export const metadataNames: Rule = {
  id: 'metadata.names',
  layer: 'schema',
  check: ({ resource }) => metadataFound(objectOf(resource.metadata)),
};

/** The name of the environment is part of host names. */
export const environmentName: Rule = {
  id: 'notChecked.environment-name',
  layer: 'reconcile',
  check: ({ spec }) => {
    const value = textOf(dig(spec, 'environmentName'));
    if (value === '' || isDnsLabel(value)) return [];
    const message = `is part of host names, and not valid there; allowed ${DNS_LABEL}`;
    return [{ path: 'spec.environmentName', value, message, fix: 'use another name' }];
  },
};

/**
 * What an API server refuses in the names, labels and annotations of an object.
 * @param metadata - metadata of the object; values of a wrong type are left to the schema
 */
export function nameProblems(metadata: JsonValue | undefined): NameProblem[] {
  const { name, generateName, namespace, labels, annotations } = objectOf(metadata);
  const texts = (value: JsonValue | undefined): JsonObject =>
    Object.fromEntries(Object.entries(objectOf(value)).filter(([, text]) => typeof text === 'string'));
  const found = metadataFound({
    ...(typeof name === 'string' && name !== '' && { name }),
    ...(typeof namespace === 'string' && namespace !== '' && { namespace }),
    labels: texts(labels),
    annotations: texts(annotations),
  });
  const missing = { path: 'metadata.name', message: 'the object has no name', fix: 'add metadata.name' };
  return [...(name || generateName ? [] : [missing]), ...found].map((each) => ({ rule: 'pattern', ...each }));
}

/** A name that is not valid. */
interface NameProblem extends Found {
  readonly rule: 'pattern';
}

function metadataFound(metadata: JsonObject): Found[] {
  const name = dig(metadata, 'name');
  const namespace = dig(metadata, 'namespace');
  return [
    ...(name === undefined || (typeof name === 'string' && isDnsSubdomain(name))
      ? []
      : [invalid('metadata.name', name, DNS_SUBDOMAIN)]),
    ...(namespace === undefined || (typeof namespace === 'string' && isDnsLabel(namespace))
      ? []
      : [invalid('metadata.namespace', namespace, DNS_LABEL)]),
    ...keys(metadata, 'labels'),
    ...keys(metadata, 'annotations'),
    ...labelValues(metadata),
  ];
}

function keys(metadata: JsonObject, section: 'labels' | 'annotations'): Found[] {
  const members = dig(metadata, section);
  if (!isJsonObject(members)) return [];
  return Object.keys(members)
    .filter((key) => !isLabelKey(key))
    .map((key) => invalid(`metadata.${section}`, key, `[prefix/]name, the name ${NAME_ALLOWED}`));
}

function labelValues(metadata: JsonObject): Found[] {
  return Object.entries(objectOf(dig(metadata, 'labels'))).flatMap(([key, value]) =>
    isLabelValue(value) ? [] : [invalid(`metadata.labels.${key}`, value ?? null, `nothing, or ${NAME_ALLOWED}`)],
  );
}

function invalid(path: string, value: unknown, allowed: string): Found {
  return { path, value, message: `is not valid; allowed ${allowed}`, fix: 'use another name' };
}
