import { chmodSync, mkdirSync, symlinkSync } from 'fs';
import { devNull } from 'os';
import { join } from 'path';
import { inCi } from '../support/sample';
import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const pod = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: ${name}}${more}}\nspec: {containers: [{name: c}]}\n---\n`;

const policy = (spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: np, namespace: shop}\nspec: ${spec}\n---\n`;

const aliases = (levels: number): string => {
  const lines = Array.from(
    { length: levels },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
  );
  return `a0: &a0 [x]\n${lines.join('\n')}\n`;
};

async function refused(path: string, what: string | RegExp, at = path): Promise<void> {
  const { code, out, err } = await cli(['connectivity', path]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.startsWith(`[${at}`)).toBe(true);
  expect(err).toMatch(what);
  expect(err.length).toBeLessThan(1000);
}

describe('a file is refused that', () => {
  const files: Array<[name: string, content: string | Uint8Array, what: string]> = [
    ['is empty', '', 'is empty'],
    ['has comments only', '# nothing\n---\n', 'is empty'],
    ['has an empty List', 'kind: List\nitems: []\n', 'holds no Kubernetes object'],
    ['has a scalar', 'hello', 'holds no Kubernetes object'],
    ['has null items', 'kind: List\nitems: [null, 1, [x], {}]\n', 'holds no Kubernetes object'],
    ['has items that are no list', 'kind: List\nitems: {a: 1}\n', 'has a List whose items are not a list'],
    ['has other kinds only', 'apiVersion: v1\nkind: Secret\n', 'holds nothing that decides about connectivity'],
    ['is binary', Uint8Array.from([0x1f, 0x8b, 0xff, 0xfe]), 'is not text'],
    ['has a NUL', 'a: \0', 'is not text'],
    ['is too large', 'a'.repeat(5 * 1024 * 1024 + 1), 'is too large'],
    ['is too deep', '['.repeat(100_000), 'is nested too deeply'],
    ['has a bomb of aliases', aliases(12), 'has aliases that cannot be resolved'],
    ['has an endless alias', 'a: &a [*a]\n', 'is nested too deeply'],
    ['says a key twice', `${pod('a')}kind: Pod\nkind: Pod\n`, 'has a duplicate key'],
    ['is no YAML', 'a: [1, 2\nb: }', 'is not valid YAML'],
    ['has a template of Helm', 'metadata: {{ .Values.x }}\nkind: Pod', ''],
    ['has an object without apiVersion', 'kind: Pod\nmetadata: {name: a}\n', 'Pod default/a] has no apiVersion'],
    ['has an object without name', 'apiVersion: v1\nkind: Pod\n', 'Pod (no name)] has no name'],
    ['has a name that is no text', 'apiVersion: v1\nkind: Pod\nmetadata: {name: 5}\n', 'has no name'],
    ['has metadata that is not an object', 'apiVersion: v1\nkind: Pod\nmetadata: []\n', 'has no name'],
    ['has a namespace that is no text', pod('a', ', namespace: 5'), 'metadata.namespace is not a string; got 5'],
    [
      'has a spec that is not an object',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: x\n',
      'spec is not an object',
    ],
    [
      'has a label that is no text',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {version: 1.0}}\n',
      'Pod default/a] metadata.labels.version is not a string; got 1; quote the value',
    ],
    [
      'has a label of a template that is no text',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {metadata: {labels: {on: yes}}}}\n',
      'spec.template.metadata.labels',
    ],
    [
      'has a selector of a Service that is no text',
      'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {app: 1}}\n',
      'Service default/s] spec.selector.app is not a string; got 1; quote the value',
    ],
    [
      'has labels that are no object',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: [x]}\n',
      'is not an object',
    ],
  ];

  test.each(files)('%s', (name, content, what) =>
    refused(folder.write(name, content), new RegExp(what.replace(/[()[\]]/g, '\\$&'))),
  );

  test('does not exist', () => refused(join(folder.path, 'no such file'), 'does not exist'));
  test('is a device', () => refused(devNull, 'is not a regular file'));

  const root = process.getuid?.() === 0;
  (root ? test.skip : test)('may not be read', () => {
    const file = folder.write('unreadable', pod('a'));
    chmodSync(file, 0);
    return refused(file, 'may not be read');
  });
});

