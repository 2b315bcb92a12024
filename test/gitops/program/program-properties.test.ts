import { ApiObject } from 'cdk8s';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { GitOpsApp } from '../../../lib/gitops';
import { runs } from '../../support/fc-runs';
import { inCi } from '../../support/sample';
import { failure, removeTempFolders, tempFolder, tree } from '../helpers';
import { killedAt, refusedAt } from '../write/faults';
import { appOf, programs, STATEMENTS } from './random-program';

afterEach(removeTempFolders);

interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

const shuffledProgram = programs.chain((names) =>
  fc.tuple(fc.constant(names), fc.shuffledSubarray([...names], { minLength: names.length })),
);

/** Objects of the cluster `prod`, those that Argo CD reads of it aside. */
function objectsOf(files: ReadonlyMap<string, string>): Identity[] {
  return [...files]
    .filter(([path]) => /^prod\/(?!argocd\/).*\.yaml$/.test(path) && !path.endsWith('kustomization.yaml'))
    .map(([, content]) => parse(content) as Identity);
}

const identity = ({ apiVersion, kind, metadata: { namespace = '', name } }: Identity): string =>
  [apiVersion.replace(/\/.*|^v1$/, ''), kind, namespace, name].join(' ');

test('the same program in any order gives the same bytes', () => {
  fc.assert(
    fc.property(shuffledProgram, ([names, order]) => {
      expect([...appOf(order).app.render()]).toEqual([...appOf(names).app.render()]);
    }),
    { numRuns: runs(1, 40) },
  );
});

inCi('no object takes the place of another one', () => {
  fc.assert(
    fc.property(programs, fc.nat(), (names, number) => {
      const objects = objectsOf(appOf(names).app.render());
      expect(new Set(objects.map(identity)).size).toBe(objects.length);
      const { apiVersion, kind, metadata } = objects[number % objects.length] as Identity;
      const { app, prod } = appOf(names);
      const { name, namespace } = metadata;
      const again = { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
      const twin = new ApiObject(prod.unit('apps/twin', { wave: 40 }), 'twin', again);
      const message = failure(() => app.render());
      expect(message).toContain(twin.node.path);
      expect(message).toMatch(/exists twice in the cluster|is made by/);
    }),
    { numRuns: runs(40) },
  );
});

// Rendering the whole platform takes a second each time; test/gitops/write has the same for a few files.
describe('a whole program', () => {
  const names = Object.keys(STATEMENTS);
  /** Two programs with one output folder, which the first has written. */
  function written(): { readonly outdir: string; readonly before: GitOpsApp; readonly after: GitOpsApp } {
    const outdir = tempFolder();
    const before = appOf(names.slice(0, 13), outdir).app;
    before.synth();
    return { outdir, before, after: appOf([...names.slice(0, 8), ...names.slice(15)], outdir).app };
  }

  inCi('leaves the old output whole where the disk is full', () => {
    const { outdir, before, after } = written();
    const expected = Object.fromEntries(before.render());
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.constantFrom('ENOSPC', 'EIO'), (moment, code) => {
        expect(refusedAt('writeFileSync', code, moment, () => void after.synth())).toContain('nothing was written');
        expect(tree(outdir)).toEqual(expected);
      }),
      { numRuns: runs(20) },
    );
  });

  inCi('heals after a kill at any moment', () => {
    const { outdir, before, after } = written();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.boolean(), (moment, goesOn) => {
        killedAt(moment, () => void after.synth());
        const next = goesOn ? after : before;
        next.synth();
        expect(tree(outdir)).toEqual(Object.fromEntries(next.render()));
      }),
      { numRuns: runs(40) },
    );
  });
});
