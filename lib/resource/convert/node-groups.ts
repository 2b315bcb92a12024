import { isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';
import { MergeProblems } from '../merge/merge-error';
import { canonicalQuantity } from '../../values/canonical-quantity';
import { scanInt32 } from './scan-int32';

const ROLES = ['master', 'data', 'ingest'] as const;
/** Ingest nodes have no storage argument. */
const SETTINGS: Readonly<Record<string, keyof Group>> = Object.fromEntries([
  ...ROLES.map((role) => [`nodes.${role}.replicas`, 'replicas'] as const),
  ...ROLES.map((role) => [`nodes.${role}.requests.memory`, 'memory'] as const),
  ...(['master', 'data'] as const).map((role) => [`nodes.${role}.requests.storage`, 'size'] as const),
]);

interface Group {
  replicas?: number;
  memory?: string;
  size?: string;
}

/**
 * The node groups of OpenSearch with those of install arguments: these exist only with replicas above 0, and win over the
 * first listed group of the same name in roles, storage, replicas and resources.
 *
 * Source: `convertOSNodesToV1Beta1` and `convertInstallArgsToOSNodes` in v1alpha1/convert_to.go at v1.7.2.
 *
 * @param nodes - the listed groups
 * @param installArgs - arguments such as `nodes.data.replicas`; others have no effect
 * @param path - path of the arguments in the resource, for messages
 * @throws MergeError for replicas and memory that cannot be read
 */
export function nodeGroups(
  nodes: readonly JsonValue[],
  installArgs: readonly JsonValue[],
  path: string,
): readonly JsonValue[] {
  const left = new Map(argumentGroups(installArgs, path).map((group) => [group['name'], group]));
  const listed = nodes.map((node) => {
    const name = isJsonObject(node) ? ownMember(node, 'name') : undefined;
    const group = left.get(name);
    if (group === undefined) return node;
    left.delete(name);
    return { ...(node as JsonObject), ...group };
  });
  return [...listed, ...left.values()];
}

function argumentGroups(items: readonly JsonValue[], path: string): JsonObject[] {
  const groups = new Map<string, Group>(ROLES.map((role) => [role, {}]));
  const problems = new MergeProblems();
  for (const [i, item] of items.entries()) {
    const [name, value] = isJsonObject(item) ? [ownMember(item, 'name'), ownMember(item, 'value')] : [];
    if (typeof name !== 'string' || !Object.prototype.hasOwnProperty.call(SETTINGS, name)) continue;
    const group = groups.get(name.split('.')[1] ?? '') ?? {};
    const setting = readSetting(SETTINGS[name], typeof value === 'string' ? value : '');
    if (setting !== undefined) Object.assign(group, setting);
    else
      problems.add({
        at: `${path}[${i}].value`,
        what: name.endsWith('replicas') ? 'is not a number of replicas' : 'is not a quantity of memory',
        got: value,
        allowed: name.endsWith('replicas') ? 'a whole number such as 3' : 'a quantity such as 2Gi',
        fix: 'correct the value',
        rule: 'convert.installargs',
      });
  }
  problems.throwIfAny();
  return ROLES.flatMap((role) => groupOf(role, groups.get(role) ?? {}));
}

function readSetting(setting: keyof Group | undefined, text: string): Group | undefined {
  if (setting === 'size') return { size: text };
  if (setting === 'memory') {
    // Go trims quantities in JSON, and not here.
    const memory = text.trim() === text ? canonicalQuantity(text) : undefined;
    return memory === undefined ? undefined : { memory };
  }
  const replicas = scanInt32(text);
  return replicas === undefined ? undefined : { replicas };
}

function groupOf(role: string, { replicas = 0, memory, size }: Group): JsonObject[] {
  if (replicas <= 0) return [];
  return [
    {
      name: `es-${role}`,
      replicas,
      roles: [role],
      ...(size === undefined ? {} : { storage: { size } }),
      ...(memory === undefined ? {} : { resources: { requests: { memory } } }),
    },
  ];
}
