import { join } from 'path';
import { cli, Folder } from './cli';

const DIST = join(__dirname, '..', '..', 'dist', 'multicluster');

const folder = new Folder();
afterAll(() => folder.remove());

interface ClusterSteps {
  readonly cluster: string;
  readonly steps: ReadonlyArray<{ readonly title: string; readonly moment: string; readonly instructions: string }>;
}

test('the steps of one cluster, numbered, with their moment', async () => {
  const { code, out, err } = await cli(['steps', join(DIST, 'eu-1')]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const [heading = '', ...lines] = out.split('\n');
  const [, count] = /^eu-1: (\d+) steps$/.exec(heading) ?? [];
  const numbered = lines.filter((line) => /^ *\d+\. /.test(line));
  expect(numbered.map((line) => Number(line.split('.')[0]))).toEqual(
    Array.from({ length: Number(count) }, (_, i) => i + 1),
  );
  expect(numbered.every((line) => /\((?:before|after|during|at) .+\)$/.test(line))).toBe(true);
});

test('all clusters of an output, as JSON, each as alone', async () => {
  const all = JSON.parse((await cli(['steps', DIST, '--output', 'json'])).out) as readonly ClusterSteps[];
  expect(all.map(({ cluster }) => cluster)).toEqual(['eu-1', 'eu-2', 'lab', 'lab-1', 'prod', 'us-1']);
  const [first] = all;
  expect(first?.steps[0]).toEqual({
    title: expect.any(String),
    moment: expect.any(String),
    instructions: expect.any(String),
  });
  expect(JSON.parse((await cli(['steps', join(DIST, 'eu-1'), '--output', 'json'])).out)).toEqual([first]);
});

test.each([
  ['a missing folder', () => join(DIST, 'none'), 'does not exist; check the name'],
  ['another folder', () => folder.path, 'is not the output of a cluster; allowed folders with the README.md'],
])('%s is refused, and the other folders are read', async (_, path, message) => {
  const { code, out, err } = await cli(['steps', path(), join(DIST, 'eu-1')]);
  expect(code).toBe(1);
  expect(err).toContain(`[${path()}] ${message}`);
  expect(err.trimEnd()).not.toContain('\n');
  expect(out).toMatch(/^eu-1: /);
});
