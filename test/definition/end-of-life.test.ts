import { END_OF_LIFE, endOfLifeOf } from '../../lib/definition/end-of-life';
import { imageOf } from '../../lib/definition/images';

/** When the facts were compared with their sources. */
const COMPARED = '2026-11-21';

describe.each(END_OF_LIFE.map((fact) => [`${fact.product} ${fact.version}`, fact] as const))('%s', (_, fact) => {
  test.each(fact.images)('the image %s is of that version', (name) => {
    const version = imageOf(name).tag?.replace(/^v/, '') ?? '';
    expect(version.startsWith(`${fact.version}.`)).toBe(true);
  });

  test('has a day that is past, and a public source', () => {
    expect(fact.date).toMatch(/^20\d\d-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/);
    expect(fact.date < COMPARED).toBe(true);
    expect(fact.source).toMatch(/^https:\/\/[a-z.0-9-]+\/\S+$/);
  });
});

test('an image belongs to one product', () => {
  const images = END_OF_LIFE.flatMap(({ images }) => images);
  expect(new Set(images).size).toBe(images.length);
});

test('products are sorted by name', () => {
  const names = END_OF_LIFE.map(({ product }) => product.toLowerCase());
  expect(names).toEqual([...names].sort());
});

test('of images: each product once, the earliest first', () => {
  expect(endOfLifeOf(['redis', 'argocd', 'pilot', 'proxyv2']).map(({ product }) => product)).toEqual([
    'Istio',
    'Argo CD',
    'Redis',
  ]);
  expect(endOfLifeOf(['kiali'])).toEqual([]);
});
