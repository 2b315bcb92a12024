import * as fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';
import { releaseOf, renderValues } from '../../lib/virtual-cluster/render-values';
import { renderedText } from '../../lib/virtual-cluster/template/template';
import { goNumber, goYaml } from '../../lib/values/yaml/go-yaml';
import { mergeValues } from '../../lib/virtual-cluster/values/merge-values';
import { nearest } from '../../lib/values/nearest';
import { runs } from '../support/fc-runs';

describe('YAML as Go writes it', () => {
  test.each<[JsonValue, string]>([
    [{ b: 1, a10: 2, a9: 3, 'a-': 4, A: 5 }, 'A: 5\na-: 4\na9: 3\na10: 2\nb: 1'],
    [{ l: [{ a: [], b: {} }, [1, 'x']], t: 'a\nb\n' }, 'l:\n- a: []\n  b: {}\n- - 1\n  - x\nt: |\n  a\n  b'],
    [
      { a: 'yes', b: '1.27', c: '', d: 'a: b', e: ' x', f: '2020-01-01', g: '0.24.2', h: "it's", i: '12:30' },
      `a: "yes"\nb: "1.27"\nc: ""\nd: 'a: b'\ne: ' x'\nf: "2020-01-01"\ng: 0.24.2\nh: it's\ni: "12:30"`,
    ],
    [{ n: 1e21, m: 0.5, k: 1000000, z: null, t: true }, 'k: 1000000\nm: 0.5\n"n": 1e+21\nt: true\nz: null'],
  ])('%j', (value, text) => {
    expect(goYaml(value)).toBe(text);
  });

  test('numbers in templates are floats', () => {
    expect([5, 1000000, 12345678, 0.5, 100000].map((value) => goNumber(value, 6))).toEqual([
      '5',
      '1e+06',
      '1.2345678e+07',
      '0.5',
      '100000',
    ]);
  });

  test('whatever is written is read again', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(' ', '\n', ':', '#', '-', 'a', "'", '"', '1', 'é', '\t') }),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(text, tie('tree'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        fc.pre(!JSON.stringify(value).includes('__proto__') && value !== null);
        expect(parseYaml('a.yaml', `a:\n  ${goYaml({ v: value as JsonValue }).replace(/\n(?=.)/g, '\n  ')}\n`)).toEqual(
          [{ a: { v: value } }],
        );
      }),
      { numRuns: runs(60, 5000) },
    );
  });
});

test('values are merged as Helm does', () => {
  const defaults = { a: { b: 1, c: [1, 2] }, d: 'x', e: { f: true } };
  expect(mergeValues({ a: { b: null, c: [3] }, d: null, g: null, e: 1 }, defaults)).toEqual({
    a: { c: [3] },
    e: 1,
    g: null,
  });
  expect(mergeValues({}, defaults)).toEqual(defaults);
});

test('the nearest text', () => {
  expect(nearest('ingres', ['services', 'ingresses', 'pods'])).toBe('ingresses');
  expect(nearest('xyz', ['controlPlane'])).toBeUndefined();
});

