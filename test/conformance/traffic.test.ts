import { readFileSync } from 'node:fs';
import { servicesOf } from '../../lib/definition/service';
import type { Workload } from '../../lib/definition/workload';
import { inMesh } from '../../lib/definition/workload';
import { describeShared, sharedPath } from '../support/shared';
import { ALL, declaredPairs, meant, pairsOf, portText, WORKLOADS } from './traffic';

interface Labels {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: ReadonlyArray<{ readonly key: string; readonly operator: string }>;
}

interface Ports {
  readonly ports: ReadonlyArray<number | string>;
  readonly protocol: string;
}

interface UpstreamEgress {
  readonly component: string;
  readonly workload: string;
  readonly namespace: string;
  readonly podSelector: Labels | null;
  readonly hostNetwork: boolean;
  readonly dns: boolean;
  readonly istiod: boolean;
  readonly completeness: string;
  readonly onCluster: string;
  readonly kubeApiServer: {
    readonly needed: boolean | 'unknown';
    readonly path: string | null;
    readonly serviceAccount: string;
  };
  readonly inCluster: ReadonlyArray<Ports & { readonly to: string; readonly reason: string }>;
  readonly external: ReadonlyArray<
    Ports & {
      readonly what: string;
      readonly hosts: readonly string[];
      readonly when: string;
      readonly hairpin?: object;
    }
  >;
}

type End = string | { readonly namespace: string; readonly podSelector?: Labels };

interface Hop extends Ports {
  readonly from: End;
  readonly to: End;
  readonly upstreamVerdict: string;
}

interface UpstreamFlows {
  readonly flows: ReadonlyArray<{ readonly id: string; readonly existsIn172: boolean; readonly hops: readonly Hop[] }>;
  readonly additionalFlows: ReadonlyArray<Hop & { readonly id: string }>;
}

/** Entries that are no workload of ours, and why. */
const NOT_OURS: Readonly<Record<string, string>> = {
  'verrazzano-module-operator': 'a library inside the platform operator in 1.7.2, and no pod',
  'cm-acme-http-solver pods': 'lives in namespaces of users, and opens no connection',
  'restic-wait init container': 'part of pods of users, and opens no connection',
};

/** Our names of pods whose name upstream generates at run time, or that we keep in another component. */
const RENAMED: Readonly<Record<string, string>> = {
  'gitjob Job pods': 'rancher/gitjob-jobs',
  'fleet-agent (managed cluster)': 'rancher-agent/fleet-agent',
  'cattle-cluster-agent': 'rancher-agent/cattle-cluster-agent',
  'rancher-webhook (managed cluster)': 'rancher-agent/rancher-webhook',
  'helm-operation-* pods': 'rancher/helm-operation',
  'dashboard-shell-* pods': 'rancher/dashboard-shell',
  'MySQLBackup Job pods': 'mysql/mysql-backup',
  'MySQLBackup schedule CronJobs': 'mysql/mysql-backup-schedule',
  'jaeger all-in-one or managed-cluster instance': 'jaeger-operator/jaeger-instance',
  'prometheus-prometheus-operator-kube-p-prometheus': 'prometheus/prometheus-prometheus-operator-kube-p-prometheus',
};

/** Workloads of ours that egress.json lists once for two kinds of cluster. */
const TWICE = ['rancher-agent/patch-fleet-sa', 'rancher-agent/helm-operation'];

/** Destinations that upstream names in words. */
const DESTINATIONS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^opensearch\/opensearch nodes/, 'opensearch'],
  [/^thanos\/any Thanos pod/, 'thanos'],
  [/^prometheus-operator\/alertmanager/, 'prometheus-operator/alertmanager-prometheus-operator-kube-p-alertmanager'],
  [/^prometheus-operator\/prometheus-prometheus/, 'prometheus'],
  [/^CoreDNS/, 'dns'],
  [/^cluster nodes/, 'nodes'],
  [/^(application|WebLogic server|Coherence) pods/, 'applications'],
  [/^(any pod|backends of any)/, 'cluster'],
];

