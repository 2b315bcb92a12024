import { Construct } from 'constructs';
import * as api from '../../lib';
import { kubernetes } from '../support/profiles';

// Programs run without a type check: whatever they pass, the error names what is wrong with it.
const PRIVATE = ['VirtualStore.external'];
const WRONG = [null, 5, 'x', [], [null], { x: 1 }];

type Call = (argument: unknown) => unknown;

function scopes(): Construct[] {
  const app = new api.GitOpsApp({ repository: { url: 'https://git.example.com/p.git' } });
  const admin = new api.AdminCluster(app, 'prod', { kubernetes });
  const project = new api.VerrazzanoProject(admin, 'shop', { clusters: [], namespaces: ['shop'] });
  return [admin, project];
}

const calls = Object.entries(api as unknown as Record<string, object>).flatMap(([name, value]): [string, Call][] => {
  if (typeof value !== 'function') return [];
  if (value.prototype instanceof Construct) {
    const construct = value as unknown as new (scope: Construct, id: string, props: unknown) => unknown;
    return scopes().map((scope) => [
      `new ${name} in ${scope.constructor.name}`,
      (props) => new construct(scope, name.toLowerCase(), props),
    ]);
  }
  const factories = Object.entries(Object.getOwnPropertyDescriptors(value)).filter(
    ([key, { value: member }]) => typeof member === 'function' && !key.startsWith('is'),
  );
  return factories
    .map(([key]): [string, Call] => [`${name}.${key}`, (value as unknown as Record<string, Call>)[key]!.bind(value)])
    .filter(([key]) => !PRIVATE.includes(key));
});

test.each(calls)('%s refuses what has another type', (_, call) => {
  for (const wrong of WRONG) {
    try {
      call(wrong);
    } catch (error) {
      expect((error as Error).message).not.toMatch(/Cannot|is not (a function|iterable)|must be of type/);
    }
  }
});
