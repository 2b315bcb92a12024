import type { ComponentFacts } from './definition';

/** A name with dashes in camel case, at the level of types. */
export type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/** The key of a definition: that in the Verrazzano resource, else its name in camel case. */
export type KeyOf<D extends ComponentFacts> = D extends { readonly specKey: infer K extends string }
  ? K
  : CamelCase<D['name']>;

/** Keys of the ports of one workload, at the level of types. */
export type PortKeys<W> = W extends { readonly ports: infer P } ? keyof P & string : never;

/** Whether a type is a union of several. */
export type IsUnion<T, All = T> = T extends unknown ? ([All] extends [T] ? false : true) : never;

/** `<workload>/<port>` of every port, at the level of types. */
export type QualifiedPorts<W> =
  true extends IsUnion<keyof W> ? { [K in keyof W & string]: `${K}/${PortKeys<W[K]>}` }[keyof W & string] : never;

/**
 * Names of the ports that the workloads of a definition declare; `<workload>/<port>` where there are several workloads.
 */
export type PortName<D extends ComponentFacts> = string extends keyof NonNullable<D['workloads']>
  ? string
  : D extends { readonly workloads: infer W }
    ? PortKeys<W[keyof W]> | QualifiedPorts<W>
    : never;
