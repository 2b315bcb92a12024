import { DevProfile, NoneProfile } from '../../lib';
import { meshObjects, meshProblems, ownMeshObjects } from '../../lib/mesh';
import { IstioMesh } from '../../lib/values';
import { cluster } from '../support/profiles';

const dev = new DevProfile(cluster(), 'verrazzano');
const none = new NoneProfile(cluster(), 'verrazzano');

describe('objects of the mesh', () => {
  test('exceptions to mutual TLS are for a namespace, a workload, or single ports', () => {
    const settings = IstioMesh.of({
      mutualTlsExceptions: [
        { namespace: 'shop', mode: 'PERMISSIVE', reason: 'moving in' },
        {
          namespace: 'bank',
          workload: { name: 'ledger', labels: { app: 'ledger' } },
          mode: 'STRICT',
          ports: { 9000: 'DISABLE' },
          reason: 'Coherence Extend',
        },
      ],
    });
    expect(ownMeshObjects(dev, settings)).toEqual([
      {
        apiVersion: 'security.istio.io/v1beta1',
        kind: 'PeerAuthentication',
        metadata: {
          name: 'ledger',
          namespace: 'bank',
          labels: { 'app.kubernetes.io/managed-by': 'cdk8s-verrazzano' },
          annotations: { 'cdk8s-verrazzano/reasons': 'Coherence Extend' },
        },
        spec: {
          selector: { matchLabels: { app: 'ledger' } },
          mtls: { mode: 'STRICT' },
          portLevelMtls: { 9000: { mode: 'DISABLE' } },
        },
      },
      {
        apiVersion: 'security.istio.io/v1beta1',
        kind: 'PeerAuthentication',
        metadata: {
          name: 'default',
          namespace: 'shop',
          labels: { 'app.kubernetes.io/managed-by': 'cdk8s-verrazzano' },
          annotations: { 'cdk8s-verrazzano/reasons': 'moving in' },
        },
        spec: { mtls: { mode: 'PERMISSIVE' } },
      },
    ]);
  });

  test('namespaces of users are labelled for sidecars', () => {
    const objects = ownMeshObjects(dev, IstioMesh.of({ injection: { namespaces: ['shop', 'bank'] } }));
    expect(objects.map(({ kind, metadata }) => [kind, metadata.name, metadata.labels])).toEqual([
      ['Namespace', 'bank', { 'istio-injection': 'enabled' }],
      ['Namespace', 'shop', { 'istio-injection': 'enabled' }],
    ]);
  });

  test('all of them are namespaces, those of upstream, and those of the user', () => {
    const settings = IstioMesh.of({ mutualTlsExceptions: [{ namespace: 'shop', mode: 'PERMISSIVE', reason: 'a' }] });
    const ids = meshObjects(dev, settings).map(
      ({ kind, metadata: { namespace = '', name } }) => `${kind} ${namespace}/${name}`,
    );
    expect(ids).toContain('Namespace /verrazzano-system');
    expect(ids.slice(-3)).toEqual([
      'PeerAuthentication istio-system/default',
      'EnvoyFilter istio-system/server-header-filter',
      'PeerAuthentication shop/default',
    ]);
  });

  test('without Istio there is none, and settings are a problem', () => {
    const settings = IstioMesh.of({ injection: { namespaces: ['shop'] } });
    expect(meshObjects(none, settings)).toEqual([]);
    expect(meshProblems(none, settings)).toEqual([
      expect.objectContaining({ what: 'settings of the mesh are given while Istio is off', got: ['injection'] }),
    ]);
    expect(meshProblems(none, IstioMesh.of())).toEqual([]);
  });

  test('namespaces and sidecars of the platform are its own', () => {
    const settings = IstioMesh.of({
      injection: { namespaces: ['shop', 'keycloak'], never: [{ app: 'system-grafana' }, { app: 'batch' }] },
    });
    expect(meshProblems(dev, settings).map(({ got }) => got)).toEqual([
      'keycloak',
      { labels: { app: 'system-grafana' }, workload: 'verrazzano-system/vmi-system-grafana' },
    ]);
  });
});
