import { CONTROL_PLANE_SHAPES } from './control-plane-shapes';
import { EXPERIMENTAL_SHAPES } from './experimental-shapes';
import { OTHER_SHAPES } from './other-shapes';
import type { Shapes } from './shapes';
import { SYNC_SHAPES } from './sync-shapes';

const ALL = { ...CONTROL_PLANE_SHAPES, ...EXPERIMENTAL_SHAPES, ...OTHER_SHAPES, ...SYNC_SHAPES };

/** The fields of every object in the values. */
export const SHAPES: Shapes = ALL;

/** The top keys with their types. */
export const TOP_KEYS = {
  controlPlane: '#ControlPlane',
  experimental: '#Experimental',
  exportKubeConfig: '#ExportKubeConfig',
  external: '#ExternalConfig',
  global: 'any',
  integrations: '#Integrations',
  networking: '#Networking',
  plugin: '{#Plugin}',
  plugins: '{#Plugins}',
  policies: '#Policies',
  pro: 'boolean',
  rbac: '#RBAC',
  serviceCIDR: 'string',
  sleepMode: '#SleepMode',
  sync: '#Sync',
  telemetry: '#Telemetry',
} as const;

/** Objects that may have further fields. */
export const OPEN_SHAPES: ReadonlySet<string> = new Set(['ExternalConfig', 'PlatformConfig']);

/** Fields that must be there where the object around them is. */
export const REQUIRED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  SyncFromHostCustomResource: ['enabled', 'scope'],
  SyncToHostCustomResource: ['enabled'],
  TranslatePatch: ['path'],
  TranslatePatchReference: ['apiVersion', 'kind'],
};

type Value<T extends string> = T extends `[${infer I}]`
  ? ReadonlyArray<Value<I>>
  : T extends `{${infer I}}`
    ? Readonly<Record<string, Value<I>>>
    : T extends `#${infer N}`
      ? N extends keyof typeof ALL
        ? Fields<(typeof ALL)[N]>
        : never
      : T extends 'string'
        ? string
        : T extends 'boolean'
          ? boolean
          : T extends 'integer' | 'number'
            ? number
            : T extends 'string|boolean'
              ? boolean | 'auto' | 'true' | 'false'
              : unknown;

/** null removes the default. */
type Fields<F> = { readonly [K in keyof F]?: F[K] extends string ? Value<F[K]> | null : never };

/** The values of a virtual cluster as its configuration file has them: every field may be left out. */
export type VirtualClusterValues = Fields<typeof TOP_KEYS>;
