/** A field of a rendered workload or trait that others take. */
export interface OamDataOutput {
  /** Name by which inputs refer to it. */
  readonly name: string;
  /** Path of the field, such as `status.address`. */
  readonly fieldPath: string;
  /** Conditions; the value is taken once all hold. @default - the text is not empty */
  readonly conditions?: ReadonlyArray<{
    readonly op: 'eq' | 'notEq' | 'notEmpty';
    readonly value?: string;
    readonly valueFrom?: { readonly fieldPath: string };
    readonly fieldPath?: string;
  }>;
}

/** Fields that take a data output; the object is applied once the output is there. */
export interface OamDataInput {
  /** The output. */
  readonly valueFrom: { readonly dataOutputName: string };
  /** Paths of the fields; lists are appended to. */
  readonly toFieldPaths: readonly string[];
}

/** What a component or trait gives to others, and takes. */
export interface OamDataFlow {
  /** What others take. @default - nothing */
  readonly dataOutputs?: readonly OamDataOutput[];
  /** What it takes. @default - nothing */
  readonly dataInputs?: readonly OamDataInput[];
}
