import * as fc from 'fast-check';
import {
  covers,
  formatIpRange,
  IPV4,
  IPV6,
  mergeRanges,
  overlaps,
  parseCidr,
  parseIpRange,
  splitRange,
  subtractRanges,
  type IpRange,
} from '../../lib/connectivity/ip-ranges';

function range(text: string): IpRange {
  const parsed = parseIpRange(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

const texts = (ranges: readonly IpRange[]): string[] => ranges.map(formatIpRange);

describe('reading', () => {
  test.each([
    ['10.0.0.0/8', '10.0.0.0-10.255.255.255'],
    ['192.168.1.77/24', '192.168.1.0-192.168.1.255'],
    ['0.0.0.0/0', '0.0.0.0-255.255.255.255'],
    ['1.2.3.4', '1.2.3.4'],
    ['1.2.3.4-1.2.4.0', '1.2.3.4-1.2.4.0'],
    ['::/0', '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['fd00::/8', 'fd00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2001:db8:0:0:1::1', '2001:db8::1:0:0:1'],
    ['10:0:0:1::', '10:0:0:1::'],
    ['::ffff:1.2.3.4/120', '::ffff:102:300-::ffff:102:3ff'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
  ])('%s', (text, expected) => {
    expect(formatIpRange(range(text))).toBe(expected);
  });

  test.each([
    '',
    'x',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0/8',
    '999.1.1.1/9',
    '::/129',
    '1.2.3.4/',
    '10.0.0.0/08',
    '1.1.1.2-1.1.1.1',
    '1.1.1.1-::',
    'fe80::1%eth0',
    '10.0.0.0/8/8',
  ])('refuses %p', (text) => {
    expect(parseIpRange(text)).toBeUndefined();
    expect(parseCidr(text)).toBeUndefined();
  });
});

describe('sets of addresses', () => {
  test('a block without its exceptions', () => {
    const holes = [range('10.0.1.0/24'), range('10.0.0.0/24'), range('10.255.255.255')];
    expect(texts(subtractRanges(range('10.0.0.0/8'), holes))).toEqual(['10.0.2.0-10.255.255.254']);
    expect(subtractRanges(range('10.0.0.0/8'), [range('10.0.0.0/9'), range('10.128.0.0/9')])).toEqual([]);
  });

  test('ranges that touch are merged, families are not', () => {
    const merged = mergeRanges([range('10.128.0.0/9'), range('::/0'), range('10.0.0.0/9'), range('10.1.0.0/16')]);
    expect(texts(merged)).toEqual(['10.0.0.0-10.255.255.255', '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']);
  });

  test('the fewest ranges on which all sets are uniform', () => {
    const halves = [range('10.0.0.0/9'), range('10.128.0.0/9')];
    expect(texts(splitRange(IPV4, [halves]))).toEqual([
      '0.0.0.0-9.255.255.255',
      '10.0.0.0-10.255.255.255',
      '11.0.0.0-255.255.255.255',
    ]);
    expect(texts(splitRange(IPV4, []))).toEqual(['0.0.0.0-255.255.255.255']);
    expect(texts(splitRange(IPV6, [[range('::/1')]]))).toEqual([
      '::-7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      '8000::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    ]);
  });

  test('the parts are the whole, and each lies inside or outside of every set', () => {
    const address = fc.integer({ min: 0, max: 20 });
    const part = fc.tuple(address, address).map(([a, b]): IpRange => {
      return { family: 4, first: BigInt(Math.min(a, b)), last: BigInt(Math.max(a, b)) };
    });
    fc.assert(
      fc.property(fc.array(fc.array(part, { maxLength: 3 }), { maxLength: 4 }), (sets) => {
        const parts = splitRange(IPV4, sets);
        expect(mergeRanges(parts)).toEqual([IPV4]);
        for (const set of sets.map(mergeRanges)) {
          for (const each of parts) expect(covers(set, each)).toBe(set.some((other) => overlaps(other, each)));
        }
        // Neighbours differ in some set, or they would be one.
        const signature = (each: IpRange): string => sets.map((set) => covers(mergeRanges(set), each)).join();
        parts.slice(1).forEach((each, index) => {
          const previous = parts[index];
          expect(previous && signature(previous)).not.toBe(signature(each));
        });
      }),
    );
  });
});
