import { ApiObject } from 'cdk8s';
import type { DeliveryUnitProps } from '../../../lib/gitops';
import { configMap, failure, newUnit } from '../helpers';

const grants = { grants: {} };
const kustomized = (files: Record<string, string>, more: object = {}): string => {
  const { app } = newUnit({ ...grants, kustomization: { resources: ['https://x.example.com/a'], files, ...more } });
  return failure(() => app.render());
};

test.each<[string, () => string, string]>([
  [
    'a text file',
    () => kustomized({ 's.txt': 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: aHVudGVyMg==}\n' }),
    'the file s.txt of the kustomization: the Secret s has content',
  ],
  [
    'an inline patch',
    () =>
      kustomized(
        {},
        { patches: [{ patch: 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: hunter2}\n' }] },
      ),
    'the kustomization: the Secret s has content',
  ],
  [
    'a patch of a Secret',
    () =>
      kustomized(
        {},
        { patches: [{ target: { kind: 'Secret', name: 's' }, patch: '- {op: add, path: /data/x, value: hunter2}' }] },
      ),
    'the kustomization: the Secret s gets content from a patch',
  ],
  [
    'a URL',
    () => kustomized({}, { resources: ['https://u:hunter2@git.example.com/r'] }),
    'the kustomization: resources[0] has a URL with a password',
  ],
])('%s in a kustomization', (_, run, text) => {
  const message = run();
  expect(message).toContain(`[prod/platform] ${text}`);
  expect(message).not.toMatch(/hunter2|aHVudGVyMg/);
});

test.each(['con', 'AUX.yaml', 'a.', 'com1.txt', '.a', 'Kustomization.YAML'])('the file name %s is refused', (name) => {
  expect(kustomized({ [name]: '' })).toContain('has a file name that cannot be used');
});

test('files that differ only in case are refused', () => {
  expect(kustomized({ 'a.yaml': '', 'A.yaml': '' })).toContain('the paths differ only in case');
});

test.each(['nul', 'etc/con.conf', 'a./b', 'a//b', '/a', 'a/../b'])('the host file %s is refused', (path) => {
  expect(failure(() => newUnit().cluster.addHostFile(path, ''))).toContain('the path of a host file is not usable');
});

test('a host file with a token needs a reason, which the README prints', () => {
  const { app, cluster, unit } = newUnit();
  configMap(unit, 'a');
  cluster.addHostFile('kubeadm.yaml', 'token: abcdef.0123456789abcdef\n');
  const message = failure(() => app.render());
  expect(message).toContain('the host file kubeadm.yaml: token has a literal');
  expect(message).not.toContain('abcdef');
  const other = newUnit();
  configMap(other.unit, 'a');
  other.cluster.addHostFile('kubeadm.yaml', 'token: abcdef.0123456789abcdef\n', {
    allowCredentials: 'replaced | at run time',
  });
  expect(other.app.render().get('prod/README.md')).toContain('| host | kubeadm.yaml | replaced \\| at run time |');
});

test('an entry of the allow-list covers one field of one object', () => {
  const build = (allowSecrets: DeliveryUnitProps['allowSecrets']) => {
    const { app, unit } = newUnit({ allowSecrets });
    configMap(unit, 'c', { password: 'example', token: 'other' });
    return () => app.render();
  };
  const allowed = { kind: 'ConfigMap', name: 'c', reason: 'a demonstration' };
  expect(failure(build([{ ...allowed, field: 'data.password' }]))).toMatch(
    /^1 problem.*\n- .*data\.token has a literal/,
  );
  expect(build([{ ...allowed, field: 'data.*' }])).not.toThrow();
  expect(build([allowed])).not.toThrow();
});

test('a Secret that is allowed still holds no credentials', () => {
  const { app, unit } = newUnit({ allowSecrets: [{ name: 's', reason: 'settings' }] });
  const stringData = { url: 'https://u:hunter2@h/' };
  new ApiObject(unit, 's', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData });
  expect(failure(() => app.render())).toContain('the Secret s: stringData.url has a URL with a password');
});

test('props that differ are named and not printed', () => {
  const { cluster } = newUnit({ description: 'hunter2' });
  const message = failure(() => cluster.unit('platform', { wave: 0, description: 'x' }));
  expect(message).toContain('got "other description, namespace"');
  expect(message).not.toContain('hunter2');
});
