import fc from 'fast-check';
import {
  hostAndPort,
  hostsMatch,
  isAddress,
  isFqdn,
  isHostWithin,
  isSubnet,
  isWildcardHost,
  scopedHostProblem,
} from '../../../lib/checks/rules/istio-hosts';

test.each([
  ['a', true, true],
  ['A.b.', true, true],
  ['*', false, true],
  ['*.a', false, true],
  ['*-a.b', false, true],
  ['*a.b', false, true],
  ['a.*', false, false],
  ['a*.b', false, false],
  ['1', false, true],
  ['a.1', false, false],
  ['a.99999999999999999999', true, true],
  ['a..b', false, false],
  ['a_b', false, false],
  ['', false, false],
  ['a'.repeat(64), false, false],
  [`${'a.'.repeat(127)}ab`, false, false],
])('%s is a host: %s, and with wildcards: %s', (host, plain, wildcard) => {
  expect([isFqdn(host), isWildcardHost(host)]).toEqual([plain, wildcard]);
});

test('addresses may have a zone, and networks have one prefix', () => {
  expect(['10.0.0.1', '::1', 'fe80::1%eth0'].filter(isAddress)).toHaveLength(3);
  expect(['10.0.0.01', '10.0.0.1%a', 'fe80::1%', 'a', ''].filter(isAddress)).toEqual([]);
  expect(['10.0.0.1/8', '10.0.0.1', 'fd00::/8'].filter(isSubnet)).toHaveLength(3);
  expect(['10.0.0.1/33', '10.0.0.1/08', '10.0.0.1/8/8', '/8'].filter(isSubnet)).toEqual([]);
});

test.each([
  ['*', 'a.b', true],
  ['*.b', 'a.b', true],
  ['*.b', '*.a.b', true],
  ['a.b', '*.b', true],
  ['a.b', 'b.b', false],
  ['*.a', '*.b', false],
])('the hosts %s and %s have requests in common: %s', (one, other, expected) => {
  expect([hostsMatch(one, other), hostsMatch(other, one)]).toEqual([expected, expected]);
});

test('a host is within itself and a wider wildcard', () => {
  expect([isHostWithin('a.b', 'a.b'), isHostWithin('*.a.b', '*.b'), isHostWithin('a.b', '*')]).toEqual([
    true,
    true,
    true,
  ]);
  expect([isHostWithin('*.b', 'a.b'), isHostWithin('*.b', '*.a.b'), isHostWithin('b', '*.b')]).toEqual([
    false,
    false,
    false,
  ]);
});

test('hosts of servers and listeners have a namespace before them', () => {
  expect(
    ['*', 'a.b', '*.b', '10.0.0.1', './a.b', '*/*', 'ns/a.b'].filter((each) => scopedHostProblem(each, true)),
  ).toEqual([]);
  expect(['*/*', './a.b', '~/*', 'ns/*.b'].filter((each) => scopedHostProblem(each, false))).toEqual([]);
  expect(scopedHostProblem('a.b', false)).toContain('<namespace>/<host>');
  expect(scopedHostProblem('ns/a', false)).toContain('without a dot');
  expect(scopedHostProblem('n.s/a.b', true)).toContain('namespace');
  expect(scopedHostProblem('~/a.b', true)).toContain('namespace');
  expect(scopedHostProblem('*a.b', true)).toContain('part of a label');
});

test.each([
  ['127.0.0.1:80', { host: '127.0.0.1', port: '80' }],
  [':80', { host: '', port: '80' }],
  ['[::1]:80', { host: '::1', port: '80' }],
  ['::1:80', undefined],
  ['80', undefined],
])('%s is a host and a port', (text, expected) => {
  expect(hostAndPort(text)).toEqual(expected);
});

/** Names of few letters, so that many of them end alike. */
const name = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));
const host = fc.oneof(
  name,
  name.map((each) => `*.${each}`),
  fc.constant('*'),
);

const fits = (pattern: string, text: string): boolean =>
  pattern.startsWith('*') ? text.endsWith(pattern.slice(1)) : pattern === text;

test('hosts meet where a name fits both', () => {
  fc.assert(
    fc.property(host, host, name, (one, other, text) => {
      expect(hostsMatch(one, other)).toBe(hostsMatch(other, one));
      if (fits(one, text) && fits(other, text)) expect(hostsMatch(one, other)).toBe(true);
      // A name that fits the more exact of the two, and so the other one if any does.
      const [exact] = [one, other].sort((a, b) => b.replace('*', '').length - a.replace('*', '').length);
      const witness = (exact ?? '').replace('*', 'a');
      expect(hostsMatch(one, other)).toBe(fits(one, witness) && fits(other, witness));
    }),
  );
});
