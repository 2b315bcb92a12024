import { digComponent, textOf } from '../dig';
import { isOn } from '../context';
import { letsEncryptEnvironments } from '../certificate';
import type { Rule } from '../types';

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
