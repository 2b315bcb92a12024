import fc from 'fast-check';
import type { JsonObject } from '../../lib/values/json';
import { Asked, authorization, peerAuthentication, pod, PODS, STRICT } from './manifests';
import { runs } from '../support/fc-runs';

const CLIENT = 'cluster.local/ns/shop/sa/client';
const CLIENTS = ['shop/client', 'shop/other', 'away/client', 'legacy/bare', '10.0.0.1'];

/** Who reaches port 8080 of the server where mutual TLS is not needed. */
function reaches(...policies: readonly JsonObject[]): readonly string[] {
  const mesh = new Asked([...PODS, ...policies]);
  return CLIENTS.filter((from) => mesh.open(from));
}

/** The same with one policy in the namespace of the server. */
function withRules(rules: readonly JsonObject[], action = 'ALLOW'): readonly string[] {
  return reaches(authorization('shop/it', { action, rules }));
}

const from = (source: JsonObject): JsonObject => ({ from: [{ source }] });
const to = (operation: JsonObject): JsonObject => ({ to: [{ operation }] });
const when = (key: string, values: JsonObject): JsonObject => ({ when: [{ key, ...values }] });

describe('which requests a policy matches', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    ['an empty rule', {}, CLIENTS],
    ['a principal', from({ principals: [CLIENT] }), ['shop/client']],
    ['a principal by prefix', from({ principals: ['cluster.local/ns/shop/*'] }), ['shop/client', 'shop/other']],
    ['a principal by suffix', from({ principals: ['*/sa/client'] }), ['shop/client', 'away/client']],
    ['any principal', from({ principals: ['*'] }), ['shop/client', 'shop/other', 'away/client']],
    ['no such principal', from({ notPrincipals: [CLIENT] }), ['shop/other', 'away/client', 'legacy/bare', '10.0.0.1']],
    ['sources without a principal', from({ notPrincipals: ['*'] }), ['legacy/bare', '10.0.0.1']],
    ['a namespace', from({ namespaces: ['away'] }), ['away/client']],
    ['a namespace by prefix', from({ namespaces: ['sh*'] }), ['shop/client', 'shop/other']],
    ['other namespaces', from({ notNamespaces: ['shop'] }), ['away/client', 'legacy/bare', '10.0.0.1']],
    ['all fields of a source', from({ principals: ['*'], namespaces: ['away'] }), ['away/client']],
    [
      'one of several sources',
      { from: [{ source: { principals: [CLIENT] } }, { source: { namespaces: ['away'] } }] },
      ['shop/client', 'away/client'],
    ],
    ['a port', to({ ports: ['8080'] }), CLIENTS],
    ['another port', to({ ports: ['9090'] }), []],
    ['other ports', to({ notPorts: ['8080'] }), []],
    ['source and port', { ...from({ principals: [CLIENT] }), ...to({ ports: ['8080'] }) }, ['shop/client']],
    ['a source by condition', when('source.principal', { values: [CLIENT] }), ['shop/client']],
    [
      'a namespace by condition',
      when('source.namespace', { notValues: ['shop'] }),
      ['away/client', 'legacy/bare', '10.0.0.1'],
    ],
    ['a port by condition', when('destination.port', { values: ['9090'] }), []],
  ])('%s', (_, rule, expected) => {
    expect(withRules([rule])).toEqual(expected);
    // What is allowed by a rule is what is denied by it.
    expect(withRules([rule], 'DENY')).toEqual(CLIENTS.filter((one) => !expected.includes(one)));
  });

  test('addresses decide about addresses, and are not known for pods', () => {
    const block = from({ ipBlocks: ['10.0.0.0/8'] });
    expect(withRules([block])).toEqual(CLIENTS);
    expect(withRules([block], 'DENY')).toEqual(CLIENTS.filter((one) => one !== '10.0.0.1'));
    expect(withRules([from({ ipBlocks: ['192.0.2.0/24'] })])).not.toContain('10.0.0.1');
    expect(withRules([from({ notIpBlocks: ['10.0.0.1'] })])).not.toContain('10.0.0.1');
  });

  test.each<[string, JsonObject]>([
    ['paths', to({ paths: ['/a'] })],
    ['other paths', to({ notPaths: ['/a'] })],
    ['methods', to({ methods: ['GET'] })],
    ['hosts', to({ hosts: ['a.b'] })],
    ['who signed a token', from({ requestPrincipals: ['*'] })],
    ['addresses behind a proxy', from({ remoteIpBlocks: ['10.0.0.0/8'] })],
    ['claims', when('request.auth.claims[iss]', { values: ['a'] })],
    ['headers', when('request.headers[x]', { notValues: ['a'] })],
  ])('%s may allow and may deny, which is reported', (_, rule) => {
    expect(withRules([rule])).toEqual(CLIENTS);
    expect(withRules([rule], 'DENY')).toEqual(CLIENTS);
    const allow = new Asked([...PODS, authorization('shop/it', { rules: [rule] })]);
    expect(allow.why('shop/client')).toContain(`AuthorizationPolicy shop/it may allow ${CLIENT} at TCP 8080`);
    const deny = new Asked([...PODS, authorization('shop/it', { action: 'DENY', rules: [rule] })]);
    expect(deny.why('shop/client')).toContain(`AuthorizationPolicy shop/it may deny ${CLIENT} at TCP 8080`);
  });

  test('what depends on the request still depends on the principal', () => {
    const rule = { ...from({ principals: [CLIENT] }), ...to({ paths: ['/a'] }) };
    expect(withRules([rule])).toEqual(['shop/client']);
  });
});

