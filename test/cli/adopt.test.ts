/** @batch compiler */
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { spawnSync } from 'child_process';
import { gzipSync } from 'zlib';
import * as cdk8s from 'cdk8s';
import { inCi, sample } from '../support/sample';
import { compilerMessages, evaluate } from '../support/programs';
import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

/** Texts that no output may hold. */
const SECRETS = [
  'c2VjcmV0LWluLWJhc2U2NA==',
  'secret-in-base64',
  'hunter2-plain',
  'hunter2-env',
  'hunter2-override',
  'hunter2-copy',
];

const VERRAZZANO = {
  apiVersion: 'install.verrazzano.io/v1beta1',
  kind: 'Verrazzano',
  metadata: {
    name: 'verrazzano',
    namespace: 'default',
    finalizers: ['install.verrazzano.io'],
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"password":"hunter2-copy"}' },
  },
  spec: {
    profile: 'dev',
    components: { keycloak: { overrides: [{ values: { adminPassword: 'hunter2-override' } }] } },
  },
  status: { state: 'Ready', version: '1.7.2' },
};

const HELIDON = [
  {
    apiVersion: 'core.oam.dev/v1alpha2',
    kind: 'Component',
    metadata: { name: 'front', namespace: 'shop' },
    spec: {
      workload: {
        apiVersion: 'oam.verrazzano.io/v1alpha1',
        kind: 'VerrazzanoHelidonWorkload',
        spec: {
          deploymentTemplate: {
            metadata: { name: 'front' },
            podSpec: { containers: [{ name: 'main', image: 'example.com/front:1', ports: [{ containerPort: 8080 }] }] },
          },
        },
      },
    },
  },
  {
    apiVersion: 'core.oam.dev/v1alpha2',
    kind: 'ApplicationConfiguration',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: { components: [{ componentName: 'front' }] },
  },
];

const SECRET = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'sh.helm.release.v1.keycloak.v1', namespace: 'keycloak' },
  data: { release: 'c2VjcmV0LWluLWJhc2U2NA==' },
  stringData: { plain: 'hunter2-plain' },
};

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'verrazzano-platform-operator', namespace: 'verrazzano-install' },
  spec: {
    template: {
      spec: { containers: [{ name: 'a', image: 'b', env: [{ name: 'DB_PASSWORD', value: 'hunter2-env' }] }] },
    },
  },
};

