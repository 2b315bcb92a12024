import { gunzipSync } from 'zlib';
import { decodeText, ENCODINGS } from './decode-text';
import { InputError } from './input-error';
import { atMost, readBytes } from './read-text';

/** A text file of an archive. */
export interface ArchivedText {
  /** Path in the archive; that of the file itself without its ending where only one file is compressed. */
  readonly name: string;
  readonly text: string;
}

const ARCHIVE = /\.(?:tar|tgz|gz)$/i;
const TAR = /\.(?:tar|tgz|tar\.gz)$/i;

/** Size of a block of a tar archive. */
const BLOCK = 512;

/**
 * Whether a path names an archive: `.tar`, `.tgz`, `.tar.gz`, or one compressed file, `.gz`.
 * @param path - the path
 */
export function isArchive(path: string): boolean {
  return ARCHIVE.test(path);
}

/**
 * The text files of an archive, read in memory: nothing is written, so that no path in it matters.
 * @param path - path of the archive
 * @param limit - how many bytes it may have, before and after it is expanded
 * @param wanted - which paths are read
 * @throws InputError when it cannot be read, is not an archive, or expands to more than the limit
 */
export function readArchive(path: string, limit: number, wanted: (name: string) => boolean): readonly ArchivedText[] {
  const bytes = readBytes(path, limit);
  const content = /gz$/i.test(path) ? expanded(path, bytes, limit) : bytes;
  if (!TAR.test(path)) return [{ name: path.replace(/\.gz$/i, ''), text: textOf(path, content) }];
  return [...entries(path, content)]
    .filter(({ name }) => wanted(name))
    .map(({ name, bytes: own }) => ({ name, text: textOf(`${path}: ${name}`, own) }));
}

function expanded(path: string, bytes: Buffer, limit: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new InputError({
      at: path,
      what: isLarge ? 'is too large when it is expanded' : 'is not a complete gzip file',
      allowed: `gzip of ${atMost(limit)}`,
      fix: isLarge ? 'leave out what is not needed' : 'copy it again',
    });
  }
}

function textOf(at: string, bytes: Buffer): string {
  const text = decodeText(bytes);
  if (text !== undefined) return text;
  const fix = 'pass YAML or JSON as kubectl prints it';
  throw new InputError({ at, what: 'is not text', got: 'binary data', allowed: ENCODINGS, fix });
}

interface Entry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Kinds of entries that name the next one: GNU's and that of POSIX. */
const LONG_NAME = { L: longName, x: paxName } as const;

/** Regular files of a tar archive. */
function* entries(path: string, content: Buffer): Generator<Entry> {
  let long: string | undefined;
  for (let at = 0; at + BLOCK <= content.length;) {
    const header = content.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const size = octal(header, 124, 12);
    const start = at + BLOCK;
    if (!isHeader(header) || size === undefined || start + size > content.length) throw broken(path);
    const bytes = content.subarray(start, start + size);
    const type = text(header, 156, 1) || '0';
    if (type === 'L' || type === 'x') long = LONG_NAME[type](bytes) ?? long;
    else {
      const [prefix, name] = [text(header, 345, 155), text(header, 0, 100)];
      if (type === '0') yield { name: long ?? (prefix === '' ? name : `${prefix}/${name}`), bytes };
      long = undefined;
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  // A block of zeros ends it.
  throw broken(path);
}

function broken(path: string): InputError {
  const what = 'is not a complete tar archive';
  return new InputError({ at: path, what, allowed: 'an archive as tar writes it', fix: 'copy it again' });
}

/** The sum of the bytes of a header, with its own field as spaces. */
function isHeader(header: Buffer): boolean {
  const sum = header.reduce((all, byte, index) => all + (index >= 148 && index < 156 ? 32 : byte), 0);
  return octal(header, 148, 8) === sum;
}

function octal(header: Buffer, start: number, length: number): number | undefined {
  const digits = text(header, start, length).trim();
  return /^[0-7]{1,12}$/.test(digits) ? parseInt(digits, 8) : undefined;
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString('utf8');
}

function longName(bytes: Buffer): string {
  return text(bytes, 0, bytes.length);
}

function paxName(bytes: Buffer): string | undefined {
  return /(?:^|\n)\d+ path=(?<name>[^\n]*)\n/.exec(bytes.toString('utf8'))?.groups?.name;
}
