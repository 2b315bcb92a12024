import { hasControl, isHeaderValue } from '../../lib/values/header-values';

test.each([
  '',
  'a b\tc',
  '100%%',
  '%START_TIME%',
  'a%REQ(X-B)%c',
  '%START_TIME(%Y-%m)%',
  '%UPSTREAM_METADATA(["a", "b\\"c"])%',
  '%A([ "b" ] ) %',
  '%A(b)  %%B%',
  'é',
])('a proxy reads %j', (value) => {
  expect(isHeaderValue(value)).toBe(true);
});

test.each(['%', 'a%', '100% of', '%A', '%A(', '%A(b', '%A(b)', '%A(b)c%', '%A([b])%', '%A(["b" "c"])%', '%A(["b\\'])(
  'a proxy does not read %j',
  (value) => {
    expect(isHeaderValue(value)).toBe(false);
  },
);

test('control characters of ASCII are not allowed, except for tabs', () => {
  expect(['\0', '\n', '\x1f', '\x7f'].map((each) => [isHeaderValue(each), hasControl(each)])).toEqual(
    Array(4).fill([false, true]),
  );
  expect(hasControl('\x80')).toBe(false);
});
