import { inCi } from '../support/sample';
import { cli, Folder } from './cli';
import { policy, web, workload, SHOP, WIDER } from './shop';

const folder = new Folder();
afterAll(() => folder.remove());

const shop = folder.write('shop.yaml', SHOP);
const wider = folder.write('wider.yaml', WIDER);

describe('what the evaluator can, the command can', () => {
  const pods = `
apiVersion: v1
kind: Pod
metadata: {name: db-0, namespace: shop, labels: {app: db, role: primary}, ownerReferences: [{kind: StatefulSet, name: db, controller: true}]}
spec: {containers: [{name: c}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db-1, namespace: shop, labels: {app: db, role: replica}, ownerReferences: [{kind: StatefulSet, name: db, controller: true}]}
spec: {containers: [{name: c}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: primary, namespace: shop}
spec: {podSelector: {matchLabels: {role: primary}}, policyTypes: [Ingress]}
---`;
  const split = folder.write('split.yaml', workload('web') + workload('db', 'StatefulSet') + pods);

  test('a name stands for all pods of its owner, and each is answered', async () => {
    const { code, out } = await cli(['connectivity', split, '--from', 'shop/web', '--to', 'shop/db', '--port', '3306']);
    expect(code).toBe(1);
    expect(out).toBe(
      'closed: shop/web[Deployment] => shop/db[StatefulSet]{role=primary} : TCP 3306\n' +
        'open: shop/web[Deployment] => shop/db[StatefulSet]{role=replica} : TCP 3306\n',
    );
    expect((await cli(['connectivity', split, '--from', 'shop/web', '--to', 'shop/db-1', '--port', '3306'])).code).toBe(
      0,
    );
  });

  test('several --from and --to', async () => {
    const args = ['--from', 'shop/web', '--from', '10.0.0.1', '--to', 'shop/db-0', '--to', 'shop/db-1'];
    const { out } = await cli(['connectivity', split, ...args]);
    expect(out.split('\n').filter((line) => line !== '')).toEqual([
      'shop/web[Deployment] => shop/db[StatefulSet]{role=replica} : all',
      '10.0.0.1 => shop/db[StatefulSet]{role=replica} : all',
    ]);
  });

  test.each(['CiliumNetworkPolicy', 'AntreaNetworkPolicy'])(
    '%s is not evaluated: then nothing is open',
    async (kind) => {
      const other = `\n---\napiVersion: example.io/v1\nkind: ${kind}\nmetadata: {name: p, namespace: shop}\nspec: {}\n`;
      const file = folder.write('other.yaml', workload('web') + workload('api') + other);
      const args = ['connectivity', file, '--from', 'shop/web', '--to', 'shop/api', '--port', '80'];
      const { code, out } = await cli(args);
      expect(code).toBe(1);
      expect(out).toBe(
        `undecided: shop/web[Deployment] => shop/api[Deployment] : TCP 80\n  not evaluated: ${kind} shop/p\n`,
      );
      const json = JSON.parse((await cli([...args, '-o', 'json'])).out);
      expect(json.verdict).toBe('undecided');
      expect(json.warnings).toContainEqual(
        expect.objectContaining({ kind: 'not-evaluated', object: `${kind} shop/p` }),
      );
    },
  );

  test('the verdict is the first field of JSON', async () => {
    const { out } = await cli([
      'connectivity',
      shop,
      '--from',
      'shop/web',
      '--to',
      'shop/db',
      '--port',
      '80',
      '-o',
      'json',
    ]);
    expect(out.split('\n')[1]).toBe('  "verdict": "closed",');
  });

  test('--explain of a small answer explains each pair; a large one is refused', async () => {
    const { out } = await cli(['connectivity', shop, '--to', 'shop/db', '--explain']);
    expect(out.split('\n')[0]).toBe('open in part: shop/web[Deployment] => shop/db[StatefulSet] : all');
    const many = folder.write('large.yaml', Array.from({ length: 12 }, (_, at) => workload(`w${at}`)).join(''));
    const large = await cli(['connectivity', many, '--explain']);
    expect({ code: large.code, out: large.out }).toEqual({ code: 1, out: '' });
    expect(large.err).toContain('got more than 100; allowed at most 100');
  });

  test('--exposure', async () => {
    const { code, out } = await cli(['connectivity', wider, '--exposure']);
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'shop/db[StatefulSet] ingress: from 10.0.0.0-10.255.255.255 : TCP 5432',
        'shop/web[Deployment] ingress: not protected, no policy applies',
        'shop/web[Deployment] egress: not protected, no policy applies',
        '',
      ].join('\n'),
    );
    const json = JSON.parse((await cli(['connectivity', wider, '--exposure', '--to', 'shop/web', '-o', 'json'])).out);
    expect(json.exposure.map((each: { protected: boolean }) => each.protected)).toEqual([false, false]);
  });

  test('--redundant', async () => {
    const twin = policy(5432, web).replace('name: db,', 'name: twin,');
    const file = folder.write('twin.yaml', workload('web') + workload('db') + policy(5432, web) + twin);
    expect((await cli(['connectivity', file, '--redundant'])).out).toBe(
      'NetworkPolicy shop/db is redundant: other policies isolate and allow the same\n' +
        'NetworkPolicy shop/twin is redundant: other policies isolate and allow the same\n',
    );
  });

  test('--host-network-as-pods, --node-cidr and --ingress-controller', async () => {
    const onNode = workload('web').replace('spec: {containers', 'spec: {hostNetwork: true, containers');
    const file = folder.write('node.yaml', onNode + workload('db') + policy(5432, '{ipBlock: {cidr: 10.0.0.0/24}}'));
    const ask = async (...args: string[]): Promise<number> =>
      (await cli(['connectivity', file, '--from', 'shop/web', '--to', 'shop/db', '--port', '5432', ...args])).code;
    expect(await ask()).toBe(1);
    expect(await ask('--node-cidr', '10.0.0.0/28')).toBe(0);
    expect(await ask('--node-cidr', '10.0.0.0/28', '--host-network-as-pods')).toBe(1);
    expect(await ask('--node-cidr', '10.0.0.0/28', '--ingress-controller', 'shop/db')).toBe(0);
    const unknown = await cli(['connectivity', file, '--ingress-controller', 'shop/nginx']);
    expect(unknown.err).toContain('[--ingress-controller] is unknown; got "shop/nginx"; allowed shop/');
  });

  test('as CSV and DOT', async () => {
    expect((await cli(['connectivity', shop, '--to', 'shop/db', '-o', 'csv'])).out).toBe(
      'from,to,allowed\nshop/web[Deployment],shop/db[StatefulSet],TCP 5432\n',
    );
    expect((await cli(['connectivity', shop, '--to', 'shop/db', '-o', 'dot'])).out).toBe(
      [
        'digraph {',
        '  rankdir=LR',
        '  subgraph cluster_0 {',
        '    label="shop"',
        '    "shop/web[Deployment]" [label="web[Deployment]"]',
        '    "shop/db[StatefulSet]" [label="db[StatefulSet]"]',
        '  }',
        '  "shop/web[Deployment]" -> "shop/db[StatefulSet]" [label="TCP 5432"]',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('NetworkPolicies of a VerrazzanoProject are evaluated', async () => {
    const project = `
apiVersion: clusters.verrazzano.io/v1alpha1
kind: VerrazzanoProject
metadata: {name: p, namespace: verrazzano-mc}
spec:
  template:
    namespaces: [{metadata: {name: shop}}]
    networkPolicies: [{metadata: {name: deny, namespace: shop}, spec: {podSelector: {}, policyTypes: [Ingress]}}]
`;
    const file = folder.write('project.yaml', workload('web') + project);
    expect((await cli(['connectivity', file, '--to', 'shop/web'])).err).toContain('no such connection is open');
  });
});

inCi('JSON of any size is read as JSON: as many values as a dump has', async () => {
  const ports = Array.from({ length: 400 }, (_, at) => ({ containerPort: at + 1 }));
  const items = Array.from({ length: 300 }, (_, at) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `p${at}` },
    spec: { containers: [{ name: 'c', ports }] },
  }));
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  expect(text.length).toBeLessThan(5 * 1024 * 1024);
  expect((await cli(['connectivity', folder.write('dump.json', text), '--to', 'default/p0'])).code).toBe(0);
});
