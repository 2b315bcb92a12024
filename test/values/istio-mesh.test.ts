import { IstioMesh } from '../../lib/values';
import type { IstioMeshProps, MutualTlsException } from '../../lib/values';

const exception = { namespace: 'shop', mode: 'PERMISSIVE', reason: 'a scraper' } as const;

describe('IstioMesh', () => {
  test('keeps what the user says', () => {
    const props: IstioMeshProps = { trustDomain: 'corp.example.com', pilot: { replicas: 2 } };
    expect(IstioMesh.of(props).props).toEqual(props);
    expect(IstioMesh.of().props).toEqual({});
  });

  test.each<[string, IstioMeshProps, string]>([
    ['a percentage', { tracing: { sampling: 101 } }, 'tracing.sampling is not a percentage; got 101; allowed 0 to 100'],
    ['an address without port', { tracing: { address: 'zipkin' } }, 'tracing.address is not an address; got "zipkin"'],
    ['a trust domain', { trustDomain: 'a/b' }, 'trustDomain is not a trust domain; got "a/b"'],
    ['a number of pods', { egressGateway: { replicas: 0 } }, 'egressGateway.replicas is not a number of pods; got 0'],
    [
      'an address',
      { ingressGateway: { type: 'NodePort', externalIPs: ['a'] } },
      'an item of externalIPs is not an address',
    ],
    [
      'a port',
      { ingressGateway: { ports: [{ name: 'a', port: 70000 }] } },
      'a port of ingressGateway is not valid; got 70000',
    ],
    ['no ports', { ingressGateway: { ports: [] } }, 'ingressGateway has no ports'],
    [
      'a namespace',
      { injection: { namespaces: ['A'] } },
      'injection.namespaces has an item that is not a valid name; got "A"',
    ],
    ['a set without labels', { injection: { never: [{}] } }, 'injection.never has an item without labels'],
  ])('%s that is not valid is refused at once', (_, props, text) => {
    expect(() => IstioMesh.of(props)).toThrow(`[IstioMesh.of] ${text}`);
  });

  test('type NodePort needs addresses, and only that type has them', () => {
    const without = { ingressGateway: { type: 'NodePort', externalIPs: [] } } as unknown as IstioMeshProps;
    const others = { ingressGateway: { externalIPs: ['192.0.2.1'] } } as unknown as IstioMeshProps;
    expect(() => IstioMesh.of(without)).toThrow('ingressGateway of type NodePort has no externalIPs');
    expect(() => IstioMesh.of(others)).toThrow('externalIPs go with type NodePort');
    expect(() => IstioMesh.of({ ingressGateway: { type: 'NodePort', externalIPs: ['192.0.2.1'] } })).not.toThrow();
  });

  test.each<[string, object, string]>([
    ['namespace', { ...exception, namespace: 'A' }, 'namespace is not a valid name; got "A"'],
    [
      'root namespace',
      { ...exception, namespace: 'istio-system' },
      'a policy in this namespace applies to the whole mesh',
    ],
    ['reason', { ...exception, reason: ' ' }, 'the reason is empty'],
    [
      'port mode',
      { ...exception, workload: { name: 'a', labels: { a: 'b' } }, ports: { 80: 'OFF' } },
      'a mode is unknown; got "OFF"',
    ],
    ['ports alone', { ...exception, ports: { 80: 'DISABLE' } }, 'ports are given without a workload'],
    ['labels', { ...exception, workload: { name: 'a', labels: {} } }, 'workload.labels is empty'],
    [
      'name',
      { ...exception, workload: { name: 'A', labels: { a: 'b' } } },
      'workload.name is not a valid name; got "A"',
    ],
    [
      'port',
      { ...exception, workload: { name: 'a', labels: { a: 'b' } }, ports: { 0: 'DISABLE' } },
      'a port is not valid; got 0',
    ],
  ])('an exception with a bad value is refused: %s', (_, bad, text) => {
    expect(() => IstioMesh.of({ mutualTlsExceptions: [bad as MutualTlsException] })).toThrow(
      `[IstioMesh.of] mutualTlsExceptions: ${text}`,
    );
  });

  test.each<[unknown, string]>([
    [{ ...exception, mode: 'OFF' }, '.mode is unknown; got "OFF"; allowed DISABLE, STRICT, PERMISSIVE'],
    [{ namespace: 'shop', reason: 'a' }, '.mode is missing; allowed DISABLE, STRICT, PERMISSIVE'],
  ])('an exception of another type is refused: %j', (bad, text) => {
    expect(() => IstioMesh.of({ mutualTlsExceptions: [bad as MutualTlsException] })).toThrow(
      `[IstioMesh.of] mutualTlsExceptions[0]${text}`,
    );
  });

  test('two exceptions for the same pods are refused', () => {
    expect(() => IstioMesh.of({ mutualTlsExceptions: [exception, exception] })).toThrow(
      'mutualTlsExceptions: two entries are for the same pods; got "shop/"',
    );
  });
});
