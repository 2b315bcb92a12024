/** A file of the output. */
export interface OutputFile {
  /** The whole text; it may be written out at the first use. */
  readonly content: string;
  /** SHA-256 of the content in hexadecimal digits, where it is known. */
  readonly hash?: string;
}
