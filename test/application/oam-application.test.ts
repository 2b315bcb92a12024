import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Deployment, StatefulSet, Service, ServiceType } from 'cdk8s-plus-28';
import { execFileSync } from 'node:child_process';
import { ApplicationNamespace } from '../../lib/application/namespace/application-namespace';
import { MetricsBinding } from '../../lib/application/metrics-binding';
import { MetricsTemplate } from '../../lib/application/metrics-template';
import { OamApplication } from '../../lib/application/oam-application';
import { Rendering } from '../../lib/application/rendering';
import { OamTrait } from '../../lib/application/traits/oam-trait';
import { OamWorkload } from '../../lib/application/workloads/oam-workload';
import type { JsonObject } from '../../lib/values/json';
import { External } from '../../lib/values/external';
import { Pods } from '../../lib/values/pods';
import { inCi } from '../support/sample';

interface Doc {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Record<string, never>;
}

const chartOf = (namespace = 'shop'): Chart => new Chart(new App(), 'test', { namespace });
const synth = (chart: Chart): Doc[] => Testing.synth(chart) as Doc[];
const named = (docs: readonly Doc[], kind: string, name: string): Doc | undefined =>
  docs.find((each) => each.kind === kind && each.metadata.name === name);
const names = (docs: readonly Doc[], kind: string): string[] =>
  docs
    .filter((each) => each.kind === kind)
    .map(({ metadata }) => metadata.name)
    .sort();

const helidon = (name: string, port = 8080): OamWorkload =>
  OamWorkload.helidon({
    deployment: { name, pods: { containers: [{ name: 'main', image: 'i', ports: [{ containerPort: port }] }] } },
  });

const service = (name: string, app: string, port: number): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app }, ports: [{ name: 'http', port: 80, targetPort: port }] },
});

const deployment = (name: string, port: number, kind = 'Deployment'): JsonObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { serviceAccountName: name, containers: [{ name, image: 'i', ports: [{ containerPort: port }] }] },
    },
  },
});

const object = (chart: Chart, id: string, json: JsonObject): ApiObject => new ApiObject(chart, id, json as never);

