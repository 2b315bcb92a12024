import { COMPONENTS } from '../../lib/components';
import { cli } from './cli';

/** The columns of the list, cut where the head begins them. */
async function table(): Promise<Map<string, Record<string, string>>> {
  const [head = '', ...lines] = (await cli(['components'])).out.trimEnd().split('\n');
  const columns = [...head.matchAll(/\S+(?: \S+)*/g)].map(({ 0: name, index }) => ({ name, index }));
  return new Map(
    lines.map((line) => {
      const cells = columns.map(({ name, index }, i) => [name, line.slice(index, columns[i + 1]?.index).trim()]);
      return [line.split(' ')[0] ?? '', Object.fromEntries(cells) as Record<string, string>];
    }),
  );
}

test('the list marks what is past its end of life', async () => {
  const rows = await table();
  expect(rows.size).toBe(COMPONENTS.length);
  expect(rows.get('grafana')?.['END OF LIFE']).toBe('2022-06-14 Grafana 7');
  expect(rows.get('argocd')?.['END OF LIFE']).toBe('2024-05-07 Argo CD 2.8 +1');
  expect(rows.get('ingress-controller')?.['END OF LIFE']).toBe('2026-03 Ingress NGINX Controller 1');
  expect(rows.get('kiali-server')?.['END OF LIFE']).toBe('-');
  expect(rows.get('kiali-server')?.['MAINTAINED CHART']).toBe('kiali-server 2.29.0');
  expect(rows.get('ingress-controller')?.['MAINTAINED CHART']).toBe('retired: ingress-nginx 4.15.1');
  expect(rows.get('thanos')?.['MAINTAINED CHART']).toBe('paywalled: thanos 1.24.1');
  expect(rows.get('verrazzano-console')?.['MAINTAINED CHART']).toBe('none');
});

test('one component says which product, since when, and who says so', async () => {
  const { endOfLife } = JSON.parse((await cli(['components', 'argocd', '-o', 'json'])).out);
  expect(endOfLife).toEqual([
    { product: 'Argo CD', version: '2.8', date: '2024-05-07', source: 'https://endoflife.date/argo-cd' },
    { product: 'Redis', version: '7.0', date: '2024-07-29', source: 'https://endoflife.date/redis' },
  ]);
  expect((await cli(['components', 'keycloak'])).out).toContain('source: https://endoflife.date/keycloak\n');
});

test('the list as JSON says the same as each component', async () => {
  const list = JSON.parse((await cli(['components', '-o', 'json'])).out) as Array<{ name: string; endOfLife: unknown }>;
  for (const { name, endOfLife } of list) {
    expect(JSON.parse((await cli(['components', name, '-o', 'json'])).out).endOfLife).toEqual(endOfLife);
  }
});

test('one component says which objects belong to it, and who makes them', async () => {
  const { owned } = JSON.parse((await cli(['components', 'keycloak', '-o', 'json'])).out) as { owned: object[] };
  expect(owned).toContainEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    namespace: 'keycloak',
    name: 'keycloak',
    createdBy: 'chart',
    optional: false,
  });
  expect(owned).toContainEqual(expect.objectContaining({ apiVersion: 'v1', kind: 'ServiceAccount', name: 'keycloak' }));
});
