import fc from 'fast-check';
import { External, IstioMesh, MeshLoadBalancer, Pods, SecretReference, VolumeClaimTemplate } from '../../lib';
import { cidrProblems, hostCidr, isCidr, isIpAddress, isIpv4Address } from '../../lib/values/addresses';
import { formatIpAddress, parseIpAddress } from '../../lib/values/ip-address';
import { kubernetesFactsProblems } from '../../lib/values/kubernetes-facts';
import { isHostName, isLabelKey, isLabelValue, labelProblems } from '../../lib/values/names';
import { describeProblem } from '../../lib/values/problem';
import { isMeshDuration, isPositiveQuantity, isQuantity, parseGoDuration } from '../../lib/values/quantities';
import { runs } from '../support/fc-runs';

describe('addresses', () => {
  test.each(['10.0.0.1', '0.0.0.0', '255.255.255.255', 'fd00::1', '::', '2001:db8::1:0:0:1'])('%s is one', (text) => {
    expect(isIpAddress(text)).toBe(true);
  });

  test.each(['10.0.0', '010.0.0.1', '10.0.0.256', 'FD00::1', 'fd00:0::1', '::ffff:10.0.0.1', 'fe80::1%eth0', '', 'a'])(
    '%s is not one in its canonical form',
    (text) => {
      expect(isIpAddress(text)).toBe(false);
    },
  );

  test.each(['10.0.0.0/8', '0.0.0.0/0', '10.0.0.1/32', 'fd00::/8', '::/0', 'fd00::1/128'])('%s is a range', (text) => {
    expect(isCidr(text)).toBe(true);
  });

  test.each([
    ['10.0.0.1/8', '10.0.0.0/8'],
    ['FD00::1/8', 'fd00::/8'],
    ['fd00:0:0::/48', 'fd00::/48'],
    ['2001:db8::ff/120', '2001:db8::/120'],
  ])('%s is refused, and the message has %s', (text, meant) => {
    expect(isCidr(text)).toBe(false);
    expect(() => External.cidr(text, 443)).toThrow(
      `[External.cidr] the addresses are not a CIDR; got ${JSON.stringify(text)}; allowed <IPv4 address>/<0-32> or ` +
        `<IPv6 address>/<0-128> without bits behind the prefix, such as "10.0.0.1/32" or "fd00::/8"; write "${meant}"`,
    );
    const [problem] = kubernetesFactsProblems({ nodeCidrs: [text] }).filter(({ got }) => got === text);
    expect(problem?.fix).toBe(`write "${meant}"`);
  });

  test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/8/8', 'fd00::/129', 'a/8', '/8'])(
    '%s has no form that is meant',
    (text) => {
      expect(cidrProblems('x', text).map(({ fix }) => fix)).toEqual([undefined]);
    },
  );

  test('IPv6 is taken wherever there are ranges', () => {
    expect(External.cidr('2001:db8::/32', 443).cidrs).toEqual(['2001:db8::/32']);
    const facts = { apiServerCidrs: ['fd00::/64'], apiServerSourceCidrs: ['fd00::1/128'], nodeCidrs: ['fd01::/64'] };
    const addresses = { kubernetesServiceIp: 'fd02::1', dnsServiceIp: 'fd02::a' };
    const problems = kubernetesFactsProblems({ ...facts, ...addresses })
      .map(describeProblem)
      .join();
    expect(problems).not.toContain('fd0');
    expect([hostCidr('fd02::1'), hostCidr('10.0.0.1')]).toEqual(['fd02::1/128', '10.0.0.1/32']);
    expect(isIpv4Address('fd02::1')).toBe(false);
  });

  test('any address is read back from the one form in which it is written', () => {
    const value = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });
    const sparse = fc.array(fc.constantFrom(0n, 0n, 1n, 0xffffn), { minLength: 8, maxLength: 8 });
    const joined = sparse.map((groups) => groups.reduce<bigint>((sum, group) => (sum << 16n) + group, 0n));
    fc.assert(
      fc.property(fc.oneof(value, joined), (bits) => {
        const text = formatIpAddress({ family: 6, value: bits });
        expect(parseIpAddress(text)).toEqual({ family: 6, value: bits });
        // The parser of URLs writes IPv6 as RFC 5952 says.
        expect(`[${text}]`).toBe(new URL(`http://[${text}]`).hostname);
      }),
      { numRuns: runs(60, 200) },
    );
  });
});

