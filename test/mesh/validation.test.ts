import fc from 'fast-check';
import { checkMeshObject, isMeshObject, meshLayer } from '../../lib/mesh';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { compareWithShape } from '../../lib/mesh/validation/shape';
import { Asked, authorization, peerAuthentication, PODS, STRICT } from './manifests';

const server = { selector: { matchLabels: { app: 'server' } } };
const rule = (fields: JsonObject): JsonObject => ({ action: 'DENY', rules: [fields] });
const from = (source: JsonObject): JsonObject => rule({ from: [{ source }] });
const to = (operation: JsonObject): JsonObject => rule({ to: [{ operation }] });
const when = (condition: JsonObject): JsonObject => rule({ when: [condition] });

const warningsOf = (...objects: readonly JsonObject[]): string[] =>
  (meshLayer([...PODS, ...objects]).warnings ?? []).map(
    ({ severity, object, message }) => `${severity} ${object}: ${message}`,
  );

describe('objects that the API server or the webhook of Istio refuses', () => {
  test.each<[string, JsonObject, string]>([
    [
      'a mode in lower case',
      { mtls: { mode: 'strict' } },
      'spec.mtls.mode is not one of the allowed values; got "strict"',
    ],
    ['a mode in place of an object', { mtls: 'STRICT' }, 'spec.mtls is not an object; got "STRICT"'],
    ['null', { mtls: null }, 'spec.mtls is not an object; got null'],
    ['a list of selectors', { selector: [] }, 'spec.selector is not an object; got []'],
    [
      'a label that is a number',
      { selector: { matchLabels: { app: 1 } } },
      'spec.selector.matchLabels.app is not a string',
    ],
    ['a wildcard', { selector: { matchLabels: { app: 'a*' } } }, 'wildcards are not supported; got app=a*'],
    ['port 0', { ...server, portLevelMtls: { 0: {} } }, 'portLevelMtls has a key that is not a port; got "0"'],
    ['a mode of a port', { ...server, portLevelMtls: { 80: 'STRICT' } }, 'spec.portLevelMtls.80 is not an object'],
  ])('PeerAuthentication: %s', (_, spec, message) => {
    const object = peerAuthentication('shop/bad', spec);
    expect(checkMeshObject(object).refused.join('\n')).toContain(message);
    // It decides nothing, and that is an error.
    expect(new Asked([...PODS, object]).open('legacy/bare')).toBe(true);
    expect(warningsOf(object).join('\n')).toContain('error PeerAuthentication shop/bad: ');
  });

  test.each<[string, JsonObject, string]>([
    [
      'an action in another case',
      { action: 'Deny', rules: [{}] },
      'spec.action is not one of the allowed values; got "Deny"',
    ],
    ['rules that are an object', { action: 'DENY', rules: {} }, 'spec.rules is not a list; got {}'],
    ['a port that is a number', to({ ports: [80] }), 'spec.rules[0].to[0].operation.ports[0] is not a string; got 80'],
    ['a port beyond the last', to({ ports: ['65536'] }), 'ports[0] is not a port; got "65536"'],
    ['a named port', to({ notPorts: ['http'] }), 'notPorts[0] is not a port; got "http"'],
    ['no address', from({ ipBlocks: ['10.0.0.0/33'] }), 'ipBlocks[0] is not an address or CIDR'],
    ['an empty text', from({ namespaces: [''] }), 'namespaces[0] is empty'],
    ['an empty list of sources', rule({ from: [] }), 'spec.rules[0].from is empty'],
    ['an item without source', rule({ from: [{}] }), 'spec.rules[0].from[0].source is empty'],
    ['an item without operation', rule({ to: [{}] }), 'spec.rules[0].to[0].operation is empty'],
    ['an unknown condition', when({ key: 'source.port', values: ['1'] }), 'when[0].key is unknown; got "source.port"'],
    ['a condition without values', when({ key: 'source.ip' }), 'when[0] has neither values nor notValues'],
    ['a condition without key', when({ values: ['a'] }), 'when[0].key is empty'],
    ['a condition with a bad port', when({ key: 'destination.port', notValues: ['x'] }), 'notValues[0] is not a port'],
    ['a header without name', when({ key: 'request.headers', values: ['x'] }), 'when[0].key is unknown'],
    ['a provider without CUSTOM', { provider: { name: 'x' } }, 'spec.provider is for action CUSTOM only'],
    ['CUSTOM without provider', { action: 'CUSTOM', rules: [{}] }, 'spec.provider.name is empty'],
    [
      'CUSTOM with a principal',
      { action: 'CUSTOM', provider: { name: 'x' }, rules: [{ from: [{ source: { principals: ['a'] } }] }] },
      'from[0].source.principals is not supported with action CUSTOM',
    ],
  ])('AuthorizationPolicy: %s', (_, spec, message) => {
    const object = authorization('shop/bad', spec);
    expect(checkMeshObject(object).refused.join('\n')).toContain(message);
    expect(warningsOf(object).join('\n')).toContain('error AuthorizationPolicy shop/bad: ');
  });

  test('what is valid is not refused', () => {
    const spec = {
      ...server,
      action: 'DENY',
      rules: [
        {
          from: [{ source: { namespaces: ['shop'], notIpBlocks: ['10.0.0.1', 'fd00::/8'] } }],
          to: [{ operation: { ports: ['80'], paths: ['/a'] } }],
          when: [{ key: 'request.headers[x-a]', values: ['b'] }],
        },
      ],
    };
    expect(checkMeshObject(authorization('shop/good', spec))).toEqual({ refused: [], unknown: [], ignored: [] });
  });

  test('any value in place of any field is refused, or is what the schema states', () => {
    const modes = ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'];
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { refused } = checkMeshObject(peerAuthentication('shop/any', { mtls: { mode: value as JsonValue } }));
        expect(refused.length === 0).toBe(typeof value === 'string' && modes.includes(value));
      }),
    );
  });

  test('a value with the fields of its schema has no differences, one more field is unknown', () => {
    const shape = { fields: { a: 'string', b: { each: 'integer' }, c: { values: 'boolean' } } } as const;
    const valid = fc.record(
      { a: fc.string(), b: fc.array(fc.integer()), c: fc.dictionary(fc.string(), fc.boolean()) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(valid, fc.stringMatching(/^[d-z]+$/), (value, extra) => {
        expect(compareWithShape(shape, value as JsonObject, 'spec')).toEqual({ invalid: [], unknown: [] });
        const { invalid, unknown } = compareWithShape(shape, { ...(value as JsonObject), [extra]: 1 }, 'spec');
        expect([invalid.length, unknown.length]).toEqual([0, 1]);
      }),
    );
  });
});

