import { grafana, keycloak, prometheus } from '../../../lib/components';
import { workloadsOf } from '../../../lib/definition/workload';
import type { ComponentDefinition } from '../../../lib/definition/definition';
import type { Flow, FlowEnd } from '../../../lib/network/flows';
import { samplePods, platformPods } from '../../../lib/network/policies';
import { blockedFlows, unexpectedOpenings, uncoveredUpstream } from '../../../lib/network/upstream';
import type { JsonObject } from '../../../lib/values/json';
import { everything } from '../../support/flows';

const GRAFANA = 'verrazzano-system/vmi-system-grafana[Deployment]';
const KEYCLOAK = 'keycloak/keycloak[StatefulSet]';

function end(definition: ComponentDefinition): FlowEnd {
  const workload = workloadsOf(definition)[0];
  if (workload === undefined) throw new Error(`${definition.name} has no workload`);
  return { kind: 'workload', component: definition.name, workload };
}

function flow(from: FlowEnd, to: FlowEnd, ...ports: readonly number[]): Flow {
  return {
    id: 'generated',
    kind: 'call',
    from,
    to,
    ports: ports.map((port) => ({ port, protocol: 'TCP', name: undefined })),
    reason: 'test',
    source: 'test',
    when: undefined,
    service: undefined,
    refusedUpstream: undefined,
  };
}

/** Keycloak and Grafana, with the namespaces of the platform. */
const pods = platformPods(everything()).filter(
  ({ kind, metadata }) =>
    kind === 'Namespace' || ['keycloak', 'vmi-system-grafana'].includes((metadata as { readonly name: string }).name),
);

function policy(ingress: readonly JsonObject[]): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'made-up', namespace: 'verrazzano-system' },
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress },
  };
}

/** Unexpected openings at Grafana, as `<source>: <ports>` by rule. */
function atGrafana(ingress: readonly JsonObject[], flows: readonly Flow[]): readonly string[] {
  return unexpectedOpenings(pods, [policy(ingress)], flows)
    .filter(({ to }) => to.id === GRAFANA)
    .map(({ from, ports, rules }) => `${from.id}: ${ports.toString()} by ${rules.map(({ rule }) => rule).join()}`);
}

const inKeycloak = { namespaceSelector: { matchLabels: { 'verrazzano.io/namespace': 'keycloak' } } };
const ports = [{ port: 3000 }, { port: 3001 }];

describe('unexpected openings', () => {
  test('is what rules open and no flow needs', () => {
    const rule = { from: [inKeycloak], ports };
    expect(atGrafana([rule], [])).toEqual([`${KEYCLOAK}: TCP 3000-3001 by verrazzano-system/made-up ingress[0]`]);
    expect(atGrafana([rule], [flow(end(keycloak), end(grafana), 3000)])).toEqual([
      `${KEYCLOAK}: TCP 3001 by verrazzano-system/made-up ingress[0]`,
    ]);
    expect(atGrafana([rule], [flow(end(keycloak), end(grafana), 3000, 3001)])).toEqual([]);
  });

  test('names only the rules that open it', () => {
    const rules = [
      { from: [inKeycloak], ports: [{ port: 3000 }] },
      { from: [inKeycloak], ports: [{ port: 3001 }] },
    ];
    expect(atGrafana(rules, [flow(end(keycloak), end(grafana), 3000)])).toEqual([
      `${KEYCLOAK}: TCP 3001 by verrazzano-system/made-up ingress[1]`,
    ]);
  });

  test('takes the API server and clients for addresses, and OAM applications for their namespaces', () => {
    const sources = (kind: 'outside' | 'api-server' | 'applications' | 'cluster') =>
      atGrafana([{ ports: [{ port: 3000 }] }], [flow({ kind }, end(grafana), 3000)]).map((text) => text.split(':')[0]);
    const samples = ['application', 'injected', 'unrelated'].map((name) => `sample-${name}/${name}[Deployment]`);
    expect(sources('outside')).toEqual([KEYCLOAK, ...samples, GRAFANA]);
    expect(sources('api-server')).toEqual([KEYCLOAK, ...samples, GRAFANA]);
    expect(sources('applications')).toEqual(['0.0.0.0-255.255.255.255', KEYCLOAK, ...samples.slice(1), GRAFANA]);
    expect(sources('cluster')).toEqual(['0.0.0.0-255.255.255.255']);
  });

  test('is everything where no policy selects, without any rule', () => {
    const open = unexpectedOpenings(pods, [policy([])], []).filter(({ to }) => to.id === KEYCLOAK);
    expect(open.map(({ ports: all, rules }) => [all.isAll(), rules])).toEqual(open.map(() => [true, []]));
    expect(open).toHaveLength(6);
    expect(unexpectedOpenings(pods, [policy([])], []).filter(({ to }) => to.id === GRAFANA)).toEqual([]);
  });

  test('does not ask what pods of others accept', () => {
    const others = new Set(unexpectedOpenings(pods, [], [], samplePods()).map(({ to }) => to.namespace));
    expect(others).toEqual(new Set(['keycloak', 'verrazzano-system']));
  });
});

describe('blocked flows', () => {
  const flows = [
    flow(end(keycloak), end(grafana), 3000, 3001),
    flow(end(grafana), end(keycloak), 8080),
    flow(end(prometheus), end(grafana), 15090),
    flow(end(keycloak), { kind: 'api-server' }, 443),
  ];

  test('have the ports that no rule opens, for pods that are there', () => {
    const rule = { from: [inKeycloak], ports: [{ port: 3000 }] };
    const blocked = blockedFlows(pods, [policy([rule])], flows);
    expect(blocked.map(({ from, to, ports: closed }) => [from.id, to.id, closed.toString()])).toEqual([
      [KEYCLOAK, GRAFANA, 'TCP 3001'],
    ]);
    expect(blocked[0]?.flow).toBe(flows[0]);
  });

  test('are none without policies', () => {
    expect(blockedFlows(pods, [], flows)).toEqual([]);
  });
});

test('workloads on the network of their node count as not covered, and covered ones do not', () => {
  const names = uncoveredUpstream(everything()).map(({ workload }) => workload.name);
  expect(names).toContain('prometheus-node-exporter');
  expect(names).toContain('argocd-server');
  expect(names).not.toContain('keycloak');
  expect(names).not.toContain('rancher-backup');
});
