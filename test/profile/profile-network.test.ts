import { App, Chart, Testing } from 'cdk8s';
import {
  AdminCluster,
  Cni,
  DevProfile,
  Egress,
  External,
  GitOpsApp,
  Pods,
  ProdProfile,
  type ProfileProps,
} from '../../lib';
import { cluster, kubernetes } from '../support/profiles';
import { inCi } from '../support/sample';

const prod = (network: ProfileProps['network'] = {}): ProdProfile =>
  new ProdProfile(cluster(), 'verrazzano', { network });

const rulesOf = (profile: ProdProfile, name: string): unknown => {
  const spec = profile.networkPolicies.find(({ metadata }) => metadata.name === name)?.spec;
  return spec?.ingress ?? spec?.egress;
};

describe('the policies of a profile', () => {
  test('are a delivery unit of their own', () => {
    const app = new GitOpsApp({ repository: { url: 'https://git.example.com/x.git' } });
    new DevProfile(new AdminCluster(app, 'dev', { kubernetes }), 'verrazzano');
    const files = [...app.render().keys()];
    expect(files).toContain('dev/argocd/Application.argoproj.io.dev-policies.yaml');
    expect(files).toContain(
      'dev/policies/verrazzano-monitoring/NetworkPolicy.networking.k8s.io.kube-state-metrics-ingress.yaml',
    );
  });

  test('can be left out', () => {
    expect(prod({ ingress: false }).networkPolicies).toEqual([]);
  });

  test('must be asked for in a plain Chart', () => {
    const kinds = (props: ProfileProps): Set<string> => {
      const chart = new Chart(new App(), 'chart');
      new DevProfile(chart, 'verrazzano', { kubernetes, ...props });
      return new Set((Testing.synth(chart) as Array<{ kind: string }>).map(({ kind }) => kind));
    };
    expect(kinds({})).toEqual(new Set(['Verrazzano']));
    expect(kinds({ network: {} })).toEqual(new Set(['Verrazzano', 'NetworkPolicy']));
  });

  test('are none while the merge with the profile is refused, which is reported once', () => {
    const scope = cluster();
    const profile = new ProdProfile(scope, 'verrazzano', {
      components: { opensearch: { nodes: [{ name: 'a', replicas: 'x' as unknown as number }] } },
    });
    expect(profile.networkPolicies).toEqual([]);
    expect(profile.node.validate().length).toBeGreaterThan(0);
  });
});

describe('allow', () => {
  test('adds a flow and opens both ends', () => {
    const profile = prod({ egress: Egress.denyIn('keycloak') });
    const before = rulesOf(profile, 'kube-state-metrics-ingress');
    profile.allow(profile.keycloak, profile.kubeStateMetrics.port('http'), 'a test');
    expect(profile.flows[profile.flows.length - 1]).toMatchObject({
      id: 'user: keycloak/keycloak -> kube-state-metrics/kube-state-metrics',
      kind: 'user',
      reason: 'a test',
    });
    expect(rulesOf(profile, 'kube-state-metrics-ingress')).not.toEqual(before);
    expect(profile.explain(profile.keycloak, profile.kubeStateMetrics.port('http')).state).toBe('open');
    expect(profile.node.validate()).toEqual([]);
  });

  test('opens pods that only policies of upstream restrict', () => {
    const profile = prod();
    expect(rulesOf(profile, 'verrazzano-console-ingress')).toBeUndefined();
    expect(profile.explain(profile.keycloak, profile.console.port('http-console')).state).toBe('closed');
    profile.allow(profile.keycloak, profile.console.port('http-console'), 'a test');
    expect(profile.explain(profile.keycloak, profile.console.port('http-console')).state).toBe('open');
  });

  test('takes pods, hosts and addresses', () => {
    const profile = prod({ egress: Egress.denyIn('keycloak') });
    const shop = Pods.of({ namespace: 'shop', labels: { app: 'front' }, ports: [8080] });
    profile.allow(shop, profile.prometheusPushgateway.port('metrics'), 'metrics');
    profile.allow(profile.keycloak, shop, 'user storage');
    profile.allow(profile.keycloak, External.host('mail.example.com', 587), 'mail');
    profile.allow(External.cidr('192.0.2.0/24', 443), profile.kubeStateMetrics.port('http'), 'a monitor of the site');
    // The push gateway is off in this profile.
    expect(profile.node.validate()).toEqual([
      '`allow` names a component that is off; got "prometheus-pushgateway"; allowed components that are enabled; ' +
        'enable it, or remove the call of allow',
    ]);
    expect(rulesOf(profile, 'keycloak-egress')).toEqual(
      expect.arrayContaining([
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
              podSelector: { matchLabels: { app: 'front' } },
            },
          ],
          ports: [{ port: 8080, protocol: 'TCP' }],
        },
        { ports: [{ port: 587, protocol: 'TCP' }] },
      ]),
    );
    expect(rulesOf(profile, 'kube-state-metrics-ingress')).toContainEqual(
      expect.objectContaining({ from: expect.arrayContaining([{ ipBlock: { cidr: '192.0.2.0/24' } }]) as unknown }),
    );
  });

  test('refuses what no policy can say', () => {
    const profile = prod();
    expect(() => profile.allow(profile.grafana, External.host('a.example.com', 443), ' ')).toThrow(
      '[allow] the reason is empty; got " "',
    );
    expect(() => profile.allow(External.host('a.example.com', 443), profile.grafana.port('grafana'), 'x')).toThrow(
      '[allow] a policy cannot select a source by host name; got "a.example.com"; allowed External.cidr(...)',
    );
    expect(() => profile.allow(profile.grafana, Pods.of({ namespace: 'shop' }), 'x')).toThrow(
      '[allow] the destination has no ports; allowed ports; pass ports to Pods.of, or name a port',
    );
  });

  test('keeps the objects that stay', () => {
    const scope = cluster();
    const profile = new ProdProfile(scope, 'verrazzano');
    const paths = (): string[] => scope.node.findAll().map(({ node }) => node.path);
    const objects = scope.node.findAll();
    profile.allow(profile.keycloak, profile.kubeStateMetrics.port('http'), 'a test');
    expect(scope.node.findAll()).toEqual(objects);
    profile.allow(profile.keycloak, profile.console.port('http-console'), 'a test');
    // One for the network, and one for the mesh, where a policy of upstream restricts the console too.
    expect(paths().filter((path) => path.endsWith('verrazzano-console-ingress'))).toEqual([
      'test/policies/NetworkPolicies-verrazzano/verrazzano-system-verrazzano-console-ingress',
      'test/mesh/MeshObjects-verrazzano/AuthorizationPolicy-verrazzano-system-verrazzano-console-ingress',
    ]);
  });
});

