/** Functions by their signature; those with a receiver take it first. */
export type FunctionTable = Readonly<Record<string, (...args: never[]) => unknown>>;

/** An error in the input of a function, for which the API server refuses the object. */
export class CelInputError extends Error {}
