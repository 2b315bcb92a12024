import * as fc from 'fast-check';
import { PORTS, PortSet, PROTOCOLS } from '../../lib/connectivity';

const protocol = fc.constantFrom(...PROTOCOLS);
// Small numbers make intervals meet, overlap and touch.
const port = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 65530, max: 65535 }));
const interval = fc.tuple(protocol, port, port).map(([name, a, b]) => PortSet.of(name, Math.min(a, b), Math.max(a, b)));
const set = fc.oneof(
  fc.array(interval, { maxLength: 6 }).map((sets) => PortSet.union(sets)),
  fc.constant(PortSet.ALL),
);

const PROBES = [...Array.from({ length: 14 }, (_, index) => index + 1), 40_000, 65_529, 65_530, 65_533, 65_535];

function members(ports: PortSet): string[] {
  return PROTOCOLS.flatMap((name) =>
    PROBES.filter((number) => ports.contains(name, number)).map((n) => `${name} ${n}`),
  );
}

describe('writing', () => {
  test('joins ports that overlap or touch', () => {
    const ports = PortSet.union([
      PortSet.of('UDP', 53),
      PortSet.of('TCP', 443, 500),
      PortSet.of('TCP', 80),
      PortSet.of('TCP', 501),
    ]);
    expect(ports.toString()).toBe('TCP 80,443-501; UDP 53');
    expect(ports.entries()).toEqual([
      { protocol: 'TCP', ports: '80,443-501' },
      { protocol: 'UDP', ports: '53' },
    ]);
  });

  test('all ports of every protocol', () => {
    expect(PortSet.ALL.entries()).toEqual(PROTOCOLS.map((name) => ({ protocol: name, ports: '1-65535' })));
    expect(PortSet.union(PROTOCOLS.map((name) => PortSet.of(name))).isAll()).toBe(true);
    expect(PortSet.ALL.toString()).toBe('all');
    expect(PortSet.NONE.toString()).toBe('none');
    expect(PortSet.of('TCP').isAll()).toBe(false);
  });

  test.each([
    [0, undefined],
    [65536, undefined],
    [1.5, undefined],
    [10, 9],
  ])('refuses %s to %s', (from, to) => {
    expect(() => PortSet.of('TCP', from, to)).toThrow(RangeError);
  });
});

describe('laws', () => {
  test('union, intersection and subtraction are those of sets', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const [left, right] = [members(a), members(b)];
        expect(members(a.intersect(b))).toEqual(left.filter((each) => right.includes(each)));
        expect(members(a.subtract(b))).toEqual(left.filter((each) => !right.includes(each)));
        expect(new Set(members(a.union(b)))).toEqual(new Set([...left, ...right]));
      }),
    );
  });

  test('equal sets are written alike, however they were made', () => {
    fc.assert(
      fc.property(set, set, set, (a, b, c) => {
        expect(a.union(b).union(c).toString()).toBe(c.union(a.union(b)).toString());
        expect(a.intersect(b.union(c)).equals(a.intersect(b).union(a.intersect(c)))).toBe(true);
        expect(a.subtract(b).union(a.intersect(b)).toString()).toBe(a.toString());
        expect(PortSet.ALL.subtract(PortSet.ALL.subtract(a)).toString()).toBe(a.toString());
      }),
    );
  });

  test('contains what it is made of', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        expect(a.union(b).containsAll(a)).toBe(true);
        expect(a.containsAll(a.intersect(b))).toBe(true);
        expect(a.containsAll(b)).toBe(b.subtract(a).isEmpty());
        expect(a.isEmpty()).toBe(a.equals(PortSet.NONE));
        expect(a.isAll()).toBe(a.equals(PortSet.ALL));
      }),
    );
  });
});

test('the range of ports', () => {
  expect(PORTS).toEqual({ first: 1, last: 65535 });
});
