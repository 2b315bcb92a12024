import type { ComponentDefinition } from '../../lib/definition/definition';
import { ingressesOf } from '../../lib/definition/ingress';
import { servicesOf } from '../../lib/definition/service';
import type { Port, Workload } from '../../lib/definition/workload';
import { inMesh, workloadsOf } from '../../lib/definition/workload';
import { COMPONENTS, rancherAgent, verrazzanoPlatformOperator } from '../../lib/components';

/** Traffic from a workload to `<component>/<workload>` or an end that is no workload. */
export interface Pair {
  readonly to: string;
  /** `<number>/<protocol>`, or `all`. */
  readonly port: string;
  /** Whether upstream refuses it. */
  readonly refused: boolean;
  /** What it follows from. */
  readonly from: 'calls' | 'peer ports' | 'mesh' | 'ingress' | 'auth proxy' | 'scraping' | 'hairpin';
}

/** All definitions that have workloads. */
export const ALL: readonly ComponentDefinition[] = [...COMPONENTS, verrazzanoPlatformOperator, rancherAgent];

/** All workloads, by `<component>/<workload>`. */
export const WORKLOADS: ReadonlyMap<string, Workload> = new Map(
  ALL.flatMap((definition) =>
    workloadsOf(definition).map((workload) => [`${definition.name}/${workload.name}`, workload] as const),
  ),
);

const NGINX = 'ingress-controller/ingress-controller-ingress-nginx-controller';
const AUTH_PROXY = 'verrazzano-authproxy/verrazzano-authproxy';
const PROMETHEUS = 'prometheus/prometheus-prometheus-operator-kube-p-prometheus';

/** Ids of the workloads that a destination means: a component, or `<component>/<workload>`. */
export function meant(to: string): readonly string[] {
  return [...WORKLOADS.keys()].filter((id) => id === to || id.startsWith(`${to}/`));
}

/** A port as the tables of this test write it. */
export function portText({ port, protocol }: Pick<Port, 'port' | 'protocol'>): string {
  return `${port}/${protocol}`;
}

/** What a workload calls inside the cluster: declared, or following from another definition. */
export function pairsOf(id: string, workload: Workload): readonly Pair[] {
  return [
    ...declaredPairs(id, workload),
    ...(inMesh(workload) || workload.gateway ? MESH : []),
    ...(workload.external.some(({ hairpin }) => hairpin) ? [derived(NGINX, 443, 'hairpin')] : []),
    ...(id === NGINX ? ingressPairs() : []),
    ...(id === AUTH_PROXY ? behindPairs() : []),
    ...(id === PROMETHEUS ? scrapePairs() : []),
  ];
}

/** What the definition of a workload declares. */
export function declaredPairs(id: string, { calls, peerPorts, ports: own }: Workload): readonly Pair[] {
  const called = calls.flatMap(({ to, ports, refusedUpstream }) => {
    const refused = refusedUpstream !== undefined;
    if (typeof to === 'string') {
      return meant(to).flatMap((target) =>
        portsAt(target, (key) => ports.includes(key)).map((port): Pair => ({
          to: target,
          port,
          refused,
          from: 'calls',
        })),
      );
    }
    const numbers = ports.length === 0 ? ['all'] : ports.map((port) => `${port}/TCP`);
    return numbers.map((port): Pair => ({ to: to.elsewhere, port, refused, from: 'calls' }));
  });
  const shared = peerPorts === 'all' ? ['all'] : own.filter(({ key }) => peerPorts.includes(key)).map(portText);
  return [...called, ...shared.map((port): Pair => ({ to: id, port, refused: false, from: 'peer ports' }))];
}

function portsAt(id: string, isWanted: (key: string) => boolean): readonly string[] {
  return (WORKLOADS.get(id)?.ports ?? []).filter(({ key }) => isWanted(key)).map(portText);
}

function derived(to: string, port: number, from: Pair['from'], refused = false): Pair {
  return { to, port: `${port}/TCP`, refused, from };
}

const MESH = [
  derived('istio/istiod', 15012, 'mesh'),
  derived('jaeger-operator/jaeger-operator-jaeger-collector', 9411, 'mesh'),
];

/** NGINX calls what is behind the Service of each Ingress. */
function ingressPairs(): readonly Pair[] {
  return ALL.flatMap(ingressesOf).flatMap(({ backend }) => {
    const owner = ALL.find((definition) => servicesOf(definition).some(({ name }) => name === backend.service));
    const service = owner && servicesOf(owner).find(({ name }) => name === backend.service);
    const target = service?.ports.find(({ name }) => name === backend.port)?.target;
    if (target === undefined) throw new Error(`Service ${backend.service} has no port ${backend.port}`);
    return [derived(`${owner?.name}/${service?.workload?.name}`, target, 'ingress')];
  });
}

/** The auth proxy calls what its Ingresses say is behind it. */
function behindPairs(): readonly Pair[] {
  return ALL.flatMap((definition) =>
    ingressesOf(definition)
      .filter(({ through, definition: { behind } }) => through === 'authproxy' && behind !== null)
      .flatMap(({ definition: { behind } }) =>
        meant(definition.name).flatMap((id) =>
          (WORKLOADS.get(id)?.ports ?? [])
            .filter(
              ({ key }) => behind === undefined || behind === key || behind === `${WORKLOADS.get(id)?.name}/${key}`,
            )
            .map(({ port }) => derived(id, port, 'auth proxy')),
        ),
      ),
  );
}

/** Workloads of a component that a Service selects. */
function selectedBy(component: string, selector: Readonly<Record<string, string>>): readonly string[] {
  return meant(component).filter((id) =>
    Object.entries(selector).every(([key, value]) => WORKLOADS.get(id)?.labels[key] === value),
  );
}

/** Prometheus calls scrape targets, and the proxies of the mesh. */
function scrapePairs(): readonly Pair[] {
  const targets = ALL.flatMap((definition) =>
    Object.entries(definition.scrapeTargets ?? {}).flatMap(([name, { port, in: namespace, refusedUpstream }]) => {
      if (port === undefined || namespace === null || namespace === 'default') return [];
      const service = servicesOf(definition).find((one) => one.name === name);
      const target = service?.ports.find((one) => one.name === port)?.target;
      if (service !== undefined && target !== undefined) {
        const refused = refusedUpstream !== undefined;
        const pods = definition.services?.[name]?.pods;
        if (pods !== undefined) return [derived(pods, target, 'scraping', refused)];
        return selectedBy(definition.name, service.selector ?? {}).flatMap((id) => {
          const onNode = WORKLOADS.get(id)?.hostNetwork === true ? ['nodes'] : [];
          return [id, ...onNode].map((to) => derived(to, target, 'scraping', refused));
        });
      }
      const ids = meant(definition.name);
      const own = ids.filter((id) => id === `${definition.name}/${name}`);
      return (own.length > 0 ? own : ids).flatMap((id) =>
        (WORKLOADS.get(id)?.ports ?? [])
          .filter((one) => one.key === port || one.name === port)
          .map((one) => derived(id, one.port, 'scraping', refusedUpstream !== undefined)),
      );
    }),
  );
  const proxies = [...WORKLOADS].filter(([, workload]) => inMesh(workload) || workload.gateway).map(([id]) => id);
  return [...targets, ...[...proxies, 'cluster'].map((id) => derived(id, 15090, 'scraping'))];
}
