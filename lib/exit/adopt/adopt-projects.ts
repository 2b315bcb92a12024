import { listAt, nameOf, objectAt, textAt, textsAt, valueAt } from '../../connectivity/manifest';
import type { ProjectNamespace, ProjectNetworkPolicy, ProjectSubject } from '../../cluster/project-props';
import { CLUSTERS_GROUP } from '../../resource/multicluster';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { isDnsLabel } from '../../values/names';
import type { Dump, DumpObject } from '../dump/dump';

/** A VerrazzanoProject of a dump, by the options of the class of that name. */
export interface FoundProject {
  /** Name. */
  readonly name: string;
  /** Names of the clusters that it is placed on. */
  readonly clusters: readonly string[];
  readonly namespaces: readonly ProjectNamespace[];
  readonly admins: readonly ProjectSubject[];
  readonly monitors: readonly ProjectSubject[];
  readonly networkPolicies: readonly ProjectNetworkPolicy[];
  readonly labels: Readonly<Record<string, string>>;
  /** Fields of it that have no option. */
  readonly left: readonly string[];
}

/** Fields that are read, by place; `[]` is any item. */
const READ: readonly RegExp[] = [
  /^spec\.placement\.clusters\[\]\.name$/,
  /^spec\.template\.namespaces\[\]\.metadata\.(?:name|creationTimestamp|labels\..*|annotations\..*)$/,
  /^spec\.template\.namespaces\[\]\.(?:spec|status)$/,
  /^spec\.template\.security\.project(?:Admin|Monitor)Subjects\[\]\.(?:kind|name|namespace|apiGroup)$/,
  /^spec\.template\.networkPolicies\[\]\.metadata\.(?:name|namespace|creationTimestamp|labels\..*|annotations\..*)$/,
  /^spec\.template\.networkPolicies\[\]\.spec(?:\..*)?$/,
  /^spec\.template\.networkPolicies\[\]\.status(?:\..*)?$/,
];

/**
 * The projects of a dump.
 * @param dump - the dump
 */
export function foundProjects(dump: Dump): readonly FoundProject[] {
  return dump
    .list('VerrazzanoProject', CLUSTERS_GROUP)
    .filter((object) => isDnsLabel(nameOf(object)))
    .map(projectOf)
    .sort((a, b) => compare(a.name, b.name));
}

function projectOf(object: DumpObject): FoundProject {
  const template = objectAt(object, 'spec', 'template');
  const namespaces = objectsIn(template, 'namespaces').map((one): ProjectNamespace => {
    const { labels, annotations } = notes(one);
    return { name: textAt(one, 'metadata', 'name') ?? '', ...labels, ...annotations };
  });
  const names = namespaces.map(({ name }) => name);
  const policies = objectsIn(template, 'networkPolicies').map((one): ProjectNetworkPolicy => {
    const { labels, annotations } = notes(one);
    const [name, namespace] = [textAt(one, 'metadata', 'name') ?? '', textAt(one, 'metadata', 'namespace') ?? ''];
    return { name, namespace, ...labels, ...annotations, spec: objectAt(one, 'spec') };
  });
  const foreign = policies.filter(({ namespace }) => !names.includes(namespace));
  return {
    name: nameOf(object),
    clusters: objectsIn(objectAt(object, 'spec', 'placement'), 'clusters').flatMap((one) => textAt(one, 'name') ?? []),
    namespaces: namespaces.filter(({ name }) => isDnsLabel(name)),
    admins: subjects(template, 'projectAdminSubjects'),
    monitors: subjects(template, 'projectMonitorSubjects'),
    networkPolicies: policies.filter((one) => !foreign.includes(one)),
    labels: textsAt(object, 'metadata', 'labels'),
    left: [
      ...new Set(pathsIn(object.spec, 'spec').filter((path) => !READ.some((read) => read.test(path)))),
      ...foreign.map(({ name, namespace }) => `spec.template.networkPolicies[${namespace}/${name}]`),
    ],
  };
}

function objectsIn(object: JsonObject, key: string): readonly JsonObject[] {
  return listAt(object, key).filter(isJsonObject);
}

function notes(object: JsonObject) {
  const [labels, annotations] = [textsAt(object, 'metadata', 'labels'), textsAt(object, 'metadata', 'annotations')];
  return {
    labels: Object.keys(labels).length > 0 ? { labels } : {},
    annotations: Object.keys(annotations).length > 0 ? { annotations } : {},
  };
}

const KINDS: readonly string[] = ['User', 'Group', 'ServiceAccount'];

function subjects(template: JsonObject, key: string): readonly ProjectSubject[] {
  return objectsIn(objectAt(template, 'security'), key).flatMap((one): ProjectSubject[] => {
    const [kind = '', name, namespace] = [textAt(one, 'kind'), textAt(one, 'name'), textAt(one, 'namespace')];
    if (!KINDS.includes(kind) || name === undefined) return [];
    return [{ kind: kind as ProjectSubject['kind'], name, ...(namespace !== undefined && { namespace }) }];
  });
}

function pathsIn(value: JsonValue | undefined, path: string): string[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap((item) => pathsIn(item, `${path}[]`));
  if (!isJsonObject(value)) return value === null || value === undefined ? [] : [path];
  return Object.keys(value).flatMap((key) => pathsIn(valueAt(value, key), `${path}.${key}`));
}
