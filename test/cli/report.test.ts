import { existsSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
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

test('the folders of two clusters are compared as one cluster', async () => {
  const [before, after] = ['closest', 'newest'].map((name, replicas) =>
    folder.write(
      `${name}.yaml`,
      stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: `web-${replicas}`, namespace: 'shop' },
        spec: { containers: [{ name: 'web', image: 'web' }] },
      }),
    ),
  );
  const { code, out } = await cli(['report', before ?? '', after ?? '', '--compare', '--json']);
  expect(code).toBe(0);
  const { comparison } = JSON.parse(out);
  expect(comparison.clusters).toHaveLength(1);
  const [{ name, facts }] = comparison.clusters;
  expect(name).toBe('closest → newest');
  expect(facts).toContainEqual({ name: 'Objects', before: '1', after: '1' });
});
