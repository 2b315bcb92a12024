import * as fc from 'fast-check';
import { DevProfile, ManagedClusterProfile, NoneProfile, ProdProfile, type Profile } from '../../../lib';
import { COMPONENTS } from '../../../lib/components/registry';
import type { ComponentDefinition } from '../../../lib/definition/definition';
import { verrazzanoPlatformOperator } from '../../../lib/components';
import type { Flow } from '../../../lib/network/flows';
import { endText, flowsOf } from '../../../lib/network/flows';
import { everything, managedCluster } from '../../support/flows';
import { cluster } from '../../support/profiles';
import { component, flows } from './made-up';
import { runs } from '../../support/fc-runs';

const derive = (definitions: readonly ComponentDefinition[], role: 'admin' | 'managed' = 'admin') =>
  flowsOf({ definitions, mesh: {}, spec: {}, role });

const some = fc.subarray([...COMPONENTS]);

describe('flows of any components', () => {
  test('have ids of their own', () => {
    fc.assert(
      fc.property(some, fc.constantFrom('admin' as const, 'managed' as const), (definitions, role) => {
        const ids = derive(definitions, role).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: runs(2, 25) },
    );
  });

  test('do not depend on the order of the definitions', () => {
    fc.assert(
      fc.property(
        some.chain((one) => fc.tuple(fc.constant(one), fc.shuffledSubarray(one, { minLength: one.length }))),
        ([one, other]) => {
          const ids = (definitions: readonly ComponentDefinition[]) =>
            derive(definitions).map(({ id, ports }) => [id, ports]);
          expect(ids(other)).toEqual(ids(one));
        },
      ),
      { numRuns: runs(2, 25) },
    );
  });

  test('stay when a component joins them', () => {
    fc.assert(
      fc.property(some, fc.constantFrom(...COMPONENTS), (definitions, joining) => {
        const before = derive(definitions.filter((one) => one !== joining));
        const after = new Map(derive([...definitions.filter((one) => one !== joining), joining]).map((f) => [f.id, f]));
        for (const flow of before)
          expect(numbers(after.get(flow.id)?.ports)).toEqual(expect.arrayContaining(numbers(flow.ports)));
      }),
      { numRuns: runs(2, 25) },
    );
  });

  test('need components on both ends', () => {
    fc.assert(
      fc.property(some, (definitions) => {
        const names = new Set(definitions.map(({ name }) => name));
        const ends = derive(definitions).flatMap(({ from, to }) => [from, to]);
        for (const end of ends) if (end.kind === 'workload') expect(names).toContain(end.component);
      }),
      { numRuns: runs(2, 25) },
    );
  });
});

describe('what asks for the same flow', () => {
  const server = component('server', { workloads: { web: { ports: { http: 80, admin: 90 } } } });
  const caller = (...calls: object[]) =>
    component('client', {
      workloads: {
        app: { dns: false, calls: calls.map((call) => ({ to: 'server', ports: ['http'], reason: 'r', ...call })) },
      },
    });
  const merged = (...calls: object[]) => flows([server, caller(...calls)]).find(({ kind }) => kind === 'call');

  test('is one flow with the ports and reasons of all', () => {
    expect(merged({ ports: ['admin', 'http'], reason: 'a' }, { reason: 'b' }, { reason: 'a' })).toMatchObject({
      reason: 'a; b',
      ports: [{ port: 80 }, { port: 90 }],
    });
    expect(merged({ ports: [] }, {})?.ports).toBe('all');
    expect(merged({ ports: [80] }, {})?.ports).toEqual([{ port: 80, protocol: 'TCP', name: 'http' }]);
  });

  test('happens always when one does', () => {
    expect(merged({ when: 'at night' }, { when: 'daily' })?.when).toBe('at night, or daily');
    expect(merged({ when: 'at night' }, {})?.when).toBeUndefined();
  });
});

describe('what one workload calls under one name beyond the cluster', () => {
  const calling = (...calls: ReadonlyArray<{ readonly hosts: readonly string[] }>) =>
    component('app', {
      workloads: { app: { external: calls.map((call) => ({ what: 'shop', ports: [443], ...call })) } },
    });
  const end = (...calls: ReadonlyArray<{ readonly hosts: readonly string[] }>) =>
    flows([calling(...calls)]).find(({ kind }) => kind === 'egress')?.to;

  test('has all its hosts', () => {
    expect(end({ hosts: ['a.example.com'] }, { hosts: ['b.example.com', 'a.example.com'] })).toMatchObject({
      hosts: ['a.example.com', 'b.example.com'],
    });
  });

  test('is restricted to addresses only where all are known', () => {
    expect(end({ hosts: ['192.0.2.1'] }, { hosts: ['192.0.2.2'] })).toMatchObject({
      cidrs: ['192.0.2.1/32', '192.0.2.2/32'],
    });
    expect(end({ hosts: ['192.0.2.1'] }, { hosts: ['a.example.com'] })).toMatchObject({ cidrs: [] });
  });
});

test('ends are told apart by their text', () => {
  const labels = { b: '2', a: '1' };
  expect(endText({ kind: 'pods', labels, namespaceLabels: {} })).toBe('pods {a=1,b=2} in {}');
  expect(endText({ kind: 'applications' })).toBe('applications');
});

describe('flows of a profile', () => {
  test.each([DevProfile, ProdProfile, ManagedClusterProfile])('%p has some, always the same', (type) => {
    const profile: Profile = new type(cluster(), 'verrazzano');
    expect(profile.flows.length).toBeGreaterThan(80);
    expect(profile.flows).toBe(profile.flows);
    const again: Profile = new type(cluster(), 'verrazzano');
    expect(again.flows).toEqual(profile.flows);
  });

  test('of a platform without components are those of its operator', () => {
    const { flows: found } = new NoneProfile(cluster(), 'verrazzano');
    const enabled = new Set(
      found.flatMap(({ from, to }) => [from, to]).flatMap((end) => (end.kind === 'workload' ? [end.component] : [])),
    );
    expect(enabled).toContain(verrazzanoPlatformOperator.name);
    expect(enabled).not.toContain('grafana');
  });

  test('know the operator that installs, and the agent that registration brings', () => {
    const names = (profile: Profile) => profile.runningComponents.map(({ name }) => name);
    expect(names(everything())).toContain('verrazzano-platform-operator');
    expect(names(everything())).not.toContain('rancher-agent');
    expect(names(managedCluster())).toContain('rancher-agent');
    expect([everything().role, managedCluster().role]).toEqual(['admin', 'managed']);
  });

  test('follow from what the user says', () => {
    const off = new ProdProfile(cluster(), 'verrazzano', { components: { grafana: { enabled: false } } });
    expect(off.flows.filter((flow) => touches(flow, 'grafana'))).toEqual([]);
    const on = new ProdProfile(cluster(), 'verrazzano');
    expect(on.flows.filter((flow) => touches(flow, 'grafana'))).not.toEqual([]);
  });

  test('have no sidecars without injection', () => {
    const istio = { injectionEnabled: false };
    const profile = new ProdProfile(cluster(), 'verrazzano', { components: { istio } });
    expect(profile.mesh).toEqual({ injection: false });
    const proxies = profile.flows.filter(({ kind }) => kind === 'mesh').map(({ from }) => from);
    expect(proxies.every((end) => end.kind === 'workload' && end.workload.gateway)).toBe(true);
    expect(new ProdProfile(cluster(), 'verrazzano').mesh).toEqual({ injection: true });
  });
});

function touches({ from, to }: Flow, name: string): boolean {
  return [from, to].some((end) => end.kind === 'workload' && end.component === name);
}

function numbers(ports: Flow['ports'] | undefined): readonly string[] {
  if (ports === 'all') return ['all'];
  return (ports ?? []).map(({ port, protocol }) => `${port}/${protocol}`);
}
