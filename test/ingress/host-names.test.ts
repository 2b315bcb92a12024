import fc from 'fast-check';
import { COMPONENTS } from '../../lib/components/registry';
import { hostNames, type HostNames } from '../../lib/ingress/host-names';
import { Dns } from '../../lib/values/dns';
import { LoadBalancer } from '../../lib/values/load-balancer';
import { Override } from '../../lib/values/override';
import { ingressesOf } from '../../lib/definition/ingress';
import { DNS_MODES, platform } from './platforms';
import { runs } from '../support/fc-runs';

const wildcard = (): HostNames => hostNames(platform());

test.each(DNS_MODES)('$name DNS: every component with one Ingress has its host name', ({ dns, suffix }) => {
  const hosts = hostNames(platform({ dns, environmentName: 'prod' }));
  for (const definition of COMPONENTS) {
    const [ingress, second] = ingressesOf(definition);
    if (ingress === undefined || second !== undefined) continue;
    expect(hosts.of(definition.name)).toBe(`${ingress.host}.prod.${suffix}`);
    expect(hosts.of(definition.key)).toBe(`${ingress.host}.prod.${suffix}`);
  }
  expect(hosts.target).toBe(`verrazzano-ingress.prod.${suffix}`);
});

test('a component with several Ingresses is asked for one of them', () => {
  const hosts = hostNames(platform({ dns: Dns.external('example.com') }));
  expect(hosts.of('thanos', 'thanos-query-store')).toBe('thanos-query-store.default.example.com');
  expect(() => hosts.of('thanos')).toThrow(
    '[HostNames.of] does not name one host name; got "thanos"; allowed thanos with thanos-query-frontend, thanos-query-store, thanos-ruler',
  );
  expect(() => hosts.of('fluentd')).toThrow(/got "fluentd"; allowed .*grafana/);
});

test('an address that is known only in the cluster is an error where a host is needed', () => {
  expect(wildcard().isKnown).toBe(false);
  expect(() => wildcard().of('grafana')).toThrow(
    'host names below nip.io need the address of the load balancer of the ingress controller, which is known only in the cluster; set it:',
  );
  expect(wildcard().pattern).toBe('default.<address>.nip.io');
});

test('the address is stated with the domain, or is the first address of a load balancer outside of the cluster', () => {
  const stated = platform({ dns: Dns.wildcard('sslip.io', { address: '10.1.2.3' }) });
  expect(hostNames(stated).of('grafana')).toBe('grafana.vmi.system.default.10.1.2.3.sslip.io');
  const balanced = platform({
    loadBalancers: { system: LoadBalancer.none({ externalIPs: ['10.0.0.7', '10.0.0.8'] }) },
  });
  expect(hostNames(balanced).of('kiali')).toBe('kiali.vmi.system.default.10.0.0.7.nip.io');
});

test('verbatim fields count as values do', () => {
  const verbatim = platform({
    components: {
      dns: { external: { suffix: 'example.com' } },
      ingressNGINX: {
        type: 'NodePort',
        overrides: [Override.values({ controller: { service: { externalIPs: ['10.0.0.9'] } } })],
      },
    },
  });
  expect(hostNames(verbatim).of('verrazzano-authproxy')).toBe('verrazzano.default.example.com');
  expect(hostNames(verbatim).address).toBe('10.0.0.9');
});

test('a section without any of the three ways has no suffix', () => {
  const lost = hostNames(
    platform({ components: { dns: {} }, patch: { components: { dns: { monitorChanges: true } } } }),
  );
  expect(lost.kind).toBeUndefined();
  expect(() => lost.domain).toThrow('host names need a DNS suffix');
});

test('names of applications have no environment with wildcard DNS, and lead to the ingress gateway', () => {
  const of = (props: Parameters<typeof platform>[0]): string =>
    hostNames(platform(props)).ofApplication('hello', 'shop');
  expect(of({ dns: Dns.external('example.com'), environmentName: 'prod' })).toBe('hello.shop.prod.example.com');
  const applications = LoadBalancer.none({ externalIPs: ['10.0.0.5'] });
  expect(of({ loadBalancers: { applications } })).toBe('hello.shop.10.0.0.5.nip.io');
  expect(() => of({ dns: Dns.wildcard('nip.io', { address: '10.0.0.1' }) })).toThrow(
    'load balancer of the ingress gateway',
  );
});

test('every address and domain gives labels, environment, address and domain in this order', () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
  fc.assert(
    fc.property(fc.ipV4(), label, label, (address, environmentName, zone) => {
      const dns = Dns.wildcard(`${zone}.io`, { address });
      const hosts = hostNames(platform({ dns, environmentName, components: {} }));
      expect(hosts.of('grafana')).toBe(`grafana.vmi.system.${environmentName}.${address}.${zone}.io`);
    }),
    { numRuns: runs(4, 20) },
  );
});

test('an address that is none is refused at once', () => {
  expect(() => Dns.wildcard('nip.io', { address: 'balancer.example.com' })).toThrow(
    '[Dns.wildcard] address is not an IP address; got "balancer.example.com"',
  );
});
