import { component, flows, lines } from './made-up';

/** Parts of the platform whose role the derivations know by name, as small as they can be. */
const nginx = component('ingress-controller', {
  workloads: {
    nginx: {
      labels: { app: 'nginx' },
      ports: { https: 443 },
      serves: [{ from: 'outside', ports: ['https'], reason: 'public hosts' }],
    },
    errors: { labels: { app: 'errors' }, ports: { http: 8080 } },
  },
});
const authProxy = component('verrazzano-authproxy', {
  workloads: { proxy: { labels: { app: 'proxy' }, ports: { 'http-api': 8775, grpc: 8776 } } },
  services: { 'verrazzano-authproxy': { workload: 'proxy', ports: ['http-api', 'grpc'] } },
});
const prometheus = component('prometheus', { workloads: { prometheus: { ports: { web: 9090 } } } });
const istio = component('istio', {
  workloads: {
    istiod: { ports: { 'https-dns': 15012 } },
    gateway: { gateway: true, ports: { 'http-envoy-prom': 15090 } },
  },
});
const jaeger = component('jaeger-operator', { workloads: { collector: { ports: { zipkin: 9411 } } } });
const inMesh = component('meshed', {
  namespace: 'keycloak',
  workloads: { app: {}, job: { kind: 'Job' }, out: { labels: { 'sidecar.istio.io/inject': 'false' } } },
});

describe('Ingresses', () => {
  const direct = component('direct', {
    workloads: { web: { labels: { app: 'web' }, ports: { http: 8080 } } },
    services: { web: { ports: [{ name: 'http', port: 80 }] } },
    ingresses: { web: { host: 'web', through: 'direct', backend: { service: 'web', port: 'http' }, tlsSecret: 't' } },
  });
  const behind = (facts: object) =>
    component('behind', {
      workloads: { ui: { ports: { http: 3000 } }, api: { ports: { http: 3001, admin: 3002 } } },
      ingresses: { ui: { host: 'ui', through: 'authproxy', tlsSecret: 't', behind: 'ui/http', ...facts } },
    });

  test('lead from NGINX straight to a component, at the port of its pods', () => {
    expect(lines([nginx, direct])).toEqual([
      'ingress: ingress-controller/nginx -> direct/web 8080/TCP',
      'ingress: outside -> ingress-controller/nginx 443/TCP',
    ]);
    expect(lines([direct])).toEqual([]);
  });

  test('lead through the auth proxy', () => {
    expect(lines([nginx, authProxy, behind({ authproxyPort: 'grpc' })])).toEqual([
      'ingress: ingress-controller/nginx -> verrazzano-authproxy/proxy 8776/TCP',
      'ingress: outside -> ingress-controller/nginx 443/TCP',
      'ingress: verrazzano-authproxy/proxy -> behind/ui 3000/TCP',
    ]);
    expect(lines([behind({})])).toEqual([]);
  });

  test('lead to every workload with the port, or to nothing of the component', () => {
    const open = (wanted: string | null) => lines([authProxy, behind({ behind: wanted })]);
    expect(open('http')).toEqual([
      'ingress: verrazzano-authproxy/proxy -> behind/api 3001/TCP',
      'ingress: verrazzano-authproxy/proxy -> behind/ui 3000/TCP',
    ]);
    expect(open(null)).toEqual([]);
    expect(() => lines([authProxy, behind({ behind: undefined })])).toThrow('allowed ui/http, api/http, api/admin');
    expect(() => open('https')).toThrow('allowed ui/http, api/http, api/admin');
  });

  test('that chart values switch on count, and say so', () => {
    const found = flows([authProxy, behind({ onlyWhen: { value: 'part.enabled', otherwise: false } })]).find(
      ({ kind }) => kind === 'ingress',
    );
    expect(found?.when).toBe('chart values switch the Ingress on');
  });

  test('that lead to no Service are refused', () => {
    const lost = component('lost', {
      ingresses: { web: { host: 'w', through: 'direct', backend: { service: 'web', port: 'http' }, tlsSecret: 't' } },
    });
    expect(() => lines([nginx, lost])).toThrow('[lost] an Ingress leads to a Service; got web, port http');
  });
});

