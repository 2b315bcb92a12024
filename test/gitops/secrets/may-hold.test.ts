import fc from 'fast-check';
import { secretsInObject } from '../../../lib/gitops/secrets';
import { mayHoldSecrets } from '../../../lib/gitops/secrets/may-hold';
import { runs } from '../../support/fc-runs';

const OWNER = { kind: 'ConfigMap', name: 'a' };

const word = fc.constantFrom(
  ...['password', 'to-ken', 'api_key', 'secretName', 'kind', 'apiVersion', 'metadata', 'name', 'value', 'key', 'path'],
  ...['Secret', 'SecretList', 'v1', 'data', 'stringData', 'items', 'args', '--password', '-token', 'hunter22', 'app'],
  ...['https://u:p4ss@h/', 'PASSWORD=hunter22', '--token=abc123def', 'type', 'option', 'secretGenerator', 'literals'],
  ...['{"password":"hunter22"}', ' [{"kind":"Secret"}]', 'AKIAABCDEFGHIJKLMNOP', 'Bearer abcdef0123456789abcdef'],
);
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.nat(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 4 }),
  ),
})).value;

test('a value that is not searched has nothing that a search finds', () => {
  fc.assert(
    fc.property(value, (any) => {
      // A string of two lines has the whole value searched.
      const searched = secretsInObject({ any, lines: 'a\nb' }, OWNER);
      expect(mayHoldSecrets(any) || searched.length === 0).toBe(true);
      expect(secretsInObject({ any }, OWNER)).toEqual(searched);
    }),
    { numRuns: runs(150, 5000) },
  );
});
