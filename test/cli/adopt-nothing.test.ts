import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

test.each([
  ['an empty file', '', /holds no Kubernetes object/],
  ['an empty list', '{"apiVersion":"v1","kind":"List","items":[]}', /holds no Kubernetes object/],
  ['events alone', '{"apiVersion":"v1","kind":"Event","metadata":{"name":"e"}}', /holds no Kubernetes object/],
  [
    'a cluster without Verrazzano',
    '{"apiVersion":"v1","kind":"Node","metadata":{"name":"n"}}',
    /shows nothing of Verrazzano/,
  ],
])('%s has no program and no plan', async (_, content, message) => {
  const file = folder.write('dump.json', content);
  for (const command of ['adopt', 'plan']) {
    const { code, out, err } = await cli([command, file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
  }
});
