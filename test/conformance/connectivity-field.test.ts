import { cli, Folder } from '../cli/cli';
import { inCi } from '../support/sample';
import { describeShared, sharedPath } from '../support/shared';

const folder = new Folder();
afterAll(() => folder.remove());

describeShared('manifests that were evaluated wrongly once', () => {
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

  test('names, labels and selectors that an API server would refuse', async () => {
    const file = sharedPath('field', '29-invalid-names', 'in.yaml');
    const { code, out, err } = await cli(['connectivity', file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /Deployment shop\/\$\{app\}\] metadata\.name is not valid; got "\$\{app\}"; .*render the template/,
    );
    expect(err).toMatch(/metadata\.name is not valid; got "Bad_Name"/);
    expect(err).toMatch(/spec\.template\.metadata\.labels\.app is not valid; got "b c"/);
  });

  inCi('a dump of 216,009 values is JSON, with white space or without', async () => {
    const items: unknown[] = [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } }];
    for (let at = 0; at < 12_000; at++) {
      const containers = [{ name: 'm', image: 'i', ports: [{ name: 'http', containerPort: 80 }] }];
      const metadata = { name: `p${at}`, namespace: 'a', labels: { app: 'x', id: `${at}` } };
      items.push({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } });
    }
    const dump = { apiVersion: 'v1', kind: 'List', items };
    for (const [name, indent] of [
      ['small', undefined],
      ['padded', 6],
    ] as const) {
      const file = folder.write(`${name}.json`, JSON.stringify(dump, undefined, indent));
      const asked = ['--from', 'a/p0', '--to', 'a/p11999', '--port', '80'];
      expect((await cli(['connectivity', file, ...asked])).code).toBe(0);
    }
  });
});
