import { dig, textOf } from '../dig';
import { acmeOf, letsEncryptEnvironments } from '../certificate';
import type { Rule } from '../types';

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
