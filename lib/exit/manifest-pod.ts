import { valueAt } from '../connectivity/manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';
import { podTemplatePath } from '../values/pod-template-path';

/** What others know pods by. */
export interface PodFacts {
  /** Service account, as `namespace/name`. */
  readonly serviceAccount: string;
  /** Labels of the pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Ports of the containers, as `name number/PROTOCOL`. */
  readonly ports: readonly string[];
}

/**
 * What others know the pods of a workload by.
 * @param workload - any object
 * @returns undefined where it makes no pods
 */
export function podOf(workload: JsonObject): PodFacts | undefined {
  const kind = scalarText(workload, 'kind');
  const path = kind === 'Pod' ? undefined : podTemplatePath(kind);
  const template = path === undefined ? undefined : valueAt(workload, ...path);
  if (!isJsonObject(template)) return undefined;
  const name =
    scalarText(template, 'spec', 'serviceAccountName') || scalarText(template, 'spec', 'serviceAccount') || 'default';
  const labels = valueAt(template, 'metadata', 'labels');
  const texts = Object.entries(isJsonObject(labels) ? labels : {}).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value]] : [],
  );
  const containers = valueAt(template, 'spec', 'containers');
  return {
    serviceAccount: `${scalarText(workload, 'metadata', 'namespace') || 'default'}/${name}`,
    labels: Object.fromEntries(texts) as Record<string, string>,
    ports: (Array.isArray(containers) ? (containers as readonly JsonValue[]) : []).flatMap(portsOf),
  };
}

function portsOf(container: JsonValue): string[] {
  const ports = isJsonObject(container) ? container['ports'] : undefined;
  return (Array.isArray(ports) ? (ports as readonly JsonValue[]) : []).filter(isJsonObject).map((port) => {
    const [name, number, protocol] = [
      scalarText(port, 'name'),
      scalarText(port, 'containerPort'),
      scalarText(port, 'protocol') || 'TCP',
    ];
    return `${name === '' ? '' : `${name} `}${number}/${protocol}`;
  });
}

/**
 * The text or number behind a path of keys; empty where there is none.
 * @param object - any object
 * @param path - keys
 */
export function scalarText(object: JsonValue, ...path: readonly string[]): string {
  const value = valueAt(object, ...path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
