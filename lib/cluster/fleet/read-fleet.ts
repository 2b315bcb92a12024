import { readFileSync } from 'fs';
import { isNode, LineCounter, type Document } from 'yaml';
import { DNS_LABEL, isDnsLabel } from '../../values/names';
import { InputError } from '../../values/input-error';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import type { Problem } from '../../values/problem';
import { throwProblems } from '../../values/problem';
import { nearest } from '../../values/nearest';
import { yamlDocuments } from '../../values/yaml/parse-yaml';
import { cniByName } from './cni-names';
import type { FleetCluster } from './fleet-cluster';
import type { FieldRule } from './fleet-schema';
import { CLUSTER_FIELDS } from './fleet-schema';
import { requireText } from '../../values/shape/require-text';

/** The field that holds the clusters. */
const ROOT = 'clusters';

/**
 * Reads the managed clusters of a fleet from a YAML file, which people can edit without programming:
 *
 * ```yaml
 * clusters:
 *   eu-1:
 *     ring: canary
 *     kubernetes: { version: '1.27', cni: calico, storageClass: standard }
 *     dnsSuffix: example.com
 *     settings: { anything: the program reads }
 * ```
 *
 * @param file - path of the file; messages name it as it is given
 * @returns the clusters, in the order of the file
 * @throws Error that lists everything that is wrong, each with file, line and path
 */
export function readFleet(file: string): readonly FleetCluster[] {
  requireText({ file }, 'readFleet');
  return parseFleet(file, readFileSync(file, 'utf8'));
}

/**
 * As {@link readFleet}, from a string.
 * @param file - name of the file, for messages
 * @param text - its content
 */
export function parseFleet(file: string, text: string): readonly FleetCluster[] {
  const [first, second] = yamlDocuments(file, text);
  const value = first?.value;
  if (second !== undefined) throw new InputError({ at: file, what: 'the file has several documents', allowed: 'one' });
  if (first === undefined || !isJsonObject(value)) {
    throw new InputError({ at: file, what: 'the file is not an object', allowed: `an object with the field ${ROOT}` });
  }
  const problems = fleetProblems(value, placesIn(file, text, first.document));
  throwProblems(problems);
  const clusters = value[ROOT];
  return isJsonObject(clusters) ? Object.entries(clusters).map(([name, cluster]) => fleetCluster(name, cluster)) : [];
}

type Path = readonly string[];

/** Where a path is, as `file:line path`. */
type PlaceOf = (path: Path) => string;

function placesIn(file: string, text: string, document: Document.Parsed): PlaceOf {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return (path) => {
    // What is missing is at the line of what it is missing from.
    for (let depth = path.length; depth >= 0; depth--) {
      const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
      const start = isNode(node) ? node.range?.[0] : undefined;
      if (start !== undefined) return `${file}:${lines.linePos(start).line} ${path.join('.')}`;
    }
    return `${file} ${path.join('.')}`;
  };
}

function fleetProblems(value: JsonObject, place: PlaceOf): Problem[] {
  const found = unknown(value, { [ROOT]: { isValid: () => true, allowed: '' } }, [], place);
  const clusters = value[ROOT];
  if (!isJsonObject(clusters)) {
    return [
      ...found,
      { at: place([ROOT]), what: 'is not an object of clusters by their names', got: clusters, allowed: 'an object' },
    ];
  }
  const wrong = Object.entries(clusters).flatMap(([name, cluster]): Problem[] => {
    const path = [ROOT, name];
    const named = isDnsLabel(name)
      ? []
      : [{ at: place(path), what: 'the name of the cluster is not usable', got: name, allowed: DNS_LABEL }];
    if (isJsonObject(cluster)) return [...named, ...fieldProblems(cluster, CLUSTER_FIELDS, path, place)];
    return [...named, { at: place(path), what: 'is not an object', got: cluster, allowed: 'an object' }];
  });
  return [...found, ...wrong];
}

function fieldProblems(
  object: JsonObject,
  rules: Readonly<Record<string, FieldRule>>,
  path: Path,
  place: PlaceOf,
): Problem[] {
  const wrong = Object.entries(rules).flatMap(([field, rule]): Problem[] => {
    const value = object[field];
    const at = place([...path, field]);
    if (value === undefined || value === null) {
      return rule.required === true ? [{ at, what: 'is missing', allowed: rule.allowed }] : [];
    }
    if (!rule.isValid(value)) return [{ at, what: 'is not valid', got: value, allowed: rule.allowed }];
    return rule.fields !== undefined && isJsonObject(value)
      ? fieldProblems(value, rule.fields, [...path, field], place)
      : [];
  });
  return [...unknown(object, rules, path, place), ...wrong];
}

function unknown(
  object: JsonObject,
  rules: Readonly<Record<string, FieldRule>>,
  path: Path,
  place: PlaceOf,
): Problem[] {
  const names = Object.keys(rules);
  return Object.keys(object)
    .filter((field) => !names.includes(field))
    .map((field) => {
      const near = nearest(field, names);
      return {
        at: place([...path, field]),
        what: 'the field is not known',
        got: field,
        allowed: names.join(', '),
        ...(near !== undefined && { fix: `did you mean ${near}?` }),
      };
    });
}

function fleetCluster(name: string, value: JsonValue | undefined): FleetCluster {
  // Everything has been checked.
  const { kubernetes, ring, server, ...rest } = value as unknown as Stated;
  const { apiServerCidrs, cni, ...facts } = kubernetes;
  return {
    name,
    kubernetes: { ...facts, cni: cniByName(cni), ...(apiServerCidrs && { apiServerCidrs }) },
    ring: ring ?? undefined,
    destination: server ? { server } : undefined,
    environmentName: rest.environmentName ?? name,
    dnsSuffix: rest.dnsSuffix ?? undefined,
    description: rest.description ?? undefined,
    labels: rest.labels ?? {},
    certificateAuthority: rest.certificateAuthority ?? undefined,
    settings: rest.settings ?? {},
  };
}

/** A cluster as the file states it. */
interface Stated {
  readonly kubernetes: {
    readonly version: string;
    readonly cni: string;
    readonly storageClass: string;
    readonly apiServerCidrs?: readonly string[] | null;
  };
  readonly ring?: string | null;
  readonly server?: string | null;
  readonly environmentName?: string | null;
  readonly dnsSuffix?: string | null;
  readonly description?: string | null;
  readonly labels?: Readonly<Record<string, string>> | null;
  readonly certificateAuthority?: 'private' | 'public' | null;
  readonly settings?: JsonObject | null;
}
