import * as fc from 'fast-check';
import type { GitOpsApp } from '../../../lib';
import { runs } from '../../support/fc-runs';
import { inCi, sample } from '../../support/sample';
import { estate, type Way } from '../estate';

const NAMES = ['a', 'ab', 'b', 'eu-1', 'eu-10', 'eu-2', 'us'];

/** Output of a fleet; each is made once. */
const known = new Map<string, ReadonlyMap<string, string>>();

function output(way: Way, names: readonly string[]): ReadonlyMap<string, string> {
  const key = [way, ...names].join();
  const files = known.get(key) ?? estate({ way, names }).app.render();
  known.set(key, files);
  return files;
}

/** Paths whose content differs. */
function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
}

/** What a cluster may change: its folder, its half at the admin cluster, and its entry in the root. */
function isOwn(path: string, name: string): boolean {
  return (
    path.startsWith(`${name}/`) ||
    path.startsWith(`prod/registrations/${name}/`) ||
    [`argocd/AppProject.argoproj.io.${name}.yaml`, `argocd/Application.argoproj.io.${name}.yaml`].includes(path)
  );
}

/** The lists of checksums; and what all managed clusters share without Rancher: their Secrets, and the scrape jobs. */
const SHARED: Readonly<Record<Way, readonly string[]>> = {
  rancher: ['argocd/SHA256SUMS', 'prod/SHA256SUMS'],
  secrets: ['argocd/SHA256SUMS', 'prod/SHA256SUMS', 'prod/README.md'],
  declared: [
    'argocd/SHA256SUMS',
    'prod/SHA256SUMS',
    'prod/README.md',
    'prod/multicluster/verrazzano-monitoring/Secret.additional-scrape-configs.yaml',
  ],
};

const fleet = fc.subarray(NAMES, { minLength: 2, maxLength: 3 });

it.each(
  sample<[Way, number]>(
    [
      ['rancher', runs(1, 40)],
      ['secrets', runs(1, 15)],
      ['declared', runs(1, 5)],
    ],
    1,
  ),
)('adding, removing and renaming a cluster registered by way of %s changes only what is its own', (way, numRuns) => {
  fc.assert(
    fc.property(fleet, fc.nat(), (names, at) => {
      const one = names[at % names.length] ?? '';
      const others = names.filter((name) => name !== one);
      const [before, after] = [output(way, others), output(way, names)];
      for (const path of changed(before, after)) {
        if (!isOwn(path, one)) expect(SHARED[way]).toContain(path);
      }
      const free = NAMES.find((name) => !names.includes(name)) ?? '';
      for (const path of changed(after, output(way, [...others, free]))) {
        if (!isOwn(path, one) && !isOwn(path, free)) expect(SHARED[way]).toContain(path);
      }
    }),
    { numRuns },
  );
});

inCi('the order of construction changes nothing', () => {
  const names = sample(['eu-2', 'a', 'eu-1'], 2);
  expect(output('secrets', names)).toEqual(output('secrets', [...names].sort()));
});

it('a part of the fleet has the bytes of the whole', () => {
  const names = ['eu-1', 'eu-2', 'us'];
  const whole = output('rancher', names);
  const app: GitOpsApp = estate({ names }).app;
  const part = app.render({ only: ['eu-*'] });
  expect([...part.keys()]).toEqual([...whole.keys()].filter((path) => /^(_host\/)?eu-/.test(path)));
  for (const [path, content] of part) expect([path, content]).toEqual([path, whole.get(path)]);
});
