import { DEFAULT_CA } from '../../values/certificates';
import { isJsonObject, type JsonObject, ownMember } from '../../values/json';
import type { MergeProblems } from './merge-error';

const { secretName: DEFAULT_SECRET, clusterResourceNamespace: DEFAULT_NAMESPACE } = DEFAULT_CA;

/**
 * `spec` with its two descriptions of the certificate issuer in line: the deprecated `certManager.certificate` is filled
 * with the default CA when empty, and is copied into `clusterIssuer` when that has not been set to anything of its own.
 *
 * A certificate with both `acme` and `ca` is left alone; a check of the component rejects it.
 *
 * Source: platform-operator/controllers/verrazzano/transform/convert_certificate.go at v1.7.2.
 *
 * @param spec - an effective spec in typed form
 * @param problems - receives an issuer with both `ca` and `letsEncrypt`, and one that is set in both places
 */
export function alignIssuer(spec: JsonObject, problems: MergeProblems): JsonObject {
  const components = member(spec, 'components');
  const certManager = member(components, 'certManager');
  const given = member(certManager, 'certificate');
  const certificate = isUnset(acmeOf(given)) && isUnset(caOf(given)) ? defaultCertificate(given) : given;
  const issuer = withIssuer(components['clusterIssuer']);
  return {
    ...spec,
    components: {
      ...components,
      certManager: { ...certManager, certificate },
      clusterIssuer: alignedIssuer(issuer, certificate, problems),
    },
  };
}

function alignedIssuer(issuer: JsonObject, certificate: JsonObject, problems: MergeProblems): JsonObject {
  const path = 'spec.components.clusterIssuer';
  const { ca: issuerCa, letsEncrypt, ...rest } = issuer;
  if (issuerCa !== undefined && letsEncrypt !== undefined) {
    problems.add({
      at: path,
      what: 'has both ca and letsEncrypt',
      got: issuer,
      allowed: 'ca or letsEncrypt',
      fix: 'remove one of them',
      rule: 'effective.issuer-exclusive',
    });
    return issuer;
  }
  const ca = caOf(certificate);
  const acme = acmeOf(certificate);
  if (!isDefaultIssuer(issuer)) {
    if (isUnset(acme) && isDefaultCa(ca)) return issuer;
    problems.add({
      at: path,
      what: 'is set, and so is the deprecated certManager.certificate',
      got: { clusterIssuer: issuer, certificate },
      allowed: 'settings in one of them',
      fix: 'remove spec.components.certManager.certificate',
      rule: 'effective.issuer-vs-certificate',
    });
    return issuer;
  }
  if (isUnset(ca) === isUnset(acme)) return issuer;
  if (isUnset(ca)) return { ...rest, letsEncrypt: withoutProvider(acme) };
  const namespace = ca['clusterResourceNamespace'];
  return {
    ...rest,
    ca: { secretName: ca['secretName'] },
    ...(namespace === '' ? {} : { clusterResourceNamespace: namespace }),
  };
}

/** The issuer, made the default one if missing, and given the default CA if it has neither kind. */
function withIssuer(issuer: JsonObject[string]): JsonObject {
  const defaultCa = { ca: { secretName: DEFAULT_SECRET } };
  if (!isJsonObject(issuer)) return { ...defaultCa, clusterResourceNamespace: DEFAULT_NAMESPACE };
  return issuer['ca'] === undefined && issuer['letsEncrypt'] === undefined ? { ...issuer, ...defaultCa } : issuer;
}

function isDefaultIssuer(issuer: JsonObject): boolean {
  const secretName = member(issuer, 'ca')['secretName'];
  return secretName === DEFAULT_SECRET && issuer['clusterResourceNamespace'] === DEFAULT_NAMESPACE;
}

function isDefaultCa(ca: JsonObject): boolean {
  return ca['secretName'] === DEFAULT_SECRET && ca['clusterResourceNamespace'] === DEFAULT_NAMESPACE;
}

function defaultCertificate(certificate: JsonObject): JsonObject {
  return {
    acme: { provider: '', ...acmeOf(certificate) },
    ca: { clusterResourceNamespace: DEFAULT_NAMESPACE, secretName: DEFAULT_SECRET },
  };
}

function acmeOf(certificate: JsonObject): JsonObject {
  return member(certificate, 'acme');
}

function caOf(certificate: JsonObject): JsonObject {
  return member(certificate, 'ca');
}

function withoutProvider({ emailAddress, environment }: JsonObject): JsonObject {
  return { ...(emailAddress ? { emailAddress } : {}), ...(environment ? { environment } : {}) };
}

function isUnset(section: JsonObject): boolean {
  return Object.values(section).every((value) => value === undefined || value === '');
}

function member(object: JsonObject, key: string): JsonObject {
  const value = ownMember(object, key);
  return isJsonObject(value) ? value : {};
}
