import { runs } from '../../support/fc-runs';
import { parseYaml } from '../../../lib/values/yaml/parse-yaml';

test('empty documents cost nothing', () => {
  const documents = parseYaml(
    'f',
    `${'---\n'.repeat(runs(5_000, 100_000))}a: 1\n${'...\n---\n# none\n...\n'.repeat(1000)}--- b\n`,
  );
  expect(documents).toEqual([{ a: 1 }, 'b']);
  expect(() => parseYaml('f', '---\n...\n---\na: [\n')).toThrow(/line 5/);
});
