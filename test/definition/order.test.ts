import * as fc from 'fast-check';
import { dependencyOrder } from '../../lib/definition/order';
import { COMPONENTS } from '../../lib/components';

const on = () => true;
const names = (definitions: ReadonlyArray<{ readonly name: string }>) => definitions.map(({ name }) => name);

/** Components without a circle: each waits only for some of those before it; then shuffled. */
const acyclic = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 30 }).chain((rows) => {
  const components = rows.map((row, index) => ({
    name: `c${index}`,
    after: index === 0 ? [] : [...new Set(row.map((n) => `c${n % index}`))],
  }));
  return fc.shuffledSubarray(components, { minLength: components.length });
});

test('the components of the platform have an order, each after those it waits for', () => {
  const ordered = names(dependencyOrder(COMPONENTS, on));
  expect(ordered).toHaveLength(COMPONENTS.length);
  for (const { name, after = [] } of COMPONENTS) {
    for (const other of after) expect(ordered.indexOf(other)).toBeLessThan(ordered.indexOf(name));
  }
});

test('every component is listed once, after those it waits for', () => {
  fc.assert(
    fc.property(acyclic, (components) => {
      const ordered = names(dependencyOrder(components, on));
      expect([...ordered].sort()).toEqual(names(components).sort());
      for (const { name, after } of components) {
        for (const other of after) expect(ordered.indexOf(other)).toBeLessThan(ordered.indexOf(name));
      }
    }),
  );
});

test('components that wait for nothing keep their order', () => {
  const components = ['b', 'a', 'c'].map((name) => ({ name }));
  expect(names(dependencyOrder(components, on))).toEqual(['b', 'a', 'c']);
});

test('a component that is off counts as ready', () => {
  const components = [{ name: 'a', after: ['b'] }, { name: 'b', after: ['c'] }, { name: 'c' }];
  expect(names(dependencyOrder(components, (name) => name !== 'b'))).toEqual(['a', 'c']);
});

test('the name of no component counts as ready', () => {
  expect(names(dependencyOrder([{ name: 'a', after: ['elsewhere'] }], on))).toEqual(['a']);
});

test('a circle is an error that names it', () => {
  const components = [
    { name: 'a', after: ['b'] },
    { name: 'b', after: ['c'] },
    { name: 'c', after: ['b'] },
  ];
  expect(() => dependencyOrder(components, on)).toThrow('got b -> c -> b');
  expect(names(dependencyOrder(components, (name) => name !== 'c'))).toEqual(['b', 'a']);
});
