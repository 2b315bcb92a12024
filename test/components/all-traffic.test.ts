import type { CallDefinition } from '../../lib/definition/call-definition';
import type { ComponentDefinition } from '../../lib/definition/definition';
import { ingressesOf } from '../../lib/definition/ingress';
import { servicesOf } from '../../lib/definition/service';
import type { Workload } from '../../lib/definition/workload';
import { workloadsOf } from '../../lib/definition/workload';
import { COMPONENTS, rancherAgent, verrazzanoPlatformOperator } from '../../lib/components';

const ALL: readonly ComponentDefinition[] = [...COMPONENTS, verrazzanoPlatformOperator, rancherAgent];
const NAMES = ALL.map(({ name }) => name);

const WORKLOADS = ALL.flatMap((definition) =>
  workloadsOf(definition).map((workload) => [`${definition.name}/${workload.name}`, workload] as const),
);

/** Workloads that a destination means. */
function meant(to: string): readonly Workload[] {
  return WORKLOADS.filter(([id]) => id === to || id.startsWith(`${to}/`)).map(([, workload]) => workload);
}

const keys = ({ ports }: Workload): readonly string[] => ports.map(({ key }) => key);

function identity({ to, ports, service, with: others }: CallDefinition): string {
  return JSON.stringify([to, ports, service, others]);
}

describe.each(WORKLOADS)('%s', (_, workload) => {
  test('calls lead to ports of workloads', () => {
    for (const { to, ports } of workload.calls) {
      if (typeof to !== 'string') {
        expect(ports.filter((port) => typeof port !== 'number')).toEqual([]);
        continue;
      }
      expect(meant(to)).not.toEqual([]);
      for (const port of ports) expect(meant(to).flatMap(keys)).toContain(port);
    }
  });

  test('called Services lead to those ports', () => {
    for (const { to, ports, service } of workload.calls) {
      if (service === undefined || typeof to !== 'string') continue;
      const found = ALL.flatMap(servicesOf).find(({ name }) => name === service);
      const targets = found?.ports.map(({ target }) => target) ?? [];
      const numbers = meant(to).flatMap((one) => one.ports.filter(({ key }) => ports.includes(key)));
      expect(numbers.some(({ port }) => targets.includes(port))).toBe(true);
    }
  });

  test('calls and hosts are named once', () => {
    const calls = workload.calls.map(identity);
    expect(calls).toEqual([...new Set(calls)]);
    const external = workload.external.map(({ what }) => what);
    expect(external).toEqual([...new Set(external)]);
  });

  test('other components exist', () => {
    const others = [...workload.calls, ...workload.external].flatMap((call) => call.with ?? []);
    for (const name of others) expect(NAMES).toContain(name);
  });

  test('it serves and shares ports that it has', () => {
    const peerPorts = workload.peerPorts === 'all' ? [] : workload.peerPorts;
    for (const port of [...workload.serves.flatMap(({ ports }) => ports), ...peerPorts]) {
      expect(keys(workload)).toContain(port);
    }
  });

  test('without names it calls no names', () => {
    if (!workload.dns) expect([...workload.calls, ...workload.external]).toEqual([]);
  });

  test('something selects its pods', () => {
    const selects = Object.keys(workload.selector).length + workload.selectorKeys.length;
    expect(selects).toBeGreaterThan(0);
  });
});

describe.each(ALL.map((definition) => [definition.name, definition] as const))('%s', (_, definition) => {
  test('the auth proxy knows what is behind it', () => {
    const ids = workloadsOf(definition).flatMap((workload) =>
      keys(workload).flatMap((key) => [key, `${workload.name}/${key}`]),
    );
    for (const { through, definition: facts } of ingressesOf(definition)) {
      if (through === 'direct') expect(facts.behind).toBeUndefined();
      else if (facts.behind === undefined) expect(ids).toHaveLength(2);
      else if (facts.behind !== null) expect(ids).toContain(facts.behind);
    }
  });

  test('whose pods are behind Services of others', () => {
    for (const facts of Object.values(definition.services ?? {})) {
      expect(facts.pods !== undefined).toBe(facts.workload === null);
    }
  });
});