describe('scraping', () => {
  const target = component('target', {
    workloads: {
      one: { labels: { app: 'one' }, ports: { metrics: 9100 } },
      two: { labels: { app: 'two' }, ports: { metrics: 9200, other: { port: 9201, name: 'metrics' } } },
      job: { kind: 'Job', labels: { app: 'job' }, ports: { metrics: 9300 } },
    },
    services: { one: { ports: ['metrics'] } },
    scrapeTargets: { one: { port: 'metrics' } },
  });
  const other = (scrapeTargets: object) => ({ ...target, scrapeTargets }) as typeof target;
  const scraped = (definition: typeof target) => lines([prometheus, definition]).map((line) => line.split(' -> ')[1]);

  test('reaches what is behind the Service of the same name', () => {
    expect(lines([prometheus, target])).toEqual(['scrape: prometheus/prometheus -> target/one 9100/TCP']);
    expect(lines([target])).toEqual([]);
  });

  test('reaches the workload of the same name, else all that have the port by key or name, but no Jobs', () => {
    expect(scraped(other({ two: { port: 'metrics' } }))).toEqual(['target/two 9200/TCP 9201/TCP']);
    expect(scraped(other({ all: { port: 'metrics' } }))).toEqual([
      'target/one 9100/TCP',
      'target/two 9200/TCP 9201/TCP',
    ]);
  });

  test('reaches name servers, nodes and the API server', () => {
    const system = component('system', {
      services: {
        coredns: { workload: null, pods: 'dns', namespace: 'kube-system', ports: [{ name: 'm', to: 9153 }] },
        kubelet: { workload: null, namespace: 'kube-system', selector: null, ports: [{ name: 'm', to: 10250 }] },
      },
      scrapeTargets: {
        coredns: { port: 'm', in: 'kube-system' },
        kubelet: { port: 'm', in: 'kube-system' },
        apiserver: { port: 'https', in: 'default' },
        jobs: { kind: 'Secret' },
      },
    });
    expect(lines([prometheus, system])).toEqual([
      'scrape: prometheus/prometheus -> api-server 443/TCP 6443/TCP',
      'scrape: prometheus/prometheus -> dns 9153/TCP',
      'scrape: prometheus/prometheus -> nodes 10250/TCP',
    ]);
  });

  test('of a port that no pod has is refused', () => {
    expect(() => scraped(other({ all: { port: 'nope' } }))).toThrow('got nope; allowed metrics, metrics, other');
  });

  test('reaches every proxy that lasts', () => {
    const envoys = {
      ...istio,
      scrapeTargets: { envoys: { kind: 'PodMonitor', port: 'http-envoy-prom', in: null } },
    } as const;
    const found = lines([prometheus, envoys, inMesh]).filter((line) => line.startsWith('scrape'));
    expect(found).toEqual([
      'scrape: prometheus/prometheus -> istio/gateway 15090/TCP',
      'scrape: prometheus/prometheus -> meshed/app 15090/TCP',
    ]);
  });
});

describe('the mesh', () => {
  const ofMesh = (definitions: Parameters<typeof lines>[0], injection = true) =>
    lines(definitions, { mesh: { injection } });

  test('proxies call istiod, and the collector of spans while there is one', () => {
    expect(ofMesh([istio, inMesh])).toEqual([
      'mesh: istio/gateway -> istio/istiod 15012/TCP',
      'mesh: meshed/app -> istio/istiod 15012/TCP',
      'mesh: meshed/job -> istio/istiod 15012/TCP',
    ]);
    expect(ofMesh([istio, jaeger, inMesh])).toContain('mesh: meshed/app -> jaeger-operator/collector 9411/TCP');
  });

  test('without injection only gateways are proxies, and without Istio nothing is', () => {
    expect(ofMesh([istio, inMesh], false)).toEqual(['mesh: istio/gateway -> istio/istiod 15012/TCP']);
    expect(ofMesh([jaeger, inMesh])).toEqual([]);
  });
});

describe('webhooks', () => {
  const hooked = (ports: readonly object[], webhook: object = {}) =>
    component('hooked', {
      workloads: { hook: { labels: { app: 'hook' }, ports: { a: 1111, b: 2222 } } },
      services: { hook: { ports: ports } },
      webhooks: ['one', 'two'].map((name) => ({ kind: 'validating', name, service: 'hook', ...webhook })),
    });

  test('of one Service are one flow, to the target of port 443, else of the first', () => {
    const http = { name: 'a', port: 80 };
    const https = { name: 'b', port: 443 };
    expect(lines([hooked([http, https])])).toEqual(['webhook: api-server -> hooked/hook 2222/TCP']);
    expect(lines([hooked([http])])).toEqual(['webhook: api-server -> hooked/hook 1111/TCP']);
    expect(lines([hooked([https, http], { port: 'a' })])).toEqual(['webhook: api-server -> hooked/hook 1111/TCP']);
  });

  test('that lead to no Service are refused', () => {
    expect(() => lines([hooked([{ name: 'a' }], { service: 'other' })])).toThrow('got other; allowed hook');
    expect(() => lines([hooked([{ name: 'a' }], { port: 'nope' })])).toThrow('[hooked] a webhook leads to');
  });
});

