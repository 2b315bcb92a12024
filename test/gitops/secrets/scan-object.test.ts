import * as fc from 'fast-check';
import { secretsInObject } from '../../../lib/gitops/secrets';

const KEY = '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\n-----END RSA PRIVATE KEY-----\n';
const b64 = (text: string): string => Buffer.from(text).toString('base64');
const configMap = (data: object): object => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data });
const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: 'Yg==' } };

const found = (value: unknown): string[] =>
  secretsInObject(value, { kind: 'File', name: 'f' }).map(
    ({ rule, kind, name, at }) => `${rule} ${kind}/${name}${at === '' ? '' : ` ${at}`}`,
  );

test.each<[string, unknown, string]>([
  ['a Secret', secret, 'secret Secret/s'],
  ['blanks', { ...secret, apiVersion: ' v1\n', kind: 'Secret ' }, 'secret Secret/s'],
  ['no apiVersion', { ...secret, apiVersion: undefined }, 'secret Secret/s'],
  ['stringData', { ...secret, data: undefined, stringData: { a: 'b' } }, 'secret Secret/s'],
  [
    'a List',
    { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'List', items: [secret] }] },
    'secret Secret/s',
  ],
  [
    'a SecretList',
    { apiVersion: 'v1', kind: 'SecretList', items: [{ metadata: { name: 's' }, data: { a: 'Yg==' } }] },
    'secret Secret/s',
  ],
  [
    'a ConfigMap of manifests',
    configMap({ 'x.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: Yg==}\n' }),
    'secret Secret/s',
  ],
  [
    'a template',
    { apiVersion: 'v1', kind: 'Thing', metadata: { name: 't' }, spec: { template: secret } },
    'secret Secret/s',
  ],
  [
    'last-applied-configuration',
    {
      ...secret,
      data: undefined,
      metadata: {
        name: 's',
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(secret) },
      },
    },
    'secret Secret/s',
  ],
  [
    'SecretGenerator',
    { apiVersion: 'builtin', kind: 'SecretGenerator', metadata: { name: 'g' }, literals: ['a=b'] },
    'generator SecretGenerator/g',
  ],
  ['secretGenerator', { kind: 'Kustomization', secretGenerator: [{ name: 'g', envs: ['x.env'] }] }, 'generator File/f'],
  ['a private key', configMap({ 'tls.pem': KEY }), 'pattern ConfigMap/c data["tls.pem"]'],
  ['a private key in one line', configMap({ a: KEY.replace(/\n/g, '\\n') }), 'pattern ConfigMap/c data.a'],
  ['a private key in base64', configMap({ a: b64(KEY) }), 'pattern ConfigMap/c data.a'],
  ['a URL with a password', configMap({ a: 'jdbc: postgres://u:hunter2@db:5432/x' }), 'pattern ConfigMap/c data.a'],
  ['a URL with a token', configMap({ a: 'https://x0123456789@git.example.com/r.git' }), 'pattern ConfigMap/c data.a'],
  [
    'a token in a query',
    configMap({ a: 'https://h.example.com/x?access_token=abcdef123' }),
    'pattern ConfigMap/c data.a',
  ],
  ['a token of GitHub', configMap({ a: `ghp_${'a1'.repeat(18)}` }), 'pattern ConfigMap/c data.a'],
  ['a key of a ConfigMap', configMap({ DB_PASSWORD: 'hunter2' }), 'literal ConfigMap/c data.DB_PASSWORD'],
  [
    'properties',
    configMap({ 'app.properties': 'a=b\nspring.datasource.password=hunter2\n' }),
    'literal ConfigMap/c data["app.properties"]',
  ],
  [
    'one line of properties',
    configMap({ 'app.properties': 'db.password=hunter2' }),
    'literal ConfigMap/c data["app.properties"]',
  ],
  [
    'YAML in a string',
    configMap({ 'app.yaml': 'db:\n  password: hunter2\n' }),
    'literal ConfigMap/c data["app.yaml"].db.password',
  ],
  [
    'JSON in a string',
    configMap({ 'app.json': '{"db": {"clientSecret": "x1y2"}}' }),
    'literal ConfigMap/c data["app.json"].db.clientSecret',
  ],
  ['an environment', { env: [{ name: 'API_TOKEN', value: 'abc' }] }, 'literal File/f env[0].value'],
  ['an argument', { args: ['--admin-password=hunter2'] }, 'literal File/f args[0]'],
  ['two arguments', { args: ['--password', 'hunter2'] }, 'literal File/f args[0]'],
  ['a script', { command: ['sh', '-c', 'login --password "hunter2" x'] }, 'literal File/f command[2]'],
  ['a number', { values: { adminPassword: 12345 } }, 'literal File/f values.adminPassword'],
  ['chart values', { values: { secretKey: 'wJalrXUtnFEMI' } }, 'literal File/f values.secretKey'],
  [
    'chart values in a string',
    { helm: { values: 'auth:\n  rootPassword: hunter2\n' } },
    'literal File/f helm.values.auth.rootPassword',
  ],
  ['a random secret', { values: { secret: '0123456789abcdef0123456789abcdef' } }, 'literal File/f values.secret'],
  ['a default in a placeholder', { password: '${DB_PASSWORD:-hunter2}' }, 'literal File/f password'],
  ['a JSON patch', [{ op: 'add', path: '/spec/password', value: 'hunter2' }], 'literal File/f [0].value'],
])('found: %s', (_, value, expected) => expect(found(value)).toContain(expected));

