/** What is used of js-yaml 4, which has no types of its own. */
declare module 'js-yaml' {
  export class Schema {
    extend(types: { readonly implicit: readonly Type[] }): Schema;
  }
  export class Type {
    constructor(
      tag: string,
      options: {
        readonly kind: 'scalar';
        readonly resolve: (text: string | null) => boolean;
        readonly construct: (text: string | null) => unknown;
      },
    );
  }
  export const FAILSAFE_SCHEMA: Schema;
  export function loadAll(text: string, iterator: undefined, options: { readonly schema: Schema }): unknown[];
}