describe('what policies decide together', () => {
  const all = { rules: [{}] };

  test('without a policy everything is allowed, and one without rules that allows, allows nothing', () => {
    expect(reaches()).toEqual(CLIENTS);
    expect(reaches(authorization('shop/it', {}))).toEqual([]);
    expect(reaches(authorization('shop/it', { rules: [] }))).toEqual([]);
    expect(reaches(authorization('shop/it', all))).toEqual(CLIENTS);
  });

  test('one without rules that denies, denies nothing', () => {
    expect(reaches(authorization('shop/it', { action: 'DENY' }))).toEqual(CLIENTS);
    expect(reaches(authorization('shop/it', { action: 'DENY', ...all }))).toEqual([]);
  });

  test('what is denied is not allowed by another one', () => {
    const deny = authorization('shop/deny', { action: 'DENY', rules: [from({ principals: [CLIENT] })] });
    expect(reaches(authorization('shop/allow', all), deny)).toEqual(CLIENTS.filter((one) => one !== 'shop/client'));
  });

  test('policies that allow add up', () => {
    const one = authorization('shop/one', { rules: [from({ principals: [CLIENT] })] });
    expect(reaches(authorization('shop/none', {}), one)).toEqual(['shop/client']);
  });

  test('AUDIT decides nothing, and CUSTOM is up to an external authorizer, which is stated', () => {
    expect(reaches(authorization('shop/it', { action: 'AUDIT', ...all }))).toEqual(CLIENTS);
    const custom = authorization('shop/it', { action: 'CUSTOM', provider: { name: 'a' }, ...all });
    expect(reaches(custom)).toEqual(CLIENTS);
    expect(new Asked([...PODS, custom]).why('shop/client')).toContain('an external authorizer decides about TCP 8080');
  });

  test('a policy is for its namespace, and one of the root namespace for all', () => {
    expect(reaches(authorization('away/it', {}))).toEqual(CLIENTS);
    expect(reaches(authorization('istio-system/it', {}))).toEqual([]);
  });

  test('a selector narrows it, also in the root namespace', () => {
    const selector = (app: string) => ({ selector: { matchLabels: { app } } });
    expect(reaches(authorization('shop/it', selector('server')))).toEqual([]);
    expect(reaches(authorization('shop/it', selector('client')))).toEqual(CLIENTS);
    expect(reaches(authorization('istio-system/it', selector('server')))).toEqual([]);
    expect(reaches(authorization('istio-system/it', selector('client')))).toEqual(CLIENTS);
  });

  test('policies for a Gateway of the Gateway API are not for sidecars', () => {
    expect(reaches(authorization('shop/it', { targetRefs: [{ kind: 'Gateway', name: 'a' }] }))).toEqual(CLIENTS);
  });

  test('a policy in dry-run mode decides nothing', () => {
    const policy = authorization('shop/it', {});
    const metadata = { name: 'it', namespace: 'shop', annotations: { 'istio.io/dry-run': 'true' } };
    expect(reaches({ ...policy, metadata })).toEqual(CLIENTS);
    expect(reaches(policy)).toEqual([]);
  });

  test('ports that the sidecar does not take stay open', () => {
    const mesh = new Asked([...PODS, authorization('istio-system/it', {})]);
    expect(mesh.ports('shop/client').toString()).toBe('TCP 15020-15021,15090; UDP 1-65535; SCTP 1-65535');
  });

  test('who has no certificate matches no principal, and is refused by mutual TLS before that', () => {
    const policy = authorization('shop/it', { rules: [{}] });
    const mesh = new Asked([...PODS, STRICT, policy]);
    expect(CLIENTS.filter((one) => mesh.open(one))).toEqual(['shop/client', 'shop/other', 'away/client']);
    expect(mesh.why('legacy/bare')).toContain('mutual TLS is STRICT');
  });

  test('a port in plaintext only knows no principal', () => {
    const plain = peerAuthentication('shop/default', { mtls: { mode: 'DISABLE' } });
    expect(reaches(plain, authorization('shop/it', { rules: [from({ principals: ['*'] })] }))).toEqual([]);
    expect(reaches(plain, authorization('shop/it', { rules: [from({ notPrincipals: ['*'] })] }))).toEqual(CLIENTS);
  });

  test('cluster.local stands for the trust domain, whatever it is', () => {
    const policy = (principal: string) => authorization('shop/it', { rules: [from({ principals: [principal] })] });
    const open = (principal: string) =>
      new Asked([...PODS, policy(principal)], { trustDomain: 'corp' }).open('shop/client');
    expect(open(CLIENT)).toBe(true);
    expect(open('corp/ns/shop/sa/client')).toBe(true);
    expect(open('else/ns/shop/sa/client')).toBe(false);
  });

  test('the reason names the policies, the principal and the ports', () => {
    const policy = authorization('shop/it', { rules: [from({ principals: [CLIENT] })] });
    const mesh = new Asked([...PODS, STRICT, policy]);
    expect(mesh.why('shop/client')).toBe(`AuthorizationPolicy shop/it allows ${CLIENT} at TCP 8080`);
    expect(mesh.why('shop/other')).toBe(
      'AuthorizationPolicy shop/it: no rule allows cluster.local/ns/shop/sa/other at TCP 8080',
    );
    const deny = authorization('shop/no', { action: 'DENY', rules: [{}] });
    expect(new Asked([...PODS, STRICT, deny]).why('shop/other')).toBe(
      'AuthorizationPolicy shop/no denies cluster.local/ns/shop/sa/other at TCP 8080',
    );
  });

  test('a policy for a gateway evaluates who comes with a certificate, and who does not', () => {
    const labels = { istio: 'ingressgateway', 'operator.istio.io/component': 'IngressGateways' };
    const rules = [from({ principals: [CLIENT] })];
    const policy = authorization('istio-system/it', { selector: { matchLabels: { istio: 'ingressgateway' } }, rules });
    const mesh = new Asked([...PODS, pod('istio-system/gateway', { labels }), policy]);
    expect(CLIENTS.filter((one) => mesh.open(one, 'istio-system/gateway', 8443))).toEqual(['shop/client']);
  });
});

