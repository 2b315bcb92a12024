import { stringify } from 'yaml';
import { inCi } from '../support/sample';
import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

async function refused(path: string, what: string | RegExp, at = path): Promise<void> {
  const { code, out, err } = await cli(['connectivity', path]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.startsWith(`[${at}`)).toBe(true);
  expect(err).toMatch(what);
  expect(err.length).toBeLessThan(1000);
}

describe('several JSON objects in a file, one after the other', () => {
  const json = (name: string): string =>
    JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name, annotations: { note: 'b}{"\\' } } }, null, 2);

  test.each(['', '\n', ' \r\n\t'])('are read as kubectl reads them, with %j between them', async (between) => {
    const file = folder.write('stream.json', [json('a'), json('b'), json('c')].join(between));
    const { code, out } = await cli(['connectivity', file, '--to', '192.0.2.1']);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(3);
  });

  test.each([`${json('a')} x ${json('b')}`, `${json('a')},${json('b')}`, `${json('a')}{"a"`, `${json('a')}{a`])(
    'but nothing else is',
    (text) => refused(folder.write('no-stream.json', text), 'is not valid YAML'),
  );
});

describe('a file of more than 5 MiB', () => {
  const large = (write: (objects: object[]) => string): string => {
    const note = 'x'.repeat(1024 * 1024);
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    return write(names.map((name) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, annotations: { note } } })));
  };

  test('is read when it is JSON, as a dump of a whole cluster is', async () => {
    const file = folder.write(
      'large.json',
      large((items) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items })),
    );
    const { code, out } = await cli(['connectivity', file, '--to', '192.0.2.1']);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(6);
  });

  test('is read when it is YAML as kubectl prints it', async () => {
    const file = folder.write(
      'large-kubectl.yaml',
      large((items) => items.map((item) => stringify(item)).join('---\n')),
    );
    const { code, out } = await cli(['connectivity', file, '--to', '192.0.2.1']);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(6);
  });

  test('is refused when it is any other YAML', () =>
    refused(
      folder.write(
        'large.yaml',
        large((items) => items.map((item) => `--- !!map\n${JSON.stringify(item)}\n`).join('')),
      ),
      'is too large; got "not JSON"; allowed JSON of at most 128 MiB, YAML as kubectl prints it of at most 32 MiB, or any YAML of at most 5 MiB; pass it as JSON, or split it',
    ));

  inCi('is refused when it is nested too deeply', () =>
    refused(
      folder.write('deep.json', '['.repeat(3 * 1024 * 1024) + ']'.repeat(3 * 1024 * 1024)),
      'is nested too deeply',
    ),
  );
});