describe('hosts beyond the cluster', () => {
  const calling = (call: object) =>
    component('app', {
      workloads: { app: { external: [{ what: 'shop', hosts: ['shop.example.com'], ports: [443], ...call }] } },
    });
  const external = (call: object, facts: object = {}) => lines([calling(call)], facts);

  test('are flows with their hosts', () => {
    expect(flows([calling({ when: 'daily' })]).find(({ kind }) => kind === 'egress')).toMatchObject({
      id: 'egress: app/app -> external shop',
      to: { kind: 'external', hosts: ['shop.example.com'], cidrs: [], hairpin: false },
      when: 'daily',
    });
  });

  test('are every port where the user alone knows, and every protocol that is named', () => {
    expect(external({ ports: [] })).toEqual(['egress: app/app -> external shop all']);
    expect(external({ ports: [53], protocols: ['TCP', 'UDP'] })).toEqual([
      'egress: app/app -> external shop 53/TCP 53/UDP',
    ]);
  });

  test('that are addresses can be restricted to them', () => {
    const cidrs = (hosts: readonly string[]) => flows([calling({ hosts })]).find(({ kind }) => kind === 'egress')?.to;
    expect(cidrs(['169.254.169.254'])).toMatchObject({ cidrs: ['169.254.169.254/32'] });
    expect(cidrs(['169.254.169.254', 'auth.example.com'])).toMatchObject({ cidrs: [] });
  });

  test('are left out while optional, or without what they need', () => {
    expect(external({ optional: true })).toEqual([]);
    expect(external({ with: ['other'] })).toEqual([]);
    expect(external({ cluster: 'admin' })).toEqual([]);
    expect(external({ cluster: 'admin' }, { role: 'managed' })).toHaveLength(1);
    expect(external({ cluster: 'managed' })).toHaveLength(1);
  });

  test('that are public names of this cluster come back to NGINX', () => {
    expect(lines([nginx, calling({ hairpin: true })])).toEqual([
      'ingress: outside -> ingress-controller/nginx 443/TCP',
      'call: app/app -> ingress-controller/nginx 443/TCP',
      'egress: app/app -> external shop 443/TCP',
    ]);
    expect(external({ hairpin: true })).toEqual(['egress: app/app -> external shop 443/TCP']);
    expect(lines([nginx, calling({})]).filter((line) => line.startsWith('call'))).toEqual([]);
  });

  test.each([
    ['acme', 'clusterIssuer', { letsEncrypt: { emailAddress: 'a@b.c' } }],
    ['acme-staging', 'clusterIssuer', { letsEncrypt: { environment: 'Staging' } }],
    ['oci-dns', 'dns', { oci: { dnsZoneName: 'a.b' } }],
    ['opensearch-plugins', 'opensearch', { plugins: { enabled: true } }],
    ['dashboards-plugins', 'opensearchDashboards', { plugins: { enabled: true } }],
    ['external-opensearch', 'fluentd', { opensearchURL: 'https://logs.example.com' }],
    ['oci-logging', 'fluentd', { oci: { systemLogId: 'ocid1' } }],
    ['grafana-database', 'grafana', { database: { host: 'db' } }],
    ['grafana-smtp', 'grafana', { smtp: { enabled: true } }],
  ])('follow from setting %s', (setting, section, value) => {
    expect(external({ setting })).toEqual([]);
    expect(external({ setting }, { spec: { components: { [section]: value } } })).toHaveLength(1);
  });

  test('follow from settings that are on, and not from their defaults', () => {
    const fluentd = { opensearchURL: 'http://verrazzano-authproxy-opensearch:8775' };
    expect(external({ setting: 'external-opensearch' }, { spec: { components: { fluentd } } })).toEqual([]);
    expect(
      external({ setting: 'acme-staging' }, { spec: { components: { clusterIssuer: { letsEncrypt: {} } } } }),
    ).toEqual([]);
    const production = { letsEncrypt: { environment: 'production' } };
    expect(external({ setting: 'acme-staging' }, { spec: { components: { clusterIssuer: production } } })).toEqual([]);
    expect(lines([calling({ setting: 'cluster-api' }), component('cluster-api')])).toHaveLength(1);
  });
});