test('objects that differ only in ignored fields do not clash', async () => {
  const first = folder.write('noted-1.yaml', pod('same'));
  const second = folder.write('noted-2.yaml', pod('same', ', namespace: default, annotations: {a: b}'));
  expect((await cli(['connectivity', first, second])).code).toBe(0);
});

test('kinds of other groups that share a name are ignored, or named when they bring pods', async () => {
  const other = (group: string, kind: string, spec: string): string =>
    `apiVersion: ${group}/v1\nkind: ${kind}\nmetadata: {name: x, labels: {version: 1}}\nspec: ${spec}\n---\n`;
  const others = [
    other('serving.knative.dev', 'Service', '{template: {metadata: {labels: {version: 1}}}}'),
    other('example.com', 'Job', 'text'),
    other('config.openshift.io', 'Ingress', '{domain: example.com}'),
  ];
  const { code, err } = await cli(['connectivity', folder.write('groups', pod('a') + others.join(''))]);
  expect(code).toBe(0);
  expect(err).toContain('note: ignored: 1 Job, 1 Ingress\n');
  expect(err).toMatch(/^warning: Service default\/x: kind serving.knative.dev\/v1 Service brings pods/m);
});

test('policies of other kinds are named', async () => {
  const other = policy('{}').replace('networking.k8s.io/v1', 'crd.projectcalico.org/v1');
  const cilium = other.replace('kind: NetworkPolicy', 'kind: CiliumNetworkPolicy');
  const { code, err } = await cli(['connectivity', folder.write('foreign', pod('a') + other + cilium)]);
  expect(code).toBe(0);
  expect(err).toMatch(/^warning: NetworkPolicy shop\/np: .* is not evaluated$/m);
  expect(err).toMatch(/^warning: CiliumNetworkPolicy shop\/np: .* is not evaluated$/m);
});

describe('two different objects of one identity are refused, naming both files', () => {
  const first = folder.write('first.yaml', pod('same'));

  test.each([
    ['labels', pod('same').replace('app: same', 'app: other')],
    ['annotations of the mesh', pod('same', ', namespace: default, annotations: {sidecar.istio.io/inject: "false"}')],
    ['owners', pod('same', ', ownerReferences: [{kind: ReplicaSet, name: r, controller: true}]')],
    ['spec', pod('same').replace('name: c', 'name: d')],
  ])('%s', async (what, text) => {
    const second = folder.write(`second-${what}.yaml`, text);
    const { code, out, err } = await cli(['connectivity', first, second]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      `[${second}] Pod default/same is a duplicate; got "also in ${first}, but different"; allowed each object once; leave out one of them\n`,
    );
  });

  test('but not where they say the same, as two dumps of one cluster do', async () => {
    const dumped = pod('same', ', namespace: default, uid: u, resourceVersion: "1", creationTimestamp: null');
    const second = folder.write('dumped.yaml', dumped.replace('---', 'status: {phase: Running}\n---'));
    const { code, out, err } = await cli(['connectivity', first, second, '--to', '192.0.2.1']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.match(/default\/same/g)).toHaveLength(1);
  });

  test('nor where they decide nothing', async () => {
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: ';
    const maps = folder.write('maps.yaml', `${map}x}\n---\n${map}y}\n`);
    const { code, err } = await cli(['connectivity', first, maps]);
    expect({ code, err }).toEqual({ code: 0, err: 'note: ignored: 2 ConfigMap\n' });
  });

  test('but not where namespace, kind or group differ, or names are generated', async () => {
    const others = folder.write(
      'others.yaml',
      pod('same', ', namespace: x') +
        'apiVersion: v1\nkind: Service\nmetadata: {name: same}\n---\n' +
        'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\n---\n' +
        'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: i}\n---\n' +
        'apiVersion: v1\nkind: Pod\nmetadata: {generateName: g-}\n---\n'.repeat(2),
    );
    expect((await cli(['connectivity', first, others])).code).toBe(0);
  });
});