/** What upstream lists and no definition says, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'legacy OpenSearch in verrazzano-system': 'pods of releases before 1.7',
};

/** Calls whose condition is something that a user makes beyond the Verrazzano resource. */
const OPTIONAL = new RegExp(
  [
    'user configuration|user-made (?!Issuer)|of the user|^only |interactive use|feature gate|Rancher UI',
    'overrides? (of|prometheus)|egress gateway|generators|kustomize|provider OCI and instance principal$',
  ].join('|'),
);

/** What a workload serves although no row of flows.json says so, and why. */
const SERVED_BESIDES: Readonly<Record<string, string>> = {
  'istio/istio-ingressgateway outside 8080/TCP': 'discrepancy B-06',
  'istio/istio-ingressgateway outside 15021/TCP': 'discrepancy B-06',
  'prometheus-adapter/prometheus-adapter api-server 6443/TCP': 'lifeline ll-09',
  'prometheus-pushgateway/prometheus-pushgateway applications 9091/TCP':
    'jobs push to it; no policy of upstream selects it',
};

function read(file: string): unknown {
  return JSON.parse(readFileSync(sharedPath('upstream', 'network', file), 'utf8'));
}

describeShared('traffic agrees with the facts', () => {
  const { workloads } = read('egress.json') as { readonly workloads: readonly UpstreamEgress[] };
  const { flows, additionalFlows } = read('flows.json') as UpstreamFlows;
  const rows = [
    ...flows.filter(({ existsIn172 }) => existsIn172).flatMap(({ id, hops }) => hops.map((hop) => ({ id, ...hop }))),
    ...additionalFlows,
  ];
  const ours = workloads.filter(({ workload }) => NOT_OURS[workload] === undefined);

  test('every workload', () => {
    expect(workloads).toHaveLength(96);
    expect(ours.length).toBe(workloads.length - Object.keys(NOT_OURS).length);
    expect([...ours.map(idOf), ...TWICE].sort()).toEqual([...WORKLOADS.keys()].sort());
  });

  describe.each(ours.map((entry) => [idOf(entry), entry] as const))('%s', (id, entry) => {
    const workload = workloadOf(id);

    test('facts', () => {
      expect({
        namespace: workload.namespace,
        dns: workload.dns,
        apiServer: workload.apiServer ?? null,
        egress: workload.egress,
        hostNetwork: workload.hostNetwork,
        istiod: inMesh(workload) || workload.gateway,
        onlyOn: workload.onlyOn,
      }).toEqual({
        namespace: entry.namespace,
        dns: entry.dns,
        apiServer: entry.kubeApiServer.needed === true ? entry.kubeApiServer.path : null,
        egress: entry.completeness,
        hostNetwork: entry.hostNetwork,
        istiod: entry.istiod,
        onlyOn: entry.onCluster.startsWith('managed') ? 'managed' : undefined,
      });
      // Some accounts are made with the pod.
      const { serviceAccount = entry.kubeApiServer.serviceAccount } = workload;
      expect(serviceAccount).toBe(entry.kubeApiServer.serviceAccount);
    });

    test('selector', () => {
      const { matchLabels = {}, matchExpressions = [] } = entry.podSelector ?? {};
      expect(workload.labels).toMatchObject(matchLabels);
      // Either is enough to tell the pods from others; ours may name more of their labels, or fewer.
      const [few, many] = [workload.selector, matchLabels].sort(
        (a, b) => Object.keys(a).length - Object.keys(b).length,
      );
      expect(many).toMatchObject(few ?? {});
      expect(workload.selectorKeys).toEqual(matchExpressions.map(({ key }) => key));
    });

    test('everything inside the cluster is declared or follows', () => {
      const known = pairsOf(id, workload);
      const missing = entry.inCluster.flatMap((item) =>
        LEFT_OUT[item.to] !== undefined
          ? []
          : destinations(item.to).flatMap((to) =>
              portTexts(item)
                .filter((port) => !known.some((one) => one.to === to && (one.port === port || one.port === 'all')))
                .map((port) => `${to} ${port}: ${item.reason}`),
            ),
      );
      expect(missing).toEqual([]);
    });

    test('every declared call has a fact behind it', () => {
      const facts = new Set([
        ...entry.inCluster.flatMap((item) =>
          destinations(item.to).flatMap((to) => portTexts(item).map((port) => `${to} ${port}`)),
        ),
        ...rows
          .filter(({ from }) => endsOf(from).includes(id))
          .flatMap((row) => endsOf(row.to).flatMap((to) => portTexts(row).map((port) => `${to} ${port}`))),
      ]);
      const invented = declaredPairs(id, workload)
        .map(({ to, port }) => `${to} ${port}`)
        .filter((pair) => !facts.has(pair));
      expect(invented).toEqual([]);
    });

    test('everything beyond the cluster', () => {
      // The facts have one open entry, "storage of the user" or "remote write", for what chart values state.
      const refined = ['jaeger-opensearch', 'jaeger-cassandra', 'remote-write'];
      const external = workload.external.filter(({ setting = '' }) => !refined.includes(setting));
      const declared = external.map(({ ports, hosts, protocols = ['TCP'], hairpin, optional, cluster }) =>
        callText(ports, hosts.length, protocols, hairpin === true ? 'own' : (cluster ?? 'any'), optional === true),
      );
      const expected = entry.external.map(({ what, ports, hosts, protocol, hairpin, when }) =>
        callText(
          ports.filter((port) => typeof port === 'number'),
          hosts.filter((host) => !/configured by user|^others$/.test(host)).length,
          protocol.split('+'),
          hairpin === undefined ? clusterOf(`${what} ${hosts.join(' ')}`) : 'own',
          OPTIONAL.test(when),
        ),
      );
      expect([...declared].sort()).toEqual([...expected].sort());
    });
  });

  describe.each(rows.map((row, index) => [row.id, index, row] as const))('%s, hop %i', (_, __, row) => {
    test('is declared or follows', () => {
      expect(isKnown(row)).toBe(true);
    });
  });

  test('rows that upstream refuses say so', () => {
    const refused = rows.filter(({ upstreamVerdict }) => upstreamVerdict.startsWith('BLOCKED'));
    expect(refused.map(({ id }) => id)).toEqual(['af-03', 'af-17', 'af-47']);
    for (const row of refused) expect(refusals(row)).toContain(true);
  });

  test('every end that is served has a row', () => {
    const served = [...WORKLOADS].flatMap(([id, { serves, ports }]) =>
      serves.flatMap((one) =>
        ports.filter(({ key }) => one.ports.includes(key)).map((port) => `${id} ${one.from} ${portText(port)}`),
      ),
    );
    const facts = rows.flatMap((row) =>
      endsOf(row.from).flatMap((from) =>
        endsOf(row.to).flatMap((to) => portTexts(row).map((port) => `${to} ${from} ${port}`)),
      ),
    );
    expect(served.filter((one) => !facts.includes(one)).sort()).toEqual(Object.keys(SERVED_BESIDES).sort());
  });
});

