import fc from 'fast-check';

/** Half surrogate pairs are no characters. */
const SURROGATES = { first: 0xd800, count: 0x800 };

const character = fc
  .nat(0x10ffff - SURROGATES.count)
  .map((code) => String.fromCodePoint(code < SURROGATES.first ? code : code + SURROGATES.count));

/**
 * Texts of any characters, as those of the unit `binary` of fast-check, which takes a second to list all of Unicode in each file of tests.
 * @param constraints - limits of the length
 */
export function anyText(constraints: fc.StringConstraints = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: character });
}
