import { IstioMesh, LoadBalancer, Override, ProdProfile, type ProfileProps } from '../../lib';
import { fragmentProblems, withFragments } from '../../lib/resource/setting-fragments';
import { cluster } from '../support/profiles';

const profile = (props: ProfileProps): ProdProfile => new ProdProfile(cluster(), 'verrazzano', props);

const sectionOf = ({ resource }: ProdProfile, key: string): { readonly overrides?: readonly object[] } =>
  (resource.spec.components as Record<string, { overrides?: object[] }>)[key] ?? {};

const mesh = IstioMesh.of({ outboundTraffic: 'REGISTRY_ONLY' });
const meshDocument = {
  apiVersion: 'install.istio.io/v1alpha1',
  kind: 'IstioOperator',
  spec: { meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } },
};

test('settings come after the overrides and the typed values of the user, which win', () => {
  const own = { spec: { values: { pilot: { autoscaleEnabled: true } } } };
  const typed = { spec: { meshConfig: { accessLogFile: '/dev/stdout' } } };
  const istio = { overrides: [Override.values(own)], values: typed } as ProfileProps['components'] extends infer C
    ? NonNullable<C>['istio' & keyof NonNullable<C>]
    : never;
  const { overrides } = sectionOf(profile({ mesh, components: { istio } }), 'istio');
  expect(overrides).toHaveLength(3);
  expect(overrides?.[0]).toMatchObject({ values: own });
  expect(overrides?.[1]).toMatchObject({ values: typed });
  expect(overrides?.[2]).toEqual({ values: meshDocument });
});

test('without settings the resource says nothing about Istio', () => {
  expect(profile({ mesh: IstioMesh.of() }).resource.spec.components).toBeUndefined();
  expect(profile({}).resource.spec.components).toBeUndefined();
});

test('both load balancers become overrides of their components', () => {
  const balancer = LoadBalancer.none({ externalIPs: ['192.0.2.7'] });
  const made = profile({ loadBalancers: { system: balancer, applications: balancer } });
  expect(sectionOf(made, 'ingressNGINX')).toMatchObject({
    type: 'NodePort',
    overrides: [{ values: { controller: { service: { externalIPs: ['192.0.2.7'] } } } }],
  });
  expect(JSON.stringify(sectionOf(made, 'istio'))).toContain('192.0.2.7');
  expect(made.node.validate()).toEqual([]);
});

test('the same setting in two places, and differently, is a problem', () => {
  const values = { spec: { meshConfig: { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } } } };
  const messages = profile({ mesh, components: { istio: { overrides: [Override.values(values)] } } }).node.validate();
  expect(messages).toEqual([
    'mesh and components.istio both set spec.meshConfig.outboundTrafficPolicy.mode; got ["REGISTRY_ONLY","ALLOW_ANY"]; ' +
      'allowed one of them; remove it from one of them; otherwise components.istio would win',
  ]);
});

test('the same setting twice, and alike, is none', () => {
  const { spec } = meshDocument;
  const twice = profile({ mesh, components: { istio: { overrides: [Override.values({ spec })] } } });
  expect(twice.node.validate()).toEqual([]);
});

test('the gateway of the mesh and the load balancer before it must agree', () => {
  const made = profile({
    mesh: IstioMesh.of({ ingressGateway: { type: 'NodePort', externalIPs: ['192.0.2.1'] } }),
    loadBalancers: { applications: LoadBalancer.none({ externalIPs: ['192.0.2.2'] }) },
  });
  expect(made.node.validate().join('\n')).toContain('loadBalancers.applications and mesh both set');
});

test('a field of the section that says otherwise is a problem', () => {
  const made = profile({
    components: { ingressNGINX: { type: 'LoadBalancer' } },
    loadBalancers: { system: LoadBalancer.none({ externalIPs: ['192.0.2.2'] }) },
  });
  expect(made.node.validate().join('\n')).toContain('loadBalancers.system and components.ingressNGINX both set type');
});

describe('fragments', () => {
  const section = (values: object) => ({ overrides: [{ values }] }) as never;

  test('are compared in lists by name, and elsewhere as a whole', () => {
    const list = (name: string, replicas: number) => ({ gateways: [{ name, replicas }] });
    const problems = (own: object, other: object) =>
      fragmentProblems({ istio: section(own) }, [{ at: 'mesh', key: 'istio', section: section(other) }]).map(
        ({ what }) => what,
      );
    expect(problems(list('a', 1), list('b', 2))).toEqual([]);
    expect(problems(list('a', 1), list('a', 2))).toEqual(['mesh and components.istio both set gateways.a.replicas']);
    expect(problems({ args: ['a'] }, { args: ['b'] })).toEqual(['mesh and components.istio both set args']);
    expect(problems({ args: ['a'] }, { args: ['a'] })).toEqual([]);
  });

  test('of another component are not compared', () => {
    expect(
      fragmentProblems({ thanos: section({ a: 1 }) }, [{ at: 'mesh', key: 'istio', section: section({ a: 2 }) }]),
    ).toEqual([]);
  });

  test('keep what is in the section', () => {
    const made = withFragments({ a: { enabled: true } }, [
      { at: 'x', key: 'a', section: { enabled: false, type: 'NodePort' } },
      { at: 'y', key: 'b', section: section({ c: 1 }) },
    ]);
    expect(made).toEqual({ a: { enabled: true, type: 'NodePort' }, b: { overrides: [{ values: { c: 1 } }] } });
  });
});