describe('objects without the effect that was meant', () => {
  test.each<[string, JsonObject, string]>([
    [
      'an unknown field',
      authorization('shop/a', { action: 'DENY', rule: [{}] }),
      'warning AuthorizationPolicy shop/a: spec.rule is an unknown field; allowed action, provider, rules, selector; ' +
        'the API server drops it',
    ],
    [
      'DENY without rules',
      authorization('shop/a', { action: 'DENY' }),
      'warning AuthorizationPolicy shop/a: action DENY without rules matches no request, so the policy has no effect',
    ],
    [
      'a selector that selects nothing',
      authorization('shop/a', { selector: { matchLabels: { app: 'serverr' } } }),
      'warning AuthorizationPolicy shop/a: selector {"app":"serverr"} selects no pod in namespace shop',
    ],
    [
      'pods without a sidecar',
      peerAuthentication('legacy/a', { mtls: { mode: 'STRICT' } }),
      'warning PeerAuthentication legacy/a: has no effect: the pods that it selects in namespace legacy have no sidecar',
    ],
    [
      'ports without a selector',
      peerAuthentication('shop/a', { portLevelMtls: { 80: { mode: 'STRICT' } } }),
      'warning PeerAuthentication shop/a: portLevelMtls has no effect without a selector',
    ],
    [
      'a selector in the root namespace',
      peerAuthentication('istio-system/a', { ...server, mtls: { mode: 'STRICT' } }),
      'warning PeerAuthentication istio-system/a: a PeerAuthentication with a selector in the root namespace selects no pod',
    ],
    [
      'a principal that no pod has',
      authorization('shop/a', from({ principals: ['cluster.local/ns/shop/sa/cliient'] })),
      'warning AuthorizationPolicy shop/a: rules[0].from[0].source.principals: "cluster.local/ns/shop/sa/cliient" matches no pod',
    ],
    [
      'a namespace without sidecars',
      authorization('shop/a', when({ key: 'source.namespace', values: ['legacy'] })),
      'warning AuthorizationPolicy shop/a: rules[0].when[0].values: "legacy" matches no pod',
    ],
    [
      'an external authorizer',
      authorization('shop/a', { action: 'CUSTOM', provider: { name: 'x' }, rules: [{}] }),
      'warning AuthorizationPolicy shop/a: an external authorizer decides',
    ],
    [
      'a Sidecar',
      {
        apiVersion: 'networking.istio.io/v1beta1',
        kind: 'Sidecar',
        metadata: { name: 'a', namespace: 'shop' },
        spec: {},
      },
      'warning Sidecar shop/a: is not evaluated',
    ],
  ])('%s', (_, object, message) => {
    expect(isMeshObject(object)).toBe(true);
    expect(warningsOf(object).join('\n')).toContain(message);
  });

  test('dry run refuses nothing, and a warning states that', () => {
    const deny = authorization('shop/a', { action: 'DENY', rules: [{}] });
    const metadata = { name: 'a', namespace: 'shop', annotations: { 'istio.io/dry-run': '1' } };
    expect(new Asked([...PODS, { ...deny, metadata }]).open('shop/client')).toBe(true);
    expect(warningsOf({ ...deny, metadata }).join('\n')).toContain('is in dry-run mode');
  });

  test('of two PeerAuthentications of a namespace the oldest counts; without their age that is assumed', () => {
    const strict = peerAuthentication('shop/b', { mtls: { mode: 'STRICT' } });
    const open = peerAuthentication('shop/a', { mtls: { mode: 'PERMISSIVE' } });
    const made = (object: JsonObject, creationTimestamp: string): JsonObject => ({
      ...object,
      metadata: { ...(object.metadata as JsonObject), creationTimestamp },
    });
    expect(new Asked([...PODS, strict, open]).open('legacy/bare')).toBe(true);
    expect(warningsOf(strict, open).join('\n')).toContain(
      'PeerAuthentication shop/b: shop/a is for namespace shop too',
    );
    const dated = [made(strict, '2024-01-01T00:00:00Z'), made(open, '2024-01-02T00:00:00Z')];
    expect(new Asked([...PODS, ...dated]).open('legacy/bare')).toBe(false);
    expect(warningsOf(...dated)).toEqual([]);
  });

  test('an EnvoyFilter is named when it can refuse traffic', () => {
    const filter = (name: string): JsonObject => ({
      apiVersion: 'networking.istio.io/v1alpha3',
      kind: 'EnvoyFilter',
      metadata: { name: 'a', namespace: 'shop' },
      spec: { configPatches: [{ applyTo: 'HTTP_FILTER', patch: { operation: 'INSERT_BEFORE', value: { name } } }] },
    });
    expect(warningsOf(filter('envoy.filters.http.rbac')).join()).toContain('EnvoyFilter shop/a: is not evaluated');
    expect(warningsOf(filter('envoy.filters.http.header_to_metadata'))).toEqual([]);
  });

  test('a mesh in order has no warnings', () => {
    expect(warningsOf(STRICT, authorization('shop/a', from({ namespaces: ['shop'] })))).toEqual([]);
  });
});
