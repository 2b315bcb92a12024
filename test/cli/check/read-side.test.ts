import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { cli } from '../cli';

const folder = mkdtempSync(join(tmpdir(), 'read-side-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a kustomization that cannot be built is compared as it is written', async () => {
  const side = (name: string, tag: string): string => {
    mkdirSync(join(folder, name, 'base'), { recursive: true });
    const text = `resources: [app.yaml]\nimages: [{name: web, newTag: "${tag}"}]\n`;
    writeFileSync(join(folder, name, 'base', 'kustomization.yaml'), text);
    return join(folder, name);
  };
  const { code, out } = await cli(['diff', side('first', '1'), side('second', '2')]);
  expect(code).toBe(1);
  expect(out).toContain('rollout changed Kustomization.kustomize.config.k8s.io base:');
  expect((await cli(['diff', side('first', '1'), side('second', '1')])).code).toBe(0);
});

test('what kustomizations build is compared, each overlay for itself', async () => {
  const side = (name: string, prod: string): string => {
    const write = (path: string, text: string): void => {
      mkdirSync(join(folder, name, path), { recursive: true });
      writeFileSync(join(folder, name, path, path === 'base' ? 'app.yaml' : 'kustomization.yaml'), text);
    };
    write(
      'base',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, image: web}]}}}\n',
    );
    writeFileSync(join(folder, name, 'base', 'kustomization.yaml'), 'resources: [app.yaml]\n');
    write('overlays/dev', 'resources: [../../base]\nimages: [{name: web, newTag: "1"}]\n');
    write('overlays/prod', `resources: [../../base]\n${prod}\n`);
    return join(folder, name);
  };
  const before = side('third', 'images: [{name: web, newTag: "1"}]\nreplicas: [{name: web, count: 2}]');
  const after = side('fourth', 'images: [{name: web, newTag: "2"}]\ncommonAnnotations: {a: b}');
  const { out } = await cli(['diff', before, after]);
  expect(out.split('\n').map((line) => line.trim())).toEqual([
    expect.stringMatching(/^image changed Deployment\.apps default\/web \(cluster prod\): .*another image runs/),
    '+ metadata.annotations: {"a":"b"}',
    '- spec.replicas: 2',
    '+ spec.template.metadata: {"annotations":{"a":"b"}}',
    '~ spec.template.spec.containers[name=web].image: "web:1" -> "web:2"',
    '',
  ]);
});
