/**
 * Fields of objects with their types: `string`, `boolean`, `integer`, `number`, `any`, alternatives joined by `|`, `[T]` a
 * list, `{T}` an object with any keys, `#Name` an object with the fields of that name.
 */
export type Shapes = Readonly<Record<string, Readonly<Record<string, string>>>>;