describe('properties', () => {
  const source = fc.oneof(
    fc.record({ principals: fc.subarray([CLIENT, '*/sa/other', '*'], { minLength: 1 }) }),
    fc.record({ notPrincipals: fc.subarray([CLIENT, '*'], { minLength: 1 }) }),
    fc.record({ namespaces: fc.subarray(['shop', 'a*'], { minLength: 1 }) }),
    fc.record({ ipBlocks: fc.subarray(['10.0.0.0/8', '192.0.2.0/24'], { minLength: 1 }) }),
  );
  const operation = fc.oneof(
    fc.record({ ports: fc.subarray(['8080', '9090'], { minLength: 1 }) }),
    fc.record({ notPorts: fc.subarray(['8080', '9090'], { minLength: 1 }) }),
    fc.record({ paths: fc.constant(['/a']) }),
  );
  const rule = fc.record(
    {
      from: fc.array(fc.record({ source }), { maxLength: 2 }),
      to: fc.array(fc.record({ operation }), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<JsonObject>;
  const policies = fc
    .array(fc.record({ action: fc.constantFrom('ALLOW', 'DENY', 'AUDIT'), rules: fc.array(rule, { maxLength: 3 }) }), {
      maxLength: 4,
    })
    .map((specs) => specs.map((spec, index) => authorization(`shop/policy-${index}`, spec)));

  test('the order of policies does not matter', () => {
    fc.assert(
      fc.property(policies, (all) => {
        const [mesh, reversed] = [new Asked([...PODS, ...all]), new Asked([...PODS, ...[...all].reverse()])];
        for (const one of CLIENTS) expect(mesh.ports(one).toString()).toBe(reversed.ports(one).toString());
      }),
      { numRuns: runs(4, 50) },
    );
  });

  test('one more that denies opens nothing, and one more that allows closes nothing while another one allows', () => {
    fc.assert(
      fc.property(policies, rule, (all, added) => {
        const first = authorization('shop/first', { rules: [] });
        const before = new Asked([...PODS, ...all, first]);
        const denied = new Asked([...PODS, ...all, first, authorization('shop/x', { action: 'DENY', rules: [added] })]);
        const allowed = new Asked([...PODS, ...all, first, authorization('shop/x', { rules: [added] })]);
        for (const one of CLIENTS) {
          expect(before.ports(one).containsAll(denied.ports(one))).toBe(true);
          expect(allowed.ports(one).containsAll(before.ports(one))).toBe(true);
        }
      }),
      { numRuns: runs(4, 50) },
    );
  });

  test('STRICT mutual TLS opens nothing to those without a sidecar', () => {
    fc.assert(
      fc.property(policies, (all) => {
        const mesh = new Asked([...PODS, STRICT, ...all]);
        expect(mesh.open('legacy/bare') || mesh.open('10.0.0.1')).toBe(false);
      }),
      { numRuns: runs(4, 50) },
    );
  });
});

test('the ServiceAccount of a pod may be under the old name of the field', () => {
  const policy = authorization('shop/it', { rules: [from({ principals: [CLIENT] })] });
  const renamed = PODS.map((object) => {
    const text = JSON.stringify(object).replaceAll(
      '"serviceAccountName":',
      '"serviceAccountName":"","serviceAccount":',
    );
    return JSON.parse(text) as JsonObject;
  });
  const mesh = new Asked([...renamed, policy]);
  expect(CLIENTS.filter((one) => mesh.open(one))).toEqual(['shop/client']);
});
