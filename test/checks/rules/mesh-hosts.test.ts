import fc from 'fast-check';
import { hostsMeet, serverHost } from '../../../lib/checks/rules/mesh-hosts';

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
      expect(hostsMeet(one, other)).toBe(hostsMeet(other, one));
      if (fits(one, text) && fits(other, text)) expect(hostsMeet(one, other)).toBe(true);
      // A name that fits the more exact of the two, and so the other one if any does.
      const [exact] = [one, other].sort((a, b) => b.replace('*', '').length - a.replace('*', '').length);
      const witness = (exact ?? '').replace('*', 'a');
      expect(hostsMeet(one, other)).toBe(fits(one, witness) && fits(other, witness));
    }),
  );
});

test.each([
  ['a.example.com', { namespace: '*', name: 'a.example.com' }],
  ['*/a.example.com', { namespace: '*', name: 'a.example.com' }],
  ['./*', { namespace: 'shop', name: '*' }],
  ['other/*.example.com', { namespace: 'other', name: '*.example.com' }],
])('the host of a server %s', (text, expected) => {
  expect(serverHost(text, 'shop')).toEqual(expected);
});
