import { Chart, App } from 'cdk8s';
import * as fc from 'fast-check';
import {
  AdminCluster,
  ChartSource,
  Cni,
  Egress,
  External,
  GitOpsApp,
  Installer,
  Override,
  ProdProfile,
} from '../../lib';
import type { ComponentsProps, Profile, ProfileProps } from '../../lib';
import type { JsonObject } from '../../lib/values/json';
import { firewallOf } from '../../lib/network/firewall';
import { runs } from '../support/fc-runs';
import { cluster, kubernetes } from '../support/profiles';
import { inCi, sample } from '../support/sample';

function prod(components: ComponentsProps, more: ProfileProps = {}): Profile {
  return new ProdProfile(cluster(), 'verrazzano', { components, ...more });
}

function spec(profile: Profile, name: string): unknown {
  return profile.networkPolicies.find(({ metadata }) => metadata.name === name)?.spec;
}

const flowPorts = (profile: Profile, id: RegExp): unknown[] =>
  profile.flows
    .filter((flow) => id.test(flow.id))
    .map(({ ports }) => (ports === 'all' ? ports : ports.map(({ port }) => port)));

test('chart values in a ConfigMap are a finding, while their component is on', () => {
  const overrides = [Override.configMap('values', 'key')];
  const findings = prod({ kiali: { overrides }, thanos: { enabled: false, overrides } }).findings;
  expect(findings.filter(({ rule }) => rule === 'override.unknown-values').map(({ path }) => path)).toEqual([
    'spec.components.kiali.overrides',
  ]);
});

describe('an OpenSearch of the user', () => {
  const denied = { network: { egress: Egress.denyIn('verrazzano-system') } };
  const text = (opensearchURL: string, more: ProfileProps = denied): Profile =>
    prod({ fluentd: { opensearchURL, opensearchSecret: 'ext-es' } }, more);

  test.each(
    sample(
      [
        ['https://os.example.com:9200', 9200],
        ['https://os.example.com', 443],
        ['http://os.example.com/path', 80],
      ],
      1,
    ),
  )('%s opens port %d and no more', (url, port) => {
    const egress = JSON.stringify(spec(text(url), 'fluentd-egress'));
    expect(egress).toContain(`{"port":${port},"protocol":"TCP"}`);
    expect(egress).not.toContain('[{}]');
    expect(firewallOf(text(url))).toContainEqual(
      expect.objectContaining({ from: 'fluentd/fluentd', hosts: ['os.example.com'], ports: [port] }),
    );
  });

  test('by address, of either family, is named by its address', () => {
    expect(JSON.stringify(spec(text('https://192.0.2.7:9200'), 'fluentd-egress'))).toContain('192.0.2.7/32');
    expect(JSON.stringify(spec(text('https://[2001:db8::1]:9200'), 'fluentd-egress'))).toContain('2001:db8::1/128');
  });

  test('at an address that cannot be read is refused while egress is denied, and never opens everything', () => {
    const profile = text('https://os.example.com:port');
    expect(profile.node.validate().join('\n')).toContain('fluentd');
    expect(JSON.stringify(spec(profile, 'fluentd-egress'))).not.toContain('{}');
    const listed = text('https://os.example.com:port', {
      network: {
        egress: Egress.denyIn('verrazzano-system').withDestinations('fluentd', [External.host('os.example.com', 9200)]),
      },
    });
    expect(listed.node.validate().filter((line) => line.includes('fluentd'))).toEqual([]);
    expect(JSON.stringify(spec(listed, 'fluentd-egress'))).not.toContain('{}');
  });

  test('of the platform itself is no host beyond the cluster', () => {
    expect(flowPorts(prod({}), /fluentd -> external OpenSearch of the user/)).toEqual([]);
  });

  inCi('whatever host and port a URL has, they are the ones that are opened', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.integer({ min: 1, max: 65535 }), (url, port) => {
        const { hostname, pathname, protocol } = new URL(url);
        const profile = text(`${protocol}//user@${hostname}:${port}${pathname}`);
        expect(flowPorts(profile, /fluentd -> external OpenSearch of the user/)).toEqual([[port]]);
      }),
      { numRuns: runs(1, 15) },
    );
  });
});

test('database and mail server of Grafana are called at the ports that the resource states', () => {
  const profile = prod({
    grafana: {
      smtp: { enabled: true, host: 'smtp.example.com:2525', existingSecret: 'smtp' },
      database: { host: 'db.example.com:3307', name: 'grafana' },
    },
  });
  expect(flowPorts(profile, /external database/)).toEqual([[3307]]);
  expect(flowPorts(profile, /external mail server/)).toEqual([[2525]]);
  expect(flowPorts(prod({ grafana: { database: { host: 'db.example.com' } } }), /external database/)).toEqual([[3306]]);
});

