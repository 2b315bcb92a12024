import { DevProfile } from '../../lib';
import type { Workload } from '../../lib/definition/workload';
import { authorizationNamespaces, authorizationPolicies, authorizationProblems, meshWorkloads } from '../../lib/mesh';
import { rulesFor } from '../../lib/mesh/authorization-rules';
import { workloadSelector } from '../../lib/mesh/authorization-selector';
import { PortSet } from '../../lib/connectivity';
import type { Flow, FlowEnd } from '../../lib/network/flows';
import { platformFlows } from '../../lib/network/flows';
import { IstioMesh } from '../../lib/values';
import { everything } from '../support/flows';
import { cluster } from '../support/profiles';

const platform = everything();
const flows = platformFlows(platform);
const workloads = meshWorkloads(platform);

function workload(name: string): Workload {
  const found = workloads.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no workload ${name}`);
  return found;
}

const end = (name: string): FlowEnd => ({ kind: 'workload', component: 'any', workload: workload(name) });

function flow(from: FlowEnd, ports: readonly number[] | 'all'): Flow {
  return {
    id: `call: ${from.kind}`,
    kind: 'call',
    from,
    to: end('verrazzano-console'),
    ports: ports === 'all' ? 'all' : ports.map((port) => ({ port, protocol: 'TCP', name: undefined })),
    reason: 'any',
    source: 'any',
    when: undefined,
    service: undefined,
    refusedUpstream: undefined,
  };
}

const TCP = PortSet.of('TCP');
const strict = { inbound: TCP.subtract(PortSet.of('TCP', 15090)), strict: TCP };
const permissive = { inbound: TCP, strict: PortSet.NONE };
const principal = (id: string) => `cluster.local/ns/${id.replace('/', '/sa/')}`;
const GRAFANA = principal('verrazzano-system/verrazzano-monitoring-operator');
const PROXY = principal('verrazzano-system/verrazzano-authproxy');

describe('rules', () => {
  test('a workload of the mesh is named by its principal, and those with the same ports share a rule', () => {
    const from = [flow(end('vmi-system-grafana'), [8000]), flow(end('verrazzano-authproxy'), [8000])];
    expect(rulesFor(from, strict, {})).toEqual([
      { from: [{ source: { principals: [PROXY, GRAFANA] } }], to: [{ operation: { ports: ['8000'] } }] },
    ]);
  });

  test('ports that the sidecar does not take need no rule', () => {
    expect(rulesFor([flow(end('verrazzano-authproxy'), [15090])], strict, {})).toEqual([]);
  });

  test('who is outside of the mesh gets a rule where plaintext is taken, and none where it does not get in', () => {
    const from = [flow({ kind: 'api-server' }, [8000]), flow({ kind: 'nodes' }, [9000])];
    expect(rulesFor(from, permissive, {})).toEqual([{ to: [{ operation: { ports: ['8000', '9000'] } }] }]);
    expect(rulesFor(from, strict, {})).toEqual([]);
  });

  test('what anyone may reach is not listed again', () => {
    const from = [flow({ kind: 'applications' }, [9411]), flow(end('verrazzano-authproxy'), [8000, 9411])];
    expect(rulesFor(from, strict, {})).toEqual([
      { from: [{ source: { principals: [PROXY] } }], to: [{ operation: { ports: ['8000'] } }] },
      { to: [{ operation: { ports: ['9411'] } }] },
    ]);
  });

  test('every port is a rule without ports', () => {
    expect(rulesFor([flow(end('verrazzano-authproxy'), 'all')], strict, {})).toEqual([
      { from: [{ source: { principals: [PROXY] } }] },
    ]);
  });

  test('pods that a user names are named by their namespace, where there is one', () => {
    const pods = (namespaceLabels: Record<string, string>): FlowEnd => ({ kind: 'pods', namespaceLabels, labels: {} });
    expect(rulesFor([flow(pods({ 'kubernetes.io/metadata.name': 'shop' }), [1])], strict, {})).toEqual([
      { from: [{ source: { namespaces: ['shop'] } }], to: [{ operation: { ports: ['1'] } }] },
    ]);
    expect(rulesFor([flow(pods({ team: 'a' }), [1])], strict, {})).toEqual([{ to: [{ operation: { ports: ['1'] } }] }]);
  });
});

describe('selectors', () => {
  const labelled = (name: string, labels: Record<string, string>, selector: Record<string, string>): Workload => ({
    ...workload('verrazzano-console'),
    name,
    labels,
    selector,
  });

  test('a label is added that only the workload has', () => {
    const [a, b] = [
      labelled('a', { app: 'x', role: 'a' }, { app: 'x' }),
      labelled('b', { app: 'x', role: 'b' }, { app: 'x' }),
    ];
    expect(workloadSelector(a, [a, b])).toEqual({ matchLabels: { app: 'x', role: 'a' }, also: [] });
  });

  test('where no label tells workloads apart, that is reported', () => {
    const [a, b] = [labelled('a', { app: 'x' }, { app: 'x' }), labelled('b', { app: 'x' }, { app: 'x' })];
    expect(workloadSelector(a, [a, b])).toEqual({ matchLabels: { app: 'x' }, also: [b] });
  });

  test('keys alone select nothing', () => {
    expect(workloadSelector(labelled('a', {}, {}), [])).toEqual({ matchLabels: undefined, also: [] });
  });
});

describe('policies', () => {
  const all = authorizationPolicies(platform, flows, authorizationNamespaces(platform));
  const named = (name: string) => all.find(({ metadata }) => metadata.name === name);

  test('Grafana is reached by the auth proxy', () => {
    expect(named('vmi-system-grafana-ingress')).toEqual({
      apiVersion: 'security.istio.io/v1beta1',
      kind: 'AuthorizationPolicy',
      metadata: {
        name: 'vmi-system-grafana-ingress',
        namespace: 'verrazzano-system',
        labels: { 'app.kubernetes.io/managed-by': 'cdk8s-verrazzano' },
        annotations: { 'cdk8s-verrazzano/reasons': expect.stringContaining('TCP 3000: ') as string },
      },
      spec: {
        selector: { matchLabels: { app: 'system-grafana' } },
        action: 'ALLOW',
        rules: [{ from: [{ source: { principals: [PROXY] } }], to: [{ operation: { ports: ['3000'] } }] }],
      },
    });
  });

  test('none is for gateways, none is in the root namespace, and none is without a selector', () => {
    expect(all.filter(({ metadata }) => metadata.namespace === 'istio-system')).toEqual([]);
    expect(all.filter(({ spec }) => (spec as { selector?: object }).selector === undefined)).toEqual([]);
  });

  test('none is for pods whose sidecar takes nothing', () => {
    expect(named('ingress-controller-ingress-nginx-controller-ingress')).toBeUndefined();
  });

  test('only namespaces that are asked for get them, each with a policy that allows nothing when that is asked for', () => {
    const some = authorizationPolicies(platform, flows, ['keycloak', 'istio-system'], { denyUnlisted: true });
    expect([...new Set(some.map(({ metadata }) => metadata.namespace))]).toEqual(['keycloak']);
    expect(some.filter(({ metadata }) => metadata.name === 'deny-unlisted').map(({ spec }) => spec)).toEqual([{}]);
  });

  test('an exception to mutual TLS opens the port to who has no sidecar', () => {
    const settings = IstioMesh.of({
      mutualTlsExceptions: [{ namespace: 'verrazzano-monitoring', mode: 'PERMISSIVE', reason: 'prometheus-adapter' }],
    });
    const [open, closed] = [settings, IstioMesh.of()].map((one) =>
      authorizationPolicies(platform, flows, ['verrazzano-monitoring'], {}, one).find(({ metadata }) =>
        metadata.name.startsWith('prometheus-prometheus'),
      ),
    );
    const anyone = { to: [{ operation: { ports: ['9090'] } }] };
    expect((open?.spec as { rules: object[] }).rules).toContainEqual(anyone);
    expect((closed?.spec as { rules: object[] }).rules).not.toContainEqual(anyone);
  });

  test('are the same however often they are derived', () => {
    expect(authorizationPolicies(platform, [...flows].reverse(), authorizationNamespaces(platform))).toEqual(all);
  });
});

describe('problems', () => {
  const dev = new DevProfile(cluster(), 'verrazzano');
  const check = { platform: dev, flows: platformFlows(dev) };
  const policies = authorizationPolicies(dev, check.flows, ['keycloak']);

  test('namespaces without workloads in the mesh, and the root namespace', () => {
    const found = authorizationProblems({ ...check, namespaces: ['istio-system', 'cert-manager'], policies: [] });
    expect(found.map(({ what, got }) => [got, what])).toEqual([
      ['istio-system', expect.stringContaining('root namespace')],
      ['cert-manager', expect.stringContaining('without workloads in the mesh')],
    ]);
  });

  test('a flow that the policies do not cover', () => {
    const closed = policies.map((policy) =>
      policy.metadata.name === 'mysql-ingress'
        ? { ...policy, spec: { ...(policy.spec as object), rules: [] } }
        : policy,
    );
    expect(authorizationProblems({ ...check, namespaces: ['keycloak'], policies })).toEqual([]);
    const found = authorizationProblems({ ...check, namespaces: ['keycloak'], policies: closed });
    expect(found.map(({ got }) => got)).toContain('call: keycloak/keycloak -> mysql/mysql at TCP 3306');
  });

  test('what mutual TLS refuses is no problem of policies', () => {
    const found = authorizationProblems({
      platform,
      flows,
      namespaces: ['verrazzano-monitoring'],
      policies: authorizationPolicies(platform, flows, ['verrazzano-monitoring']),
    });
    expect(found).toEqual([]);
  });
});
