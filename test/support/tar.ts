/** Tar archives, also malformed ones. Source: POSIX.1-2017, pax, "ustar Interchange Format". */

const BLOCK = 512;

/** An entry of an archive. */
export interface TarEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  /** Type flag: `0` a file, `1` a hard link, `2` a symbolic link, `L` and `x` the name of the next entry. @default '0' */
  readonly type?: string;
  /** Size that the header has. @default - that of the content */
  readonly size?: number;
  /** Target of a link. @default '' */
  readonly target?: string;
}

/** An archive of entries. */
export function tar(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.map(entryOf), Buffer.alloc(2 * BLOCK)]);
}

function entryOf({ name, content = '', type = '0', size, target = '' }: TarEntry): Buffer {
  const data = Buffer.from(content);
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name.slice(0, 100), 0);
  header.write('0000644\0', 100);
  header.write(octal(size ?? data.length, 11), 124);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write(target.slice(0, 100), 157);
  header.write('ustar\0', 257);
  header.write('00', 263);
  header.write(
    octal(
      header.reduce((sum, byte) => sum + byte),
      6,
    ),
    148,
  );
  return Buffer.concat([header, data, Buffer.alloc((BLOCK - (data.length % BLOCK)) % BLOCK)]);
}
