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

test('files that are not applied are compared with the kustomization that names them, and a note says so', async () => {
  const side = (name: string, prefix: string): string => {
    mkdirSync(join(folder, name, 'app'), { recursive: true });
    const write = (file: string, text: string): void => writeFileSync(join(folder, name, 'app', file), text);
    write('kustomization.yaml', 'resources: [app.yaml]\ntransformers: [prefix.yaml]\n');
    write('app.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n');
    write('prefix.yaml', `apiVersion: builtin\nkind: PrefixTransformer\nmetadata: {name: a}\nprefix: ${prefix}\n`);
    return join(folder, name);
  };
  const { out, err } = await cli(['diff', side('fifth', 'a-'), side('sixth', 'b-')]);
  expect(out).toContain('rollout changed Kustomization.kustomize.config.k8s.io app:');
  expect(out).toContain('~ files["prefix.yaml"][0].prefix: "a-" -> "b-"');
  expect(err).toContain(
    'note: 1 kustomization compared as written, with the files named there, and not by what kustomize builds: app (transformers)\n',
  );
});

test('kustomizations with variables and their configurations are compared by what they build', async () => {
  const side = (name: string, port: number): string => {
    mkdirSync(join(folder, name), { recursive: true });
    const write = (file: string, text: string): void => writeFileSync(join(folder, name, file), text);
    write(
      'kustomization.yaml',
      'resources: [app.yaml]\nconfigurations: [fields.yaml]\nvars: [{name: PORT, objref: {kind: Service, apiVersion: v1, name: web}, fieldref: {fieldpath: "spec.ports[0].port"}}]\n',
    );
    write('fields.yaml', 'varReference: [{kind: ConfigMap, path: data}]\n');
    write(
      'app.yaml',
      `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: ${port}}]}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {url: "http://web:$(PORT)"}\n`,
    );
    return join(folder, name);
  };
  const { out, err } = await cli(['diff', side('seventh', 80), side('eighth', 81)]);
  expect(out).toContain('~ data.url: "http://web:80" -> "http://web:81"');
  expect(out).not.toContain('Kustomization');
  expect(err).not.toContain('as written');
});