describe('folders', () => {
  const make = (...path: string[]): string => {
    const made = join(folder.path, ...path);
    mkdirSync(made, { recursive: true });
    return made;
  };

  test('are read with all folders below, .yaml, .yml and .json only', async () => {
    make('tree', 'b', 'c.yaml');
    folder.write('tree/z.yaml', pod('z'));
    folder.write('tree/b/y.yml', pod('w'));
    folder.write('tree/b/c.yaml/X.JSON', JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } }));
    folder.write('tree/.hidden.yaml', pod('hidden'));
    folder.write('tree/notes.md', '# {{ nothing');
    folder.write('tree/empty.yaml', '');
    folder.write('tree/values.yaml', 'replicas: 3\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n');
    const { code, out, err } = await cli(['connectivity', join(folder.path, 'tree'), '--to', '192.0.2.1']);
    expect(code).toBe(0);
    expect(out.match(/default\/\w+/g)).toEqual(['hidden', 'w', 'x', 'z'].map((name) => `default/${name}`));
    expect(err).toBe('note: ignored: 1 values without kind, 1 ConfigMap\n');
  });

  test('the first file that is refused is that of the first name', async () => {
    make('order');
    for (const name of ['b.yaml', 'a.yaml', 'c.yaml']) folder.write(`order/${name}`, 'a: [');
    await refused(join(folder.path, 'order'), 'is not valid YAML', join(folder.path, 'order', 'a.yaml'));
  });

  test('templates of charts say that they are, and other texts with braces do not', async () => {
    make('charted', 'web', 'templates');
    make('plain', 'templates');
    folder.write('charted/web/Chart.yaml', 'apiVersion: v2\nname: web\nversion: 1.0.0\n');
    const template = 'metadata: {{ include "web.name" . }}\n- {{ end }}\n';
    const inChart = folder.write('charted/web/templates/a.yaml', template);
    await refused(join(folder.path, 'charted'), 'is a template of a Helm chart', inChart);
    const elsewhere = folder.write('plain/templates/a.yaml', template);
    await refused(join(folder.path, 'plain'), 'is not valid YAML', elsewhere);
  });

  test('links are followed, and loops of them refused', async () => {
    const linked = make('linked', 'below');
    folder.write('linked/below/a.yaml', pod('linked'));
    symlinkSync(linked, join(folder.path, 'linked', 'again'));
    make('linked', 'other');
    symlinkSync(linked, join(folder.path, 'linked', 'other', 'again'));
    const once = await cli(['connectivity', join(folder.path, 'linked'), '--to', '192.0.2.1']);
    expect(once.code).toBe(0);
    expect(once.out.match(/default\/linked/g)).toHaveLength(1);
    const loop = make('loop');
    symlinkSync(loop, join(loop, 'self'));
    await refused(loop, 'is a loop of symbolic links');
    const circle = make('circle');
    symlinkSync(join(circle, 'a'), join(circle, 'b'));
    symlinkSync(join(circle, 'b'), join(circle, 'a'));
    await refused(circle, 'is a loop of symbolic links', join(circle, 'a'));
  });

  test('a link to nothing is refused where it is named as a manifest', async () => {
    const path = make('broken');
    symlinkSync(join(path, 'nothing'), join(path, 'gone.yaml'));
    await refused(path, 'does not exist', join(path, 'gone.yaml'));
  });

  test('without manifests are refused', async () => {
    await refused(make('bare'), 'is a folder without manifests');
    make('comments');
    folder.write('comments/a.yaml', '# nothing\n');
    await refused(join(folder.path, 'comments'), 'is empty');
  });

  test('links that multiply cost nothing', async () => {
    const path = make('many');
    for (let level = 0; level < 20; level++) {
      make('many', `l${level}`);
      for (const side of ['a', 'b']) symlinkSync(join(path, `l${level + 1}`), join(path, `l${level}`, side));
    }
    make('many', 'l20');
    folder.write('many/l20/a.yaml', pod('deep'));
    expect((await cli(['connectivity', join(path, 'l0'), '--from', 'default/deep'])).code).toBe(0);
  });
});