function dump(name: string, ...items: readonly object[]): string {
  return folder.write(name, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
}

const all = dump('all.json', VERRAZZANO, ...HELIDON, SECRET, DEPLOYMENT);

const programs = new Map<string, string>();

test('writes an app, report and plan, and no secret', async () => {
  const kinds = [['gitops', '--repository', 'https://git.example.com/platform.git'], ['plain']] as const;
  for (const [name, ...more] of sample(kinds, 1)) {
    const target = join(folder.path, name);
    const read = (file: string): string => readFileSync(join(target, file), 'utf8');
    const { code, out, err } = await cli(['adopt', all, '--output', target, ...more]);
    expect(code).toBe(0);
    programs.set(`${name}.ts`, read('main.ts')).set('applications.ts', read('applications.ts'));
    const written = [...programs.values(), ...['adoption.md', 'adoption.json', 'plan.md'].map(read)];
    expect(SECRETS.filter((secret) => [out, err, ...written].join().includes(secret))).toEqual([]);
    const finding =
      'error: [Verrazzano: spec.components.keycloak.overrides[0].values.adminPassword] holds a credential';
    expect(out).toContain(finding);
    expect(read('plan.md')).toContain('kubectl -n keycloak delete secret sh.helm.release.v1.keycloak.v1');
    const again = await cli(['adopt', all, '--output', target, ...more]);
    expect(again.code).toBe(1);
    expect(again.err).toMatch(/has files of these names; .*add --force to replace them\n$/);
  }
}, 60_000);

describe('an admin cluster', () => {
  const managed = (name: string, status: object): object => ({
    apiVersion: 'clusters.verrazzano.io/v1alpha1',
    kind: 'VerrazzanoManagedCluster',
    metadata: { name, namespace: 'verrazzano-mc', labels: { region: 'eu' } },
    spec: { description: `Cluster ${name}`, caSecret: `ca-secret-${name}` },
    status,
  });
  const project = {
    apiVersion: 'clusters.verrazzano.io/v1alpha1',
    kind: 'VerrazzanoProject',
    metadata: { name: 'shop', namespace: 'verrazzano-mc' },
    spec: {
      placement: { clusters: [{ name: 'eu-1' }, { name: 'gone' }] },
      template: {
        namespaces: [{ metadata: { name: 'shop', labels: { team: 'a' } } }],
        security: { projectAdminSubjects: [{ kind: 'Group', name: 'shop-admins', apiGroup: 'rbac' }] },
        strange: true,
      },
    },
  };
  const reported = {
    kubernetes: { version: 'v1.25.9' },
    prometheusHost: 'prometheus.vmi.system.berlin.example.com',
  };

  test('has the clusters and projects that it manages in its program', async () => {
    const target = join(folder.path, 'estate');
    const file = dump('estate.json', VERRAZZANO, managed('eu-1', reported), managed('local', {}), project);
    const options = ['--output', target, '--repository', 'https://git.example.com/p.git'];
    const { code, out } = await cli(['adopt', file, ...options]);
    expect(code).toBe(0);
    const [main, estate] = ['main.ts', 'estate.ts'].map((name) => readFileSync(join(target, name), 'utf8'));
    programs.set('admin.ts', main ?? '').set('estate.ts', estate ?? '');
    expect(main).toContain('\nmanagedClusters(app, cluster);\nprojects(cluster);\n');
    expect(estate).toContain(`  new ManagedClusterProfile(
    new ManagedCluster(app, 'eu-1', {
      admin,
      kubernetes: { version: '1.25', cni: Cni.calico(), storageClass: 'standard' },
      registration: { description: 'Cluster eu-1', labels: { region: 'eu' } },
    }),
    'verrazzano',
    { environmentName: 'berlin', dns: Dns.external('example.com') },
  );`);
    expect(estate).toContain(`  new VerrazzanoProject(admin, 'shop', {
    clusters: ['eu-1', 'gone'],
    namespaces: [{ name: 'shop', labels: { team: 'a' } }],
    admins: [{ kind: 'Group', name: 'shop-admins' }],
  });`);
    const at = '[VerrazzanoProject verrazzano-mc/shop]';
    expect(out).toContain(`warning: ${at} is placed on clusters that the dump lacks; got ["gone"]`);
    expect(out).toContain(`error: ${at} has fields that the program does not have; got ["spec.template.strange"]`);
  });

  inCi('that is managed itself is so in its program, whatever its profile', async () => {
    const target = join(folder.path, 'managed');
    const agent = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'verrazzano-cluster-agent', namespace: 'verrazzano-system' },
    };
    const file = dump('managed.json', VERRAZZANO, agent);
    await cli(['adopt', file, '--output', target, '--repository', 'https://git.example.com/p.git']);
    expect(readFileSync(join(target, 'main.ts'), 'utf8')).toContain(
      "new ManagedCluster(app, 'verrazzano', { kubernetes })",
    );
  });
});

// A compilation takes seconds; examples/exit has an adopted program that every run compiles.
inCi('the app compiles', () => {
  expect(programs.size).toBe(5);
  expect(compilerMessages(programs)).toEqual([]);
});

test('a folder of the bug-report command is read by the names of its files', async () => {
  const snapshot = join(folder.path, 'cluster-snapshot');
  mkdirSync(join(snapshot, 'keycloak'), { recursive: true });
  const { apiVersion: _, kind: __, ...untyped } = VERRAZZANO;
  writeFileSync(join(snapshot, 'verrazzano-resources.json'), JSON.stringify({ metadata: {}, items: [untyped] }));
  const mysql = {
    metadata: { name: 'mysql', namespace: 'keycloak' },
    spec: { template: { spec: { containers: [] } } },
  };
  writeFileSync(join(snapshot, 'keycloak', 'statefulsets.json'), JSON.stringify({ metadata: {}, items: [mysql] }));
  writeFileSync(join(snapshot, 'keycloak', 'namespace.json'), JSON.stringify({ metadata: { name: 'keycloak' } }));
  writeFileSync(join(snapshot, 'keycloak', 'domain.json'), '');
  writeFileSync(join(snapshot, 'keycloak', 'strange.json'), JSON.stringify({ items: [{ metadata: { name: 'x' } }] }));
  writeFileSync(join(snapshot, 'metadata.json'), JSON.stringify({ time: '2024-01-01T00:00:00Z' }));
  const { code, out } = await cli(['adopt', snapshot, '--json']);
  expect(code).toBe(0);
  const report = JSON.parse(out) as {
    drift: Array<{ object: string; kind: string }>;
    findings: Array<{ at: string; what: string }>;
  };
  const kindOf = (object: string): string | undefined => report.drift.find((one) => one.object === object)?.kind;
  expect(kindOf('StatefulSet keycloak/mysql')).toBe('changed');
  expect(kindOf('StatefulSet keycloak/keycloak')).toBe('missing');
  expect(kindOf('StatefulSet verrazzano-logging/opensearch-es-master')).toBe('unknown');
  expect(report.findings.find(({ at }) => at.endsWith('strange.json'))?.what).toBe(
    'has 1 items whose kind nothing says; they are left out',
  );
});

