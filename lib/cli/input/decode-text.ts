/** What {@link decodeText} reads. */
export const ENCODINGS = 'text in UTF-8, or in UTF-16 with a byte order mark';

/** Encodings by their byte order mark. */
const MARKS: ReadonlyArray<readonly [encoding: string, mark: Buffer]> = [
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
];

/**
 * The text of a file, without a byte order mark. Windows PowerShell writes what kubectl prints as UTF-16.
 * @param bytes - content of the file
 * @returns undefined when it is not text
 */
export function decodeText(bytes: Buffer): string | undefined {
  const [encoding = 'utf-8'] = MARKS.find(([, mark]) => bytes.subarray(0, mark.length).equals(mark)) ?? [];
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? undefined : text;
  } catch {
    return undefined;
  }
}
