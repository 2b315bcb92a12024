import { readdirSync, readFileSync } from 'fs';
import { AirgapImages, imagesIn, manifestsIn, registryOf, StorageClassName, transformYaml } from '../../lib/transforms';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';
import { describeShared, sharedPath } from '../support/shared';
import { sample } from '../support/sample';

/** Lines of a string that another lacks. */
function changedLines(before: string, after: string): string[] {
  const known = new Set(before.split('\n'));
  return after.split('\n').filter((line) => !known.has(line));
}

describeShared('manifests of the 2018 installer and of what came after it', () => {
  const folder = sharedPath('upstream', 'foundation', 'cases');

  test.each(sample(readdirSync(folder), 15))('%s', (name) => {
    const before = readFileSync(sharedPath('upstream', 'foundation', 'cases', name), 'utf8');
    const transforms = [
      new AirgapImages({ registry: registryOf('10.96.0.11:5000/mirror'), imagePath: 'full' }),
      new StorageClassName({ storageClass: 'other' }),
    ];
    const { text, problems } = transformYaml(name, before, transforms);
    expect(problems).toEqual([]);
    expect(transformYaml(name, text, transforms).text).toBe(text);
    const manifests = parseYaml(name, text).flatMap((value) => manifestsIn(value));
    for (const { manifest } of manifests) {
      for (const { value } of imagesIn(manifest)) expect(value).toMatch(/^10\.96\.0\.11:5000\/mirror\//);
    }
    for (const line of changedLines(before, text)) {
      expect(line).toMatch(
        /^\s*(?:- )?(?:image: |storageClassName: other$|volume\.beta\.kubernetes\.io\/storage-class: )/,
      );
    }
  });
});
