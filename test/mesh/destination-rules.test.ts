import { meshLayer } from '../../lib/mesh';
import type { JsonObject } from '../../lib/values/json';
import { Asked, authorization, PODS, STRICT } from './manifests';

const service = (id: string, app: string, port = 80, targetPort = 8080): JsonObject => {
  const [namespace = '', name = ''] = id.split('/');
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { selector: { app }, ports: [{ port, targetPort }] },
  };
};

const rule = (id: string, spec: JsonObject): JsonObject => {
  const [namespace = '', name = ''] = id.split('/');
  return { apiVersion: 'networking.istio.io/v1beta1', kind: 'DestinationRule', metadata: { name, namespace }, spec };
};

const HOST = 'server.shop.svc.cluster.local';
const tls = (mode: string): JsonObject => ({ trafficPolicy: { tls: { mode } } });
const OFF = tls('DISABLE');
const SERVER = service('shop/server', 'server');

const open = (rules: readonly JsonObject[], from = 'away/client', objects: readonly JsonObject[] = []): boolean =>
  new Asked([...PODS, STRICT, SERVER, ...objects, ...rules]).open(from);

describe('DestinationRules that switch mutual TLS off', () => {
  test.each<[string, JsonObject, boolean]>([
    ['DISABLE', rule('shop/a', { host: HOST, ...OFF }), false],
    ['a short host', rule('shop/a', { host: 'server', ...OFF }), false],
    ['a wildcard', rule('istio-system/a', { host: '*.local', ...OFF }), false],
    ['SIMPLE', rule('shop/a', { host: HOST, ...tls('SIMPLE') }), false],
    ['settings without a mode', rule('shop/a', { host: HOST, trafficPolicy: { tls: { sni: 'a' } } }), false],
    ['ISTIO_MUTUAL', rule('shop/a', { host: HOST, ...tls('ISTIO_MUTUAL') }), true],
    ['no TLS settings', rule('shop/a', { host: HOST, trafficPolicy: {} }), true],
    ['another host', rule('shop/a', { host: 'other', ...OFF }), true],
    ['beside the caller', rule('away/a', { host: HOST, ...OFF }), false],
    ['in a namespace where no proxy looks', rule('legacy/a', { host: HOST, ...OFF }), true],
    ['not exported', rule('shop/a', { host: HOST, exportTo: ['.'], ...OFF }), true],
    ['exported', rule('shop/a', { host: HOST, exportTo: ['away'], ...OFF }), false],
    [
      'for other callers',
      rule('away/a', { host: HOST, workloadSelector: { matchLabels: { app: 'x' } }, ...OFF }),
      true,
    ],
    [
      'for the port',
      rule('shop/a', {
        host: HOST,
        trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'DISABLE' } }] },
      }),
      false,
    ],
    [
      'for another port',
      rule('shop/a', {
        host: HOST,
        trafficPolicy: { portLevelSettings: [{ port: { number: 81 }, tls: { mode: 'DISABLE' } }] },
      }),
      true,
    ],
    [
      'but not for the port',
      rule('shop/a', {
        host: HOST,
        trafficPolicy: { tls: { mode: 'DISABLE' }, portLevelSettings: [{ port: { number: 80 } }] },
      }),
      true,
    ],
  ])('%s', (_, object, expected) => {
    expect(open([object])).toBe(expected);
  });

  test('the rule beside the caller comes before that beside the service, the most specific host first', () => {
    const on = { host: HOST, ...tls('ISTIO_MUTUAL') };
    expect(open([rule('shop/a', { host: HOST, ...OFF }), rule('away/a', on)])).toBe(true);
    expect(open([rule('away/a', { host: '*.shop.svc.cluster.local', ...OFF }), rule('away/b', on)])).toBe(true);
  });

  test('another Service that leads to the port keeps it open', () => {
    const objects = [service('shop/second', 'server')];
    expect(open([rule('shop/a', { host: HOST, ...OFF })], 'away/client', objects)).toBe(true);
  });

  test('explained, and in plaintext there is no principal', () => {
    const off = rule('shop/a', { host: HOST, ...OFF });
    const mesh = new Asked([...PODS, STRICT, SERVER, off]);
    expect(mesh.why('away/client')).toContain('and DestinationRule shop/a switches it off');
    const allow = authorization('shop/allow', { rules: [{ from: [{ source: { namespaces: ['away'] } }] }] });
    expect(new Asked([...PODS, SERVER, allow]).open('away/client')).toBe(true);
    expect(new Asked([...PODS, SERVER, allow, off]).open('away/client')).toBe(false);
  });

  test('what cannot be evaluated is named', () => {
    const warnings = (object: JsonObject): string =>
      (meshLayer([...PODS, SERVER, object]).warnings ?? []).map(({ message }) => message).join();
    expect(warnings(rule('shop/a', { host: 'unknown', ...OFF }))).toContain('switches mutual TLS off for unknown.shop');
    expect(warnings(rule('shop/a', { host: HOST, subsets: [{ name: 'v1', ...OFF }] }))).toContain('or a subset of it');
    expect(warnings(rule('shop/a', { host: 'www.example.com', ...tls('SIMPLE') }))).toBe('');
    expect(warnings(rule('shop/a', { host: HOST, ...tls('disable') }))).toContain('got "disable"');
  });
});
