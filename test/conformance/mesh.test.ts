import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Platform } from '../../lib/definition/platform';
import type { WorkloadPeer } from '../../lib/connectivity';
import { Connectivity } from '../../lib/connectivity';
import { platformFlows } from '../../lib/network/flows';
import type { Flow } from '../../lib/network/flows';
import { platformPods, policiesOf, PolicyStyle, platformWorkloads } from '../../lib/network/policies';
import { podLabels, workloadKey } from '../../lib/network/policies/selectors';
import { portsOf } from '../../lib/network/upstream/flow-peers';
import {
  authorizationNamespaces,
  authorizationPolicies,
  authorizationProblems,
  collectorAddress,
  meshLayer,
  meshNamespaces,
  meshObjects,
  meshWorkloads,
  UPSTREAM_AUTHORIZATIONS,
  upstreamAuthorizationPolicies,
  upstreamMeshObjects,
} from '../../lib/mesh';
import { IstioMesh } from '../../lib/values';
import type { JsonObject } from '../../lib/values/json';
import { DevProfile, ManagedClusterProfile, NoneProfile, ProdProfile } from '../../lib';
import { everything } from '../support/flows';
import { cluster } from '../support/profiles';
import { describeShared, sharedPath } from '../support/shared';
import { crdErrors } from './crds';
import { inCi } from '../support/sample';

interface Manifest extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

interface UpstreamFact {
  readonly name: string;
  readonly namespace: string;
  readonly selector: JsonObject;
  readonly action: string;
  readonly rules: ReadonlyArray<{
    readonly fromPrincipals: string | readonly string[];
    readonly fromNamespaces: readonly string[];
    readonly ports: readonly string[];
  }>;
}

interface MeshFacts {
  readonly authorizationPolicies: { readonly system: readonly UpstreamFact[] };
  readonly peerAuthentications: ReadonlyArray<{ readonly name: string; readonly namespace: string }>;
  readonly envoyFilters: ReadonlyArray<{ readonly name: string; readonly namespace: string }>;
  readonly sidecarInjection: {
    readonly namespaces: ReadonlyArray<{
      readonly namespace: string;
      readonly labels: JsonObject;
      readonly sidecarInjection: boolean | string;
    }>;
  };
  readonly tracing: { readonly zipkinAddress: string };
}

const facts = (): MeshFacts =>
  JSON.parse(readFileSync(sharedPath('upstream', 'network', 'mesh.json'), 'utf8')) as MeshFacts;

/** A policy as the facts write it. */
function asObject({ name, namespace, selector, action, rules }: UpstreamFact): JsonObject {
  return {
    apiVersion: 'security.istio.io/v1beta1',
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: selector },
      ...(action === 'ALLOW' && { action }),
      rules: rules.map(({ fromPrincipals, fromNamespaces, ports }) => ({
        ...(typeof fromPrincipals !== 'string' && {
          from: [{ source: { principals: fromPrincipals, namespaces: fromNamespaces } }],
        }),
        to: [{ operation: { ports } }],
      })),
    },
  };
}

/** Objects of a file of rendered manifests. */
function rendered(file: string, kind: string): readonly Manifest[] {
  const texts = readFileSync(sharedPath('upstream', 'components', 'rendered', file), 'utf8').split(/^---$/m);
  return texts
    .map((text) => parse(text) as Manifest | null)
    .filter((object) => object?.kind === kind)
    .map((object) => object as Manifest)
    .map((object) => ({ ...object, metadata: { name: object.metadata.name, namespace: object.metadata.namespace } }))
    .map((object) => object as Manifest);
}

function byName(objects: readonly JsonObject[]): Record<string, JsonObject> {
  return Object.fromEntries(objects.map((object) => [(object as Manifest).metadata.name, object]));
}

/** Facts of a platform whose chart values switch the ruler of Thanos on. */
function withRuler({ runningComponents, effective }: Platform): Pick<Platform, 'runningComponents' | 'effective'> {
  const components = effective.spec.components as JsonObject;
  const thanos = { ...(components.thanos as JsonObject), overrides: [{ values: { ruler: { enabled: true } } }] };
  return { runningComponents, effective: { ...effective, spec: { components: { ...components, thanos } } } };
}