test('Jaeger calls its own storage', () => {
  const storage = (options: JsonObject): Profile =>
    prod({
      jaegerOperator: {
        enabled: true,
        overrides: [Override.values({ jaeger: { create: true, spec: { storage: { options } } } })],
      },
    });
  const url = 'https://a.example.com:9243,https://b.example.com';
  for (const options of [{ es: { 'server-urls': url } }, { 'es.server-urls': url }]) {
    expect(flowPorts(storage(options), /query -> external OpenSearch or/)).toEqual([[443, 9243]]);
  }
  expect(flowPorts(storage({ cassandra: { servers: 'c.example.com' } }), /query -> external Cassandra/)).toEqual([
    [9042],
  ]);
  expect(flowPorts(storage({}), /query -> external (OpenSearch or|Cassandra)/)).toEqual([]);
});

describe('ports of Argo CD that overrides set', () => {
  const profile = (): Profile =>
    prod({
      argoCD: {
        enabled: true,
        overrides: [
          Override.values({
            controller: { metrics: { enabled: true, serviceMonitor: { enabled: true } } },
            server: { containerPorts: { server: 9443 } },
          }),
        ],
      },
    });

  test('are scraped and reached', () => {
    expect(flowPorts(profile(), /^scrape: .* -> argocd\/argocd-application-controller/)).toEqual([[8082, 15090]]);
    expect(flowPorts(profile(), /^ingress: .* -> argocd\/argocd-server/)).toEqual([[9443]]);
    const ingress = JSON.stringify(spec(profile(), 'argocd-server-ingress'));
    expect(ingress).toContain('9443');
    expect(ingress).not.toContain('8080');
  });

  test('are what a port of the component means', () => {
    const { argoCD } = profile();
    expect(argoCD.port('server').port).toBe(9443);
    expect(prod({ argoCD: { enabled: true } }).argoCD.port('server').port).toBe(8080);
  });
});

describe('images that overrides name', () => {
  const images = (values: Parameters<typeof Override.values>[0]): readonly string[] =>
    prod({ argoCD: { enabled: true, overrides: [Override.values(values)] } }).images.filter((image) =>
      image.includes('argo'),
    );

  test.each([
    [
      { global: { image: { repository: 'registry.example.com/argocd', tag: 'v2.9.1' } } },
      ['registry.example.com/argocd:v2.9.1'],
    ],
    [{ global: { image: { tag: 'v2.9.1' } } }, ['ghcr.io/verrazzano/argocd:v2.9.1']],
    [
      { server: { image: { repository: 'quay.io/argo', tag: 'x' } } },
      [expect.stringMatching(/^ghcr.io\/verrazzano\/argocd:v/), 'quay.io/argo:x'],
    ],
  ])('%j', (values, expected) => {
    expect(images(values)).toEqual(expected);
  });

  test('are pulled from their registry', () => {
    const profile = prod({
      kiali: { overrides: [Override.values({ deployment: { image_name: 'registry.example.com:5000/kiali' } })] },
    });
    expect(firewallOf(profile)).toContainEqual(
      expect.objectContaining({ hosts: ['registry.example.com'], ports: [5000] }),
    );
  });

  test('with a registry of its own value', () => {
    const profile = prod({
      kubeStateMetrics: { overrides: [Override.values({ image: { registry: 'r.example.com', tag: 1.5 } })] },
    });
    expect(profile.images).toContain('r.example.com/verrazzano/kube-state-metrics:1.5');
  });
});

describe('Services before the cluster', () => {
  const gateway = (service: JsonObject): Profile =>
    prod({
      istio: {
        overrides: [
          Override.values({
            apiVersion: 'install.istio.io/v1alpha1',
            kind: 'IstioOperator',
            spec: {
              components: { ingressGateways: [{ name: 'istio-ingressgateway', enabled: true, k8s: { service } }] },
            },
          }),
        ],
      },
    });
  const rows = (profile: Profile): unknown[] =>
    firewallOf(profile)
      .filter(({ direction, to }) => direction === 'in' && to.includes('istio-ingressgateway'))
      .map(({ from, ports }) => [from, ports]);

  test('have the ports of a plain installation', () => {
    expect(rows(prod({}))).toEqual([['users', [80, 443, 15021]]]);
  });

  test('have the ports and node ports that the resource states', () => {
    const ports = [{ name: 'https', port: 443, nodePort: 32443, protocol: 'TCP', targetPort: 8443 }];
    const profile = gateway({ type: 'NodePort', externalIPs: ['192.0.2.11'], ports });
    expect(rows(profile)).toEqual([
      ['external load balancers', [32443]],
      ['users', [443]],
    ]);
    expect(flowPorts(profile, /outside -> istio\/istio-ingressgateway/)).toEqual([[8443]]);
  });

  test('with node ports that Kubernetes chooses say so', () => {
    expect(rows(gateway({ type: 'NodePort', externalIPs: ['192.0.2.11'] }))).toContainEqual([
      'external load balancers',
      'all',
    ]);
  });

  test('with a port that the gateway lacks open it', () => {
    const profile = gateway({ type: 'LoadBalancer', ports: [{ name: 'tcp-mqtt', port: 1883, targetPort: 31883 }] });
    expect(flowPorts(profile, /outside -> istio\/istio-ingressgateway/)).toEqual([[31883]]);
  });
});

