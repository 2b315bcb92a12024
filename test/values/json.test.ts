import { plainJson } from '../../lib/values/json';

test('a value that JSON does not have is refused by its key', () => {
  expect(() => plainJson({ service: { port: 10n } })).toThrow(
    '[port] a BigInt is not a value of JSON; got 10n; allowed a number or a string',
  );
  expect(plainJson({ port: 10, name: undefined })).toEqual({ port: 10 });
});
