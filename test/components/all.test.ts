import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificatesOf } from '../../lib/definition/certificate';
import type { ComponentDefinition } from '../../lib/definition/definition';
import { BILL_OF_MATERIALS } from '../../lib/definition/bill-of-materials';
import { imageOf, tagOf } from '../../lib/definition/images';
import { ingressesOf } from '../../lib/definition/ingress';
import { namespacesOf } from '../../lib/definition/namespace';
import { NAMESPACES, namespaceLabels } from '../../lib/definition/namespaces';
import { dependencyOrder } from '../../lib/definition/order';
import { portOf } from '../../lib/definition/port';
import { servicesOf } from '../../lib/definition/service';
import { inMesh, workloadsOf } from '../../lib/definition/workload';
import type { ComponentConstructs, ComponentsProps } from '../../lib/components';
import {
  COMPONENTS,
  argoCD,
  clusterAPI,
  grafana,
  mysql,
  opensearch,
  prometheus,
  rancherAgent,
  verrazzanoNetworkPolicies,
  verrazzanoPlatformOperator,
} from '../../lib/components';

const ALL: readonly ComponentDefinition[] = [...COMPONENTS, verrazzanoPlatformOperator, rancherAgent];
const components = new Set(ALL.map(({ name }) => name));

describe.each(ALL.map((definition) => [definition.name, definition] as const))('%s', (_, definition) => {
  test('names only components that exist', () => {
    const { after = [], requires = [], enabledBy = [], partOf } = definition;
    for (const name of [...after, ...requires, ...enabledBy, ...(partOf === undefined ? [] : [partOf])]) {
      expect(components).toContain(name);
    }
  });

  test('is ready after what it requires', () => {
    const order = dependencyOrder(ALL, () => true).map(({ name }) => name);
    for (const name of definition.requires ?? [])
      expect(order.indexOf(name)).toBeLessThan(order.indexOf(definition.name));
  });

  test('its Services select the pods of their workloads', () => {
    for (const { workload, selector } of servicesOf(definition)) {
      if (workload !== undefined) expect(workload.labels).toMatchObject(selector ?? {});
    }
  });

  test('its selectors hold labels of the pods', () => {
    for (const { labels, selector } of workloadsOf(definition)) expect(labels).toMatchObject(selector);
  });

  test('its Ingresses lead to ports of Services', () => {
    for (const { backend } of ingressesOf(definition)) {
      const service = ALL.flatMap(servicesOf).find(({ name }) => name === backend.service);
      expect(service?.ports.map(({ name }) => name)).toContain(backend.port);
    }
  });

  test('its webhooks name its Services and certificates', () => {
    for (const { service, caFrom } of definition.webhooks ?? []) {
      expect(servicesOf(definition).map(({ name }) => name)).toContain(service);
      if (caFrom !== undefined) expect(certificatesOf(definition).map(({ name }) => name)).toContain(caFrom);
    }
  });
});

test('names and keys are unique', () => {
  expect(components.size).toBe(ALL.length);
  expect(new Set(ALL.map(({ key }) => key)).size).toBe(ALL.length);
});

test('keys are those of the Verrazzano resource, else the name in camel case', () => {
  const keys: readonly ['argoCD', 'mysql', 'verrazzanoNetworkPolicies'] = [
    argoCD.key,
    mysql.key,
    verrazzanoNetworkPolicies.key,
  ];
  expect(keys).toEqual(['argoCD', 'mysql', 'verrazzanoNetworkPolicies']);
});

test('every image and namespace of the tables is used', () => {
  const images = new Set<string>(ALL.flatMap(({ images: names }) => names));
  expect([...images].sort()).toEqual(
    Object.values(BILL_OF_MATERIALS)
      .flatMap((part) => Object.keys(part.images))
      .sort(),
  );
  const namespaces = ALL.flatMap((definition) => [
    definition.namespace,
    ...(definition.namespaces ?? []),
    ...workloadsOf(definition).map(({ namespace }) => namespace),
  ]);
  expect([...new Set<string>(namespaces)].sort()).toEqual(Object.keys(NAMESPACES).sort());
});