test('only the environment of Let us Encrypt that is used is called', () => {
  const hosts = (environment: 'staging' | 'production'): unknown =>
    firewallOf(prod({ clusterIssuer: { letsEncrypt: { emailAddress: 'a@example.com', environment } } })).find(
      ({ to }) => to.startsWith('ACME'),
    )?.hosts;
  expect(hosts('staging')).toEqual(['acme-staging-v02.api.letsencrypt.org']);
  expect(hosts('production')).toEqual(['acme-v02.api.letsencrypt.org']);
});

test('the program of a cluster writes what the resource states', () => {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/p.git' } });
  const scope = new AdminCluster(app, 'prod', {
    kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 's' },
  });
  new ProdProfile(scope, 'vz', {
    network: { egress: Egress.denyIn('verrazzano-system') },
    components: { fluentd: { opensearchURL: 'https://os.example.com:9200', opensearchSecret: 'ext-es' } },
  });
  const file = 'prod/policies/verrazzano-system/NetworkPolicy.networking.k8s.io.fluentd-egress.yaml';
  expect(app.render().get(file)).toContain('port: 9200');
});

test('charts as installer and a plain Chart know the same', () => {
  const components: ComponentsProps = { kiali: { overrides: [Override.values({ server: { port: 20002 } })] } };
  const chart = new Chart(new App(), 'chart');
  const profile = new ProdProfile(chart, 'v', { components, kubernetes, installer: Installer.charts(), network: {} });
  expect(JSON.stringify(spec(profile, 'vmi-system-kiali-ingress'))).toContain('20002');
});

describe('findings about settings', () => {
  const rules = (profile: Profile): string[] =>
    profile.findings.filter(({ severity }) => severity === 'warning').map(({ rule }) => rule);
  const app = (): GitOpsApp => new GitOpsApp({ repository: { url: 'https://git.example.com/p.git' } });

  test('are none by default', () => {
    expect(rules(prod({}))).toEqual([]);
  });

  test('allow has no effect where nothing restricts egress', () => {
    const open = prod({});
    open.allow(open.grafana, External.host('idp.example.com', 443), 'sign-on');
    expect(open.findings).toContainEqual(
      expect.objectContaining({ rule: 'allow.no-effect', message: 'no effect: nothing restricts egress of grafana' }),
    );
    const denied = prod({}, { network: { egress: Egress.denyIn('verrazzano-system') } });
    denied.allow(denied.grafana, External.host('idp.example.com', 443), 'sign-on');
    expect(rules(denied)).not.toContain('allow.no-effect');
  });

  test('allow without effect is a remaining step of the cluster', () => {
    const scope = new AdminCluster(app(), 'prod', { kubernetes });
    const profile = new ProdProfile(scope, 'vz');
    profile.allow(profile.grafana, External.host('idp.example.com', 443), 'sign-on');
    expect(scope.remainingSteps.map(({ instructions }) => instructions).join()).toContain(
      'nothing restricts egress of grafana',
    );
  });

  test('options of a component that is off have no effect', () => {
    expect(rules(prod({ velero: { overrides: [Override.values({ a: 1 })] } }))).toContain('component.off');
    expect(rules(prod({ velero: { enabled: false } }))).not.toContain('component.off');
    const chart = ChartSource.maintained({ step: 'newest' });
    const { findings } = prod(
      { kiali: { enabled: false, monitorChanges: false, chart } },
      { installer: Installer.charts() },
    );
    expect(findings.find(({ rule }) => rule === 'component.off')).toMatchObject({
      path: 'spec.components.kiali',
      value: 'monitorChanges, chart',
      message: 'options of component kiali have no effect: the component is off',
    });
  });

  test('ports and images that nothing here follows', () => {
    const values = {
      webhook: { sidecar: { image: 'quay.io/x:1' } },
      prometheus: { servicemonitor: { enabled: true } },
      extra: { listenPort: 1234 },
    };
    const profile = prod({ certManager: { overrides: [Override.values(values)] } });
    expect(rules(profile)).toEqual(expect.arrayContaining(['override.image', 'override.port']));
    expect(profile.findings.filter(({ rule }) => rule === 'override.port')).toHaveLength(2);
    expect(rules(prod({ kiali: { overrides: [Override.values({ server: { port: 20002 } })] } }))).not.toContain(
      'override.port',
    );
  });

  test('explain says that a component is off', () => {
    const profile = prod({ grafana: { enabled: false } });
    const answer = profile.explain(profile.grafana, profile.prometheus.port('http-web'));
    expect(answer.state).toBe('closed');
    expect(answer.text).toBe('component grafana is off and has no pods; enable it to get an answer');
  });
});
