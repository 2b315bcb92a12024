import { dig, textOf } from '../dig';
import { isMailAddress } from '../email';
import { acmeOf } from '../certificate';
import type { Rule } from '../types';

/** ACME needs an e-mail address. */
export const certManagerCertificateEmail: Rule = {
  id: 'certManager.certificate-email',
  layer: 'component',
  check: ({ effective }) => {
    const acme = acmeOf(effective);
    const value = textOf(dig(acme, 'emailAddress'));
    if (acme === undefined || isMailAddress(value)) return [];
    const path = 'spec.components.certManager.certificate.acme.emailAddress';
    return [{ path, value, message: 'is no e-mail address', fix: 'use an address such as admin@example.com' }];
  },
};
