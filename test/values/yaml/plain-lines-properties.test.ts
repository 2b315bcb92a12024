import { readFileSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { plainPlaces } from '../../../lib/values/yaml/plain-places';
import { plainYaml } from '../../../lib/values/yaml/plain-yaml';
import { runs } from '../../support/fc-runs';
import { expectSame } from './both-readers';
import { yamlFilesBelow } from './yaml-files';
import { nested } from './yaml-grammar';
import { anyText, mutations, written } from './yaml-texts';

const ROOT = join(__dirname, '..', '..', '..');

test('what is read fast has the values, errors and lines that the careful reader gives', () => {
  fc.assert(fc.property(anyText, expectSame), { numRuns: runs(300, 200_000) });
});

test('so have files after some changes', () => {
  const files = yamlFilesBelow(join(ROOT, 'examples'));
  const part = fc.tuple(fc.constantFrom(...files), fc.nat(), fc.nat({ max: 30 })).chain(([file, from, count]) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    const start = from % lines.length;
    return mutations(lines.slice(start, start + count).join('\n'));
  });
  fc.assert(fc.property(part, expectSame), { numRuns: runs(50, 20_000) });
});

test.each([
  ['that a library writes', written],
  ['of a grammar', nested],
])('a part of the texts %s is read fast', (_, texts) => {
  const some = fc.sample(texts, { numRuns: 200, seed: 1 });
  expect(some.filter((text) => plainPlaces(text) !== undefined).length).toBeGreaterThan(20);
  expect(some.filter((text) => plainYaml(text) !== undefined).length).toBeGreaterThan(20);
});
