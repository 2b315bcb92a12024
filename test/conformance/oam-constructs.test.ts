/** @batch compiler */
import * as cdk8s from 'cdk8s';
import { readdirSync } from 'node:fs';
import * as library from '../../lib';
import { translateOam } from '../../lib/application';
import { isOam, importOam } from '../../lib/cli/import/oam-importer';
import { programSource } from '../../lib/cli/import/program';
import { canonicalJson } from '../../lib/connectivity/manifest';
import type { JsonObject } from '../../lib/values/json';
import { runs } from '../support/fc-runs';
import { compilerMessages, evaluate } from '../support/programs';
import { describeShared, sharedPath } from '../support/shared';
import { differences, documents, keyOf, type Doc } from './oam-support';
import { inCi, sample } from '../support/sample';

const ANSWERS = { cni: 'calico', storageClass: 'standard', kubernetesVersion: '1.27' } as const;

const isApplication = ({ kind }: Doc): boolean => kind === 'ApplicationConfiguration';

/** The program that `import` writes. */
function programOf(objects: readonly Doc[], rendering: library.Rendering): string {
  return programSource(importOam(objects as unknown as JsonObject[], rendering), ANSWERS);
}

/** Runs a program, and gives its OAM applications. */
function applicationsOf(source: string): library.OamApplication[] {
  const apps: cdk8s.App[] = [];
  class App extends cdk8s.App {
    override synth(): void {
      apps.push(this);
    }
  }
  evaluate(source, { cdk8s: { ...cdk8s, App }, 'cdk8s-verrazzano': library });
  return apps.flatMap(({ node }) => node.findAll().filter((each) => each instanceof library.OamApplication));
}

const sorted = (objects: readonly object[]): string[] =>
  objects.map((each) => canonicalJson(each as JsonObject)).sort();

describeShared('applications of upstream as constructs', () => {
  const folder = sharedPath('upstream', 'applications', 'examples');
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const contents = new Map(
    files.map((name) => [name, documents(`${folder}/${name}`).filter(({ metadata }) => metadata?.name)]),
  );

  /** An application with the Components beside it, the first one of each name. */
  const groups = files
    .filter((name) => contents.get(name)?.some(isApplication))
    .map((name): [string, Doc[]] => {
      const own = contents.get(name) ?? [];
      const beside = files.filter((each) => each !== name && prefixOf(each) === prefixOf(name));
      const others = beside.flatMap((each) => contents.get(each) ?? []).filter(({ kind }) => kind === 'Component');
      const all = new Map<string, Doc>();
      for (const each of [...own, ...others]) {
        const [, found] =
          [...all].find(([, { kind, metadata }]) => kind === each.kind && metadata.name === each.metadata.name) ?? [];
        if (found === undefined) all.set(keyOf(each), { ...each, metadata: { ...each.metadata, namespace: 'shop' } });
      }
      return [name, [...all.values()]];
    });

  function prefixOf(name: string): string {
    return name.slice(0, name.lastIndexOf('--'));
  }

  test('there are applications of every kind', () => {
    expect(groups.length).toBeGreaterThan(20);
    const kinds = new Set(
      groups.flatMap(([, objects]) => objects.filter((each) => isOam(each as never)).map(({ kind }) => kind)),
    );
    expect([...kinds].sort()).toEqual(['ApplicationConfiguration', 'Component']);
  });

  inCi('programs with each kind of workload and trait compile', () => {
    const chosen =
      /^(bobs-books|sock-shop--helidon|todo-list|e2e--logging--weblogic|e2e--jwt|e2e--loggingtrait--helidon)/;
    const compiled = runs(1, 2) > 1 ? groups : groups.filter(([name]) => chosen.test(name));
    const programs = new Map(
      compiled.map(([name, objects]) => [`${name}.ts`, programOf(objects, library.Rendering.OAM)]),
    );
    expect(compilerMessages(programs)).toEqual([]);
  });

  test.each(sample(groups, 8))('%s', (_, objects) => {
    const context = documents(sharedPath('upstream', 'applications', 'cases', 'environment.yaml'));
    const namespace = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } },
    };
    const cluster = [...context, namespace] as unknown as JsonObject[];
    const named = JSON.stringify(objects.filter(isApplication));
    const own = objects.filter((each) => isOam(each as never) && named.includes(`"${each.metadata.name}"`));
    const [oam, more] = applicationsOf(programOf(objects, library.Rendering.OAM));
    expect(more).toBeUndefined();
    expect(sorted(oam?.manifests ?? [])).toEqual(sorted(own));
    // The same through the engine, from the files and from the program.
    const chart = new cdk8s.Chart(new cdk8s.App(), 'chart');
    const again = new library.OamApplication(chart, 'app', {
      ...propsOf(oam),
      rendering: library.Rendering.KUBERNETES,
      asUpstream: true,
      context: cluster,
    });
    const { objects: translated } = translateOam({ objects: own as unknown as JsonObject[], context: cluster });
    // What a WebLogic domain encrypts its model with is random, and therefore a required Secret of the construct.
    const expected = translated.filter(
      ({ metadata }) => !(metadata as Doc['metadata']).name.endsWith('-runtime-encrypt-secret'),
    );
    expect(differences(expected as unknown as Doc[], again.manifests as unknown as Doc[])).toEqual([]);
    expect(expected.length > 0).toBe(own.some(({ kind }) => kind === 'Component'));
  });
});

/** The options that the program gave. */
function propsOf(application: library.OamApplication | undefined): library.OamApplicationProps {
  const { props } = application as unknown as { props: library.OamApplicationProps };
  return { ...props, name: application?.applicationName ?? '' };
}
