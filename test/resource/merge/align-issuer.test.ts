import { effectiveResource } from '../../../lib/resource/merge';
import { alignIssuer } from '../../../lib/resource/merge/align-issuer';
import { MergeProblems } from '../../../lib/resource/merge/merge-error';
import type { JsonObject } from '../../../lib/values/json';
import { at, resource } from './resource';

const defaultCa = { clusterResourceNamespace: 'cert-manager', secretName: 'verrazzano-ca-certificate-secret' };
const letsEncrypt = { emailAddress: 'ops@example.com', environment: 'staging' };

function aligned(certificate: JsonObject | undefined, clusterIssuer: JsonObject | undefined): JsonObject {
  const certManager = certificate && { certificate };
  const { spec } = effectiveResource(resource({ components: { certManager, clusterIssuer } }));
  return {
    certificate: at(spec, 'components.certManager.certificate'),
    issuer: at(spec, 'components.clusterIssuer'),
  };
}

describe('the issuer', () => {
  test('nothing set: both are the default CA', () => {
    expect(aligned(undefined, undefined)).toEqual({
      certificate: { acme: { provider: '' }, ca: defaultCa },
      issuer: { ca: { secretName: defaultCa.secretName }, clusterResourceNamespace: 'cert-manager', enabled: true },
    });
  });

  test('a certificate of ACME goes to the issuer', () => {
    const { issuer } = aligned({ acme: { provider: 'letsEncrypt', ...letsEncrypt } }, undefined);
    expect(issuer).toEqual({ letsEncrypt, clusterResourceNamespace: 'cert-manager', enabled: true });
  });

  test('a certificate of a CA goes to the issuer, and so does its namespace', () => {
    const { issuer } = aligned({ ca: { secretName: 'own', clusterResourceNamespace: 'ns' } }, undefined);
    expect(issuer).toEqual({ ca: { secretName: 'own' }, clusterResourceNamespace: 'ns', enabled: true });
  });

  test('a CA without a namespace keeps that of the issuer', () => {
    const { issuer } = aligned({ ca: { secretName: 'own' } }, undefined);
    expect(issuer).toEqual({ ca: { secretName: 'own' }, clusterResourceNamespace: 'cert-manager', enabled: true });
  });

  test('an issuer of its own stays', () => {
    expect(aligned(undefined, { letsEncrypt }).issuer).toEqual({
      letsEncrypt,
      clusterResourceNamespace: 'cert-manager',
      enabled: true,
    });
    expect(aligned({ ca: defaultCa }, { ca: { secretName: 'own' } }).issuer).toMatchObject({
      ca: { secretName: 'own' },
    });
  });

  test('a certificate with both kinds is left to the check of the component', () => {
    const both = { acme: { provider: 'letsEncrypt', ...letsEncrypt }, ca: { ...defaultCa, secretName: 'own' } };
    expect(aligned(both, undefined)).toMatchObject({
      certificate: both,
      issuer: { ca: { secretName: defaultCa.secretName } },
    });
  });

  test('an issuer with both kinds is refused', () => {
    expect(() => aligned(undefined, { ca: { secretName: 'own' }, letsEncrypt })).toThrow(
      /^\[spec\.components\.clusterIssuer\] has both ca and letsEncrypt; got .*; allowed ca or letsEncrypt; remove one/,
    );
  });

  test('settings in both places are refused', () => {
    expect(() => aligned({ ca: { secretName: 'own' } }, { letsEncrypt })).toThrow(
      /^\[spec\.components\.clusterIssuer\] is set, and so is the deprecated certManager\.certificate; got /,
    );
  });

  test('missing components are made', () => {
    const problems = new MergeProblems();
    expect(alignIssuer({}, problems)).toEqual({
      components: {
        certManager: { certificate: { acme: { provider: '' }, ca: defaultCa } },
        clusterIssuer: { ca: { secretName: defaultCa.secretName }, clusterResourceNamespace: 'cert-manager' },
      },
    });
    problems.throwIfAny();
  });
});