describeShared('the mesh of upstream', () => {
  test('has 13 AuthorizationPolicies, object by object', () => {
    const expected = facts().authorizationPolicies.system.map(asObject);
    expect(UPSTREAM_AUTHORIZATIONS).toHaveLength(13);
    expect(byName(upstreamAuthorizationPolicies(withRuler(everything())))).toEqual(byName(expected));
  });

  test('has those that a prod profile renders', () => {
    const objects = byName(upstreamAuthorizationPolicies(new ProdProfile(cluster(), 'verrazzano')));
    const files = [
      'verrazzano.yaml',
      'kiali-server.operator-applied.yaml',
      'prometheus-operator.operator-applied.yaml',
    ];
    const expected = byName(files.flatMap((file) => rendered(file, 'AuthorizationPolicy')));
    expect(Object.keys(expected)).toHaveLength(8);
    expect(objects).toEqual(expected);
  });

  test('has those of Thanos that its chart renders', () => {
    const objects = byName(upstreamAuthorizationPolicies(everything()));
    const expected = byName(rendered('thanos.yaml', 'AuthorizationPolicy'));
    expect(Object.keys(expected)).toEqual(['thanos-query-frontend', 'thanos-query']);
    expect(objects).toMatchObject(expected);
    expect(objects['thanos-ruler']).toBeUndefined();
  });

  test('sends spans to the collector of Jaeger', () => {
    expect(collectorAddress()).toBe(facts().tracing.zipkinAddress);
  });

  test('has none without Istio', () => {
    expect(upstreamAuthorizationPolicies(new NoneProfile(cluster(), 'verrazzano'))).toEqual([]);
  });

  test('has the PeerAuthentication and the EnvoyFilter that the platform operator makes', () => {
    const { peerAuthentications, envoyFilters } = facts();
    const objects = upstreamMeshObjects(everything());
    expect(objects.map(({ metadata: { name, namespace } }) => ({ name, namespace }))).toEqual(
      [...peerAuthentications, ...envoyFilters].map(({ name, namespace }) => ({ name, namespace })),
    );
    expect(objects).toEqual([
      ...rendered('istio.operator-applied.yaml', 'PeerAuthentication'),
      ...rendered('istio.operator-applied.yaml', 'EnvoyFilter'),
    ]);
  });

  test('injects sidecars into eight namespaces of the platform', () => {
    const expected = facts().sidecarInjection.namespaces.filter(({ sidecarInjection }) => sidecarInjection === true);
    expect(expected).toHaveLength(8);
    const labels = Object.fromEntries(expected.map((one) => [one.namespace, one.labels]));
    expect(
      Object.fromEntries(meshNamespaces(everything()).map(({ metadata }) => [metadata.name, metadata.labels])),
    ).toEqual(labels);
  });
});

describeShared('objects of the mesh are valid under the schemas of their CRDs', () => {
  const platform = everything();
  const settings = IstioMesh.of({
    mutualTlsExceptions: [
      { namespace: 'verrazzano-monitoring', mode: 'PERMISSIVE', reason: 'a scraper without a sidecar' },
      {
        namespace: 'verrazzano-system',
        workload: { name: 'fluentd', labels: { app: 'fluentd' } },
        ports: { 24231: 'PERMISSIVE' },
        reason: 'a scraper without a sidecar',
      },
    ],
  });
  const objects = [
    ...meshObjects(platform, settings),
    ...authorizationPolicies(
      platform,
      platformFlows(platform),
      authorizationNamespaces(platform),
      {
        denyUnlisted: true,
      },
      settings,
    ),
    ...upstreamAuthorizationPolicies(platform),
  ].filter(({ apiVersion }) => apiVersion !== 'v1');

  test('there are objects of all kinds', () => {
    expect(new Set(objects.map(({ kind }) => kind))).toEqual(
      new Set(['PeerAuthentication', 'EnvoyFilter', 'AuthorizationPolicy']),
    );
  });

  test.each(objects.map((object) => [`${object.kind} ${object.metadata.namespace}/${object.metadata.name}`, object]))(
    '%s',
    (_, object) => {
      expect(crdErrors(object)).toEqual([]);
    },
  );
});

/** NetworkPolicies, mutual TLS and AuthorizationPolicies of the library for a platform, evaluated together. */
function evaluated(platform: Platform): { connectivity: Connectivity; flows: readonly Flow[] } {
  const flows = platformFlows(platform);
  const pods = platformPods(platform);
  const workloads = platformWorkloads(platform).map(({ workload }) => workload);
  const networkPolicies = policiesOf(
    { workloads, flows, kubernetes: platform.kubernetes, isRestricted: () => true },
    PolicyStyle.EXACT,
  );
  const mesh = [
    ...upstreamMeshObjects(platform),
    ...authorizationPolicies(platform, flows, authorizationNamespaces(platform)),
  ];
  const impostor = (namespace: string, name: string, labels: JsonObject): JsonObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      template: { metadata: { labels }, spec: { serviceAccountName: 'impostor', containers: [{ name }] } },
    },
  });
  // One with the labels of each workload of the mesh, so that NetworkPolicies take it for that workload, and an account of its own.
  const impostors = meshWorkloads(platform).map((workload) =>
    impostor(workload.namespace, `impostor-${workload.name}`, podLabels(workload)),
  );
  const objects = [...pods, ...impostors, ...mesh];
  return {
    connectivity: Connectivity.of([...objects, ...networkPolicies], { layers: [meshLayer(objects)] }),
    flows,
  };
}

