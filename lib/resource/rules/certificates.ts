import { DEFAULT_CA } from '../../values/certificates';
import { isJsonObject, type JsonObject, type JsonValue, textOf } from '../../values/json';
import { hasSecret, namespaceNamed } from './cluster-facts';
import { isOn } from './context';
import { dig, digComponent } from './dig';
import { isMailAddress } from './mail-address';
import type { Found, Rule, RuleContext } from './types';

/** The environments of Let's Encrypt, in lower case; none is production. */
const letsEncryptEnvironments: readonly string[] = ['', 'staging', 'production'];

/** The deprecated description of the issuer. */
function certificateOf(spec: JsonObject | undefined): JsonValue | undefined {
  return digComponent(spec, 'certManager', 'certificate');
}

/** The ACME side of the certificate; undefined when it is empty, and while the issuer is off, when it is not looked at. */
function acmeOf(spec: JsonObject | undefined): JsonObject | undefined {
  return usedWhileOn(spec, digComponent(spec, 'certManager', 'certificate', 'acme'));
}

/** The CA side of the certificate; as {@link acmeOf}. */
function caOf(spec: JsonObject | undefined): JsonObject | undefined {
  return usedWhileOn(spec, digComponent(spec, 'certManager', 'certificate', 'ca'));
}

/** The namespace of what the issuer needs. */
export function issuerNamespace(spec: JsonObject | undefined): string {
  return textOf(digComponent(spec, 'clusterIssuer', 'clusterResourceNamespace')) || DEFAULT_CA.clusterResourceNamespace;
}

function usedWhileOn(spec: JsonObject | undefined, section: JsonValue | undefined): JsonObject | undefined {
  return isOn(spec, 'clusterIssuer') ? used(section) : undefined;
}

function used(section: JsonValue | undefined): JsonObject | undefined {
  return isJsonObject(section) && Object.values(section).some((value) => value !== '') ? section : undefined;
}

const CRDS = [
  'certificaterequests.cert-manager.io',
  'orders.acme.cert-manager.io',
  'certificates.cert-manager.io',
  'clusterissuers.cert-manager.io',
  'issuers.cert-manager.io',
];

/** An issuer needs a cert-manager. */
export const clusterIssuerCrdsRequired: Rule = {
  id: 'clusterIssuer.crds-required',
  layer: 'component',
  check: ({ effective, cluster }) => {
    if (effective === undefined || isOn(effective, 'certManager') || !isOn(effective, 'clusterIssuer')) return [];
    const value = CRDS.filter((name) => !(cluster.CRDs ?? []).includes(name));
    if (value.length === 0) return [];
    const needs = `the CustomResourceDefinitions ${value.join(', ')}`;
    const fix = 'install cert-manager first, or set certManager.enabled';
    return [{ path: 'spec.components.clusterIssuer', value, message: `needs ${needs}`, needs, fix }];
  },
};

function needed({ effective, cluster }: RuleContext): Found[] {
  if (effective === undefined || isOn(effective, 'certManager') || !isOn(effective, 'clusterIssuer')) return [];
  const value = issuerNamespace(effective);
  if (namespaceNamed(cluster, value) !== undefined) return [];
  const path = 'spec.components.clusterIssuer.clusterResourceNamespace';
  return [{ path, value, message: `needs Namespace ${value}`, fix: 'create it first' }];
}

/** The namespace of the issuer's resources exists. */
export const clusterIssuerNamespaceExists: Rule = {
  id: 'clusterIssuer.namespace-exists',
  layer: 'component',
  fact: 'Namespaces',
  check: needed,
  assume: needed,
};

/** The CA secret of the issuer exists. */
export const clusterIssuerCaSecretExists: Rule = {
  id: 'clusterIssuer.ca-secret-exists',
  layer: 'component',
  check: ({ effective, cluster }) => {
    const value = textOf(digComponent(effective, 'clusterIssuer', 'ca', 'secretName'));
    if (value === '' || value === DEFAULT_CA.secretName || !isOn(effective, 'clusterIssuer')) return [];
    const namespace = issuerNamespace(effective);
    if (hasSecret(cluster, namespace, value)) return [];
    const path = 'spec.components.clusterIssuer.ca.secretName';
    const needs = `Secret ${namespace}/${value}`;
    return [{ path, value, message: `needs ${needs}`, needs, fix: 'create it first' }];
  },
};

/** The Let's Encrypt environment of the issuer is known. */
export const clusterIssuerLetsencryptEnvironment: Rule = {
  id: 'clusterIssuer.letsencrypt-environment',
  layer: 'component',
  check: ({ effective }) => {
    const value = textOf(digComponent(effective, 'clusterIssuer', 'letsEncrypt', 'environment'));
    if (!isOn(effective, 'clusterIssuer') || letsEncryptEnvironments.includes(value.toLowerCase())) return [];
    const path = 'spec.components.clusterIssuer.letsEncrypt.environment';
    return [{ path, value, message: 'is unknown; allowed staging, production', fix: 'use one of these' }];
  },
};