test('Lists, also of one kind, lists in lists, and JSON', async () => {
  const named = (name: string): object => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name } });
  const file = folder.write(
    'lists.json',
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [
        named('a'),
        { apiVersion: 'v1', kind: 'PodList', items: [{ metadata: { name: 'b' } }, named('c')] },
        { apiVersion: 'v1', kind: 'List', items: [named('d')] },
        { apiVersion: 'v1', kind: 'List', items: null },
      ],
    }),
  );
  const { out, err } = await cli(['connectivity', file, '--to', '192.0.2.1']);
  expect(err).toBe('');
  expect(out.match(/default\/\w\[Pod\]/g)).toEqual(['a', 'b', 'c', 'd'].map((name) => `default/${name}[Pod]`));
});

test('all refused files are named', async () => {
  const paths = ['x', 'y'].map((name) => folder.write(name, ''));
  const { code, err } = await cli(['connectivity', ...paths]);
  expect(code).toBe(1);
  for (const path of paths) expect(err).toContain(`[${path}] is empty`);
});

inCi('the values of all files together are limited', async () => {
  const part = `apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: c}\ndata: &x ${JSON.stringify(Array(900).fill('x'))}\n`;
  const bomb = `${part}all: [${Array(90).fill('*x').join(', ')}]\n---\n`;
  const files = Array.from({ length: 14 }, (_, at) => folder.write(`bomb${at}`, bomb.repeat(10)));
  const { code, out, err } = await cli(['connectivity', ...files]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('got "more than 10000000 values"; allowed at most 10000000');
});

inCi(
  'the files and bytes of a folder are limited',
  async () => {
    const [many, large] = [join(folder.path, 'files'), join(folder.path, 'bytes')];
    for (const path of [many, large]) mkdirSync(path);
    const comment = folder.write('comment', `#${' '.repeat(5 * 1024 * 1024 - 2)}\n`);
    for (let at = 0; at < 26; at++) symlinkSync(comment, join(large, `${at}.yaml`));
    await refused(large, 'got "more than 134217728 bytes"');
    const empty = folder.write('nothing', '');
    for (let at = 0; at <= 10_000; at++) symlinkSync(empty, join(many, `${at}.yaml`));
    await refused(many, 'got "more than 10000 files"');
  },
  30_000,
);

test('what manifests say can neither drive the terminal, nor forge lines, nor leave the diagram', async () => {
  const name = '"a\\e[31m\\nb\\u202e\\"] --> x"';
  const file = folder.write('escape', pod('a', `, ownerReferences: [{kind: Made, name: ${name}, controller: true}]`));
  for (const output of ['text', 'mermaid']) {
    const { out } = await cli(['connectivity', file, '-o', output]);
    for (const character of ['\u001b', '\u202e', '\nb']) expect(out).not.toContain(character);
    expect(out.includes('"] -->')).toBe(output === 'text');
  }
  const { code, err } = await cli([
    'connectivity',
    folder.write('escape-name', pod(name).replace(`app: ${name}`, 'app: x')),
  ]);
  expect(code).toBe(1);
  expect(err).toContain('metadata.name is not valid');
  for (const character of ['\u001b', '\u202e', '\nb']) expect(err).not.toContain(character);
});

test('__proto__ touches no prototype', async () => {
  await cli(['connectivity', folder.write('proto', `${pod('a')}{"__proto__": {"polluted": true}, "kind": "Pod"}\n`)]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