describe('durations', () => {
  test.each(['0.5s', '1.5h', '1m30.5s', '1500000us', '1ms', '.5s', '1.s', '+1s', '1h0m1s', '1000000ns'])(
    '%s',
    (text) => {
      expect(isMeshDuration(text)).toBe(true);
    },
  );

  test.each(['', '0', '0s', '1', 's', '.s', '-1s', '1.5ms', '999us', '1 s', '1d', '1e3s', '1s-1s', '2562048h', '1S'])(
    '%s is refused',
    (text) => {
      expect(isMeshDuration(text)).toBe(false);
    },
  );

  test('are the sum of their parts', () => {
    const units = { h: 3_600_000_000_000n, m: 60_000_000_000n, s: 1_000_000_000n, ms: 1_000_000n, us: 1000n, ns: 1n };
    const part = fc.record({
      unit: fc.constantFrom(...(Object.keys(units) as Array<keyof typeof units>)),
      whole: fc.nat(999),
      tenths: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const text = parts.map(({ unit, whole, tenths }) => `${whole}.${tenths}${unit}`).join('');
        const sum = parts.reduce(
          (total, { unit, whole, tenths }) => total + (units[unit] * BigInt(whole * 10 + tenths)) / 10n,
          0n,
        );
        expect(parseGoDuration(text)).toBe(sum);
        expect(parseGoDuration(`-${text}`)).toBe(-sum);
      }),
      { numRuns: runs(60, 200) },
    );
  });

  test('a cookie may last for no time, and for a fraction', () => {
    expect(() => MeshLoadBalancer.byCookie({ name: 'a', ttl: '0s' })).not.toThrow();
    expect(() => MeshLoadBalancer.byCookie({ name: 'a', ttl: '1.5h' })).not.toThrow();
    expect(() => MeshLoadBalancer.byCookie({ name: 'a', ttl: '-1s' })).toThrow('ttl is not a duration; got "-1s"');
  });
});

describe('quantities', () => {
  test.each(['1', '1.5', '.5Gi', '5.', '128Mi', '100m', '1e9', '1E3', '2E', '0', '+1', '-1', '1n'])('%s', (text) => {
    expect(isQuantity(text)).toBe(true);
  });

  test.each(['', '.', 'Gi', '1GB', '1 Gi', '1gi', '1e', '1e9Gi', '0x1', '1_000'])('%s is refused', (text) => {
    expect(isQuantity(text)).toBe(false);
  });

  test('storage is more than nothing, resources are not negative', () => {
    expect(['0', '0.0Gi', '-1Gi', '0e9'].map(isPositiveQuantity)).toEqual([false, false, false, false]);
    expect(() => VolumeClaimTemplate.of({ name: 'a', storage: '1e9' })).not.toThrow();
    expect(() => VolumeClaimTemplate.of({ name: 'a', storage: '0' })).toThrow('storage is not a quantity; got "0"');
    expect(() => IstioMesh.of({ proxyResources: { limits: { memory: '1GB' } } })).toThrow(
      '[IstioMesh.of] proxyResources.limits.memory is not a quantity; got "1GB"',
    );
  });
});

describe('names', () => {
  test.each(['example.com', 'a', 'a-b.c1', `${'a'.repeat(63)}.com`])('%s is a host', (name) => {
    expect(isHostName(name)).toBe(true);
  });

  test.each(['10.0.0.1', 'a.1', '-a.com', 'a..b', 'A.com', `${'a'.repeat(64)}.com`, 'a_b.com', ''])(
    '%s is not a host',
    (name) => {
      expect(isHostName(name)).toBe(false);
      expect(() => External.host(name, 443)).toThrow('name is not a host name');
    },
  );

  test('labels', () => {
    expect(['a', 'A.b_c', 'example.com/a', 'a'.repeat(63)].every(isLabelKey)).toBe(true);
    expect(['', '/a', 'a/', 'a/b/c', 'b c', '-a', 'A.com/a', 'a'.repeat(64)].some(isLabelKey)).toBe(false);
    expect(['', 'a', 'v1.0_x-y'].every(isLabelValue)).toBe(true);
    expect(['b c', '-a', 'a-', 'a/b', 'a'.repeat(64), 1, null].some(isLabelValue)).toBe(false);
    expect(labelProblems('labels', { 'b c': 'x', app: 'b c' }).map(({ what }) => what)).toEqual([
      'a key of labels is not valid',
      'labels.app is not valid',
    ]);
    expect(() => Pods.of({ namespace: 'Bad_Name', labels: { app: 'b c' } })).toThrow(
      /\[Pods.of\] namespace is not a valid name; got "Bad_Name".*\n\[Pods.of\] labels.app is not valid; got "b c"/,
    );
    expect(() => IstioMesh.of({ injection: { never: [{ app: 'b c' }] } })).toThrow('injection.never.app is not valid');
  });

  test.each(['.', '..', '..a', 'a/b', ''])('%j is not a key of a Secret', (key) => {
    expect(() => SecretReference.of('a', key)).toThrow('key is not a valid key');
  });
});
