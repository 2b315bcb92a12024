/**
 * FNV-1a, 32 bit, of the UTF-8 bytes of a string.
 * @param text - the text
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
