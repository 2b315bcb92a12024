import { existsSync } from 'fs';
import { join } from 'path';
import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

test('a directory that does not exist is refused, beside others too, and nothing is written', async () => {
  const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: b }\n';
  const there = folder.write('there.yaml', manifest);
  const [missing, page] = [join(folder.path, 'missing'), join(folder.path, 'page.html')];
  const { code, out, err } = await cli(['report', there, missing, '-o', page]);
  expect(code).toBe(1);
  expect(err).toContain(`[${missing}] does not exist`);
  expect(out).toBe('');
  expect(existsSync(page)).toBe(false);
});
