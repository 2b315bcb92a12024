import { pathText } from '../../lib/values/path';
import { ACCEPTED, REFUSED } from './refused-cases';
import { changed, findingsOf, pathOf, richObjects } from './rich-objects';
import { sample } from '../support/sample';

const OBJECTS = new Map(
  richObjects().map((object) => [`${object.kind as string}/${(object.metadata as { name: string }).name}`, object]),
);

test.each([...OBJECTS])('nothing is found of the valid %s', (_, object) => {
  expect(findingsOf(object)).toEqual([]);
});

test.each(ACCEPTED)('of %s nothing is found of %s', (name, path, value) => {
  expect(findingsOf(changed(OBJECTS.get(name) ?? {}, pathOf(path), value))).toEqual([]);
});

test.each(sample(REFUSED, 15))('of %s an invalid %s is found', (name, path, value) => {
  const good = OBJECTS.get(name);
  if (good === undefined) throw new Error(`there is no ${name}`);
  const steps = pathOf(path);
  const found = findingsOf(changed(good, steps, value));
  expect(found.length).toBeGreaterThan(0);
  expect(found.every(({ severity, fix }) => severity === 'error' && fix !== '')).toBe(true);
  // The field itself, or one that contradicts it in the same object.
  const near = pathText(steps.slice(0, 1));
  expect(found.some(({ field }) => field.startsWith(near) || field.startsWith('metadata'))).toBe(true);
});
