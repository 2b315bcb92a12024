import fc from 'fast-check';
import { billionthsOf, canonicalQuantity } from '../../lib/values/canonical-quantity';

describe('canonicalQuantity', () => {
  test.each([
    ['0', '0'],
    ['000', '0'],
    ['-0', '0'],
    ['0Gi', '0'],
    ['0.0', '0'],
    ['1', '1'],
    [' 1Gi ', '1Gi'],
    // binary suffixes grow as far as no fraction appears
    ['1024Mi', '1Gi'],
    ['1000Mi', '1000Mi'],
    ['2.5Gi', '2560Mi'],
    ['0.5Gi', '512Mi'],
    ['8Mi', '8Mi'],
    ['1048576Ki', '1Gi'],
    ['7Ei', '7Ei'],
    // what is no whole number of bytes, or below 1Ki, is written in decimal
    ['1.4Gi', '1503238553600m'],
    ['4.8Gi', '5153960755200m'],
    ['0.5Ki', '512'],
    ['0.1Ki', '102400m'],
    // decimal suffixes
    ['1G', '1G'],
    ['1000M', '1G'],
    ['1500M', '1500M'],
    ['0.5', '500m'],
    ['.5', '500m'],
    ['1.5', '1500m'],
    ['1.5G', '1500M'],
    ['1000m', '1'],
    ['100m', '100m'],
    ['0.5n', '1n'],
    ['0.0000000001', '1n'],
    ['-1.5', '-1500m'],
    ['-2048Ki', '-2Mi'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    // exponents keep their family
    ['1e3', '1e3'],
    ['1E3', '1E3'],
    ['1e2', '100'],
    ['10e3', '10e3'],
    ['12e5', '1200e3'],
    ['1e-1', '100e-3'],
    // whole numbers of bytes end at 2^63 - 1
    ['16Ei', '9223372036854775807'],
    // what passes for canonical with Kubernetes is kept
    ['1.234', '1.234'],
    ['1.', '1.'],
    ['+5Mi', '+5Mi'],
    ['500m', '500m'],
  ])('%s is written as %s', (given, expected) => {
    expect(canonicalQuantity(given)).toBe(expected);
  });

  test.each(['', 'Gi', '.', '1 Gi', '1gb', '1KI', '1ki', '--1', '1e', '1e1.5', '1e999999999', 'one', '1'.repeat(300)])(
    '%j is no quantity',
    (given) => {
      expect(canonicalQuantity(given)).toBeUndefined();
    },
  );

  const suffix = fc.constantFrom('', 'm', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'e-2');
  const number = fc
    .tuple(fc.nat({ max: 99_999 }), fc.option(fc.nat({ max: 999 }), { nil: undefined }))
    .map(([whole, fraction]) => (fraction === undefined ? `${whole}` : `${whole}.${fraction}`));
  const quantity = fc.tuple(fc.constantFrom('', '-'), number, suffix).map((parts) => parts.join(''));

  test('writing twice is writing once', () => {
    fc.assert(
      fc.property(quantity, (given) => {
        const written = canonicalQuantity(given);
        expect(written).toBeDefined();
        expect(canonicalQuantity(written ?? '')).toBe(written);
      }),
    );
  });

  test('the value stays the same', () => {
    fc.assert(
      fc.property(quantity, (given) => {
        expect(nanos(canonicalQuantity(given) ?? '')).toBe(nanos(given));
      }),
    );
  });
});

/** The value in units of 10^-12, computed without the code under test. */
function nanos(text: string): bigint {
  const [, sign = '', whole = '', fraction = '', suffix = ''] = /^([+-]?)(\d*)\.?(\d*)(.*)$/.exec(text) ?? [];
  const decimal = ['p', 'n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
  const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
  const power = /^[eE](.+)$/.exec(suffix)?.[1];
  const tens = 12 - fraction.length + (power ? Number(power) : Math.max(decimal.indexOf(suffix) - 4, -4) * 3);
  const bytes = binary.indexOf(suffix);
  const scale = bytes > 0 ? 10n ** BigInt(12 - fraction.length) * 1024n ** BigInt(bytes) : 10n ** BigInt(tens);
  return BigInt(whole + fraction) * scale * (sign === '-' ? -1n : 1n);
}

test.each([
  ['1', 1_000_000_000n],
  ['-1', -1_000_000_000n],
  ['500m', 500_000_000n],
  ['1n', 1n],
  ['0.1n', 1n],
  ['1k', 1_000_000_000_000n],
  ['1Ki', 1_024_000_000_000n],
  ['1e3', 1_000_000_000_000n],
  ['1 Gi', undefined],
  [' 1', undefined],
  ['', undefined],
])('%j in billionths is %s', (text, expected) => expect(billionthsOf(text)).toBe(expected));
