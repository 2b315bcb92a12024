import type { ProfileProps } from '../../lib/profile/profile-props';
import { Certificates } from '../../lib/values/certificates';
import { Dns } from '../../lib/values/dns';
import { ingressProblems, operatorIssuerProblems } from '../../lib/ingress';
import { allComponents, DNS_MODES, platform } from './platforms';

const problems = (props: ProfileProps): readonly string[] => ingressProblems(platform(props)).map(({ what }) => what);
const dns = Dns.external('example.com');

test('host names that are known only in the cluster cannot be emitted', () => {
  expect(problems({})).toEqual([expect.stringContaining('which is known only in the cluster')]);
  expect(problems({ dns: Dns.wildcard('nip.io', { address: '10.0.0.1' }) })).toEqual([]);
  expect(problems({ components: { ingressNGINX: { enabled: false } } })).toEqual([]);
});

test('Let’s Encrypt needs a zone that its solver writes to', () => {
  const certificates = Certificates.letsEncrypt({ emailAddress: 'a@b.c' });
  expect(problems({ dns, certificates })).toEqual([expect.stringContaining('solved by records in OCI DNS')]);
  expect(problems({ dns: DNS_MODES[1].dns, certificates })).toEqual([]);
});

test('a root certificate has a common name of at most 64 characters', () => {
  const environmentName = 'e'.repeat(50);
  expect(problems({ dns, environmentName })).toEqual(['the common name of the root certificate is too long']);
  expect(problems({ dns, environmentName, certificates: Certificates.selfSigned({ commonName: 'root' }) })).toEqual([]);
});

test('one place says who signs', () => {
  const certificates = Certificates.issuer({ name: 'corporate' });
  const components = { ...allComponents, clusterIssuer: { ca: { secretName: 'mine' } } };
  expect(problems({ dns, certificates, components })).toEqual([
    'components.clusterIssuer and Certificates.issuer both set the issuer',
  ]);
  expect(problems({ dns, certificates })).toEqual([]);
});

test('the platform operator takes no issuer of your own', () => {
  const own = platform({ certificates: Certificates.issuer({ name: 'corporate' }) });
  expect(operatorIssuerProblems(own).map(({ what }) => what)).toEqual([
    'the platform operator creates its own issuer and accepts no other',
  ]);
  expect(own.node.validate().join()).toContain('the platform operator creates its own issuer and accepts no other');
  expect(platform().node.validate()).toEqual([]);
});