describe('templates', () => {
  const render = (template: string, values: JsonObject = {}): string =>
    renderedText(template, releaseOf({ name: 'blue', namespace: 'team', values }), 'a');

  test.each([
    ['{{ .Release.Name }}-{{ .Release.Namespace | upper | quote }}', 'blue-"TEAM"'],
    ['a {{- /* note */ -}} b', 'ab'],
    [
      '{{ if .Values.sync.toHost.ingresses.enabled }}on{{ else if eq .Release.Name "blue" }}blue{{ else }}off{{ end }}',
      'blue',
    ],
    ['{{ with .Values.controlPlane.proxy }}{{ .port }}{{ $.Release.Name }}{{ end }}', '8443blue'],
    ['{{ range $i, $e := list "a" "b" }}{{ $i }}{{ $e }};{{ end }}', '0a;1b;'],
    [
      '{{ range $k, $v := .Values.controlPlane.statefulSet.resources.requests }}{{ $k }}={{ $v }} {{ end }}',
      'cpu=200m ephemeral-storage=400Mi memory=256Mi ',
    ],
    ['{{ $x := default "y" "" }}{{ $x }}{{ printf "%s-%d" $x 3 | trunc 2 }}', 'yy-'],
    ['{{ (index (list 1 2) 1) | add 3 }}{{ .Values.nothing }}', '5'],
    [
      'x:\n{{ toYaml .Values.controlPlane.distro.k3s.resources | indent 2 }}',
      'x:\n  limits:\n    cpu: 100m\n    memory: 256Mi\n  requests:\n    cpu: 40m\n    memory: 64Mi',
    ],
    ['{{ "a\\"}}" }}{{ `b}}` }}', 'a"}}b}}'],
    ['{{ if and .Values.nothing .Values.nothing.more }}a{{ else }}b{{ end }}', 'b'],
    ['{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}', '2'],
    ['{{ list 1 nil "a" | quote }} {{ quote nil "a" }} {{ join "," (list 1 nil 2) }}', '"[1 <nil> a]" "a" 1,2'],
    ['{{ dict "b" 1 "a" "<" | toJson }} {{ .Values.controlPlane.proxy.port }}', '{"a":"\\u003c","b":1} 8443'],
    ['{{ eq (int .Values.controlPlane.proxy.port) 8443 }}', 'true'],
  ])('%s', (template, text) => {
    expect(render(template)).toBe(text);
  });

  test.each([
    ['{{ .Release.Name', /is not closed/],
    ['{{ if true }}', /not closed with \{\{ end \}\}/],
    ['{{ unknown 1 }}', /the function unknown is not known/],
    ['{{ .Values.a.b }}', /leads through something that is not an object/],
    ['{{ fail "no" }}', /got "no"/],
    ['{{ $a }}', /the variable \$a is not defined/],
    ['{{ end }}', /is not allowed here/],
    ['{{ eq .Values.controlPlane.proxy.port 8443 }}', /the float64 8443 and the int 8443 cannot be compared/],
    ['{{ .Values.nothing | upper }}', /expected a string, not nil/],
    ['{{ trunc .Values.controlPlane.proxy.port "a" }}', /expected an int/],
    ['{{ upper "a" "b" }}', /upper does not take 2 arguments/],
  ])('%s is refused', (template, message) => {
    expect(() => render(template)).toThrow(message);
  });
});

test.each<[string, JsonObject]>([
  ['controlPlane.statefulSet.annotations', { controlPlane: { statefulSet: { annotations: null } } }],
  ['experimental.genericSync', { experimental: { genericSync: null } }],
  ['external', { external: null }],
  ['controlPlane.service.spec', { controlPlane: { service: { spec: null } } }],
  [
    'controlPlane.statefulSet.persistence.binariesVolume',
    { controlPlane: { statefulSet: { persistence: { binariesVolume: [] } } } },
  ],
])('the chart cannot do without %s', (path, values) => {
  const { problems } = renderValues({ name: 'blue', namespace: 'team', values });
  expect(problems.map(({ at }) => at)).toEqual([path]);
});

