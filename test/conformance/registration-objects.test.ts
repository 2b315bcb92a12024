import { readFileSync } from 'fs';
import type { OwnedObject } from '../../lib/definition/owned-objects';
import { Profile } from '../../lib';
import { estate, type Way } from '../cluster/estate';
import { describeSharedInCi, sharedPath } from '../support/shared';

/** Every `name` of the table of fixed names, with its kind. */
function fixedNames(): [kind: string, name: string][] {
  const text = readFileSync(sharedPath('upstream', 'multicluster', 'registration.md'), 'utf8');
  const section = text.slice(text.indexOf('## 1. Fixed names'), text.indexOf('## 2.'));
  return [...section.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)].flatMap(([, name = '', kinds = '']) =>
    kinds
      .replace(/\(.*?\)/g, '')
      .split(/[+,]/)
      .map((kind): [string, string] => [kind.trim(), name]),
  );
}

/** What a program says of the registration of `managed1`: what it emits, what operators own, and what is left to do. */
function accounted(way: Way): (kind: string, name: string) => boolean {
  const components = { thanos: { enabled: true } };
  const { app, prod, clusters } = estate({ way, names: ['managed1'], components, managedComponents: components });
  const emitted = [...app.render().keys()];
  const all = [prod, ...clusters];
  const profiles = all.flatMap((cluster) => cluster.node.findAll().filter((each) => each instanceof Profile));
  const owned: readonly OwnedObject[] = [...all, ...profiles].flatMap((each) => each.ownedByOperator);
  const secrets = all.flatMap((cluster) => cluster.requiredSecrets.map(({ name }) => name));
  const steps = all.flatMap((cluster) => cluster.remainingSteps.map(({ instructions }) => instructions)).join('\n');
  return (kind, name) =>
    owned.some((each) => each.kind === kind && each.name === name) ||
    emitted.some((path) => path.endsWith(`.${name}.yaml`) && path.includes(`/${kind}.`)) ||
    (kind === 'Secret' && secrets.includes(name)) ||
    (name.includes('-') && steps.includes(name));
}

describeSharedInCi('every object of a registration', () => {
  const known = (['rancher', 'secrets'] as const).map(accounted);

  test('there are some', () => expect(fixedNames().length).toBeGreaterThan(20));

  test.each(fixedNames())('%s %s is emitted, owned by an operator, or a remaining step', (kind, name) => {
    expect(known.some((isAccounted) => isAccounted(kind, name))).toBe(true);
  });
});
