import { isUtf8 } from 'buffer';

/** What {@link decodeText} reads. */
export const ENCODINGS = 'text in UTF-8, or in UTF-16 with a byte order mark';

const LITTLE_ENDIAN = [0xff, 0xfe];
const BIG_ENDIAN = [0xfe, 0xff];

/**
 * The text of a file, without a byte order mark. Windows PowerShell writes what kubectl prints as UTF-16.
 * @param bytes - content of the file
 * @returns undefined when it is not text
 */
export function decodeText(bytes: Buffer): string | undefined {
  const text = begins(bytes, LITTLE_ENDIAN)
    ? utf16(bytes)
    : begins(bytes, BIG_ENDIAN) && bytes.length % 2 === 0
      ? utf16(Buffer.from(bytes).swap16())
      : isUtf8(bytes)
        ? bytes.toString('utf8').replace(/^\uFEFF/, '')
        : undefined;
  return text?.includes('\u0000') === false ? text : undefined;
}

function begins(bytes: Buffer, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

/** The mark is left out by the decoder. */
function utf16(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
