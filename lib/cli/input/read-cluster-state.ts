import type { ClusterState } from '../../charts';
import { OPERATOR_NAMESPACE } from '../../definition/verrazzano-api';
import { valueAtPath } from '../../values/path';
import { oneLine } from '../../values/escape/visible';
import { type JsonObject, objectsOf } from '../../values/json';
import { InputError } from './input-error';
import { readManifests } from './read-manifests';
import type { Totals } from './totals';

/** Where the state of a cluster is read from. */
export interface ClusterStateOptions {
  /** Files or folders with manifests. */
  readonly cluster?: readonly string[];
  /** Variables of the platform operator, as `NAME=VALUE`. */
  readonly env?: readonly string[];
  /** Version of Kubernetes, such as `1.27` or `v1.27.3`. */
  readonly kubernetes?: string;
}

/** The newest version that Verrazzano 1.7 runs on. */
const DEFAULT_KUBERNETES = 'v1.27.0';

/**
 * What exists in a cluster: the objects of manifests, the environment of the platform operator (its Deployment, and what the command line
 * says), and the version of Kubernetes (the command line, else that of the nodes).
 * @param options - where to read it from
 * @throws InputError when a file is refused, or an option is malformed
 */
export function readClusterState({ cluster = [], env = [], kubernetes }: ClusterStateOptions): ClusterState {
  const totals: Totals = { files: 0, bytes: 0, values: 0 };
  const objects = cluster
    .flatMap((path) => readManifests(path, totals, { empty: true }).manifests)
    .map(({ object }): JsonObject => object);
  return {
    objects,
    environment: { ...operatorEnvironment(objects), ...Object.fromEntries(env.map(variable)) },
    kubeVersion: kubernetes === undefined ? (nodeVersion(objects) ?? DEFAULT_KUBERNETES) : version(kubernetes),
  };
}

function operatorEnvironment(objects: readonly JsonObject[]): Readonly<Record<string, string>> {
  const operator = 'verrazzano-platform-operator';
  const deployment = objects.find(
    (object) =>
      object.kind === 'Deployment' &&
      valueAtPath(object, ['metadata', 'name']) === operator &&
      valueAtPath(object, ['metadata', 'namespace']) === OPERATOR_NAMESPACE,
  );
  const containers = objectsOf(valueAtPath(deployment, ['spec', 'template', 'spec', 'containers']));
  const container = containers.find(({ name }) => name === operator) ?? containers[0];
  const entries = objectsOf(container?.env).flatMap(({ name, value }) =>
    typeof name === 'string' && typeof value === 'string' ? [[name, value] as const] : [],
  );
  return Object.fromEntries(entries);
}

function variable(text: string): readonly [string, string] {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=([^]*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new InputError({
    at: '--env',
    what: 'is not a variable',
    got: oneLine(text),
    allowed: 'NAME=VALUE',
    fix: 'write it as REGISTRY=registry.example.com:5000',
  });
}

function version(text: string): string {
  if (/^v?1\.\d{1,3}(\.\d{1,4})?([-+][0-9A-Za-z.+-]{1,60})?$/.test(text))
    return text.startsWith('v') ? text : `v${text}`;
  throw new InputError({
    at: '--kubernetes',
    what: 'is not a version of Kubernetes',
    got: oneLine(text),
    allowed: 'such as 1.27 or v1.27.3',
    fix: 'take what `kubectl version` prints',
  });
}

function nodeVersion(objects: readonly JsonObject[]): string | undefined {
  const found = objects
    .filter(({ kind }) => kind === 'Node')
    .map((node) => valueAtPath(node, ['status', 'nodeInfo', 'kubeletVersion']))
    .find((text) => typeof text === 'string');
  return typeof found === 'string' ? found : undefined;
}
