import * as fc from 'fast-check';
import { canonicalQuantity } from '../../../lib/application/oam/quantity';
import { runs } from '../../support/fc-runs';

test.each<[string | number, string]>([
  ['0.5', '500m'],
  ['1000m', '1'],
  ['1500m', '1500m'],
  ['1.5', '1500m'],
  [1, '1'],
  [0.25, '250m'],
  ['1000', '1k'],
  ['1024Mi', '1Gi'],
  ['0.5Gi', '512Mi'],
  ['1.5Gi', '1536Mi'],
  ['0.5Ki', '512'],
  ['129M', '129M'],
  ['128974848', '128974848'],
  ['1e3', '1e3'],
  ['12e5', '1200e3'],
  ['0', '0'],
  ['0Gi', '0'],
  ['-0.5', '-500m'],
  ['+2', '2'],
  ['100u', '100u'],
])('%s is written %s', (given, expected) => {
  expect(canonicalQuantity(given)).toBe(expected);
});

test.each(['', 'x', '1x', '.', '0.0000000001', '0.1Ki'])('%s stays as it is', (given) => {
  expect(canonicalQuantity(given)).toBe(given);
});

test('what is written is written again the same, and means the same', () => {
  const factor = {
    ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50 },
    ...{ m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15 },
  } as const;
  const suffix = fc.constantFrom(...(Object.keys(factor) as Array<keyof typeof factor>));
  fc.assert(
    fc.property(fc.nat(1e6), suffix, (amount, unit) => {
      const once = canonicalQuantity(`${amount}${unit}`) as string;
      expect(canonicalQuantity(once)).toBe(once);
      const [, number = '', found = ''] = /^(\d+)(.*)$/.exec(once) ?? [];
      expect(Number(number) * factor[found as keyof typeof factor]).toBeCloseTo(amount * factor[unit], 2);
    }),
    { numRuns: runs(100, 1000) },
  );
});