/** Ports that stay open to other accounts of the namespace of a source, and why. */
const OPEN: Readonly<Record<string, string>> = {
  'verrazzano-ingress-nginx/ingress-controller-ingress-nginx-controller:10254':
    'its sidecar takes nothing that comes in',
  'verrazzano-ingress-nginx/ingress-controller-ingress-nginx-controller:443': 'its sidecar takes nothing that comes in',
  'verrazzano-ingress-nginx/ingress-controller-ingress-nginx-defaultbackend:8080':
    'its sidecar does not take this port',
  'verrazzano-monitoring/jaeger-operator-jaeger-collector:9411': 'every OAM application sends spans',
  'verrazzano-system/verrazzano-authproxy:8775': 'the account of the index cleaner of Jaeger is not known',
};

describe.each([
  ['prod with everything', everything],
  ['prod', () => new ProdProfile(cluster(), 'verrazzano')],
  ['dev', () => new DevProfile(cluster(), 'verrazzano')],
  ['managed-cluster', () => new ManagedClusterProfile(cluster(), 'verrazzano')],
])('NetworkPolicies and the mesh together, %s', (_, make) => {
  const platform = make();
  const { connectivity, flows } = evaluated(platform);
  const mesh = new Set(meshWorkloads(platform).map(workloadKey));
  const peer = (name: string): WorkloadPeer => {
    const [found] = connectivity.peersNamed(name);
    if (found === undefined) throw new Error(`no peer ${name}`);
    return found;
  };
  const keyOf = (end: Flow['from']): string => (end.kind === 'workload' ? workloadKey(end.workload) : '');
  const between = flows.filter(({ from, to }) => mesh.has(keyOf(from)) && mesh.has(keyOf(to)));

  test('every flow between workloads of the mesh is allowed for the right principal', () => {
    expect(between.length).toBeGreaterThan(10);
    const closed = between.filter(
      (flow) =>
        !portsOf(flow)
          .subtract(connectivity.allowed(peer(keyOf(flow.from)), peer(keyOf(flow.to))))
          .isEmpty(),
    );
    expect(closed.map(({ id }) => id)).toEqual([]);
  });

  inCi('another service account of the same namespace is refused, and the mesh says so', () => {
    const open = new Set([15090, 15020, 15021]);
    const refused = between.flatMap((flow) => {
      if (flow.ports === 'all' || flow.from.kind !== 'workload' || flow.to.kind !== 'workload') return [];
      const from = peer(`${flow.from.workload.namespace}/impostor-${flow.from.workload.name}`);
      const to = peer(keyOf(flow.to));
      return flow.ports
        .filter(({ port }) => !open.has(port))
        .map(({ port }) => ({ flow, port, explanation: connectivity.explain(from, to, port) }));
    });
    const through = refused.filter(({ explanation }) => !explanation.allowed.isEmpty());
    expect(through.map(({ flow, port }) => `${keyOf(flow.to)}:${port}`).filter((end) => !(end in OPEN))).toEqual([]);
    const closed = refused.filter(({ explanation }) => explanation.allowed.isEmpty());
    expect(closed.length).toBeGreaterThan(3);
    for (const { flow, explanation } of closed) {
      expect([flow.id, explanation.ingress.allowed.isEmpty()]).toEqual([flow.id, false]);
      expect(explanation.layers.map(({ name }) => name)).toEqual(['mesh']);
      expect(explanation.layers[0]?.allowed.isEmpty()).toBe(true);
      expect(explanation.layers[0]?.reasons.join()).toMatch(
        /-ingress.*: no rule allows cluster\.local\/ns\/.*\/sa\/impostor/,
      );
    }
  });

  test('no flow is cut, and every namespace can be turned on', () => {
    const namespaces = authorizationNamespaces(platform);
    const policies = authorizationPolicies(platform, flows, namespaces);
    expect(authorizationProblems({ platform, flows, namespaces, policies })).toEqual([]);
  });

  test("names do not clash with upstream's", () => {
    const own = authorizationPolicies(platform, flows, authorizationNamespaces(platform), { denyUnlisted: true });
    const names = [...own, ...upstreamAuthorizationPolicies(platform)].map(
      ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
    );
    expect(new Set(names).size).toBe(names.length);
  });
});
