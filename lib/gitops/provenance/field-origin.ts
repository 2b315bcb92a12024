import type { IConstruct } from 'constructs';
import type { JsonObject } from '../../values/json';

/** A place in a document: keys of maps and indices of lists. */
export type FieldPath = ReadonlyArray<string | number>;

/**
 * What a field follows from.
 *
 * - `option`: an option of a construct
 * - `default`: what holds where no option is given
 * - `definition`: a declared fact about a component
 * - `rule`: what this package derives or adds, whatever the program says
 */
export type OriginKind = 'option' | 'default' | 'definition' | 'rule';

/** Where a field, and what is below it, comes from. */
export interface FieldOrigin {
  /** The field. */
  readonly at: FieldPath;
  /** What it follows from. */
  readonly kind: OriginKind;
  /** Which option, fact or rule it is, one line. */
  readonly text: string;
  /** Path of the construct whose option it is. @default - none */
  readonly of?: string;
  /**
   * The option as a path in the options of that construct, by which the line of the program that states it is found.
   * @default - it is not stated by one option
   */
  readonly option?: readonly string[];
  /** Lines of a call that is the cause, as `<file>:<line>:<column>`. @default - that of the construct */
  readonly call?: readonly string[];
  /** Id of the flow that the fact leads to. @default - none */
  readonly flow?: string;
  /** Page about the component in the documentation of this package. @default - none */
  readonly page?: string;
  /** Public source of the fact, a URL. @default - none */
  readonly source?: string;
  /** Which document of the file, from 0. @default 0 */
  readonly document?: number;
}

/** One document of a file of the output, as it is written. */
export interface ExplainedDocument {
  /** The content. */
  readonly content: JsonObject;
  /** Which document of the file it is, from 0. */
  readonly index: number;
  /** The file, below the output folder. */
  readonly file: string;
  /** Path of the construct that the program creates, and that has made the one of the document. */
  readonly creator: string;
  /** Name of the delivery unit that it belongs to, or that it delivers; undefined for files of a cluster. */
  readonly unit: string | undefined;
}

/**
 * Says where fields of a document come from.
 * @returns origins; of one field the first is the nearest cause
 */
export type ExplainFields = (document: ExplainedDocument) => readonly FieldOrigin[];

const EXPLAINERS = new WeakMap<IConstruct, ExplainFields[]>();

/**
 * Registers what explains the fields of everything that a construct and those below it make. It is called only when the provenance of the
 * output is written.
 * @param construct - the construct
 * @param explain - finds the origins
 */
export function explainFields(construct: IConstruct, explain: ExplainFields): void {
  EXPLAINERS.set(construct, [...(EXPLAINERS.get(construct) ?? []), explain]);
}

/**
 * Origins of the fields of a document.
 * @param construct - what made it; its explainers come before those of the constructs around it
 * @param document - the document
 */
export function originsOf(construct: IConstruct, document: ExplainedDocument): readonly FieldOrigin[] {
  return construct.node.scopes
    .reverse()
    .flatMap((scope) => EXPLAINERS.get(scope) ?? [])
    .flatMap((explain) => explain(document))
    .map((origin) => (document.index === 0 ? origin : { ...origin, document: document.index }));
}
