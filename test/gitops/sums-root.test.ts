import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { GitOpsCluster } from '../../lib/gitops';
import { sha256 } from '../../lib/gitops/output/sums';
import { configMap, newApp, newUnit, removeTempFolders, tempFolder, tree } from './helpers';

afterEach(removeTempFolders);

function synth(outdir: string, clusters: readonly string[]): string[] {
  const { app, unit } = newUnit({}, newApp({ outdir }));
  configMap(unit, 'a');
  for (const name of clusters) configMap(new GitOpsCluster(app, name).unit('u', { wave: 0, namespace: 'n' }), 'a');
  app.synth();
  return Object.keys(tree(outdir));
}

/** Writes files and the SHA256SUMS that lists them into a folder. */
function foreign(outdir: string, folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(outdir, folder), { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(outdir, folder, name), content);
  const lines = Object.entries(files).map(([name, content]) => `${sha256(content)}  ${name}\n`);
  writeFileSync(join(outdir, folder, 'SHA256SUMS'), lines.join(''));
}

test('a cluster that leaves the program goes, though the root lists no file of it', () => {
  const outdir = tempFolder();
  const before = synth(outdir, []);
  expect(synth(outdir, ['eu'])).toContain('eu/argocd/Application.argoproj.io.eu-u.yaml');
  expect(synth(outdir, [])).toEqual(before);
});

test('a foreign folder with the name of the root stays, though the root has an AppProject', () => {
  const outdir = tempFolder();
  synth(outdir, []);
  foreign(outdir, 'platform', { 'README.md': '# Not ours\n', x: 'y' });
  const files = synth(outdir, []);
  expect(files).toEqual(expect.arrayContaining(['platform/README.md', 'platform/SHA256SUMS', 'platform/x']));
});

test('clusters of the former layout, which the root listed by their sums, are known', () => {
  const outdir = tempFolder();
  foreign(outdir, 'old', { 'README.md': '# Cluster old\n' });
  foreign(outdir, 'argocd', { 'ConfigMap.argocd-cm.yaml': 'kind: ConfigMap\n' });
  writeFileSync(
    join(outdir, 'argocd/SHA256SUMS'),
    `${sha256('x')}  ../old/SHA256SUMS\n${sha256('kind: ConfigMap\n')}  ConfigMap.argocd-cm.yaml\n`,
  );
  const files = synth(outdir, []);
  expect(files.filter((path) => /^old|ConfigMap.argocd/.test(path))).toEqual([]);
});
