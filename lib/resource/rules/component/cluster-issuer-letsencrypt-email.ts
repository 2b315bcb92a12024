import { dig, digComponent, textOf } from '../dig';
import { isOn } from '../context';
import { isMailAddress } from '../email';
import type { Rule } from '../types';

/** Let's Encrypt needs an e-mail address. */
export const clusterIssuerLetsencryptEmail: Rule = {
  id: 'clusterIssuer.letsencrypt-email',
  layer: 'component',
  check: ({ effective }) => {
    const letsEncrypt = digComponent(effective, 'clusterIssuer', 'letsEncrypt');
    const value = textOf(dig(letsEncrypt, 'emailAddress'));
    if (letsEncrypt === undefined || !isOn(effective, 'clusterIssuer') || isMailAddress(value)) return [];
    const path = 'spec.components.clusterIssuer.letsEncrypt.emailAddress';
    return [{ path, value, message: 'is no e-mail address', fix: 'use an address such as admin@example.com' }];
  },
};