test('images', () => {
  expect(imageOf('grafana')).toMatchObject({
    repository: 'ghcr.io/verrazzano/grafana',
    part: 'verrazzano-monitoring-operator',
  });
  expect(imageOf('oraclelinux-slim')).toMatchObject({ repository: 'ghcr.io/oracle/oraclelinux', tag: '8-slim' });
  expect(() => tagOf('verrazzano-authproxy')).toThrow('release build');
});

test('ports by name', () => {
  expect(portOf(grafana, 'grafana')).toMatchObject({ namespace: 'verrazzano-system', port: 3000, protocol: 'TCP' });
  expect(portOf(opensearch, 'http').workloads).toHaveLength(4);
  expect(portOf(argoCD, 'argocd-server/metrics').port).toBe(8083);
  expect(() => portOf(argoCD, 'metrics')).toThrow(
    'allowed argocd-applicationset-controller/metrics, argocd-notifications',
  );
  // @ts-expect-error grafana has no such port
  expect(() => portOf(grafana, 'nope')).toThrow(
    '[grafana] grafana has no such port; got nope; allowed vmi-system-grafana/grafana',
  );
  // @ts-expect-error it has no ports at all
  expect(() => portOf(verrazzanoNetworkPolicies, 'http')).toThrow('allowed none');
});

test('the constructs and props of a profile are typed', () => {
  const use = (profile: ComponentConstructs) => {
    profile.prometheus.port('http-web');
    // @ts-expect-error there is no such port
    profile.prometheus.port('nope');
    return profile.grafana.definition.specKey;
  };
  const props: ComponentsProps = { grafana: { replicas: 2 }, dns: { wildcard: { domain: 'nip.io' } } };
  // @ts-expect-error the database of Keycloak has no key of its own
  const wrong: ComponentsProps = { mysql: {} };
  // @ts-expect-error one way of resolving names at a time
  const both: ComponentsProps = { dns: { wildcard: { domain: 'nip.io' }, external: { suffix: 'example.com' } } };
  // @ts-expect-error Grafana has no chart, and so no chart values
  const values: ComponentsProps = { grafana: { overrides: [] } };
  expect([use, props, wrong, both, values]).toHaveLength(5);
});

test('mesh membership follows the namespace, the pod and the host network', () => {
  const [server] = workloadsOf(prometheus);
  const [exporter] = workloadsOf(COMPONENTS.find(({ name }) => name === 'prometheus-node-exporter') ?? prometheus);
  if (server === undefined || exporter === undefined) throw new Error('no workloads');
  expect(inMesh(server)).toBe(true);
  expect(inMesh(server, { injection: false })).toBe(false);
  expect(inMesh({ ...server, annotations: { 'sidecar.istio.io/inject': 'false' } })).toBe(false);
  expect(inMesh({ ...server, namespace: 'istio-system', labels: { 'sidecar.istio.io/inject': 'true' } })).toBe(true);
  expect(inMesh({ ...exporter, labels: { 'sidecar.istio.io/inject': 'true' } })).toBe(false);
});

test('labels of namespaces', () => {
  expect(namespaceLabels('keycloak')).toEqual({ 'verrazzano.io/namespace': 'keycloak', 'istio-injection': 'enabled' });
  expect(namespaceLabels('keycloak', { injection: false })).toEqual({ 'verrazzano.io/namespace': 'keycloak' });
  expect(namespaceLabels('verrazzano-logging')).toEqual({ 'verrazzano.io/namespace': 'verrazzano-logging' });
});

test('namespaces exist while something lives in them', () => {
  expect(namespacesOf([verrazzanoNetworkPolicies])).toEqual(['kube-system', 'verrazzano-system', 'cattle-system']);
  expect(namespacesOf([verrazzanoNetworkPolicies, clusterAPI])).toContain('verrazzano-capi');
  const operator = COMPONENTS.filter(({ name }) => name === 'verrazzano-cluster-operator');
  expect(namespacesOf([verrazzanoNetworkPolicies, ...operator])).toContain('verrazzano-mc');
});

test('a file shows one component', () => {
  const folder = join(__dirname, '../../lib/components');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n').length;
    expect([file, lines <= (file === 'cluster-api-webhooks.ts' ? 300 : 200)]).toEqual([file, true]);
  }
});