function idOf({ component, workload }: UpstreamEgress): string {
  return RENAMED[workload] ?? `${component}/${workload}`;
}

function workloadOf(id: string): Workload {
  const workload = WORKLOADS.get(id);
  if (workload === undefined) throw new Error(`no workload ${id}`);
  return workload;
}

function destinations(to: string): readonly string[] {
  const named = DESTINATIONS.find(([pattern]) => pattern.test(to))?.[1] ?? to.replace(/ \(optional\)$/, '');
  const ids = meant(named);
  return ids.length > 0 ? ids.filter((id) => workloadOf(id).kind !== 'Job') : [named];
}

function portTexts({ ports, protocol }: Ports): readonly string[] {
  if (ports.some((port) => typeof port === 'string')) return ['all'];
  return ports.flatMap((port) => protocol.split('+').map((one) => `${port}/${one}`));
}

function callText(
  ports: readonly (number | string)[],
  hosts: number,
  protocols: readonly string[],
  cluster: string,
  optional: boolean,
): string {
  return JSON.stringify({ ports: [...ports], hosts, protocols: [...protocols], cluster, optional });
}

/** Which clusters a string of upstream names as the place of a host. */
function clusterOf(text: string): string {
  if (/admin cluster|<adminEnv>/.test(text)) return 'admin';
  return /managed cluster/.test(text) ? 'managed' : 'any';
}

