import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { ownMember } from '../merge/json';

const ROLES = ['master', 'data', 'ingest'] as const;

/**
 * The node groups of OpenSearch, with those that install arguments describe: they exist only with replicas, and they win
 * over a listed group of the same name in roles, storage, replicas and resources.
 */
export function nodeGroups(nodes: readonly JsonValue[], installArgs: readonly JsonValue[]): readonly JsonValue[] {
  const values = new Map(
    installArgs.filter(isJsonObject).map((item) => [ownMember(item, 'name'), ownMember(item, 'value')] as const),
  );
  const groups = ROLES.flatMap((role) => group(role, (key) => values.get(`nodes.${role}.${key}`)));
  return groups.reduce<readonly JsonValue[]>(withGroup, nodes);
}

function group(role: string, valueOf: (key: string) => JsonValue | undefined): JsonObject[] {
  const replicas = Number(valueOf('replicas') ?? 0);
  if (!Number.isSafeInteger(replicas) || replicas <= 0) return [];
  const [size, memory] = [valueOf('requests.storage'), valueOf('requests.memory')];
  return [
    {
      name: `es-${role}`,
      replicas,
      roles: [role],
      ...(typeof size === 'string' ? { storage: { size } } : {}),
      ...(typeof memory === 'string' ? { resources: { requests: { memory } } } : {}),
    },
  ];
}

function withGroup(nodes: readonly JsonValue[], added: JsonObject): readonly JsonValue[] {
  const isSame = (node: JsonValue): boolean => isJsonObject(node) && ownMember(node, 'name') === added['name'];
  if (!nodes.some(isSame)) return [...nodes, added];
  return nodes.map((node) => (isJsonObject(node) && isSame(node) ? { ...node, ...added } : node));
}