describe('an OAM application', () => {
  test('is two kinds of object, or what becomes of them', () => {
    const of = (rendering: Rendering): Doc[] => {
      const chart = chartOf();
      const app = new OamApplication(chart, 'orders', { namespace: 'shop', rendering });
      app
        .addComponent('front', { workload: helidon('front') })
        .addTrait(OamTrait.ingress({ name: 'in', rules: [{ hosts: ['a.example.com'] }] }));
      return synth(chart);
    };
    expect(of(Rendering.OAM).map(({ kind }) => kind)).toEqual(['Component', 'ApplicationConfiguration']);
    expect(names(of(Rendering.KUBERNETES), 'VirtualService')).toEqual(['in-rule-0-vs']);
  });

  test('two applications see each other: the second one with a host and path is refused, and shared objects are there once', () => {
    const chart = chartOf();
    const domain = (name: string): OamWorkload => OamWorkload.coherence({ coherence: { name, spec: {} } });
    const ingress = (name: string): OamTrait =>
      OamTrait.ingress({ name, rules: [{ hosts: ['a.example.com'], paths: [{ path: '/a' }] }] });
    for (const name of ['one', 'two']) {
      new OamApplication(chart, name, {
        namespace: 'shop',
        rendering: Rendering.KUBERNETES,
        components: {
          [name]: { workload: domain(name) },
          [`${name}-web`]: { workload: helidon(`${name}-web`), traits: [ingress(`${name}-in`)] },
        },
      });
    }
    expect(() => synth(chart)).toThrow(
      /IngressTrait shop\/two-in admission refuses a host and path that IngressTrait shop\/one-in has/,
    );
    expect(
      chart.node.findAll().filter((each) => ApiObject.isApiObject(each) && each.name === 'fluentd-config-coherence'),
    ).toHaveLength(1);
  });

  test('errors of the runtime are errors in both renderings', () => {
    for (const rendering of Object.values(Rendering)) {
      const chart = chartOf();
      const app = new OamApplication(chart, 'orders', { namespace: 'shop', rendering });
      expect(() => synth(chart)).toThrow(/has no component/);
      app.addComponent('elsewhere', {});
      expect(() => synth(chart)).toThrow(/names a Component that is not in the input; got "elsewhere"/);
    }
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      'a wildcard',
      () => OamTrait.ingress({ rules: [{ hosts: ['*.example.com'] }] }),
      /\[OamTrait.ingress\] rules\[0\].hosts has a host with a wildcard/,
    ],
    [
      'an empty destination',
      () => OamTrait.ingress({ rules: [{ destination: {} }] }),
      /rules\[0\].destination is empty/,
    ],
    [
      'a Secret for a generated host',
      () => OamTrait.ingress({ rules: [{}], tls: { secretName: 's' } }),
      /a rule has no hosts while tls/,
    ],
    [
      'a port',
      () => OamTrait.metrics({ port: 0 }),
      /\[OamTrait.metrics\] port is not valid; got 0; allowed 1 to 65535/,
    ],
    ['a number of pods', () => OamTrait.manualScaler({ replicaCount: -1 }), /replicaCount is not valid/],
    ['no containers', () => OamWorkload.containerized({ containers: [] }), /there is no container/],
    [
      'a label',
      () => OamWorkload.containerized({ labels: { 'a b': 'c' }, containers: [{ name: 'a', image: 'i' }] }),
      /a key of labels is not valid/,
    ],
    [
      'a parameter',
      () =>
        new OamApplication(chartOf(), 'a', {
          components: { c: { workload: helidon('c'), parameterValues: { x: 1 } } },
        }),
      /parameterValues has a name that is not one of the parameters; got "x"/,
    ],
    ['no scope', () => new OamApplication(new App(), 'a'), /is neither in a cluster nor in a Chart/],
  ])('%s is refused at once', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('parameters, data and scopes are part of it', () => {
    const app = new OamApplication(chartOf(), 'orders', {
      components: {
        front: {
          workload: helidon('front'),
          parameters: [
            { name: 'image', fieldPaths: ['spec.deploymentTemplate.podSpec.containers[0].image'], required: true },
          ],
          parameterValues: { image: 'j' },
          scopes: [{ apiVersion: 'core.oam.dev/v1alpha2', kind: 'HealthScope', name: 'health' }],
          traits: [OamTrait.metrics().withData({ dataOutputs: [{ name: 'o', fieldPath: 'spec.port' }] })],
        },
      },
      context: [
        {
          apiVersion: 'core.oam.dev/v1alpha2',
          kind: 'HealthScope',
          metadata: { name: 'health', namespace: 'shop' },
          spec: { workloadRefs: [] },
        },
      ],
    });
    expect(app.oamManifests.at(-1)).toMatchObject({
      spec: {
        components: [
          {
            parameterValues: [{ name: 'image', value: 'j' }],
            scopes: [{ scopeRef: { name: 'health' } }],
            traits: [{ dataOutputs: [{ name: 'o' }] }],
          },
        ],
      },
    });
    expect(JSON.stringify(app.kubernetesManifests)).toContain('"image":"j"');
  });
});

