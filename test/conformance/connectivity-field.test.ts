import { cli } from '../cli/cli';
import { describeShared, sharedPath } from '../support/shared';

describeShared('manifests that were judged wrongly once', () => {
  const labels = (name: string): string => sharedPath('field', 'np-01-pod-labels-beyond-owner', name);
  const ask = async (file: string, to: string): Promise<number> =>
    (await cli(['connectivity', file, '--from', 'shop/web', '--to', to, '--port', '3306'])).code;

  test('pods whose labels differ from the template of their owner', async () => {
    for (const input of ['cluster.yaml', 'podsonly']) {
      expect(await ask(labels(input), 'shop/db-1')).toBe(0);
      expect(await ask(labels(input), 'shop/db-0')).toBe(1);
    }
    expect(await ask(labels('false-open.yaml'), 'shop/db')).toBe(1);
  });

  test('kinds that bring pods and policies', async () => {
    const file = sharedPath('field', '21-pods-of-other-kinds', 'in.yaml');
    const { out } = await cli(['connectivity', file, '--output', 'json']);
    const { connections, warnings } = JSON.parse(out);
    expect(connections.filter(({ to }: { to: string }) => to === 'shop/web[Pod]')).toEqual([]);
    expect(warnings).toContainEqual(expect.objectContaining({ kind: 'pods-unknown', object: 'Component shop/hello' }));
  });

  test('traffic among replicas', async () => {
    const file = sharedPath('field', 'np-06-replicas-in-diff-not-in-list', 'before');
    const { out } = await cli(['connectivity', file, '--to', 'shop/db']);
    expect(out).toMatch(/shop\/db\[\w+\] => shop\/db\[\w+\] : TCP 3306,33061/);
  });
});
