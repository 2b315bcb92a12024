import { LoadBalancer, Override, ProdProfile, type ProfileProps } from '../../lib';
import type { JsonObject } from '../../lib/values/json';
import { loadBalancerOverrides } from '../../lib/ingress';
import { specField } from '../../lib/definition/enablement';
import { cluster } from '../support/profiles';

const OCI = 'service.beta.kubernetes.io/oci-load-balancer';
const subnet = 'ocid1.subnet.oc1.phx.a';

test('a flexible load balancer of OCI', () => {
  expect(LoadBalancer.oci({ flexMin: 10, flexMax: 100, subnet, internal: true }).serviceAnnotations).toEqual({
    [`${OCI}-shape`]: 'flexible',
    [`${OCI}-shape-flex-min`]: '10',
    [`${OCI}-shape-flex-max`]: '100',
    [`${OCI}-subnet1`]: subnet,
    [`${OCI}-internal`]: 'true',
  });
  expect(LoadBalancer.oci({ shape: '400Mbps' }).serviceAnnotations).toEqual({ [`${OCI}-shape`]: '400Mbps' });
  expect(LoadBalancer.oci().serviceAnnotations).toEqual({});
});

test('other clouds', () => {
  expect(LoadBalancer.azure().serviceAnnotations).toEqual({
    'service.beta.kubernetes.io/azure-load-balancer-health-probe-request-path': '/healthz',
  });
  expect(LoadBalancer.annotations({ 'example.com/pool': 'a' }).serviceAnnotations).toEqual({ 'example.com/pool': 'a' });
});

test.each([
  [() => LoadBalancer.oci({ shape: 'flexible' }), 'shape flexible lacks valid bounds'],
  [() => LoadBalancer.oci({ flexMin: 100, flexMax: 10 }), 'shape flexible lacks valid bounds'],
  [() => LoadBalancer.oci({ flexMin: 9, flexMax: 10 }), '10 <= flexMin <= flexMax'],
  [() => LoadBalancer.oci({ shape: '100Mbps', flexMax: 10 }), 'a fixed shape has no bounds'],
  [() => LoadBalancer.oci({ shape: 'large' }), 'shape is unknown; got "large"'],
  [() => LoadBalancer.oci({ subnet: 'ocid1.vcn.oc1..a' }), 'subnet is not the OCID of a subnet'],
  [() => LoadBalancer.azure({ healthProbePath: 'healthz' }), 'healthProbePath is not a path'],
  [
    () => LoadBalancer.annotations({ a: true as unknown as string }),
    '[LoadBalancer.annotations] a is of the wrong type; got true; allowed a string',
  ],
  [() => LoadBalancer.none({ externalIPs: [] }), 'externalIPs is not a list of IP addresses; got []'],
  [() => LoadBalancer.none({ externalIPs: ['10.0.0.256'] }), 'got ["10.0.0.256"]'],
])('a bad value is refused at once (%#)', (make, message) => {
  expect(make).toThrow(message);
});

test('both load balancers become typed overrides', () => {
  const system = LoadBalancer.none({ externalIPs: ['10.0.0.7'] });
  const applications = LoadBalancer.oci({ internal: true });
  expect(loadBalancerOverrides({ system, applications })).toEqual({
    ingressNGINX: {
      type: 'NodePort',
      overrides: [{ values: { controller: { service: { externalIPs: ['10.0.0.7'] } } } }],
    },
    istio: {
      overrides: [
        {
          values: {
            apiVersion: 'install.istio.io/v1alpha1',
            kind: 'IstioOperator',
            spec: {
              components: {
                ingressGateways: [
                  {
                    name: 'istio-ingressgateway',
                    enabled: true,
                    k8s: { service: { type: 'LoadBalancer' }, serviceAnnotations: { [`${OCI}-internal`]: 'true' } },
                  },
                ],
              },
            },
          },
        },
      ],
    },
  });
  expect(loadBalancerOverrides({})).toEqual({});
});

const profile = (props: ProfileProps): ProdProfile => new ProdProfile(cluster(), 'verrazzano', props);

test('the rules of the platform operator admit both', () => {
  const balancer = LoadBalancer.none({ externalIPs: ['10.0.0.7'] });
  const errors = profile({ loadBalancers: { system: balancer, applications: balancer } }).findings.filter(
    ({ severity }) => severity === 'error',
  );
  expect(errors).toEqual([]);
});

test('items that the user wrote come first, and win', () => {
  const { resource } = profile({
    components: {
      ingressNGINX: { overrides: [Override.values({ controller: { service: { externalIPs: ['10.0.0.1'] } } })] },
    },
    loadBalancers: { system: LoadBalancer.none({ externalIPs: ['10.0.0.7'] }) },
  });
  const values = (specField(resource.spec, 'ingressNGINX', 'overrides') as readonly JsonObject[]).map(
    (item) => item.values,
  );
  expect(values).toEqual([
    { controller: { service: { externalIPs: ['10.0.0.1'] } } },
    { controller: { service: { externalIPs: ['10.0.0.7'] } } },
  ]);
});

test('a section that says otherwise is an error', () => {
  const system = LoadBalancer.none({ externalIPs: ['10.0.0.7'] });
  const components = { ingressNGINX: { type: 'LoadBalancer' } } as const;
  const errors = profile({ components, loadBalancers: { system } }).node.validate();
  expect(errors.join('\n')).toContain('loadBalancers.system');
});
