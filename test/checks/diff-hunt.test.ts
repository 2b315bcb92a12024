import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Change } from '../../lib/checks/diff/change';
import { cli } from '../cli/cli';

const GOOD = readFileSync(join(__dirname, 'good-app.yaml'), 'utf8');

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'diff-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `diff` says of a good application in which a string, which occurs once, is another one. */
async function changes(from: string, to: string): Promise<Change[]> {
  expect(GOOD.split(from)).toHaveLength(2);
  const paths = (['before', 'after'] as const).map((name) => join(folder, name));
  for (const [index, path] of paths.entries()) {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'app.yaml'), index === 0 ? GOOD : GOOD.replace(from, () => to));
  }
  const { out } = await cli(['diff', ...paths, '--output', 'json']);
  return (JSON.parse(out) as { readonly changes: Change[] }).changes;
}

test('a port of a Service with another name is no other port, and a new one leads nowhere else', async () => {
  const reasons = async (from: string, to: string): Promise<unknown> => {
    const found = await changes(from, to);
    return found.map(({ object, risk, reasons: texts }) => [
      object.split(' ')[0],
      risk,
      ...texts.map(({ text }) => text),
    ]);
  };
  const port = '    - name: http\n      port: 80\n      targetPort: http\n';
  expect(await reasons(port, port.replace('name: http', 'name: web'))).toEqual([
    ['Service', 'removal', 'spec.ports[name=http].name: what uses the port by its name no longer finds it'],
  ]);
  const second = '    - name: admin\n      port: 81\n      targetPort: http\n';
  expect(await reasons(port, port + second)).toEqual([['Service', 'change', 'differs']]);
  expect(await reasons(port, second)).toEqual([
    ['Service', 'removal', 'spec.ports[name=http]: clients no longer find the port'],
  ]);
  expect(await reasons(port, port.replace('targetPort: http', 'targetPort: 8080'))).toEqual([
    ['Service', 'selector', 'spec.ports[name=http].targetPort: the port leads to another port of the pods'],
  ]);
});

test('two folders without objects are refused, and one is not', async () => {
  const [empty, other, full] = ['empty', 'other', 'full'].map((name) => join(folder, name)) as [string, string, string];
  for (const [path, text] of [
    [empty, ''],
    [other, '# nothing\n'],
    [full, GOOD],
  ] as const) {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'all.yaml'), text);
  }
  const { code, out, err } = await cli(['diff', empty, other]);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('hold no Kubernetes object');
  expect((await cli(['diff', empty, full])).out).toContain('addition');
});
