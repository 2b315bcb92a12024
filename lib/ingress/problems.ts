import { specField } from '../definition/enablement';
import type { Platform } from '../definition/platform';
import { isJsonObject } from '../values/json';
import type { Problem } from '../values/problem';
import { hostNames } from './host-names';
import { platformIssuer, rootCommonName } from './issuers';
import { systemIngressTable } from './system-ingresses';

/** Longest common name of a certificate (RFC 5280), in characters. */
const LONGEST_COMMON_NAME = 64;

/**
 * Problems of ingress with charts as installer: host names that are known only in the cluster, and certificates that could not
 * be issued.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function ingressProblems(platform: Platform): readonly Problem[] {
  return [...hostProblems(platform), ...issuerProblems(platform)];
}

/**
 * Certificate settings that the platform operator does not support, where it is the installer.
 * @param platform - the profile
 */
export function operatorIssuerProblems(platform: Platform): readonly Problem[] {
  if (platform.naming?.certificates?.kind !== 'issuer') return [];
  return [
    {
      what: 'the platform operator creates its own issuer and accepts no other',
      got: 'Certificates.issuer',
      allowed: 'Certificates.selfSigned, Certificates.customCa, Certificates.letsEncrypt',
      fix: 'use one of these, or charts as installer',
    },
  ];
}

function hostProblems(platform: Platform): readonly Problem[] {
  return systemIngressTable(platform).length === 0 ? [] : hostNames(platform).problems();
}

function issuerProblems(platform: Platform): readonly Problem[] {
  const { mode } = platformIssuer(platform);
  const { spec } = platform.effective;
  const problems: Problem[] = [];
  if (!platform.isEnabled('cluster-issuer')) return problems;
  if (mode === 'letsEncrypt' && !isJsonObject(specField(spec, 'dns', 'oci'))) {
    problems.push({
      what: "challenges of Let's Encrypt are solved by records in OCI DNS, and DNS is of another kind",
      got: hostNames(platform).kind,
      allowed: 'oci',
      fix: 'use Dns.oci, or Certificates.issuer({ spec }) with a solver of your own',
    });
  }
  if (mode === 'selfSigned' && rootCommonName(platform).length > LONGEST_COMMON_NAME) {
    problems.push({
      what: 'the common name of the root certificate is too long',
      got: rootCommonName(platform),
      allowed: `at most ${LONGEST_COMMON_NAME} characters`,
      fix: 'set one: Certificates.selfSigned({ commonName })',
    });
  }
  if (mode === 'issuer' && isStated(platform)) {
    problems.push({
      what: 'components.clusterIssuer and Certificates.issuer both set the issuer',
      got: specField(platform.resource.spec, 'clusterIssuer'),
      fix: 'keep one of them',
    });
  }
  return problems;
}

function isStated({ resource }: Platform): boolean {
  return ['ca', 'letsEncrypt'].some((field) => specField(resource.spec, 'clusterIssuer', field) !== undefined);
}