/** Ends of a row: ids of workloads, or an end that is no workload. */
function endsOf(end: End): readonly string[] {
  if (typeof end === 'string') return [end.startsWith('kube-apiserver') ? 'api-server' : 'outside'];
  if (end.namespace.startsWith('<application')) return ['applications', 'injected'];
  const labels = Object.entries(end.podSelector?.matchLabels ?? {});
  return [...WORKLOADS]
    .filter(([, { namespace }]) => namespace === end.namespace)
    .filter(([, workload]) => labels.every(([key, value]) => workload.labels[key] === value))
    .map(([id]) => id);
}

function isKnown(row: Hop): boolean {
  const [from, to] = [endsOf(row.from), endsOf(row.to)];
  const open = portTexts(row);
  if (to.includes('api-server')) return from.some((id) => workloadOf(id).apiServer !== undefined);
  if (to.includes('outside')) return from.some((id) => reachesOutside(workloadOf(id), row));
  return open.every((port) => from.some((source) => to.some((target) => reaches(source, target, port))));
}

function reaches(from: string, to: string, port: string): boolean {
  const source = WORKLOADS.get(from);
  if (source !== undefined) {
    return pairsOf(from, source).some((one) => one.to === to && (one.port === port || one.port === 'all'));
  }
  const isServed = workloadOf(to).serves.some(
    (one) =>
      one.from === from && workloadOf(to).ports.some((own) => one.ports.includes(own.key) && portText(own) === port),
  );
  return isServed || (from === 'api-server' && answersWebhooks(to, port));
}

function answersWebhooks(id: string, port: string): boolean {
  return ALL.some((definition) => {
    const services = (definition.webhooks ?? []).map(({ service }) => service);
    return servicesOf(definition)
      .filter(({ name, workload }) => services.includes(name) && `${definition.name}/${workload?.name}` === id)
      .some(({ ports }) => ports.some(({ target }) => `${target}/TCP` === port));
  });
}

function reachesOutside({ external, name }: Workload, { ports, to }: Hop): boolean {
  // Kubelets, which Prometheus reaches as nodes.
  if (typeof to === 'string' && to.includes('kubelet')) return name.startsWith('prometheus-');
  return external.some((call) => ports.every((port) => call.ports.some((one) => one === port)));
}

/** Whether what is declared for a row says that upstream refuses it. */
function refusals(row: Hop): readonly boolean[] {
  return endsOf(row.from).flatMap((from) =>
    endsOf(row.to).flatMap((to) => {
      const source = WORKLOADS.get(from);
      if (source === undefined) {
        const texts = portTexts(row);
        const { serves, ports } = workloadOf(to);
        return serves
          .filter((one) => one.from === from)
          .filter((one) => ports.some((own) => one.ports.includes(own.key) && texts.includes(portText(own))))
          .map(({ refusedUpstream }) => refusedUpstream !== undefined);
      }
      return pairsOf(from, source)
        .filter((one) => one.to === to && portTexts(row).includes(one.port))
        .map(({ refused }) => refused);
    }),
  );
}
