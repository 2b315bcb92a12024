import { join } from 'path';
import { cli, Folder } from './cli';
import { inCi, sample } from '../support/sample';

const folder = new Folder();
afterAll(() => folder.remove());

test.each(
  sample(
    [
      ['an empty file', '', /holds no Kubernetes object/],
      ['an empty list', '{"apiVersion":"v1","kind":"List","items":[]}', /holds no Kubernetes object/],
      ['events alone', '{"apiVersion":"v1","kind":"Event","metadata":{"name":"e"}}', /holds no Kubernetes object/],
      [
        'a cluster without Verrazzano',
        '{"apiVersion":"v1","kind":"Node","metadata":{"name":"n"}}',
        /shows nothing of Verrazzano/,
      ],
    ],
    2,
  ),
)('%s has no program and no plan', async (_, content, message) => {
  const file = folder.write('dump.json', content);
  for (const command of ['adopt', 'plan']) {
    const { code, out, err } = await cli([command, file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
  }
});

test.each([
  ['--before', /holds no Kubernetes object.*dump the cluster again/],
  ['--synthesized', /holds no Kubernetes object.*synthesize the program first/],
])('an empty file is refused after %s', async (option, message) => {
  const dump = folder.write(
    'verrazzano.json',
    '{"apiVersion":"install.verrazzano.io/v1beta1","kind":"Verrazzano","metadata":{"name":"v","namespace":"default"},"spec":{}}',
  );
  const empty = folder.write('empty.yaml', '');
  const { code, out, err } = await cli(['adopt', dump, option, empty]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(message);
  expect(err).toContain('empty.yaml');
});

inCi('a plain app says that it lacks the clusters and projects of the dump', async () => {
  const metadata = '"metadata":{"name":"eu-1","namespace":"verrazzano-mc"}';
  const file = folder.write(
    'admin.json',
    `{"apiVersion":"clusters.verrazzano.io/v1alpha1","kind":"VerrazzanoManagedCluster",${metadata}}`,
  );
  const plain = await cli(['adopt', file, '--output', join(folder.path, 'plain')]);
  expect(plain.err).toContain('warning: a plain cdk8s app has no managed clusters and projects');
  const repository = ['--repository', 'https://git.example.com/platform.git'];
  const { err } = await cli(['adopt', file, '--output', join(folder.path, 'estate'), ...repository]);
  expect(err).toContain('estate.ts written');
  expect(err).not.toContain('plain cdk8s app');
});

test('a message of kubectl in place of objects is named with its line, and another text without its content', async () => {
  const resource =
    'apiVersion: install.verrazzano.io/v1beta1\nkind: Verrazzano\nmetadata: {name: v, namespace: default}\nspec: {}';
  const documents = [
    resource,
    'error: the server doesn\'t have a resource type "modules"',
    '',
    'Error from server (Forbidden): secrets is forbidden',
    'No resources found',
    'token hunter2',
    'clientVersion: {}\nserverVersion: {gitVersion: v1.27.3}',
  ];
  const file = folder.write('messages.yaml', documents.join('\n---\n'));
  const { code, out } = await cli(['adopt', file]);
  expect(code).toBe(0);
  const found = out.split('\n').filter((line) => line.includes('messages.yaml'));
  expect(found.map((line) => line.trim().slice(0, 90))).toEqual([
    'warning: [messages.yaml:6] is a message of kubectl in place of objects: what it was asked ',
    'warning: [messages.yaml:10] is a message of kubectl in place of objects: what it was asked',
    'note: [messages.yaml:14] is a text and no object; it is left out',
  ]);
  expect(out).not.toContain('hunter2');
  expect(out).toContain('Kubernetes 1.27.3');
});
