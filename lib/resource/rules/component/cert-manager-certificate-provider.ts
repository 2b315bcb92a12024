import { dig, textOf } from '../dig';
import { acmeOf } from '../certificate';
import type { Rule } from '../types';

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