describe('a namespace for applications', () => {
  const space = (chart: Chart): ApplicationNamespace => new ApplicationNamespace(chart, 'shop', { quota: { pods: 5 } });

  test('is managed, in the mesh, closed, and has a quota', () => {
    const chart = chartOf();
    space(chart);
    const docs = synth(chart);
    expect(named(docs, 'Namespace', 'shop')?.metadata).toMatchObject({
      labels: { 'verrazzano-managed': 'true', 'istio-injection': 'enabled' },
    });
    expect(named(docs, 'ResourceQuota', 'quota')?.spec).toEqual({ hard: { pods: '5' } });
    expect(names(docs, 'NetworkPolicy')).toEqual(['default-deny', 'sidecars-ingress']);
  });

  test('in a Chart of another namespace it has a Chart of its own', () => {
    const chart = chartOf('other');
    const ns = space(chart);
    object(ns.chart, 'd', deployment('web', 8080));
    const docs = Testing.synth(ns.chart) as Doc[];
    expect(named(docs, 'Deployment', 'web')?.metadata.namespace).toBe('shop');
    expect(named(docs, 'Namespace', 'shop')).toBeDefined();
  });

  test.each<[string, (ns: ApplicationNamespace) => ApiObject | Deployment | StatefulSet | Service | Chart]>([
    [
      'an ApiObject',
      ({ chart }) => {
        object(chart, 's', service('web', 'web', 8080));
        return object(chart, 'd', deployment('web', 8080, 'DaemonSet'));
      },
    ],
    [
      'a Service',
      ({ chart }) => {
        object(chart, 'd', deployment('web', 8080));
        return object(chart, 's', service('web', 'web', 8080));
      },
    ],
    [
      'a Deployment of cdk8s-plus',
      ({ chart }) => {
        const made = new Deployment(chart, 'd', {
          metadata: { name: 'web' },
          containers: [{ image: 'i', portNumber: 8080 }],
        });
        made.exposeViaService({ name: 'web', serviceType: ServiceType.CLUSTER_IP });
        return made;
      },
    ],
    [
      'a Service of cdk8s-plus',
      ({ chart }) => {
        const made = new Deployment(chart, 'd', {
          metadata: { name: 'web' },
          containers: [{ image: 'i', portNumber: 8080 }],
        });
        return made.exposeViaService({ name: 'web' });
      },
    ],
    [
      'a StatefulSet of cdk8s-plus',
      ({ chart }) => {
        const web = new Service(chart, 's', { metadata: { name: 'web' }, ports: [{ port: 8080 }] });
        return new StatefulSet(chart, 'd', {
          metadata: { name: 'web' },
          service: web,
          containers: [{ image: 'i', portNumber: 8080 }],
        });
      },
    ],
    [
      'a Chart',
      (ns) => {
        const own = new Chart(ns.chart.node.root, 'own', { namespace: 'shop' });
        object(own, 'd', deployment('web', 8080));
        object(own, 's', service('web', 'web', 8080));
        return own;
      },
    ],
  ])('%s is exposed and scraped', (_, make) => {
    const chart = chartOf();
    const ns = space(chart);
    const target = make(ns);
    ns.expose(target, { host: 'web.example.com', path: '/web' });
    ns.scrape(target, 8080);
    const docs = synth(chart);
    expect(named(docs, 'VirtualService', 'web-vs')?.spec).toMatchObject({
      hosts: ['web.example.com'],
      http: [{ match: [{ uri: { prefix: '/web' } }], route: [{ destination: { host: 'web' } }] }],
    });
    expect(names(docs, 'Certificate')).toEqual(['shop-web-cert']);
    expect(names(docs, 'ServiceMonitor')).toEqual(['web']);
    expect(named(docs, 'NetworkPolicy', 'web-ingress')?.spec).toMatchObject({
      ingress: [{ ports: [{ port: 8080 }] }, { ports: [{ port: 8080 }] }],
    });
    expect(ns.explain('ingress-gateway', target, 8080).state).toBe('open');
    expect(ns.explain('ingress-gateway', target, 9090).state).toBe('closed');
    expect(ns.explain(Pods.of({ namespace: 'other', labels: { app: 'x' } }), target).state).toBe('closed');
  });

  inCi('flows that are named are open, for components too, and no others', () => {
    const chart = chartOf();
    const ns = space(chart);
    const app = new OamApplication(ns, 'orders', { rendering: Rendering.KUBERNETES });
    const front = app.addComponent('front', { workload: helidon('front') });
    const back = app.addComponent('back', { workload: helidon('back', 9090) });
    const db = object(ns.chart, 'db', deployment('db', 5432));
    ns.allow(front, back, 'orders');
    ns.allow(back, db, 'rows');
    ns.allow(External.cidr('192.0.2.0/24', 443), db, 'backups', [5432]);
    synth(chart);
    expect(ns.explain(front, back, 9090).state).toBe('open');
    expect(ns.explain(back, front, 8080).state).toBe('closed');
    expect(ns.explain(back, db).state).toBe('open in part');
    expect(ns.explain(front, db, 5432).state).toBe('closed');
    expect(ns.explain('prometheus', front, 8080).state).toBe('open');
    expect(ns.flows.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['orders', 'rows', 'metrics', 'backups']),
    );
  });

  test('what has no Service, no pods, several of them or is elsewhere is an error', () => {
    const chart = chartOf();
    const ns = space(chart);
    const elsewhere = new Chart(chart.node.root, 'elsewhere', { namespace: 'other' });
    ns.expose(object(ns.chart, 'd', deployment('web', 8080)), { host: 'a.example.com' });
    ns.scrape(object(ns.chart, 'c', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } }), 8080);
    ns.allow(Pods.of({ namespace: 'a' }), object(elsewhere, 'e', deployment('far', 8080)), 'far');
    expect(() => synth(chart)).toThrow(
      /expose has a target without Service[^]*scrape has pods that no Service selects|scrape has a target without pods/,
    );
    expect(() => synth(chart)).toThrow(/allow has pods of another namespace; got "other\/far"; allowed shop/);
    expect(() => ns.allow(External.host('a.example.com', 443), elsewhere, 'x')).toThrow(
      /allow has a host name as source/,
    );
    expect(() => ns.allow(elsewhere, elsewhere, ' ')).toThrow(/allow has no reason/);
    expect(() => ns.expose(elsewhere, { host: 'A_B' })).toThrow(/expose has a host that is not valid/);
    expect(() => ns.scrape(elsewhere, 70000)).toThrow(/scrape has a port that is not valid; got 70000/);
  });

  test('a route to a Service that nothing states is an error while the namespace is closed', () => {
    const of = (defaultDeny: boolean, context: readonly JsonObject[] = []): Chart => {
      const chart = chartOf();
      const ns = new ApplicationNamespace(chart, 'shop', { defaultDeny });
      const rules = [{ hosts: ['a.example.com'], destination: { host: 'elsewhere', port: 80 } }];
      const traits = [OamTrait.ingress({ name: 'in', rules })];
      new OamApplication(ns, 'orders', {
        rendering: Rendering.KUBERNETES,
        components: { front: { workload: helidon('front'), traits } },
        context,
      });
      return chart;
    };
    expect(() => synth(of(true))).toThrow(
      /leads to a Service that is not known, and its pods are closed; got "elsewhere"/,
    );
    const known = { ...service('elsewhere', 'x', 8080), metadata: { name: 'elsewhere', namespace: 'shop' } };
    expect(names(synth(of(true, [known])), 'NetworkPolicy')).toContain('elsewhere-ingress');
    expect(names(synth(of(false)), 'NetworkPolicy')).toEqual([]);
  });

  test('a sidecar prints log files', () => {
    const chart = chartOf();
    const ns = space(chart);
    ns.log(object(ns.chart, 'd', deployment('web', 8080)), { loggingConfig: '<source/>', loggingImage: 'fluentd' });
    const docs = synth(chart);
    expect(named(docs, 'Deployment', 'web')?.spec).toMatchObject({
      template: {
        spec: {
          containers: [{ name: 'web' }, { name: 'logging-stdout' }],
          volumes: [{ name: 'logging-stdout-web-deployment' }],
        },
      },
    });
    expect(names(docs, 'ConfigMap')).toEqual(['logging-stdout-web-deployment']);
  });

  test('metrics of a workload by a template', () => {
    const chart = chartOf();
    const ns = space(chart);
    const template = new MetricsTemplate(ns, 'standard', { workloadSelector: { resources: ['deployments'] } });
    const workload = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    new MetricsBinding(ns, 'web', { workload, template, prometheusConfigMap: { namespace: 'p', name: 'c' } });
    expect(named(synth(chart), 'MetricsBinding', 'web-apps-v1-deployment')?.spec).toMatchObject({
      metricsTemplate: { namespace: 'shop', name: 'standard' },
      workload: { name: 'web', typeMeta: { kind: 'Deployment' } },
    });
    new MetricsBinding(ns, 'none', { workload, template, name: 'none' });
    expect(() => synth(chart)).toThrow(/needs one of prometheusConfigMap and prometheusConfigSecret/);
  });
});

inCi('the package does not load cdk8s-plus', () => {
  const program =
    "require('./lib'); const { cache } = require; process.exitCode = Object.keys(cache).some((file) => file.includes('cdk8s-plus')) ? 1 : 0";
  execFileSync(process.execPath, ['--conditions=source', '-r', 'ts-node/register', '-e', program], {
    cwd: `${__dirname}/../..`,
  });
});
