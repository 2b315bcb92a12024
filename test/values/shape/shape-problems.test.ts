import * as fc from 'fast-check';
import { describeProblem } from '../../../lib/values/problem';
import type { Shape } from '../../../lib/values/shape/shape';
import { shapeProblems } from '../../../lib/values/shape/shape-problems';
import { SHAPES, type ShapeName } from '../../../lib/values/shape/shapes';
import { runs } from '../../support/fc-runs';

const SHAPE: Shape = {
  fields: {
    name: 'string',
    'replicas?': 'number',
    'mode?': { values: ['Retain', 'Delete'] },
    'ports?': { list: { of: ['number', { fields: { port: 'number' } }] } },
    'labels?': { map: 'string' },
    'cni?': { ref: 'Cni' },
  },
};

const messages = (value: unknown): string[] => shapeProblems(SHAPE, value, 'props').map(describeProblem);

test('accepts what has the type, fields left out and undefined included', () => {
  const cni = { name: 'a', enforcesNetworkPolicies: true, ingress: true, egress: true };
  expect(messages({ name: 'a' })).toEqual([]);
  expect(
    messages({ name: 'a', replicas: undefined, mode: 'Retain', ports: [80, { port: 80 }], labels: {}, cni }),
  ).toEqual([]);
});

test.each<[unknown, string[]]>([
  [
    null,
    ['props is of the wrong type; got null; allowed an object with name, replicas?, mode?, ports?, labels?, cni?'],
  ],
  [[], ['props is of the wrong type; got []; allowed an object with name, replicas?, mode?, ports?, labels?, cni?']],
  [{}, ['name is missing; allowed a string']],
  [{ name: 'a', replica: 3 }, ['replica is an unknown option; allowed replicas; correct the name']],
  [{ Name: 'a' }, ['Name is an unknown option; allowed name; correct the name']],
  [{ name: 'a', ports: [{ prot: 80 }] }, ['ports[0].prot is an unknown option; allowed port; correct the name']],
  [{ name: 'a', replica: 3, replicas: 3 }, []],
  [{ name: 'a', replica: undefined, colour: 'red' }, []],
  [
    { name: 5, replicas: '3' },
    ['name is of the wrong type; got 5; allowed a string', 'replicas is of the wrong type; got "3"; allowed a number'],
  ],
  [{ name: 'a', replicas: NaN }, ['replicas is of the wrong type; got "NaN"; allowed a number']],
  [{ name: 'a', replicas: 3n }, ['replicas is of the wrong type; got "3n"; allowed a number']],
  [{ name: 'a', mode: 'Keep' }, ['mode is unknown; got "Keep"; allowed Retain, Delete']],
  [{ name: 'a', mode: null }, ['mode is of the wrong type; got null; allowed Retain, Delete']],
  [{ name: 'a', ports: [{ port: 'http' }] }, ['ports[0].port is of the wrong type; got "http"; allowed a number']],
  [{ name: 'a', ports: ['80'] }, ['ports[0] is of the wrong type; got "80"; allowed a number, or an object with port']],
  [{ name: 'a', labels: { app: 1 } }, ['labels.app is of the wrong type; got 1; allowed a string']],
  [{ name: 'a', labels: new Map() }, ['labels is of the wrong type; got {}; allowed an object, each value a string']],
])('names what is wrong with %j', (value, expected) => {
  expect(messages(value)).toEqual(expected);
});

test('names the factories of a value that is made by one', () => {
  expect(messages({ name: 'a', cni: 'calico' })).toEqual([
    expect.stringMatching(
      /^cni is of the wrong type; got "calico"; allowed a Cni, which Cni\.calico\(\), Cni\.cilium\(\), .* or Cni\.of\(\) returns$/,
    ),
  ]);
});

test('any value has a message of one line, or none, for every shape', () => {
  const value = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
  const name = fc.constantFrom(...(Object.keys(SHAPES) as ShapeName[]));
  fc.assert(
    fc.property(name, value, (ref, given) => {
      for (const problem of shapeProblems({ ref }, given, 'props')) {
        expect(describeProblem(problem)).toMatch(
          /^[^\n]* (is missing|is unknown|is of the wrong type)[^\n]*; allowed [^\n]+$/,
        );
      }
    }),
    { numRuns: runs(100) },
  );
});
