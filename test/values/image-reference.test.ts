import * as fc from 'fast-check';
import { imageReference, imageText } from '../../lib/values/image-reference';
import { runs } from '../support/fc-runs';

const HEX = 'a'.repeat(64);

test.each([
  ['redis', 'docker.io', 'library/redis', undefined, undefined],
  ['redis:7', 'docker.io', 'library/redis', '7', undefined],
  ['library/redis', 'docker.io', 'library/redis', undefined, undefined],
  ['docker.io/redis', 'docker.io', 'library/redis', undefined, undefined],
  ['index.docker.io/library/redis', 'docker.io', 'library/redis', undefined, undefined],
  ['bitnami/redis:7.2', 'docker.io', 'bitnami/redis', '7.2', undefined],
  ['localhost/app', 'localhost', 'app', undefined, undefined],
  ['localhost:5000/app:1', 'localhost:5000', 'app', '1', undefined],
  ['host:5000/app', 'host:5000', 'app', undefined, undefined],
  ['HOST/app', 'HOST', 'app', undefined, undefined],
  ['[2001:db8::1]:5000/app:1', '[2001:db8::1]:5000', 'app', '1', undefined],
  ['10.0.0.5/a/b/c:2', '10.0.0.5', 'a/b/c', '2', undefined],
  [`quay.io/org/app@sha256:${HEX}`, 'quay.io', 'org/app', undefined, `sha256:${HEX}`],
  [`quay.io/org/app:0.1@sha256:${HEX}`, 'quay.io', 'org/app', '0.1', `sha256:${HEX}`],
  ['a__b/c--d.e_f', 'docker.io', 'a__b/c--d.e_f', undefined, undefined],
])('%s', (text, registry, path, tag, digest) => {
  expect(imageReference(text)).toEqual({ registry, path, tag, digest });
});

test.each([
  ['', 'is empty'],
  ['Redis', 'has a path that is not lower-case'],
  ['redis:', 'has a malformed tag'],
  ['redis:-1', 'has a malformed tag'],
  [`redis:${'a'.repeat(129)}`, 'has a malformed tag'],
  ['redis:1:2', 'has a malformed tag'],
  ['https://quay.io/app', 'has a malformed registry'],
  ['quay.io//app', 'has a malformed path'],
  ['quay.io/', 'has a malformed path'],
  ['app/', 'has a malformed path'],
  ['-host.io/app', 'has a malformed registry'],
  ['host:port/app', 'has a malformed registry'],
  [' redis', 'has a malformed path'],
  ['redis ', 'has a malformed path'],
  ['{{ .Values.image }}', 'has a path that is not lower-case'],
  ['${IMAGE}', 'has a path that is not lower-case'],
  ['a___b', 'has a malformed path'],
  ['redis@sha256:abc', 'has a malformed digest'],
  [`redis@sha256:${'A'.repeat(64)}`, 'has a malformed digest'],
  [`redis@md5:${'a'.repeat(32)}`, 'has a digest of an unknown algorithm'],
  ['redis@', 'has a digest of an unknown algorithm'],
  [HEX, 'is an identifier of 64 hexadecimal digits'],
  [`quay.io/${'a'.repeat(250)}`, 'has a name of more than 255 characters'],
])('%j %s', (text, problem) => {
  expect(imageReference(text)).toBe(problem);
});

const part = fc.stringMatching(/^[a-z0-9]{1,4}([._-][a-z0-9]{1,3})?$/);
const references = fc
  .tuple(
    fc.option(fc.constantFrom('quay.io', 'localhost', 'host:5000', '10.0.0.1:5000', 'docker.io'), { nil: undefined }),
    fc.array(part, { minLength: 1, maxLength: 3 }),
    fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,10}$/), { nil: undefined }),
    fc.option(fc.constantFrom(`sha256:${HEX}`, `sha512:${'0'.repeat(128)}`), { nil: undefined }),
  )
  .map(([host, path, tag, digest]) =>
    [host === undefined ? '' : `${host}/`, path.join('/'), tag && `:${tag}`, digest && `@${digest}`].join(''),
  );

test('a reference in full reads as the reference, and is its own full form', () => {
  fc.assert(
    fc.property(references, (text) => {
      const read = imageReference(text);
      if (typeof read === 'string') throw new Error(`${text} ${read}`);
      const full = imageText(read);
      const { registry, path, digest } = read;
      expect(imageReference(full)).toEqual({
        registry,
        path,
        digest,
        tag: digest === undefined ? (read.tag ?? 'latest') : undefined,
      });
    }),
    { numRuns: runs(60, 5000) },
  );
});

test('any text is read or refused', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = imageReference(text);
      expect(typeof read === 'string' ? read : imageText(read)).not.toBe('');
    }),
    { numRuns: runs(60, 5000) },
  );
});
