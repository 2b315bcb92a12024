import * as fc from 'fast-check';
import { Connectivity, describeDifference, diffConnectivity } from '../../lib/connectivity';
import { meshLayer } from '../../lib/mesh';
import type { JsonObject } from '../../lib/values/json';
import { manifests, NAMESPACES, policies, pods } from '../connectivity/arbitraries';
import { pod } from '../connectivity/manifests';
import { runs } from '../support/fc-runs';

const namespace = fc.constantFrom('istio-system', ...Object.keys(NAMESPACES));
const matchLabels = fc.constantFrom({}, { app: 'a' }, { tier: 'x' }, { app: 'b', tier: 'y' });
const principal = fc.constantFrom('cluster.local/ns/one/sa/default', 'cluster.local/ns/one/sa/own', '*');

const authentication = fc.record({
  kind: fc.constant('PeerAuthentication'),
  namespace,
  spec: fc.record({
    selector: fc.record({ matchLabels }),
    mtls: fc.record({ mode: fc.constantFrom('STRICT', 'PERMISSIVE', 'DISABLE') }),
  }),
});
const authorization = fc.record({
  kind: fc.constant('AuthorizationPolicy'),
  namespace,
  spec: fc.record({
    selector: fc.record({ matchLabels }),
    action: fc.constantFrom('ALLOW', 'DENY'),
    rules: fc.array(
      fc.record(
        {
          from: fc.tuple(fc.record({ source: fc.record({ principals: fc.tuple(principal) }) })),
          to: fc.tuple(fc.record({ operation: fc.record({ ports: fc.tuple(fc.constantFrom('80', '443')) }) })),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 2 },
    ),
  }),
});
const destinationRule = fc.record({
  kind: fc.constant('DestinationRule'),
  namespace,
  spec: fc.record({
    host: fc.constantFrom('web.one.svc.cluster.local', '*.cluster.local'),
    trafficPolicy: fc.record({ tls: fc.record({ mode: fc.constantFrom('DISABLE', 'ISTIO_MUTUAL') }) }),
  }),
});
const VERSIONS: Readonly<Record<string, string>> = { DestinationRule: 'networking.istio.io/v1beta1' };

const meshObjects = fc
  .tuple(
    fc.array(authentication, { maxLength: 2 }),
    fc.array(authorization, { maxLength: 3 }),
    fc.array(destinationRule, { maxLength: 1 }),
  )
  .map((lists) =>
    lists.flat().map(({ kind, namespace: place, spec }, index): JsonObject => {
      const apiVersion = VERSIONS[kind] ?? 'security.istio.io/v1beta1';
      return { apiVersion, kind, metadata: { name: `o-${index}`, namespace: place }, spec: spec };
    }),
  );

const WEB: JsonObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'one' },
  spec: { selector: { app: 'a' }, ports: [{ port: 80 }] },
};

/** Pods with and without sidecars, some with a ServiceAccount of their own. */
function injected(objects: readonly JsonObject[]): JsonObject[] {
  return objects.map((object, index) => {
    if (object.kind !== 'Pod') return object;
    const labels = {
      ...((object.metadata as JsonObject).labels as JsonObject),
      'sidecar.istio.io/inject': `${index % 4 !== 0}`,
    };
    const spec = { ...(object.spec as JsonObject), serviceAccountName: index % 2 === 0 ? 'own' : 'default' };
    return { ...object, metadata: { ...(object.metadata as JsonObject), labels }, spec };
  });
}

test('pods of one class of the mesh have the same differences as each of them alone', () => {
  let shared = 0;
  fc.assert(
    fc.property(
      pods,
      fc.oneof(fc.constant([]), policies),
      meshObjects,
      meshObjects,
      (podList, policyList, old, now) => {
        const [before, after] = [old, now].map((mesh) => {
          const objects = [...injected(manifests(podList, policyList)), WEB, ...mesh];
          const { classOf: _, ...alone } = meshLayer(objects);
          const states = [meshLayer(objects), alone].map((layer) => Connectivity.of(objects, { layers: [layer] }));
          return states as [Connectivity, Connectivity];
        }) as [[Connectivity, Connectivity], [Connectivity, Connectivity]];
        const [classes, each] = [0, 1].map((at) =>
          diffConnectivity(before[at] as Connectivity, after[at] as Connectivity),
        );
        expect(classes).toEqual(each);
        const { workloads } = before[0];
        shared += workloads.length - new Set(workloads.map((one) => before[0].classOf(one))).size;
      },
    ),
    { numRuns: runs(4, 200) },
  );
  expect(runs(4, 200) < 200 || shared > 0).toBe(true);
});

test('a DestinationRule switches mutual TLS off for the pods of its Service alone', () => {
  const sidecar = { 'sidecar.istio.io/inject': 'true' };
  const objects = [pod('one/a', { app: 'a', ...sidecar }), pod('one/b', { app: 'b', ...sidecar }), WEB];
  const mesh = (kind: string, spec: JsonObject): JsonObject => ({
    apiVersion: VERSIONS[kind] ?? 'security.istio.io/v1beta1',
    kind,
    metadata: { name: 'x', namespace: 'one' },
    spec,
  });
  const strict = mesh('PeerAuthentication', { mtls: { mode: 'STRICT' } });
  const off = mesh('DestinationRule', { host: 'web', trafficPolicy: { tls: { mode: 'DISABLE' } } });
  const [before, after] = [[strict], [strict, off]].map((more) => {
    const all = [...objects, ...more];
    return Connectivity.of(all, { layers: [meshLayer(all)] });
  }) as [Connectivity, Connectivity];
  const found = diffConnectivity(before, after).map(describeDifference);
  expect(found).toEqual(['narrowed: one/b[Pod] => one/a[Pod]: all -> TCP 1-79,81-65535; UDP 1-65535; SCTP 1-65535']);
});
