import { serverHost } from '../../../lib/checks/rules/mesh-hosts';

test.each([
  ['a.example.com', { namespace: '*', name: 'a.example.com' }],
  ['*/a.example.com', { namespace: '*', name: 'a.example.com' }],
  ['./*', { namespace: 'shop', name: '*' }],
  ['other/*.example.com', { namespace: 'other', name: '*.example.com' }],
])('the host of a server %s', (text, expected) => {
  expect(serverHost(text, 'shop')).toEqual(expected);
});
