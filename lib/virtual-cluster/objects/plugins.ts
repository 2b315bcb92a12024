import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { setFields, type Release } from '../release';
import { isSet, type ChartValues, scalarText } from '../values/chart-values';

type Plugin = readonly [name: string, plugin: JsonObject];

const MOUNT = { mountPath: '/plugins', name: 'plugins' };

/** Plugins of both generations that are copied into the control plane when it starts, the older list first. */
function copied(values: ChartValues): { older: readonly Plugin[]; newer: readonly Plugin[] } {
  const withImage = pluginsOf(values, 'plugin').filter(([, { image }]) => isSet(image));
  return {
    older: withImage.filter(([, { version }]) => version === 'v2'),
    newer: pluginsOf(values, 'plugins').filter(([, { image }]) => isSet(image)),
  };
}

function pluginsOf(values: ChartValues, path: 'plugin' | 'plugins'): readonly Plugin[] {
  return values.entries(path).flatMap(([name, plugin]) => (isJsonObject(plugin) ? [[name, plugin] as const] : []));
}

/** Whether the control plane has a volume for plugins. */
export function hasPluginVolume(values: ChartValues): boolean {
  const { older, newer } = copied(values);
  return older.length + newer.length > 0;
}

/** Containers that copy plugins. */
export function pluginInitContainers({ values }: Release): JsonObject[] {
  const { older, newer } = copied(values);
  return [
    ...older.map((plugin) => ({ ...copier(values, plugin), securityContext: plugin[1].securityContext ?? null })),
    ...newer.map((plugin) => ({
      ...copier(values, plugin),
      ...setFields({ securityContext: plugin[1].securityContext }),
    })),
  ];
}

function copier(values: ChartValues, [key, plugin]: Plugin): JsonObject {
  const { command, args, volumeMounts, resources } = plugin;
  const texts = (list: JsonValue | undefined): JsonValue | undefined =>
    Array.isArray(list) ? (list as readonly JsonValue[]).map(scalarText) : undefined;
  const stated = setFields({ command: texts(command), args: texts(args) });
  const isStated = isSet(command) || isSet(args);
  return {
    ...identity(values, [key, plugin]),
    ...(isStated ? stated : { command: ['sh'], args: ['-c', `cp -r /plugin /plugins/${key}`] }),
    volumeMounts: isSet(volumeMounts) ? volumeMounts : [MOUNT],
    ...setFields({ resources }),
  };
}

function identity(values: ChartValues, [key, { name, image, imagePullPolicy }]: Plugin): JsonObject {
  const registry = values.text('controlPlane.advanced.defaultImageRegistry');
  return {
    image:
      image === undefined && registry === '' ? null : `${registry === '' ? '' : `${registry}/`}${scalarText(image)}`,
    name: isSet(name) ? name : key,
    ...setFields({ imagePullPolicy }),
  };
}

/** Fields of plugins of the first generation that go into their container as they are. */
const FIELDS = ['envFrom', 'securityContext', 'lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** Plugins of the first generation: containers beside the control plane, each with a port of its own. */
export function legacyPluginContainers({ values }: Release): JsonObject[] {
  const legacy = pluginsOf(values, 'plugin').filter(([, { version }]) => version !== 'v2');
  return legacy.map(([key, plugin], index) => {
    const { env, workingDir, command, args, resources } = plugin;
    const { terminationMessagePath, terminationMessagePolicy } = plugin;
    const address = { name: 'VCLUSTER_PLUGIN_ADDRESS', value: `localhost:${14000 + index}` };
    const more = Array.isArray(env) ? (env as readonly JsonValue[]) : [];
    const raw = [...FIELDS, 'volumeDevices', 'volumeMounts'].map((field) => [field, plugin[field] ?? null] as const);
    return {
      ...identity(values, [key, plugin]),
      ...setFields({ workingDir, command, args, terminationMessagePath, terminationMessagePolicy }),
      env: [address, { name: 'VCLUSTER_PLUGIN_NAME', value: key }, ...more],
      ...Object.fromEntries(raw),
      ...setFields({ resources }),
    };
  });
}

/**
 * Rules that plugins add to a role.
 * @param values - the values
 * @param role - which role
 */
export function pluginRules(values: ChartValues, role: 'role' | 'clusterRole'): JsonValue[] {
  return [...pluginsOf(values, 'plugin'), ...pluginsOf(values, 'plugins')].flatMap(([, { rbac }]) => {
    const part = isJsonObject(rbac) ? rbac[role] : undefined;
    const rules = isJsonObject(part) ? part.extraRules : undefined;
    return Array.isArray(rules) ? (rules as readonly JsonValue[]) : [];
  });
}
