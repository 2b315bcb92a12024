import type { Risk } from '../../../lib/checks/diff/change';
import type { JsonObject } from '../../../lib/values/json';
import { compared, object } from './compared';

const RULES = [{ from: [{ source: { namespaces: ['shop'] } }] }];
const policy = (name: string, spec: object, namespace = 'shop'): JsonObject =>
  object('security.istio.io/v1beta1 AuthorizationPolicy', name, { metadata: { name, namespace }, spec });
const web = { selector: { matchLabels: { app: 'web' } } };
const peers = (spec: object): JsonObject => object('security.istio.io/v1beta1 PeerAuthentication', 'mtls', { spec });

/** What was there, what comes, and the risk of that. */
const ADDED: ReadonlyArray<readonly [string, readonly JsonObject[], JsonObject, Risk, string]> = [
  ['the first ALLOW', [], policy('a', { ...web, rules: RULES }), 'removal', 'refuse'],
  ['ALLOW without rules', [], policy('a', {}), 'removal', 'refuse'],
  [
    'ALLOW beside DENY alone',
    [policy('b', { ...web, action: 'DENY', rules: RULES })],
    policy('a', { ...web, rules: RULES }),
    'removal',
    'refuse',
  ],
  [
    'ALLOW beside that of other pods',
    [policy('b', { selector: { matchLabels: { app: 'db' } }, rules: RULES })],
    policy('a', { ...web, rules: RULES }),
    'removal',
    'refuse',
  ],
  [
    'ALLOW beside that of another namespace',
    [policy('b', { rules: RULES }, 'other')],
    policy('a', { rules: RULES }),
    'removal',
    'refuse',
  ],
  [
    'ALLOW beside another of its pods',
    [policy('b', { ...web, rules: RULES })],
    policy('a', { ...web, rules: RULES }),
    'access',
    'permits',
  ],
  ['ALLOW beside one of all pods', [policy('b', {})], policy('a', { ...web, rules: RULES }), 'access', 'permits'],
  [
    'ALLOW beside one of the root namespace',
    [policy('b', {}, 'istio-system')],
    policy('a', { ...web, rules: RULES }),
    'access',
    'permits',
  ],
  ['ALLOW of everything', [], policy('a', { ...web, rules: [{}] }), 'addition', ''],
  ['DENY', [], policy('a', { ...web, action: 'DENY', rules: RULES }), 'removal', 'refuse'],
  ['DENY without rules', [], policy('a', { ...web, action: 'DENY' }), 'addition', ''],
  ['AUDIT', [], policy('a', { ...web, action: 'AUDIT', rules: RULES }), 'addition', ''],
  ['PERMISSIVE', [], peers({ mtls: { mode: 'PERMISSIVE' } }), 'access', 'mutual TLS'],
  [
    'DISABLE of a port',
    [],
    peers({ ...web, mtls: { mode: 'STRICT' }, portLevelMtls: { 8080: { mode: 'DISABLE' } } }),
    'access',
    'mutual TLS',
  ],
  ['STRICT', [], peers({ mtls: { mode: 'STRICT' } }), 'removal', 'mutual TLS'],
];

test.each(ADDED)('%s is added', (_, before, added, risk, text) => {
  const changes = compared(before, [...before, added]);
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({ kind: 'added', risk });
  expect(changes[0]?.reasons[0]?.text).toContain(text);
});