describe('refuse', () => {
  test('takes all flows between two components away, or one by its id', () => {
    const profile = prod();
    const count = profile.flows.length;
    profile.refuse({ from: profile.prometheus, to: profile.kubeStateMetrics }, 'not used');
    expect(profile.flows).toHaveLength(count - 1);
    expect(rulesOf(profile, 'kube-state-metrics-ingress')).toBeUndefined();
    const [egress] = profile.flows.filter(({ id }) => id.startsWith('egress: grafana/'));
    profile.refuse(egress?.id ?? '', 'no reports');
    expect(profile.flows).toHaveLength(count - 2);
    expect(profile.node.validate()).toEqual([]);
  });

  test('says what it does not find, and what must stay', () => {
    const profile = prod();
    profile.refuse('call: a -> b', 'x');
    profile.refuse({ from: profile.grafana, to: profile.rancher }, 'x');
    profile.refuse({ from: profile.ingressNGINX, to: profile.rancher }, 'x');
    expect(profile.node.validate()).toEqual([
      expect.stringMatching(/^`refuse` names a flow that the platform does not have; got "call: a -> b"; allowed ids/),
      expect.stringMatching(
        /^`refuse` names a flow .*; got "grafana -> rancher"; allowed from grafana to .*prometheus/,
      ),
      expect.stringMatching(/^a lifeline cannot be refused \(ll-11, .*; got "ingress: ingress-controller\//),
    ]);
    expect(() => profile.refuse('x', '')).toThrow('[refuse] the reason is empty');
  });
});

describe('explain', () => {
  test('says which flow and which rules open a port', () => {
    const { state, flows, text } = prodAnswer('open');
    expect(state).toBe('open');
    expect(flows.map(({ kind }) => kind)).toEqual(['call']);
    expect(text).toContain('flow call: grafana/vmi-system-grafana -> prometheus/');
    expect(text).toContain('verrazzano-monitoring/vmi-system-prometheus ingress[0] allows TCP 9090');
  });

  test('says what would have had to allow', () => {
    const { state, flows, text } = prodAnswer('closed');
    expect([state, flows]).toEqual(['closed', []]);
    expect(text).toContain('no flow names it; Profile.allow adds one');
    expect(text).toContain('does not name keycloak/keycloak[StatefulSet]');
  });

  test('knows hosts beyond the cluster', () => {
    const profile = prod({ egress: Egress.denyIn('keycloak') });
    const mail = External.cidr('192.0.2.7/32', 587);
    expect(profile.explain(profile.keycloak, mail).state).toBe('closed');
    profile.allow(profile.keycloak, mail, 'mail');
    expect(profile.explain(profile.keycloak, mail).state).toBe('open');
    expect(profile.explain(profile.grafana, mail).state).toBe('open');
  });

  test('knows policies that are given, and only then', () => {
    const profile = prod();
    const ask = (...more: Parameters<ProdProfile['explain']>[2] & object): string =>
      profile.explain(profile.grafana, profile.prometheus.port('http-web'), more).state;
    const deny = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'deny', namespace: 'verrazzano-system' },
      spec: { podSelector: {}, policyTypes: ['Egress'] },
    };
    expect([ask(), ask(deny), ask()]).toEqual(['open', 'closed', 'open']);
  });

  function prodAnswer(state: 'open' | 'closed'): ReturnType<ProdProfile['explain']> {
    const profile = prod();
    return profile.explain(state === 'open' ? profile.grafana : profile.keycloak, profile.prometheus.port('http-web'));
  }
});

test('a plugin that enforces nothing is named in the README only, while egress is open', () => {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/x.git' } });
  const facts = { ...kubernetes, cni: Cni.flannel() };
  new DevProfile(new AdminCluster(app, 'dev', { kubernetes: facts }), 'verrazzano');
  expect(app.render().get('dev/README.md')).toContain('Flannel) does not enforce NetworkPolicies');
});

describe('unexpected openings', () => {
  inCi('is what policies of upstream open beyond the flows, and goes where they are not there', () => {
    const openers = (profile: ProdProfile): Set<string> =>
      new Set(profile.unexpectedOpenings.flatMap(({ rules }) => rules.map(({ rule }) => rule)));
    // Everything in the namespace of the database may reach it, upstream's own slip.
    expect([...openers(prod())]).toContain('keycloak/allow-same-namespace ingress[0]');
    expect([...openers(prod({ ingress: false }))].some((rule) => rule.includes('-ingress '))).toBe(false);
  });
});
