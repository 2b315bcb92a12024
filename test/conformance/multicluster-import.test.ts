import * as cdk8s from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as library from '../../lib';
import type { KubernetesManifest } from '../../lib/definition/kubernetes-manifest';
import { cli } from '../cli/cli';
import { evaluate } from '../support/programs';
import { sample } from '../support/sample';
import { describeShared, sharedPath } from '../support/shared';

const SECRETS = ['Secret', 'MultiClusterSecret'];

function documentsOf(text: string): KubernetesManifest[] {
  return parseAllDocuments(text)
    .map((each) => each.toJS() as KubernetesManifest | null)
    .filter((each) => each !== null);
}

/** What the program writes, without what the app adds for Argo CD. */
function written(source: string): KubernetesManifest[] {
  let files: string[] = [];
  class GitOpsApp extends library.GitOpsApp {
    override synth() {
      const isObject = (path: string): boolean => path.endsWith('.yaml') && !path.includes('argocd/');
      files = [...this.render()].filter(([path]) => isObject(path)).map(([, content]) => content);
      return { written: [], changed: [], removed: [], unchanged: 0 } as unknown as library.SynthResult;
    }
  }
  evaluate(source, { cdk8s, 'cdk8s-verrazzano': { ...library, GitOpsApp, resultText: () => '' } });
  // A kustomization has no metadata.
  return files.flatMap(documentsOf).filter((each) => 'metadata' in each);
}

const keyOf = ({ apiVersion, kind, metadata }: KubernetesManifest): string =>
  [apiVersion, kind, metadata.namespace ?? '', metadata.name].join(' ');

function withoutSync({ metadata, ...object }: KubernetesManifest): object {
  const { 'argocd.argoproj.io/sync-options': _, ...annotations } = metadata.annotations ?? {};
  const { annotations: _all, ...rest } = metadata;
  return { ...object, metadata: { ...rest, ...(Object.keys(annotations).length > 0 && { annotations }) } };
}

describeShared('multicluster resources of upstream go round', () => {
  const folder = sharedPath('upstream', 'multicluster', 'examples');
  const isOurs = (name: string): boolean =>
    /^kind: (?:VerrazzanoManagedCluster|VerrazzanoProject|VerrazzanoFleet|MultiCluster\w+|\w+QuickCreate)$/m.test(
      readFileSync(join(folder, name), 'utf8'),
    );
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml') && isOurs(name));

  test('there are some', () => expect(files.length).toBeGreaterThan(8));

  test.each(sample(files, 1))('%s', async (name) => {
    const file = join(folder, name);
    const { code, out, err } = await cli(['import', file, '--repository', 'https://git.example.com/platform.git']);
    expect(code).toBe(0);
    const made = new Map(written(out).map((each) => [keyOf(each), withoutSync(each)]));
    const all = documentsOf(readFileSync(file, 'utf8')).filter(({ kind }) => kind !== 'Verrazzano');
    for (const object of all.filter(({ kind }) => !SECRETS.includes(kind))) {
      expect(made.get(keyOf(object))).toEqual(object);
    }
    for (const { kind, metadata } of all.filter((each) => SECRETS.includes(each.kind))) {
      expect(err).toContain(`${kind} ${metadata.name}] is left out`);
    }
  });
});