describe('what the control plane refuses when it starts', () => {
  const problems = (values: JsonObject): readonly string[] =>
    renderValues({ name: 'blue', namespace: 'team', values }).problems.map(({ at, what }) => `${at}: ${what}`);
  const host = (kind: string, byName: Readonly<Record<string, string>>): JsonObject => ({
    sync: { fromHost: { [kind]: { enabled: true, mappings: { byName } } } },
  });
  const dns = (...resolveDNS: JsonObject[]): JsonObject => ({ networking: { resolveDNS } });

  test.each<[string, JsonObject]>([
    [
      'tolerations',
      { sync: { toHost: { pods: { enforceTolerations: ['*', 'a', 'a=b', 'a=b:NoSchedule', 'a:NoExecute', ''] } } } },
    ],
    ['mappings', host('configMaps', { 'a/b': 'c/d', '/x': 'y/z', 'n/*': 'm/*' })],
    ['the own namespace', host('secrets', { '': 'm' })],
    [
      'names',
      dns({ hostname: '*.a', target: { hostname: '*.b' } }, { namespace: 'a', target: { hostNamespace: 'b' } }),
    ],
    [
      'patches',
      { sync: { toHost: { services: { patches: [{ path: 'a', expression: 'b', reverseExpression: 'c' }] } } } },
    ],
    [
      'volume snapshots',
      { sync: { toHost: { volumeSnapshots: { enabled: true }, volumeSnapshotContents: { enabled: true } } } },
    ],
    [
      'storage classes that the scheduler would take',
      {
        controlPlane: { advanced: { virtualScheduler: { enabled: true } } },
        sync: { toHost: { storageClasses: { enabled: true } }, fromHost: { nodes: { enabled: true } } },
      },
    ],
    ['a connector', { controlPlane: { backingStore: { database: { external: { enabled: true, connector: 'x' } } } } }],
    ['custom resources', { sync: { fromHost: { customResources: { 'a.b.c': { enabled: true, scope: 'Cluster' } } } } }],
  ])('accepts %s', (_, values) => {
    expect(problems(values)).toEqual([]);
  });

  test.each<[string, JsonObject, RegExp]>([
    [
      'a toleration',
      { sync: { toHost: { pods: { enforceTolerations: ['a=b=c'] } } } },
      /enforceTolerations\[0\]: is not a toleration/,
    ],
    [
      'a toleration with two colons',
      { sync: { toHost: { pods: { enforceTolerations: ['a:b:c'] } } } },
      /is not a toleration/,
    ],
    ['a mapping without namespace', host('configMaps', { a: 'b/c' }), /has a key of the wrong form/],
    ['a mapping to a bare name', host('secrets', { 'a/b': 'c' }), /mappings\.byName\.a\/b: has the wrong form/],
    ['a mapping to a bad namespace', host('secrets', { 'a/b': 'C/d' }), /has a namespace that is not valid/],
    ['a mapping with a bad name', host('secrets', { 'a/b_': 'c/d' }), /has a name that objects cannot have/],
    ['no source', dns({ target: { ip: '1.1.1.1' } }), /resolveDNS\[0\]: states none of these fields/],
    ['no target', dns({ hostname: 'a', target: {} }), /resolveDNS\[0\]\.target: states none/],
    [
      'a namespace to a host',
      dns({ namespace: 'a', target: { ip: '1.1.1.1' } }),
      /resolves a namespace to something that is not one/,
    ],
    [
      'a wildcard inside',
      dns({ hostname: 'a.*.b', target: { hostname: '*.c' } }),
      /hostname: has a wildcard in the wrong place/,
    ],
    [
      'a patch that does nothing',
      { sync: { toHost: { pods: { patches: [{ path: 'a' }] } } } },
      /patches\[0\]: does nothing/,
    ],
    [
      'a patch that does two things',
      { sync: { fromHost: { nodes: { patches: [{ path: 'a', labels: {}, expression: 'b' }] } } } },
      /more than one thing/,
    ],
    [
      'contents without snapshots',
      { sync: { toHost: { volumeSnapshotContents: { enabled: true } } } },
      /volumeSnapshotContents\.enabled: is on, and/,
    ],
    [
      'a resource of the wrong scope',
      { sync: { toHost: { customResources: { 'a.b': { enabled: true, scope: 'Cluster' } } } } },
      /does not take/,
    ],
    [
      'a namespaced resource without mappings',
      { sync: { fromHost: { customResources: { 'a.b': { enabled: true, scope: 'Namespaced' } } } } },
      /has no entry/,
    ],
    [
      'a database without address',
      { controlPlane: { backingStore: { database: { external: { enabled: true } } } } },
      /dataSource: is empty/,
    ],
    [
      'a webhook without a client',
      { policies: { centralAdmission: { validatingWebhooks: [{ webhooks: [{ clientConfig: {} }] }] } } },
      /says neither/,
    ],
    [
      'a denied verb',
      { experimental: { denyProxyRequests: [{ rules: [{ operations: ['list'] }] }] } },
      /has an unknown verb/,
    ],
    [
      'generic patches',
      { experimental: { genericSync: { export: [{ kind: 'A', apiVersion: 'a/v1', patches: [{ op: 'move' }] }] } } },
      /is not an operation/,
    ],
    [
      'both ways to synchronize',
      {
        experimental: { genericSync: { import: [{ kind: 'A', apiVersion: 'a/v1' }] } },
        sync: { toHost: { customResources: { 'a.b': { enabled: true } } } },
      },
      /is stated together with sync\.toHost\.customResources/,
    ],
  ])('refuses %s', (_, values, message) => {
    expect(problems(values).join('\n')).toMatch(message);
  });

  test('a running virtual cluster may move to another store where its data can go', () => {
    const store = (name: string): JsonObject => {
      const [group = '', kind = ''] = name.split('.');
      return {
        controlPlane: {
          backingStore: { [group]: { [kind]: { enabled: true, ...(kind === 'external' && { dataSource: 'a' }) } } },
        },
      };
    };
    const stores = ['database.embedded', 'database.external', 'etcd.embedded', 'etcd.deploy'];
    const moves = stores.flatMap((from) =>
      stores
        .filter(
          (to) =>
            renderValues({ name: 'a', namespace: 'b', values: store(to), installed: store(from) }).problems.length ===
            0,
        )
        .map((to) => `${from} -> ${to}`),
    );
    expect(moves.filter((move) => new Set(move.split(' -> ')).size > 1)).toEqual([
      'database.embedded -> database.external',
      'database.embedded -> etcd.embedded',
      'etcd.deploy -> etcd.embedded',
    ]);
  });
});