test.each([
  ['binary', Buffer.from([0, 1, 2, 255]), /is not text/],
  ['truncated', '{"apiVersion":"v1","kind":"List","items":[{', /is not valid YAML/],
  [
    'aliases',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((key, at) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[at]}`).join()}]`)
      .join('\n')}\n`,
    /aliases|too many/,
  ],
  ['deep', `${'['.repeat(5000)}${']'.repeat(5000)}`, /nested too deeply/],
  ['cycle', 'a: &a\n  b: *a\n', /alias|nested/],
])('a hostile file is refused in one line: %s', async (name, content, message) => {
  const { code, out, err } = await cli(['adopt', folder.write(`${name}.yaml`, content)]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(message);
  expect(err).not.toMatch(/\n\s+at /);
  expect(err.trim().split('\n')).toHaveLength(1);
});

const HOSTILE: ReadonlyArray<readonly [string, object]> = [
  ['names', { ...DEPLOYMENT, metadata: { name: 'x; rm -rf /', namespace: 'verrazzano-install' } }],
  ['namespaces', { ...DEPLOYMENT, metadata: { name: 'x', namespace: '$(id)' } }],
  ['kinds', { ...DEPLOYMENT, kind: 'a`id`' }],
  [
    'types',
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', namespace: 'keycloak', ownerReferences: 'x', labels: 7 },
      spec: [],
    },
  ],
  [
    'prototypes',
    JSON.parse(
      '{"apiVersion":"v1","kind":"Node","metadata":{"name":"n"},"__proto__":{"a":1},"status":{"__proto__":null}}',
    ) as object,
  ],
  [
    'controls',
    {
      ...VERRAZZANO,
      status: {
        state: '\u001b[2J\u0000',
        version: '<script>',
        components: { '\u001b[2J': { state: 1 }, __proto__: 1 },
      },
    },
  ],
  ['empty', { ...VERRAZZANO, spec: null, status: null }],
  ['text', { ...VERRAZZANO, spec: 'x', status: [] }],
  ['wrong', { ...VERRAZZANO, spec: { profile: 7, components: { keycloak: 3, opensearch: { nodes: 'x' } } } }],
];

test.each(sample(HOSTILE, 2))('a hostile object crashes nothing and controls nothing: %s', async (name, object) => {
  const file = dump(`hostile-${name}.json`, object);
  const printed = [
    await cli(['adopt', file]),
    await cli(['plan', file, '--output', 'json']),
    await cli(['adopt', file, '--json']),
  ];
  for (const { out, err } of printed) {
    expect(err).not.toContain('this is a bug');
    const found = ['\u001b', '\u0000', 'rm -rf', '$(id)', '`id`'].filter((text) => (out + err).includes(text));
    expect(found).toEqual([]);
  }
});

test('what is adopted synthesizes', async () => {
  const target = join(folder.path, 'synthesized');
  const plain = dump('plain.json', { ...VERRAZZANO, spec: { profile: 'prod', environmentName: 'eu' } });
  await cli(['adopt', plain, '--output', target]);
  let yaml = '';
  class Captured extends cdk8s.App {
    override synth(): void {
      yaml = this.synthYaml();
    }
  }
  evaluate(readFileSync(join(target, 'main.ts'), 'utf8'), {
    cdk8s: { ...cdk8s, App: Captured },
    'cdk8s-verrazzano': jest.requireActual('../../lib'),
  });
  expect(yaml).toContain('environmentName: eu');
});

inCi('what is not the same since an earlier dump is listed', async () => {
  const service = (port: number): object => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'mysql', namespace: 'keycloak' },
    spec: { ports: [{ port }] },
  });
  const [before, after] = [
    dump('before.json', VERRAZZANO, service(3306)),
    dump('after.json', VERRAZZANO, service(3307)),
  ];
  const same = await cli(['adopt', before, '--before', before]);
  expect(same.out).toContain('\nsince the earlier dump: nothing differs\n');
  const { out, code } = await cli(['adopt', after, '--before', before]);
  expect(code).toBe(0);
  expect(out).toContain('\nsince the earlier dump:\n  service: Service keycloak/mysql: ');
});

describe('an archive', () => {
  const files = new Map([
    ['cluster-snapshot/verrazzano-resources.json', JSON.stringify({ items: [VERRAZZANO] })],
    [`cluster-snapshot/${'long-'.repeat(25)}name/services.json`, JSON.stringify({ items: [] })],
    ['cluster-snapshot/keycloak/pods.log', '\u0000'],
  ]);
  for (const [name, content] of files) {
    mkdirSync(join(folder.path, 'archived', dirname(name)), { recursive: true });
    writeFileSync(join(folder.path, 'archived', name), content);
  }
  const tar = (name: string, ...options: readonly string[]): string => {
    const target = join(folder.path, name);
    spawnSync('tar', ['-C', join(folder.path, 'archived'), ...options, '-f', target, 'cluster-snapshot']);
    return target;
  };

  test.each(
    sample(
      [
        ['x.tar', ['-c', '--format=gnu']],
        ['x.tar.gz', ['-c', '-z', '--format=pax']],
        ['x.tgz', ['-c', '-z']],
      ],
      1,
    ),
  )('is read as its content is: %s', async (name, options) => {
    const { code, out } = await cli(['adopt', tar(name, ...options), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse((await cli(['adopt', join(folder.path, 'archived'), '--json'])).out));
  });

  inCi('of one file is that file', async () => {
    const path = join(folder.path, 'one.json.gz');
    writeFileSync(path, gzipSync(readFileSync(all)));
    expect((await cli(['adopt', path])).out).toBe((await cli(['adopt', all])).out);
  });

  // The content that is too large takes a second to make.
  inCi('that is not complete, or expands too far, is refused in one line', async () => {
    const whole = readFileSync(tar('whole.tgz', '-c', '-z'));
    const bomb = join(folder.path, 'bomb.json.gz');
    writeFileSync(bomb, gzipSync(Buffer.alloc(129 * 1024 * 1024, 32)));
    const cases: ReadonlyArray<readonly [string, Buffer, RegExp]> = [
      ['cut.tgz', whole.subarray(0, whole.length / 2), /is not a complete gzip file/],
      ['cut.tar', readFileSync(tar('whole.tar', '-c')).subarray(0, 700), /is not a complete tar archive/],
      ['noise.tar', Buffer.alloc(1024, 7), /is not a complete tar archive/],
      ['bomb.json.gz', readFileSync(bomb), /is too large when it is expanded/],
    ];
    for (const [name, content, message] of cases) {
      const path = join(folder.path, name);
      writeFileSync(path, content);
      const { code, out, err } = await cli(['adopt', path]);
      expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 1, out: '', lines: 1 });
      expect(err).toMatch(message);
    }
  });
});

inCi('what a program synthesized is compared field by field', async () => {
  const role = (verbs: readonly string[]): object => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'x' },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs }],
  });
  const made = join(folder.path, 'made');
  mkdirSync(made);
  writeFileSync(join(made, 'role.yaml'), JSON.stringify(role(['get', 'list'])));
  const same = await cli(['adopt', dump('same.json', VERRAZZANO, role(['list', 'get'])), '--synthesized', made]);
  expect(same.out).not.toContain('ClusterRole x');
  const other = await cli(['adopt', dump('other.json', VERRAZZANO, role(['*'])), '--synthesized', made]);
  expect(other.out).toContain(
    '  changed: ClusterRole x would be changed by the program\n    rules[0].verbs: ["*"] -> ["get","list"]\n',
  );
});
