import { dnsRecords } from '../../lib/ingress/dns-records';
import { systemIngresses } from '../../lib/ingress/system-ingresses';
import { Certificates } from '../../lib/values/certificates';
import { Dns } from '../../lib/values/dns';
import { LoadBalancer } from '../../lib/values/load-balancer';
import { controllerAnnotations } from '../../lib/ingress';
import { DNS_MODES, platform } from './platforms';

const [, { dns: oci }] = DNS_MODES;

test('with OCI DNS every host leads to the name of the ingress controller', () => {
  const certificates = Certificates.letsEncrypt({ emailAddress: 'a@b.c' });
  const of = platform({ dns: oci, certificates, environmentName: 'prod' });
  const [controller, ...records] = dnsRecords(of);
  expect(controller).toEqual({
    name: 'verrazzano-ingress.prod.zone.example.com',
    type: 'A',
    target: 'load balancer',
    ttl: 60,
    source: 'Service verrazzano-ingress-nginx/ingress-controller-ingress-nginx-controller',
    keptBy: 'ExternalDNS',
  });
  expect(records).toHaveLength(systemIngresses(of).length);
  expect(new Set(records.map(({ type, target }) => `${type} ${target}`))).toEqual(
    new Set(['CNAME verrazzano-ingress.prod.zone.example.com']),
  );
  const console_ = records.find(({ name }) => name === 'verrazzano.prod.zone.example.com');
  expect(console_?.ttl).toBeUndefined();
});

test('a host without a target leads to the address: Rancher, unless Let’s Encrypt signs', () => {
  const rancher = dnsRecords(platform({ dns: oci })).find(({ name }) => name.startsWith('rancher.'));
  expect(rancher).toMatchObject({ type: 'A', target: 'load balancer', ttl: undefined });
});

test('with external DNS they are what the user keeps', () => {
  const system = LoadBalancer.none({ externalIPs: ['10.0.0.7'] });
  const records = dnsRecords(platform({ dns: Dns.external('example.com'), loadBalancers: { system } }));
  expect(new Set(records.map(({ keptBy }) => keptBy))).toEqual(new Set(['user']));
  expect(records[0]).toMatchObject({ name: 'verrazzano-ingress.default.example.com', type: 'A', target: '10.0.0.7' });
  const names = records.slice(1).map(({ name }) => name);
  expect(names).toEqual([...names].sort());
});

test('wildcard names need none, nor does a platform without the ingress controller', () => {
  expect(dnsRecords(platform({ dns: Dns.wildcard('nip.io', { address: '10.0.0.1' }) }))).toEqual([]);
  expect(dnsRecords(platform({ dns: oci, components: { ingressNGINX: { enabled: false } } }))).toEqual([]);
});

test('the Service of the ingress controller is published under the name that the others lead to', () => {
  expect(controllerAnnotations(platform({ dns: oci, environmentName: 'prod' }))).toEqual({
    'external-dns.alpha.kubernetes.io/hostname': 'verrazzano-ingress.prod.zone.example.com',
    'external-dns.alpha.kubernetes.io/ttl': '60',
  });
  expect(controllerAnnotations(platform())).toEqual({});
});
