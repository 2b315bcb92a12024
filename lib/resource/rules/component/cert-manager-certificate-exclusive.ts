import { acmeOf, caOf, certificateOf } from '../certificate';
import type { Rule } from '../types';

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
