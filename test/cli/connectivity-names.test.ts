import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

describe('an object is refused that an API server would refuse for', () => {
  const meta = (metadata: string, spec = 'containers: [{name: c}]'): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {${metadata}}\nspec: {${spec}}\n`;
  const deployment = (selector: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {selector: ${selector}, template: {metadata: {labels: {app: x}}, spec: {containers: [{name: c}]}}}\n`;
  test.each([
    ['its name', meta('name: A_b'), 'metadata.name is not valid; got "A_b"; allowed DNS-1123 subdomain'],
    ['a template', meta("name: '{{ .Release.Name }}-a'"), 'fix'],
    ['its namespace', meta('name: a, namespace: a.b'), 'metadata.namespace is not valid; got "a.b"'],
    ['a key', meta("name: a, labels: {'-a': x}"), 'a key of metadata.labels is not valid; got "-a"'],
    ['a value', meta("name: a, labels: {a: 'b c'}"), 'metadata.labels.a is not valid; got "b c"'],
    ['its selector', deployment('{matchLabels: {app: other}}'), 'does not select spec.template.metadata.labels'],
    ['a port', meta('name: a', 'containers: [{name: c, ports: [{containerPort: 0}]}]'), 'ports[0].containerPort'],
    [
      'a protocol',
      meta('name: a', 'containers: [{ports: [{containerPort: 1, protocol: tcp}]}]'),
      'protocol is unknown',
    ],
    [
      'a name of a Service',
      'apiVersion: v1\nkind: Service\nmetadata: {name: a.b}\nspec: {selector: {app: x}}\n',
      'allowed DNS-1123 label',
    ],
    [
      'a selector of a Service',
      "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: 'x y'}}\n",
      'spec.selector.app is not valid',
    ],
  ])('%s', async (_, content, what) => {
    const { code, out, err } = await cli(['connectivity', folder.write('object.yaml', content)]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(what === 'fix' ? 'render the template before' : what);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  test('and not what it accepts', async () => {
    const file = folder.write(
      'fine.yaml',
      `${meta('name: a.b-1, labels: {a.b/c_d: E.f}')}---\n${deployment('{matchLabels: {app: x}}')}`,
    );
    expect((await cli(['connectivity', file])).code).toBe(0);
  });
});