test.each<[string, unknown]>([
  ['a Secret without content', { ...secret, data: undefined }],
  ['empty and null', { password: '', token: null, apiKey: ' ' }],
  ['switches', { password: true, token: 'false', requirePassword: 'yes', clientSecret: 'none' }],
  ['references', { env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] }],
  [
    'names of Secrets',
    {
      existingSecret: 'db',
      secret: 'my-db.credentials',
      apiSecret: 'oci',
      credentials: 'velero-creds',
      tlsSecret: 'a/b',
    },
  ],
  [
    'names of keys',
    { existingSecretPasswordKey: 'password', passwordKey: 'pw', secretName: 's', existingSecretKey: 'a' },
  ],
  [
    'a key beside a name',
    {
      secretKeyRef: { name: 'x', key: 'password' },
      ref: { secretName: 'x', secretKey: 'tls.key' },
      passwordSecret: { secretName: 'x', password: 'passphrase' },
    },
  ],
  [
    'volumes',
    {
      volumes: [
        { secret: { secretName: 'x', items: [{ key: 'password', path: 'password' }] } },
        { projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
      ],
    },
  ],
  [
    'placeholders',
    {
      a: ['${X}', '$(X)', '$X', '{{ .Values.x }}', '<your password>', '%X%', 'REPLACE_ME', '****'].map((password) => ({
        password,
      })),
    },
  ],
  [
    'paths',
    {
      tokenFile: '/var/run/token',
      token: '/var/run/secrets/token',
      password: 'file:/x',
      clientSecret: 'vault:kv/data/x#y',
    },
  ],
  [
    'URLs without credentials',
    {
      a: 'https://git.example.com/x?y=z',
      b: 'ssh://git@github.com/x',
      c: 'git@github.com:x/y',
      tokenUrl: 'https://h/token',
      d: 'https://${USER}:${PASSWORD}@h/',
    },
  ],
  [
    'certificates',
    configMap({
      ca: '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl\n-----END CERTIFICATE-----',
      b: b64('-----BEGIN CERTIFICATE-----\nMIIDdzCCAl\n'),
    }),
  ],
  ['words about keys', configMap({ doc: 'must begin with -----BEGIN RSA PRIVATE KEY----- and end' })],
  [
    'scripts',
    configMap({ 'x.sh': '#!/bin/sh\nPASSWORD=$(cat /x)\ntoken="$1"\nexport TOKEN=${TOKEN}\n# password=example\n' }),
  ],
  ['programs', configMap({ 'x.lua': 'local password = conf.password\ntoken = get_token()\nreturn password\n' })],
  ['counters', { maxTokens: 4096, tokens: 5, token: '15' }],
  [
    'ExternalSecret',
    {
      apiVersion: 'external-secrets.io/v1beta1',
      kind: 'ExternalSecret',
      metadata: { name: 'e' },
      spec: { data: [{ secretKey: 'password', remoteRef: { key: 'a/b' } }] },
    },
  ],
  [
    'a schema',
    {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'x' },
      spec: { versions: [{ schema: { password: 'string' } }] },
    },
  ],
  [
    'another kind of that name',
    { apiVersion: 'example.com/v1', kind: 'Secret', metadata: { name: 's' }, data: { a: 'b' } },
  ],
  ['roles', { rules: [{ resources: ['secrets', 'tokenreviews'], verbs: ['get'] }] }],
])('not found: %s', (_, value) => expect(found(value)).toEqual([]));

test('a Secret is searched inside too, so that an allowed one holds no credentials', () => {
  expect(found({ ...secret, data: { key: b64(KEY), password: b64('hunter2') } })).toEqual([
    'secret Secret/s',
    'pattern Secret/s data.key',
    'literal Secret/s data.password',
  ]);
});

test('no finding has the value, at any depth, and nothing is thrown', () => {
  const value = 'hunter2-Xq';
  const wrap = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('password', 'token', 'secretKey', 'API_KEY').map((key) => ({ [key]: value })),
      tie('node').map((inner) => ({ a: inner })),
      tie('node').map((inner) => [inner, 1]),
      tie('node').map((inner) => ({ text: JSON.stringify(inner) })),
      tie('node').map((inner) => ({ apiVersion: 'v1', kind: 'List', items: [inner] })),
    ),
  })).node;
  fc.assert(
    fc.property(wrap, (node) => {
      const findings = secretsInObject(node, { kind: 'File', name: 'f' });
      const texts = (JSON.stringify(node).match(/\\+"text|"text/g) ?? []).length;
      if (texts <= 3) expect(findings.length).toBeGreaterThan(0);
      expect(JSON.stringify(findings)).not.toContain(value);
    }),
  );
  fc.assert(fc.property(fc.anything(), (any) => Array.isArray(found(any))));
});

test('too deep for a search is a finding', () => {
  let deep: unknown = 'x';
  for (let depth = 0; depth < 200; depth++) deep = { a: deep };
  expect(found(deep)[0]).toMatch(/^unreadable/);
});