/** Let's Encrypt needs an e-mail address. */
export const clusterIssuerLetsencryptEmail: Rule = {
  id: 'clusterIssuer.letsencrypt-email',
  layer: 'component',
  check: ({ effective }) => {
    const letsEncrypt = digComponent(effective, 'clusterIssuer', 'letsEncrypt');
    const value = textOf(dig(letsEncrypt, 'emailAddress'));
    if (letsEncrypt === undefined || !isOn(effective, 'clusterIssuer') || isMailAddress(value)) return [];
    const path = 'spec.components.clusterIssuer.letsEncrypt.emailAddress';
    return [{ path, value, message: 'is not an e-mail address', fix: 'use an address such as admin@example.com' }];
  },
};

/** Let's Encrypt is solved by records in OCI DNS only: the operator looks for the Secret of that zone, whatever kind DNS is of. */
export const letsEncryptDns: Rule = {
  id: 'notChecked.letsencrypt-dns',
  layer: 'reconcile',
  check: ({ effective }) => {
    const isUsed =
      isOn(effective, 'clusterIssuer') && digComponent(effective, 'clusterIssuer', 'letsEncrypt') !== undefined;
    const dns = digComponent(effective, 'dns');
    if (!isUsed || isJsonObject(dig(dns, 'oci'))) return [];
    const value = dig(dns, 'external') === undefined ? 'wildcard' : 'external';
    const message = "cannot prove names to Let's Encrypt, which is done by records in OCI DNS; allowed oci";
    return [{ path: 'spec.components.dns', value, message, fix: 'use OCI DNS, or another issuer' }];
  },
};

/** A certificate comes from ACME or from a CA. */
export const certManagerCertificateExclusive: Rule = {
  id: 'certManager.certificate-exclusive',
  layer: 'component',
  check: ({ effective }) => {
    if (acmeOf(effective) === undefined || caOf(effective) === undefined) return [];
    const value = certificateOf(effective);
    return [
      {
        path: 'spec.components.certManager.certificate',
        value,
        message: 'has both acme and ca',
        fix: 'remove one of them',
      },
    ];
  },
};

/** The ACME provider is Let's Encrypt. */
export const certManagerCertificateProvider: Rule = {
  id: 'certManager.certificate-provider',
  layer: 'component',
  check: ({ effective }) => {
    const acme = acmeOf(effective);
    const value = textOf(dig(acme, 'provider'));
    if (acme === undefined || value.toLowerCase() === 'letsencrypt') return [];
    const path = 'spec.components.certManager.certificate.acme.provider';
    return [{ path, value, message: 'is unknown; allowed letsEncrypt', fix: 'set it to letsEncrypt' }];
  },
};

/** The Let's Encrypt environment of the certificate is known. */
export const certManagerCertificateEnvironment: Rule = {
  id: 'certManager.certificate-environment',
  layer: 'component',
  check: ({ effective }) => {
    const value = textOf(dig(acmeOf(effective), 'environment'));
    if (letsEncryptEnvironments.includes(value.toLowerCase())) return [];
    const path = 'spec.components.certManager.certificate.acme.environment';
    return [{ path, value, message: 'is unknown; allowed staging, production', fix: 'use one of these' }];
  },
};

/** ACME needs an e-mail address. */
export const certManagerCertificateEmail: Rule = {
  id: 'certManager.certificate-email',
  layer: 'component',
  check: ({ effective }) => {
    const acme = acmeOf(effective);
    const value = textOf(dig(acme, 'emailAddress'));
    if (acme === undefined || isMailAddress(value)) return [];
    const path = 'spec.components.certManager.certificate.acme.emailAddress';
    return [{ path, value, message: 'is not an e-mail address', fix: 'use an address such as admin@example.com' }];
  },
};

/** The CA secret of the certificate exists. */
export const certManagerCertificateCaSecretExists: Rule = {
  id: 'certManager.certificate-ca-secret-exists',
  layer: 'component',
  check: ({ effective, cluster }) => {
    const ca = caOf(effective);
    const [name, namespace] = [textOf(dig(ca, 'secretName')), textOf(dig(ca, 'clusterResourceNamespace'))];
    const isDefault = name === DEFAULT_CA.secretName && namespace === DEFAULT_CA.clusterResourceNamespace;
    if (ca === undefined || isDefault || hasSecret(cluster, namespace, name)) return [];
    const path = 'spec.components.certManager.certificate.ca.secretName';
    const needs = `Secret ${namespace}/${name}`;
    return [{ path, value: name, message: `needs ${needs}`, needs, fix: 'create it first' }];
  },
};
